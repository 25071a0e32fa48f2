"""Writes in the work tree such that an interruption leaves the old state or the new one.

What is new is made ready in a workshop, a folder at the top of the book that belongs to nothing, and comes to its place by one rename.
A folder that takes another's place is swapped with it; where the system can't swap, the next run puts back what was on its way.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

WORKSHOP = ".pactbook-signing-"
AWAY = "away"
_HERE = -100  # AT_FDCWD: paths count from the current folder
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


@contextmanager
def workshop(root: Path) -> Iterator[Path]:
    """A folder to make things ready in; it is gone afterwards. A failing system becomes a PactbookError."""
    try:
        with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=root, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    except OSError as error:
        message = f"writing in {root} failed: {error.strerror or error}. Nothing is half done: mend that and run the command again."
        raise PactbookError(message) from error


def put(path: Path, data: bytes, *, executable: bool = False) -> None:
    """Write a new file with its folders, and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o755 if executable else 0o644)


def move(one: Path, other: Path) -> None:
    """Bring a file or folder to its place in one step; a file replaces what was there."""
    if one.is_dir():
        one.rename(other)
    else:
        one.replace(other)


def replace_folder(new: Path, place: Path, bench: Path, root: Path) -> None:
    """Put a folder in the place of another, which goes into the workshop `bench`."""
    exchange(new, place, bench / AWAY / place.relative_to(root))


def exchange(new: Path, place: Path, away: Path) -> None:
    """Put a folder in the place of another: in one step, and the other is then called `new`; where the system can't, by two, and it lies in `away`.

    When the second step fails, the other goes back.
    """
    if swap(new, place):
        return
    away.parent.mkdir(parents=True, exist_ok=True)
    move(place, away)
    try:
        move(new, place)
    except BaseException:
        move(away, place)
        raise


def take_away(place: Path, bench: Path) -> None:
    """Remove a folder in one step: it goes into the workshop, and with it."""
    move(place, bench / "removed")


def swap(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system can't."""
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), "renameat2", None)
        return function is not None and function(_HERE, first, _HERE, second, _SWAP) == 0
    if sys.platform == "darwin":
        function = getattr(ctypes.CDLL(None), "renamex_np", None)
        return function is not None and function(first, second, _SWAP) == 0
    return False


def sweep(root: Path) -> None:
    """Put back what an interrupted run had on its way, and remove what it left beside the book."""
    for left in root.glob(f"{WORKSHOP}*"):
        if left.is_dir() and not left.is_symlink():
            _put_back(left / AWAY, root)
            shutil.rmtree(left, ignore_errors=True)


def _put_back(away: Path, root: Path) -> None:
    """A folder that was taken away, and whose place is empty, goes back; its path within `away` tells its place."""
    for statement in away.rglob("statement.txt"):
        record = statement.parent
        place = root / record.relative_to(away)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            move(record, place)
