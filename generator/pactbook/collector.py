"""Python's search for unreachable cycles, put off or made rare while a command makes many objects that live until its end."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def put_off() -> Iterator[None]:
    """Do not look for cycles meanwhile; verifying 10,000 files then takes a fifth less time, and memory is still given back by counting."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def seldom() -> Iterator[None]:
    """Look for cycles rarely meanwhile: of a large book something is let go before the end, and a build's memory would grow without any search."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
