"""Blobs that git unpacks in its own process while others are looked at: they are asked for in one go and taken from the pipe meanwhile."""

from __future__ import annotations

import contextlib
import os
import sys
import weakref
from collections import deque
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

PIECE = 1 << 20  # as much as an ordinary user's pipe holds on Linux
PIECES = 64  # read ahead of whoever looks at them
_SET_PIPE_SIZE = 1031  # F_SETPIPE_SZ, which Python names on Linux alone


class Drained:
    """A pipe that a thread of its own empties, so that whoever writes into it seldom waits; it is read like a file."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Begin to read."""
        self._pieces: SimpleQueue[bytes] = SimpleQueue()
        self._room = Semaphore(PIECES)
        self._ended = False
        self._piece = b""
        self._at = 0
        _widen(stream)
        self._thread = Thread(target=self._drain, args=(stream.fileno(),), daemon=True)
        self._thread.start()

    def _drain(self, descriptor: int) -> None:
        piece = b"..."
        while piece and not self._ended:
            try:
                piece = os.read(descriptor, PIECE)
            except OSError:
                piece = b""
            self._pieces.put(piece)
            self._room.acquire()

    def end(self) -> None:
        """Stop reading; the other side must have closed the pipe."""
        self._ended = True
        self._room.release()
        self._thread.join()

    def _more(self) -> bool:
        """Put the next piece behind what is left of this one; False at the end."""
        piece = self._pieces.get()
        if not piece:
            self._pieces.put(piece)  # the end stays the end
            return False
        self._room.release()
        self._piece = self._piece[self._at :] + piece
        self._at = 0
        return True

    def line(self) -> bytes:
        """The next line without its line feed; what is left at the end."""
        found = self._piece.find(b"\n", self._at)
        while found < 0:
            if not self._more():
                return self.take(len(self._piece) - self._at)
            found = self._piece.find(b"\n", self._at)
        line = self._piece[self._at : found]
        self._at = found + 1
        return line

    def take(self, count: int) -> bytes:
        """So many bytes, fewer at the end."""
        if len(self._piece) - self._at < count:
            self._gather(count)
        start, self._at = self._at, min(self._at + count, len(self._piece))
        return self._piece[start : self._at]

    def _gather(self, count: int) -> None:
        """Have so many bytes at hand, in one joining however many pieces they came in."""
        pieces = [self._piece[self._at :]]
        length = len(pieces[0])
        while length < count and (piece := self._pieces.get()):
            self._room.release()
            pieces.append(piece)
            length += len(piece)
        if length < count:
            self._pieces.put(b"")
        self._piece, self._at = b"".join(pieces), 0


def _widen(stream: IO[bytes]) -> None:
    """Let the pipe hold more, where the system knows how and allows it."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(stream.fileno(), _SET_PIPE_SIZE, PIECE)


class Ahead:
    """Blobs that a `git cat-file --batch` was asked for in one go."""

    def __init__(self, process: subprocess.Popen[bytes], oids: list[str]) -> None:
        """Ask `process` for all of them; it is ended when nobody holds this any more."""
        self._waiting = deque(oids)
        self._known = set(oids)
        self._kept: dict[str, bytes] = {}
        names = "".join(f"{oid}\n" for oid in oids).encode("ascii")
        asking = Thread(target=_ask, args=(process.stdin, names), daemon=True)
        asking.start()
        self._process = process
        self._answers = Drained(process.stdout) if process.stdout else None
        weakref.finalize(self, _stop, process, asking, self._answers)

    @property
    def done(self) -> bool:
        """Whether everything that was expected has been taken."""
        return not self._waiting and not self._kept

    def take(self, oid: str) -> bytes | None:
        """The bytes of an expected blob the first time that it is read; None where it was not expected, is gone or is none."""
        if oid in self._kept:
            return self._kept.pop(oid)
        if oid not in self._known or self._answers is None:
            return None
        while self._waiting:
            name = self._waiting.popleft()
            self._known.discard(name)
            data = self._answer(self._answers)
            if name == oid:
                return data
            if data is not None:
                self._kept[name] = data
        return None

    @staticmethod
    def _answer(answers: Drained) -> bytes | None:
        """What git says to one name: the bytes of the blob, or None where there is none."""
        header = answers.line().split()
        if len(header) != 3:  # noqa: PLR2004 - name, type, size
            return None
        size = int(header[2])
        data = answers.take(size)
        return data if answers.take(1) == b"\n" and header[1] == b"blob" else None


def _ask(stdin: IO[bytes], names: bytes) -> None:
    with contextlib.suppress(OSError), stdin:  # git may be gone by now, because nobody wants the rest
        stdin.write(names)


def _stop(process: subprocess.Popen[bytes], asking: Thread, answers: Drained | None) -> None:
    process.kill()
    process.wait()
    asking.join()
    if answers is not None:
        answers.end()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
