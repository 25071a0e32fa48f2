"""The files on disk. Symbolic links are listed as such and never followed."""

from __future__ import annotations

import os
import stat
from functools import cache
from itertools import takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, shown
from pactbook.trees.tree import EXECUTABLE, GITLINK, REGULAR, SYMLINK, Entry, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSED_OVER = frozenset({".DS_Store", "Thumbs.db", "__pycache__"})
ODD = "000000"
# A link is not followed, and a pipe that nobody writes to does not keep the reader waiting.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20
_NOWHERE = frozenset({"", ".", ".."})


class WorkTree:
    """A folder on disk as a tree."""

    label = "the work tree"

    def __init__(self, root: Path) -> None:
        """Read below `root`, the folder that holds `contracts/`."""
        self.root = root
        self._base = str(root)  # thousands of paths are made with it, and pathlib takes its time
        self._reached = ""

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every file under the folders, sorted by path."""
        return tuple(sorted((entry for folder in folders for entry in self._walk(folder)), key=attrgetter("path")))

    def _walk(self, folder: str) -> Iterator[Entry]:
        """The entries at and below one folder; a folder with a repository of its own is a submodule, whose files belong to another book."""
        waiting = [folder]
        try:
            top = os.lstat(self.root / folder).st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise _unreadable(folder, error) from None
        if not stat.S_ISDIR(top):
            yield Entry(folder, _mode(top))
            return
        while waiting:
            path = waiting.pop()
            found = self._scan(path)
            if ".git" in [item.name for item in found]:
                yield Entry(path, GITLINK)
                continue
            for item in found:
                name = item.name
                if name in PASSED_OVER:
                    continue
                if item.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/{name}")
                else:
                    yield Entry(f"{path}/{name}", _mode(item.stat(follow_symlinks=False).st_mode))

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(f"{self._base}/{folder}") as found:
                return list(found)
        except OSError as error:
            raise _unreadable(folder, error) from None

    def entry(self, path: str) -> Entry | None:
        """The entry at a path that is reached through no symbolic link and spelt as on disk."""
        folder, _, name = path.rpartition("/")
        if name not in self.names(folder):
            return None
        mode = os.lstat(self.root / path).st_mode
        return None if stat.S_ISDIR(mode) else Entry(path, _mode(mode))

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder that is reached through no symbolic link."""
        parts = folder.split("/") if folder else []
        steps = [self.root.joinpath(*parts[:end]) for end in range(1, len(parts) + 1)]
        if any(step.is_symlink() or not step.is_dir() for step in steps):
            return ()
        return tuple(sorted({item.name for item in os.scandir(self.root / folder)} - PASSED_OVER))

    def read(self, path: str) -> bytes:
        """The bytes on disk of a regular file that is reached through no symbolic link."""
        folder, _, name = path.rpartition("/")
        if name in _NOWHERE or path.startswith("/"):
            raise MissingFileError(path)
        if folder != self._reached:  # files of one folder are read one after the other
            self._reach(path, folder)
        try:
            descriptor = os.open(f"{self._base}/{path}", _FLAGS)
        except (OSError, ValueError):
            raise MissingFileError(path) from None
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise MissingFileError(path)
            data = os.read(descriptor, found.st_size + 1)
            if len(data) != found.st_size:  # it is longer than one reading takes, or just being written
                data += b"".join(iter(lambda: os.read(descriptor, _PIECE), b""))
        finally:
            os.close(descriptor)
        return data

    def _reach(self, path: str, folder: str) -> None:
        """Make sure that a file's folder lies in the book and that no link leads there; raises MissingFileError.

        What leads to the folder that was reached before is not looked at again.
        """
        parts, before = (text.split("/") if text else [] for text in (folder, self._reached))
        if not _NOWHERE.isdisjoint(parts):
            raise MissingFileError(path)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(parts, before, strict=False)))
        ways = ("/".join((self._base, *parts[:end])) for end in range(same + 1, len(parts) + 1))
        if any(map(os.path.islink, ways)):
            raise MissingFileError(path)
        self._reached = folder


@cache  # there are few
def _mode(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return SYMLINK
    if not stat.S_ISREG(mode):
        return ODD
    return EXECUTABLE if mode & stat.S_IXUSR and os.name != "nt" else REGULAR


def _unreadable(folder: str, error: OSError) -> PactbookError:
    return PactbookError(f"the folder {shown(folder)} can't be read: {error.strerror or error}")
