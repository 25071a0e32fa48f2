"""Where a locked file went, or where a new one came from: git knows no moves, so they are found by content."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pactbook.trees.staging import Change
    from pactbook.trees.tree import Entry

    Read = Callable[[Entry], bytes]

ALIKE = 0.5
MOST_CANDIDATES = 40
MOST_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class Move:
    """A file that left one path and came to another, with both entries."""

    old: Change
    new: Change

    @property
    def changed(self) -> bool:
        """Whether its content changed on the way."""
        return bool(self.old.before and self.new.after and self.old.before.oid != self.new.after.oid)


def moves(changes: Iterable[Change], read: Read) -> Mapping[str, Move]:
    """Every move among the changes, by the old path and by the new one; the same content first, then the most similar."""
    known = list(changes)
    gone = [change for change in known if change.before and change.after is None]
    come = [change for change in known if change.after and change.before is None]
    found: dict[str, Move] = {}
    for old in gone:
        same = [new for new in come if new.path not in found and new.after and old.before and new.after.oid == old.before.oid]
        if same:
            _take(found, old, min(same, key=lambda new: (_name(new) != _name(old), new.path)))
    if len(come) <= MOST_CANDIDATES:
        for old in [each for each in gone if each.path not in found]:
            ranked = [(likeness, new) for new in come if new.path not in found and (likeness := _likeness(old, new, read)) >= ALIKE]
            if ranked:
                _take(found, old, max(ranked, key=lambda pair: (pair[0], pair[1].path))[1])
    return found


def _take(found: dict[str, Move], old: Change, new: Change) -> None:
    found[old.path] = found[new.path] = Move(old, new)


def _name(change: Change) -> str:
    return change.path.rpartition("/")[2]


def _likeness(old: Change, new: Change, read: Read) -> float:
    """How much of two files is the same, line by line, from 0 to 1."""
    if not (old.before and old.before.is_file and new.after and new.after.is_file):
        return 0.0
    try:
        one, other = read(old.before), read(new.after)
    except MissingFileError:
        return 0.0
    if max(len(one), len(other)) > MOST_BYTES:
        return 0.0
    matcher = SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
