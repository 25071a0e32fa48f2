"""Which value of a contract a sentence restates, and whether with the same amount.

Precision comes first: a value counts as restated only where the sentence, the row or what stands over it names it in full, the amount is
of its kind and used as such a value is used, nothing marks it as an example or as somebody's own, and no other value fits as well.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.values import binding
from pactbook.values.amounts import Amount, Measure, amounts, comparable, loose, of_like_size, same
from pactbook.values.candidates import Candidates
from pactbook.values.passages import Passage, passages
from pactbook.values.place import REACH_ABOVE, Place
from pactbook.values.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pactbook.model.document import Route
    from pactbook.values.known import Known

_ENOUGH = 0.5  # the share of a title's words that a passage must have
_MOST = 40  # amounts in one passage: what holds more is no sentence
_LONG_TITLE = 4  # words of a title of which half are too few: "personal data breach notice" is not any notice of any breach


@dataclass(frozen=True, slots=True)
class Restatement:
    """An amount in a text that stands for a value of a contract; `agrees` where it is the same, `loose` where it leaves out which days."""

    known: Known
    amount: Amount
    passage: Passage
    agrees: bool
    loose: bool = False


@dataclass
class Restated:
    """Reads texts for the values of `known`; `parties` maps the names of the two sides to `~client` and `~vendor`."""

    known: Sequence[Known]
    parties: Mapping[str, str] = field(default_factory=dict)
    _comparable: dict[Measure, Candidates] = field(default_factory=dict, init=False, repr=False)

    def within(self, text: str, referred: Sequence[tuple[int, str]] = ()) -> Iterator[Restatement]:
        """Every restated value of a text, in order; `text` is what a reader sees, code and markup blanked.

        `referred` are the expressions of the text with their offsets, in order: what a passage refers to, it does not restate; and the service
        levels to which it links, as `@fcr`: these it names.
        """
        found = list(amounts(text))
        starts = [amount.start for amount in found]
        asked = [amount.start for amount in found if not amount.in_range and self._likely(amount.measure).known]
        offsets = [offset for offset, _ in referred]
        wording = Wording(text, self.parties)
        for passage in passages(text, asked) if asked else ():
            inside = found[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
            if inside and len(inside) <= _MOST:
                names = frozenset(name for _, name in referred[bisect_left(offsets, passage.start) : bisect_left(offsets, passage.end)])
                yield from self._of_passage(wording, passage, inside, names)

    def _of_passage(self, wording: Wording, passage: Passage, inside: Sequence[Amount], names: frozenset[str]) -> Iterator[Restatement]:
        settled = set()
        for amount in inside:
            likely = self._likely(amount.measure)
            if amount.in_range or not likely.known or not (names or self._may_name(likely, wording, passage)):
                continue
            if _is_aside(wording.text, passage, amount):
                continue
            referred = (
                frozenset(each.route for each in likely.known if _referred(each, names, row=bool(passage.cells))) if names else frozenset()
            )
            chosen = _Choice(Place(wording, passage, amount, inside, names), likely, referred).made()
            if chosen is None or chosen.route in settled:
                continue
            agrees = same(amount.measure, chosen.measure)
            if agrees:
                settled.add(chosen.route)  # "3 days, and in December 1 day": the second is an exception to the first
            yield Restatement(chosen, amount, passage, agrees, loose(amount.measure, chosen.measure))

    def _may_name(self, likely: Candidates, wording: Wording, passage: Passage) -> bool:
        """Whether the letters of a passage, and of what stands over it, let it name one of the values: told without reading its words."""
        if wording.is_odd or likely.has_any(self.parties.values()):
            return True
        spans = ((passage.start, passage.end), *passage.heads, *passage.above[-REACH_ABOVE:])
        return any(likely.may_stand(wording.small[start:end]) for start, end in spans)

    def _likely(self, measure: Measure) -> Candidates:
        """The values with which an amount can be compared."""
        if measure not in self._comparable:
            self._comparable[measure] = Candidates.of(each for each in self.known if comparable(measure, each.measure))
        return self._comparable[measure]


def _is_aside(text: str, passage: Passage, amount: Amount) -> bool:
    """Whether the words around an amount say that it is not the contract's, or deny it."""
    return binding.is_other(text, passage, amount.start, amount.end) or binding.is_denied(text, passage, amount.start)


def _referred(known: Known, names: frozenset[str], *, row: bool) -> bool:
    """Whether a passage already refers to the value, or, in a sentence, to another part of the same service level."""
    if known.expression in names:
        return True
    if row or known.route[0] != "service_levels" or not names:
        return False
    root = f"{known.expression.partition('.')[0]}.service_levels.{known.route[1]}."
    return any(name.startswith(root) for name in names)


@dataclass
class _Choice:
    """The value among `likely` ones, without those at the routes `referred`, that an amount stands for."""

    place: Place
    likely: Candidates
    referred: frozenset[Route]

    def made(self) -> Known | None:
        place = self.place
        named = self.likely.named(place.far | place.above, place.written)
        scored = [(score, each) for each in named if each.route not in self.referred and (score := self._score(each))]
        if not scored:
            return None
        best = max(score for score, _ in scored)
        first = [each for score, each in scored if score == best]
        equal = [each for each in first if same(self.place.amount.measure, each.measure)]
        if equal:
            return equal[0]
        chosen = first[0]
        if len({each.measure for each in first}) > 1 or binding.is_special(self.place.text, self.place.amount.end, chosen.per):
            return None
        if any(same(self.place.amount.measure, each) for each in chosen.also):
            return None
        return None if self._explained(chosen) else chosen

    def _score(self, known: Known) -> float:
        scored = [(score, name) for name in known.names if (score := self.place.score(name))]
        if not scored or not self._can_be_meant(known):
            return 0.0
        best, name = max(scored, key=lambda each: each[0])
        by_name = name.single or bool(name.literal)
        fits = self.place.acts(known) and (by_name or self._covers(known)) and self.place.used(known, loose=name.loose)
        return best if fits else 0.0

    def _can_be_meant(self, known: Known) -> bool:
        """Whether the amount is of the value's size, or is called by its full name: "the General Cap is EUR 200,000" is a slip of ten times."""
        measure = self.place.amount.measure
        if of_like_size(measure, known.measure):
            return True
        by_title = known.route[0] == "values" and measure.kind != known.measure.kind  # "records are kept for 3 days" may be other records
        return not by_title and self.place.says_only(known.full)

    def _covers(self, known: Known) -> bool:
        there = known.cover & (self.place.far | self.place.above)
        least = _ENOUGH * len(known.cover)
        return len(there) > least if len(known.cover) >= _LONG_TITLE else len(there) >= least

    def _explained(self, chosen: Known) -> bool:
        """Whether the number is that of another value, of which the words near it speak too."""
        own = chosen.telling
        measure = self.place.amount.measure
        return any(
            same(measure, each.measure) and (each.telling - own) & self.place.near
            for each in self.likely.known
            if each is not chosen and each.route not in self.referred
        )
