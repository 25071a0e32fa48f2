"""The files on disk. Symbolic links are listed as such and never followed."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from pactbook.trees.tree import EXECUTABLE, REGULAR, SYMLINK, Entry, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSED_OVER = frozenset({".git", ".DS_Store", "Thumbs.db", "__pycache__"})
ODD = "000000"


class WorkTree:
    """A folder on disk as a tree."""

    label = "the work tree"

    def __init__(self, root: Path) -> None:
        """Read below `root`, the folder that holds `contracts/`."""
        self.root = root

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every file under the folders, sorted by path."""
        return tuple(sorted(entry for folder in folders for entry in self._walk(folder)))

    def _walk(self, folder: str) -> Iterator[Entry]:
        try:
            if not stat.S_ISDIR(os.lstat(self.root / folder).st_mode):
                return
            found = list(os.scandir(self.root / folder))
        except FileNotFoundError:
            return
        for item in found:
            if item.name in PASSED_OVER:
                continue
            path = f"{folder}/{item.name}"
            if item.is_dir(follow_symlinks=False):
                yield from self._walk(path)
            else:
                yield Entry(path, _mode(item.stat(follow_symlinks=False).st_mode))

    def entry(self, path: str) -> Entry | None:
        """The entry at a path that is reached through no symbolic link and spelt as on disk."""
        folder, _, name = path.rpartition("/")
        if name not in self.names(folder):
            return None
        mode = os.lstat(self.root / path).st_mode
        return None if stat.S_ISDIR(mode) else Entry(path, _mode(mode))

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder."""
        parts = folder.split("/") if folder else []
        steps = [self.root.joinpath(*parts[:end]) for end in range(1, len(parts) + 1)]
        if any(step.is_symlink() or not step.is_dir() for step in steps):
            return ()
        return tuple(sorted({item.name for item in os.scandir(self.root / folder)} - PASSED_OVER))

    def read(self, path: str) -> bytes:
        """The bytes on disk of a regular file that is reached through no symbolic link."""
        parts = path.split("/")
        if path.startswith("/") or any(part in {"", ".", ".."} for part in parts):
            raise MissingFileError(path)
        try:
            for end in range(1, len(parts)):
                if os.path.islink(self.root.joinpath(*parts[:end])):  # noqa: PTH114 - lstat by string is a third of the cost
                    raise MissingFileError(path)
            descriptor = os.open(self.root / path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except OSError:
            raise MissingFileError(path) from None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise MissingFileError(path)
            return file.read()


def _mode(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return SYMLINK
    if not stat.S_ISREG(mode):
        return ODD
    return EXECUTABLE if mode & stat.S_IXUSR and os.name != "nt" else REGULAR
