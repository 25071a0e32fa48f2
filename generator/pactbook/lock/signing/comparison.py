"""Which two texts of an instrument are compared, from the words that somebody typed or from what would be signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import DRAFT
from pactbook.lock.signing import texts
from pactbook.model.book import AGREEMENT
from pactbook.problems import PactbookError
from pactbook.redline.files import What, redline

if TYPE_CHECKING:
    from datetime import date

    from pactbook.lock.policies.policy import Instrument
    from pactbook.lock.records.state import InstrumentState, Verified
    from pactbook.lock.signing.texts import Side
    from pactbook.redline.files import FileRedline
    from pactbook.trees.tree import Tree

TERMS = "terms.yaml"
TERMS_ALONE = (
    f"Note: {TERMS} changes and {AGREEMENT} does not. What people read still says what it said. If the text is to follow, make the change "
    "in draft/ instead, where 'pactbook assemble' writes the text and 'pactbook adopt' takes both into place."
)
TEXT_ALONE = (
    f"Note: {AGREEMENT} changes and {TERMS} does not. The text that 'pactbook assemble' writes for the next version will not hold this "
    "change, unless the terms or a clause say it too."
)


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

    @property
    def advice(self) -> str:
        """What whoever signs an edit made in place should know: that text and terms no longer come from one another; else nothing."""
        changed = {file.path for file in self.files if file.what is not What.SAME}
        known = {file.path for file in self.files}
        if self.first or not {TERMS, AGREEMENT} <= known or (TERMS in changed) == (AGREEMENT in changed):
            return ""
        if TERMS in changed:
            return TERMS_ALONE
        return TEXT_ALONE if changed == {AGREEMENT} else ""


def between(instrument: str, old: Side, new: Side) -> Comparison:
    """What changed from one side to the other."""
    return Comparison(instrument, old, new, redline(old.files, new.files))


def chosen(tree: Tree, verified: Verified, name: str, day: date, words: tuple[str | None, str | None]) -> Comparison:
    """What somebody asked for: `words` are the two sides as they were typed, None for the usual one."""
    choice = _Choice(tree, verified, *texts.find(verified, name), day)
    old, new = words
    if new is None:
        newer, below = choice.usual()
    else:
        newer, below = choice.side(new), None if new in {DRAFT, texts.NOW} else texts.numbered(choice.state, new).version
    return between(name, choice.base(below) if old is None else choice.side(old), newer)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What there is to choose from."""

    tree: Tree
    verified: Verified
    state: InstrumentState
    instrument: Instrument
    day: date

    def side(self, word: str) -> Side:
        """A side as it was typed."""
        if word == texts.NOW:
            return texts.in_place(self.tree, self.verified, self.instrument)
        if word != DRAFT:
            return texts.of_version(self.tree, texts.numbered(self.state, word), self.state, self.day)
        side = texts.of_draft(self.tree, self.instrument)
        if not side.files:
            message = f"'{self.state.instrument}' has no {DRAFT}/"
            raise PactbookError(message)
        return side

    def base(self, below: int | None) -> Side:
        """The version in force, or the one that comes nearest to it; `below` is the version that is compared with it."""
        base = texts.base_of(self.state, self.day, below=below)
        return texts.of_version(self.tree, base, self.state, self.day) if base else texts.NOTHING

    def usual(self) -> tuple[Side, int | None]:
        """The draft where what lies in place is signed, else what lies in place; and the version below which it is compared."""
        proposal = texts.of_draft(self.tree, self.instrument)
        current = self.side(texts.NOW)
        newest = self.state.newest
        settled = newest is not None and newest.complete and self.state.as_signed
        if proposal.files and (settled or not current.files):
            return proposal, None
        if not current.files and newest is None:
            message = f"'{self.state.instrument}' holds nothing to compare"
            raise PactbookError(message)
        return current, None
