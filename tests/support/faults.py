"""Stops a command at any one of its writes: the process dies there, or the disk refuses."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, Any

from pactbook.trees import placing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KILLED = 99
_CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Writes:
    """Counts what the process does to files under a folder; at the wanted one it dies before it is done, or the disk is full."""

    def __init__(self, folder: Path, at: int, *, die: bool) -> None:
        self.folder, self.at, self.die, self.count = os.fspath(folder), at, die, 0
        self._sync, self._swap = os.fsync, placing.swap

    def watch(self) -> None:
        """Begin; there is no way back, so this belongs into a process of its own."""
        sys.addaudithook(self._hook)
        os.fsync = self._fsync
        placing.swap = self._swapped

    def _hook(self, event: str, words: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(words[0], str | bytes) and isinstance(words[2], int) and words[2] & _WRITES:
            self._one(words[0])
        elif event in _CHANGES:
            inside = words[-1] != -1 and event in {"os.remove", "os.rmdir"}  # relative to an open folder: rmtree at work
            self._one(self.folder if inside else words[0])

    def _fsync(self, fd: Any) -> None:
        self._one(self.folder)
        self._sync(fd)

    def _swapped(self, one: Path, other: Path) -> bool:
        self._one(self.folder)
        return self._swap(one, other)

    def _one(self, path: str | bytes) -> None:
        if not os.fsdecode(path).startswith(self.folder):
            return
        self.count += 1
        if self.count == self.at:
            if self.die:
                os._exit(KILLED)
            raise OSError(errno.ENOSPC, "No space left on device")


def in_child(work: Callable[[], int], folder: Path, at: int = 0, *, die: bool = True) -> tuple[int, int]:
    """Do the work in a process of its own that is stopped at its `at`-th write; returns its exit code and how many writes it did."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 98
        try:
            writes = Writes(folder, at, die=die)
            writes.watch()
            code = work()
            os.write(writing, str(writes.count).encode())
        finally:
            os._exit(code)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        count = int(pipe.read() or b"0")
    return os.waitstatus_to_exitcode(status), count
