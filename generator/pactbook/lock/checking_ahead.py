"""A second process that checks signatures while the first reads files. It only ever says "holds"; whatever it does not say is checked again.

Checking is a quarter of the work of verifying a large book, and Python does one thing at a time in a process.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from pactbook.lock.record import Sealed

LEAST = 800  # files of records, four or more to a statement, from which on a second process is worth its start
MOST = 32_768  # signatures: their answers fit into the pipe, so that neither process ever waits for the other to read
_HOLDS = b"\1"


class Helper:
    """Takes signatures at any time, and tells at the end which of them hold."""

    def __init__(self, process: int, asking: BinaryIO, answers: BinaryIO) -> None:
        """Speak to a process that `helper` started."""
        self._process = process
        self._asking = asking
        self._answers = answers
        self._asked: list[tuple[bytes, bytes]] = []
        self._most = MOST

    def submit(self, sealed: list[Sealed]) -> None:
        """Have the signatures of some records checked."""
        for record in (each.record for each in sealed if each.record):
            for armored in record.signatures.values():
                if len(self._asked) < self._most:
                    try:
                        self._asking.write(b"".join(len(part).to_bytes(8, "big") + part for part in (armored, record.raw)))
                    except OSError:  # it is gone: nothing more holds by its word
                        self._most = 0
                        return
                    self._asked.append((armored, record.raw))

    def holding(self) -> frozenset[tuple[bytes, bytes]]:
        """The signatures that hold, each with what was signed; nothing can be submitted any more."""
        with suppress(OSError):
            self._asking.close()
        said = self._answers.read()
        return frozenset(pair for pair, answer in zip(self._asked, said, strict=False) if answer == _HOLDS[0])

    def end(self) -> None:
        """End the process."""
        with suppress(OSError):
            self._asking.close()
        self._answers.close()
        with suppress(ChildProcessError):  # whoever started us may have asked that nobody waits for processes
            os.waitpid(self._process, 0)


@contextmanager
def helper(files: int) -> Iterator[Helper | None]:
    """A second process where it is worth one, and where a process can safely be doubled: none where other threads run."""
    if files < LEAST or sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:  # noqa: PLR2004
        yield None
        return
    found = _start()
    try:
        yield found
    finally:
        found.end()


def _start() -> Helper:
    from pactbook.lock import signature  # read in before the process is doubled

    questions, asking = os.pipe()
    answers, answering = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(asking)
            os.close(answers)
            with open(questions, "rb") as asked, open(answering, "wb", buffering=0) as told:  # noqa: PTH123 - pipes
                while head := asked.read(8):
                    armored = asked.read(int.from_bytes(head, "big"))
                    message = asked.read(int.from_bytes(asked.read(8), "big"))
                    told.write(_HOLDS if signature.holds(armored, message) else b"\0")
            code = 0
        finally:
            os._exit(code)  # nothing of what the first process has open is flushed or ended twice
    os.close(questions)
    os.close(answering)
    return Helper(process, open(asking, "wb"), open(answers, "rb"))  # noqa: PTH123 - `end` closes them
