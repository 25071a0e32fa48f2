"""A second process that checks signatures while the first reads files. It only ever says "holds"; whatever it does not say is checked again.

Checking is a quarter of the work of verifying a large book, and Python does one thing at a time in a process. Neither waits for the other
while there is work: the first hands over what the pipe takes, and where it needs an answer that is not there yet, it checks from the end
of what it could not hand over.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from contextlib import contextmanager, suppress
from select import select
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 800  # files of records, four or more to a statement, from which on a second process is worth its start
_HOLDS = 1
_AT_ONCE = 1 << 16


class Helper:
    """Takes signatures at any time; holds those, each with what was signed, of which the second process says that they hold."""

    def __init__(self, process: int, asking: int, answers: int) -> None:
        """Speak to a process that `helper` started."""
        self._process = process
        self._asking = asking
        self._answers = answers
        self._waiting: deque[tuple[bytes, bytes]] = deque()
        self._asked: dict[tuple[bytes, bytes], int] = {}
        self._rest = b""
        self._said = bytearray()
        self._gone = False
        os.set_blocking(asking, False)
        os.set_blocking(answers, False)

    def submit(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Have some signatures checked, each with what was signed."""
        self._waiting.extend(pairs)
        self._hand_over()

    def _hand_over(self) -> None:
        """Give away what the pipe takes now."""
        while (self._rest or self._waiting) and not self._gone:
            if not self._rest:
                pair = self._waiting.popleft()
                if pair in self._asked:
                    continue
                self._asked[pair] = len(self._asked)
                self._rest = b"".join([len(part).to_bytes(8, "big") + part for part in pair])
            try:
                self._rest = self._rest[os.write(self._asking, self._rest) :]
            except BlockingIOError:
                return
            except OSError:  # it is gone: nothing more holds by its word
                self._gone = True

    def __contains__(self, pair: object) -> bool:
        """Whether the second process says that a signature holds; this waits for its answer if it was asked."""
        self._hand_over()
        number = self._asked.get(pair) if isinstance(pair, tuple) else None
        if number is None:
            return False
        while number >= len(self._said) and not self._gone:
            self._listen()
        return number < len(self._said) and self._said[number] == _HOLDS

    def _listen(self) -> None:
        """Take the answers that are there; where there are none, do something useful meanwhile."""
        from pactbook.lock.forms.signature import holds

        try:
            said = os.read(self._answers, _AT_ONCE)
        except BlockingIOError:
            if self._waiting:
                holds(*self._waiting.pop())  # what it finds is kept there, until somebody asks
            else:
                select([self._answers], [], [])
            self._hand_over()
            return
        self._said += said
        self._gone = self._gone or not said

    def end(self) -> None:
        """End the process."""
        os.close(self._asking)
        os.close(self._answers)
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
    from pactbook.lock.forms import signature

    signature.load()  # once, before the process is doubled
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
                    told.write(bytes([_HOLDS if signature.holds(armored, message) else 0]))
            code = 0
        finally:
            os._exit(code)  # nothing of what the first process has open is flushed or ended twice
    os.close(questions)
    os.close(answering)
    return Helper(process, asking, answers)
