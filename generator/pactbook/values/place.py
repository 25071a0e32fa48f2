"""One amount in its sentence or row: the words near it, those farther off, and how well they name a value of the contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.values import binding
from pactbook.values.name import LINKING, literally
from pactbook.values.uses import Used

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.values.amounts import Amount
    from pactbook.values.known import Known
    from pactbook.values.name import Group, Name
    from pactbook.values.passages import Passage, Span
    from pactbook.values.wording import Wording

_STOP = re.compile(r"[,;.!?](?=\s)|\s(?:and|but|or)\s|[|]")
# The end of what is said of an amount; a cap is often counted for a year.
_CLOSED = re.compile(
    r"[\s\"”)*_]*(?:[.;,:|](?=\s|$)|$|(?:in|for|per)\s+(?:each|any|every|the|an?|one)?\s*(?:(?:contract|calendar)\s+)?(?:year|month)\b)"
)
_COMMA = re.compile(r"[,;](?=\s)")
_AFTER = 60  # characters behind an amount that can still name it: "85 % minimum for first contact resolution"
_CLOSE = 40  # characters between a name of one word and its amount
_LABEL = 160  # characters of an entry of a list that is so short that its heading may name what it speaks of
_PLAIN_LABEL = 60  # the same of a sentence
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]")
_FIRST = 16  # characters before an amount with which an entry of a list begins: "- up to", "1. within"
REACH_ABOVE = 2  # headings, or lines that open a list, that can name what a short passage speaks of
_SMALL = 2  # words in front of an amount that is alone in its cell: "up to"
_ACTORS = {
    *("~agent", "~analyst", "~accountant", "~teamlead", "~client", "~vendor", "~opsmanager", "~sitemanager", "~vendormanager"),
    *("~accountdirector", "~finance", "~qualitylead", "~coach", "~procurement", "~approver"),
}
NEAR, FAR, ABOVE = 2.0, 1.0, 0.5


@dataclass
class Place:
    """An amount with what stands around it; `others` are the amounts of the passage, `linked` what it refers to and links to."""

    wording: Wording
    passage: Passage
    amount: Amount
    others: Sequence[Amount]
    linked: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The text that it stands in."""
        return self.wording.text

    @cached_property
    def segment(self) -> Span:
        """What belongs to this amount alone: from the amount before it (or the start) to where the clause ends."""
        passage = self.passage
        start, end = passage.start, min(passage.end, self.amount.end + _AFTER)
        if self.cell >= 0:
            start, end = passage.cells[self.cell]
        start = max([start, *(other.end for other in self.others if other.end <= self.amount.start)])
        end = min([end, *(other.start for other in self.others if other.start >= self.amount.end)])
        stop = _STOP.search(self.text, self.amount.end, end)
        return start, stop.start() if stop else end

    @cached_property
    def cell(self) -> int:
        """The cell of a table that it stands in, -1 in a sentence."""
        return self.passage.cell(self.amount.start)

    @cached_property
    def labels(self) -> tuple[Span, ...]:
        """In a table the head of its column and of its row."""
        if self.cell < 0:
            return ()
        return (*self.passage.heads[self.cell : self.cell + 1], *(self.passage.cells[:1] if self.cell else ()))

    def _among(self, start: int, end: int) -> frozenset[str]:
        """The words of the passage between two offsets, those of its amounts left out."""
        beside = self.wording.beside((self.passage.start, self.passage.end), self.others)
        return frozenset([word for word, begin, stop in beside if start <= begin and stop <= end])

    @cached_property
    def near(self) -> frozenset[str]:
        """The words of its segment, and of its heads."""
        start, end = self.segment
        found = self._among(start, end)
        if self.bound == "above":  # "above EUR 60 the team lead decides": the limit is somebody else's
            found = frozenset(word for word in found if not word.startswith("~")) | self._among(start, self.amount.start)
        return found | self.wording.among(*self.labels) | self._numbered | self.linked

    @cached_property
    def _numbered(self) -> frozenset[str]:
        """In a row that begins with a number under "Level", the words "level 2"."""
        if self.cell <= 0 or not self.passage.heads:
            return frozenset()
        number, head = (self.text[start:end].strip(" *_") for start, end in (self.passage.cells[0], self.passage.heads[0]))
        return frozenset((f"{head.lower()} {number}",)) if number.isdigit() else frozenset()

    @cached_property
    def far(self) -> frozenset[str]:
        """The words of the passage up to the amount, of a row all of them."""
        return self.near | self._among(self.passage.start, self.passage.end if self.cell >= 0 else self.amount.start)

    @cached_property
    def clause(self) -> frozenset[str]:
        """The words between the last comma and the end of the segment, of a row as `near`."""
        start, end = self.segment
        commas = [match.end() for match in _COMMA.finditer(self.text, start, self.amount.start)]
        return self._among(commas[-1] if commas else start, end) | self.wording.among(*self.labels)

    @cached_property
    def above(self) -> frozenset[str]:
        """The words of the nearest headings and of the line that opens the list; of a row or a long sentence none."""
        length = self.passage.end - self.passage.start
        if self.cell >= 0 or length > (_LABEL if _ITEM.match(self.text, self.passage.start) else _PLAIN_LABEL):
            return frozenset()
        return self.wording.among(*self.passage.above[-REACH_ABOVE:])

    @cached_property
    def written(self) -> Sequence[str] | None:
        """Its segment and heads in small letters; None where these do not tell how words are written."""
        return None if self.wording.is_odd else [self.text[start:end].lower() for start, end in (self.segment, *self.labels)]

    @cached_property
    def bound(self) -> str:
        """The way in which the amount is used by the words before it."""
        return binding.bound(self.text, self.passage, self.amount.start)

    @cached_property
    def compound(self) -> bool:
        """Whether the amount stands before the word that it belongs to: "a 30-day period", "20 business days' notice"."""
        return "-" in self.text[self.amount.start : self.amount.end] or self.text.startswith(("'", "’"), self.amount.end)

    @cached_property
    def alone(self) -> bool:
        """Whether its cell holds nothing before the amount but words such as "up to"."""
        if self.cell < 0:
            return False
        return len(self.text[self.passage.cells[self.cell][0] : self.amount.start].strip(" *_").split()) <= _SMALL

    def score(self, name: Name) -> float:
        """How well the words name the value, 0 where they do not."""
        if name.literal:
            spans, written = (self.segment, *self.labels), literally(name.literal)
            return 2 * NEAR + ABOVE if any(written.search(self.text, *span) for span in spans) else 0.0
        if name.without & self.near or any(not group & self.near for group in name.near):
            return 0.0
        if name.alone and not (self.cell < 0 and self.says_only(frozenset().union(*name.groups))):
            return 0.0
        if self._headed(name):
            return ABOVE * len(name.groups)
        found = list(self._groups(name.groups))
        return sum(found) + NEAR * (len(name.near) + len(name.anywhere)) - (ABOVE if name.loose else 0) if self._fits(name, found) else 0.0

    def _fits(self, name: Name, found: Sequence[float]) -> bool:
        """Whether every part of the name was found, and not all of it far from the amount."""
        if 0.0 in found or found.count(ABOVE) > 1 or found.count(ABOVE) == len(found) + len(name.near):
            return False
        whole = self.near if self.cell >= 0 or not name.anywhere else self.wording.among((self.passage.start, self.passage.end))
        if any(not group & whole for group in name.anywhere) or (name.single and not self._at_once(name.groups[0])):
            return False
        return any(group & self.clause for group in (*name.groups, *name.near))

    def says_only(self, name: Group) -> bool:
        """Whether nothing but a name leads to the amount, as its sentence's subject or its row's label, and nothing behind it adds to it."""
        if self.cell >= 0:
            said = self.wording.of(self.passage.cells[0]) if self.cell and self.alone else ()
        else:
            said = [word for word in self.wording.of((self.passage.start, self.passage.end)) if word.end <= self.amount.start]
        phrases = [(word.start, word.end) for word in said if word.word in name]
        outside = (word.word for word in said if not any(start <= word.start and word.end <= end for start, end in phrases))
        return bool(phrases) and all(word in LINKING for word in outside) and bool(_CLOSED.match(self.text, self.amount.end))

    def _headed(self, name: Name) -> bool:
        """Whether the heading alone names the value, and the entry of the list under it begins with the amount."""
        if not self.above or name.near or name.loose or name.single or self.amount.start - self.passage.start > _FIRST:
            return False
        words_above = self.wording.among(self.passage.above[-1])
        return len(name.groups) > 1 and all(group & words_above for group in name.groups)

    def _groups(self, groups: Sequence[Group]) -> Iterator[float]:
        for group in groups:
            yield NEAR if group & self.near else FAR if group & self.far else ABOVE if group & self.above else 0.0

    def _at_once(self, wanted: Group) -> bool:
        """Whether a name of one word, such as "nesting", stands right at its amount or is the head of its row or column."""
        if self.alone and any(end - start <= _CLOSE and wanted & self.wording.among((start, end)) for start, end in self.labels):
            return True
        for word in self.wording.of((self.passage.start, self.passage.end)):
            if word.word not in wanted:
                continue
            gap = self.text[word.end : self.amount.start]
            if word.end <= self.amount.start and len(gap) <= _CLOSE and self.bound in {"exact", "most", "least"} and not _STOP.search(gap):
                return True
            between = self.text[self.amount.end : word.start]
            if word.start >= self.amount.end and (between in {" ", " of "} or (self.compound and len(between) < _CLOSE / 2)):
                return True
        return False

    def acts(self, known: Known) -> bool:
        """Whether the role that the value is for is the one that the words speak of, if they speak of any."""
        opening = self.wording.among(*self.passage.above[-1:])
        there = self.near & _ACTORS or self.far & _ACTORS or opening & _ACTORS
        return not known.actor or not there or bool(there & known.actor)

    def used(self, known: Known, *, loose: bool) -> bool:
        """Whether the words right before the amount use it as such a value is used."""
        kind = known.measure.kind
        if known.route[0] == "service_levels":
            return self._as_level(known, loose=loose)
        if known.route == ("term", "initial_term"):
            return self.alone if self.cell >= 0 else self._used.is_initial_term()
        if known.style == "limit":
            return self._as_limit(money=kind.startswith("money")) or self._used.goes_beyond(known.measure.number, known.actor)
        if kind in {"share", "point"}:
            plain = self.alone and self.bound in {"", "within"}
            return plain or self.bound in {"least", "exact", "most"} or not (self.bound or known.cover)
        if kind.startswith("money"):
            return self.alone or self.bound in {"exact", "least", "most", ""}
        return self._as_time(known)

    @property
    def _used(self) -> Used:
        return Used(self.text, self.passage, self.amount, self.wording.of((self.passage.start, self.passage.end)), self.bound)

    def _as_limit(self, *, money: bool) -> bool:
        said = "limit" in self.near or (self.alone and "limit" in self.wording.among(*self.passage.heads[:1]))
        passed = self.bound == "above" and money
        return self.bound == "most" or passed or (said and (self.alone or self.compound or self.bound in {"exact", "within"}))

    def _as_time(self, known: Known) -> bool:
        """A deadline is "within", "after", "at most"; an interval "every"; a length "for"."""
        if self.bound in {"every", "during"}:
            return known.title.startswith("Interval") if self.bound == "every" else not known.title.startswith(("Time in", "Time to"))
        return (self.alone and not self.bound) or self.compound or self.bound in {"within", "exact", "most", "least"}

    def _as_level(self, known: Known, *, loose: bool) -> bool:
        """A service level speaks of the whole: not of one agent or one week, nor of what follows if it is missed."""
        start, end = (self.passage.start, self.passage.end) if loose else self.segment
        if loose:
            return self.cell < 0 and self.bound in {"least", "exact", "most"} and binding.is_norm(self.text, start, end)
        if binding.is_part(self.text, start, end) and not known.measure.kind.endswith(("day", "month")):
            return False
        return self.alone or known.route[2] in {"termination_trigger", "credit"} or not binding.is_condition(self.text, start, end)
