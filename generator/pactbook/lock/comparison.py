"""Which two texts of an instrument are compared, from the words that somebody typed or from what would be signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock import texts
from pactbook.lock.policy import DRAFT
from pactbook.problems import PactbookError
from pactbook.redline.files import redline

if TYPE_CHECKING:
    from datetime import date

    from pactbook.lock.policy import Instrument
    from pactbook.lock.state import InstrumentState, Verified
    from pactbook.lock.texts import Side
    from pactbook.redline.files import FileRedline
    from pactbook.trees.tree import Tree


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides of an instrument and what changed from the one to the other, file by file."""

    instrument: str
    old: Side
    new: Side
    files: tuple[FileRedline, ...] = field(repr=False)

    @property
    def first(self) -> bool:
        """Whether there is nothing before it."""
        return self.old is texts.NOTHING


def between(instrument: str, old: Side, new: Side) -> Comparison:
    """What changed from one side to the other."""
    return Comparison(instrument, old, new, redline(old.files, new.files))


def chosen(tree: Tree, verified: Verified, name: str, day: date, words: tuple[str | None, str | None]) -> Comparison:
    """What somebody asked for: `words` are the two sides as they were typed, None for the usual one."""
    state, instrument = texts.find(verified, name)
    new, number = _new(tree, verified, state, instrument, words[1])
    if words[0] is not None:
        old = _side(tree, verified, state, instrument, words[0], day)
    else:
        base = texts.base_of(state, day, below=number)
        old = texts.of_version(tree, base, state, day) if base else texts.NOTHING
    side = new if isinstance(new, texts.Side) else _side(tree, verified, state, instrument, new, day)
    return between(name, old, side)


def _new(
    tree: Tree, verified: Verified, state: InstrumentState, instrument: Instrument, word: str | None
) -> tuple[Side | str, int | None]:
    """The newer side: as it was typed, else the draft where what lies in place is signed, else what lies in place."""
    if word is not None:
        return word, texts.numbered(state, word).version if word not in {DRAFT, texts.NOW} else None
    proposal = texts.of_draft(tree, instrument) if DRAFT in tree.names(name := instrument.path) else texts.NOTHING
    current = texts.in_place(tree, verified, instrument)
    if proposal.files and (not current.files or (state.as_signed and state.newest and state.newest.complete)):
        return proposal, None
    waiting = state.newest.version if state.newest and not state.newest.complete and state.as_signed else None
    if not current.files and not state.versions:
        message = f"'{name}' holds nothing to compare"
        raise PactbookError(message)
    return current, waiting


def _side(tree: Tree, verified: Verified, state: InstrumentState, instrument: Instrument, word: str, day: date) -> Side:
    if word == DRAFT:
        side = texts.of_draft(tree, instrument)
        if not side.files:
            message = f"'{state.instrument}' has no {DRAFT}/"
            raise PactbookError(message)
        return side
    if word == texts.NOW:
        return texts.in_place(tree, verified, instrument)
    return texts.of_version(tree, texts.numbered(state, word), state, day)
