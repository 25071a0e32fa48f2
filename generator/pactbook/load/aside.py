"""Texts of a book that are set aside in a file: what a large book weighs is its texts, and whoever makes its sites looks at one page after another.

A file of the book is read once, since it may change at any moment; what is read again is what was read then. The file has no name, so nobody else
can open it, and it is gone with the process. Without room on the disk, texts stay in memory.
"""

from __future__ import annotations

import errno
import os
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO
    from pathlib import Path

_AT_HAND = 16  # texts; whoever asks for one asks again
_SMALL = 1024  # bytes that are no more than what would be kept in their place


class Aside:
    """A file for texts and bytes; what is short, or finds no room, is given back as it is."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file lies in `folder`, else where the system keeps what is soon thrown away."""
        self._file, self._length, self._lock = _opened(folder), 0, threading.Lock()
        self.read_text = lru_cache(maxsize=_AT_HAND)(self._text)
        if self._file is not None:
            weakref.finalize(self, self._file.close)

    def put(self, data: bytes) -> bytes | Callable[[], bytes]:
        """Set bytes aside; gives what reads them again."""
        at = None if len(data) < _SMALL else self._written(data)
        return data if at is None else _Bytes(self, at, len(data))

    def text(self, text: str) -> str | Callable[[], str]:
        """Set a text aside; gives what reads it again."""
        data = text.encode()
        at = None if len(data) < _SMALL else self._written(data)
        return text if at is None else _Text(self, at, len(data))

    def texts(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        """Set texts aside by their names."""
        return _Texts({name: self.text(text) for name, text in texts.items()}) if texts else texts

    def _written(self, data: bytes) -> int | None:
        """Where the bytes now lie; None where there is no room."""
        if self._file is None:
            return None
        with self._lock:
            try:
                at = self._file.seek(self._length)
                rest = memoryview(data)
                while rest:
                    rest = rest[self._file.write(rest) :]
            except OSError:
                return None
            self._length += len(data)
        return at

    def read(self, at: int, length: int) -> bytes:
        """What was set aside there; from a process that was forked off, too, with which this one shares the place in the file."""
        found = self._found(at, length)
        if len(found) != length:  # half a text is worse than none
            raise OSError(errno.EIO, "a text that was set aside can't be read again; build once more")
        return found

    def _found(self, at: int, length: int) -> bytes:
        if self._file is None:
            return b""
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, at)
        with self._lock:
            self._file.seek(at)
            return self._file.read(length)

    def _text(self, at: int, length: int) -> str:
        return self.read(at, length).decode()


def _opened(folder: Path | None) -> FileIO | None:
    try:
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder, buffering=0)  # closed with the last of its texts
    except OSError:
        return None


class _Piece:
    """A place in the file."""

    __slots__ = ("_aside", "_at", "_length")

    def __init__(self, aside: Aside, at: int, length: int) -> None:
        self._aside, self._at, self._length = aside, at, length


class _Bytes(_Piece):
    __slots__ = ()

    def __call__(self) -> bytes:
        return self._aside.read(self._at, self._length)


class _Text(_Piece):
    __slots__ = ()

    def __call__(self) -> str:
        return self._aside.read_text(self._at, self._length)


class _Texts(Mapping[str, str]):
    """Texts by name, each read when it is asked for."""

    def __init__(self, found: Mapping[str, str | Callable[[], str]]) -> None:
        self._found = found

    def __getitem__(self, name: str) -> str:
        found = self._found[name]
        return found if isinstance(found, str) else found()

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return repr(dict(self))
