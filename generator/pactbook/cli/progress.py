"""One line of progress for whoever waits at a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import TextIO

AFTER = 1.0  # seconds of silence: what is done by then needs no line
EVERY = 0.1  # seconds between two lines


class Progress:
    """A line such as `pages 120 of 1000`, shown on a terminal only, after one second, and wiped at the end.

    >>> with Progress("pages", total=1000) as progress:
    ...     for page in pages:
    ...         progress.step()
    """

    def __init__(
        self, what: str, total: int | None = None, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Count `what`, out of `total` where that is known; the terminal is standard error."""
        self._what = what
        self._total = total
        self._stream = stream or sys.stderr
        self._clock = clock
        self._count = 0
        self._wide = 0
        self._next = clock() + AFTER if self._stream.isatty() else float("inf")

    def step(self, count: int = 1) -> None:
        """Say that `count` more are done."""
        self._count += count
        if self._clock() >= self._next:
            self._next = self._clock() + EVERY
            of = f" of {self._total}" if self._total else ""
            self._show(f"{self._what} {self._count}{of}")

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Wipe the line, if one was shown."""
        if self._wide:
            self._show("")
            self._stream.write("\r")
            self._stream.flush()

    def _show(self, text: str) -> None:
        """Put the text over the one before."""
        self._stream.write(f"\r{text:<{self._wide}}")
        self._stream.flush()
        self._wide = max(self._wide, len(text))
