"""The files on disk. Symbolic links are listed as such and never followed."""

from __future__ import annotations

import os
import stat
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


class WorkTree:
    """A folder on disk as a tree."""

    label = "the work tree"

    def __init__(self, root: Path) -> None:
        """Read below `root`, the folder that holds `contracts/`."""
        self.root = root
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
            if any(item.name == ".git" for item in found):
                yield Entry(path, GITLINK)
                continue
            for item in found:
                if item.name in PASSED_OVER:
                    continue
                inner = f"{path}/{item.name}"
                if item.is_dir(follow_symlinks=False):
                    waiting.append(inner)
                else:
                    yield Entry(inner, _mode(item.stat(follow_symlinks=False).st_mode))

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            return list(os.scandir(self.root / folder))
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
        root, folder = str(self.root), path.rpartition("/")[0]
        if folder != self._reached:  # files of one folder are read one after the other
            self._reach(path)
            self._reached = folder
        elif path.endswith(("/", "/.", "/..")):
            raise MissingFileError(path)
        try:
            descriptor = os.open(f"{root}/{path}", _FLAGS)
        except (OSError, ValueError):
            raise MissingFileError(path) from None
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise MissingFileError(path)
            return b"".join(iter(lambda: os.read(descriptor, _PIECE), b""))
        finally:
            os.close(descriptor)

    def _reach(self, path: str) -> None:
        """Make sure that a file's folder lies in the book and that no link leads there; raises MissingFileError."""
        parts = path.split("/")
        if path.startswith("/") or any(part in {"", ".", ".."} for part in parts):
            raise MissingFileError(path)
        root = str(self.root)
        if any(os.path.islink("/".join((root, *parts[:end]))) for end in range(1, len(parts))):  # noqa: PTH114 - thrice as fast as pathlib
            raise MissingFileError(path)


def _mode(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return SYMLINK
    if not stat.S_ISREG(mode):
        return ODD
    return EXECUTABLE if mode & stat.S_IXUSR and os.name != "nt" else REGULAR


def _unreadable(folder: str, error: OSError) -> PactbookError:
    return PactbookError(f"the folder {shown(folder)} can't be read: {error.strerror or error}")
