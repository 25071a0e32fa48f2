"""Sharing work between processes that know what this one knows, where the system has them."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Found = TypeVar("Found")

_WORK: list[Callable[[], object]] = []  # what the other processes find when they begin


def possible() -> bool:
    """Whether other processes can begin with what this one knows: not on Windows, and not while this one has threads, which would be cut off."""
    return "fork" in get_all_start_methods() and threading.active_count() == 1 and (os.cpu_count() or 1) > 1


@contextmanager
def spread(work: Sequence[Callable[[], Found]]) -> Iterator[Callable[[], list[Found]]]:
    """Begin the work in other processes; what is yielded waits for all of it and gives what came out, in the order of the work."""
    from concurrent.futures import ProcessPoolExecutor  # only a large book needs it

    _WORK[:] = work
    try:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as pool:
            begun = pool.map(_one, range(len(work)))
            yield lambda: list(begun)  # type: ignore[arg-type] # each is what its piece of work gives
    finally:
        _WORK.clear()


def _one(number: int) -> object:
    return _WORK[number]()
