"""The passages of a text in which a value can be restated: sentences and rows of tables, each with what stands over it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_RULE = re.compile(r"[ \t|:+-]*-[ \t|:+-]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|\([a-z0-9]{1,3}\))[ \t]+")
_NOTE = re.compile(r"[ \t]*!!![ \t]+(\w+)")
_BREAKS = re.compile(rf"\s*[|>]|{_HEADING.pattern}|{_ITEM.pattern}|{_NOTE.pattern}")
# The sign that ends a sentence, then what stands between it and the next one.
_SENTENCE = re.compile(r"[.!?;](?P<gap>[\"”’')*]*[ \t\n]+(?=[\"“‘(*]*[A-Z0-9€£$])|(?<=;)[ \t\n]+)")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|No|no|Art|art|cf|etc|approx|vs|Inc|Ltd|Co|max|min)\.$")
_SHOWN = re.compile(
    r"\b(?:examples?|dialogues?|scenarios?|scripts?|model answer|wrong answer|sample (?:case|call|chat|answer|reply)|case stud|worked case|role[- ]play|history|changelog|change log)",
    re.IGNORECASE,
)


_LABEL_AND_AMOUNT = 2


class Passage(NamedTuple):
    """A sentence, or a row of a table, between two offsets.

    `cells` are the cells of a row (empty for a sentence), `heads` those of its head, `above` what stands over it from the outside
    inwards: headings, and the line that opens a list. `shown` is set where it is an example, a dialogue or a quotation.
    """

    start: int
    end: int
    above: tuple[Span, ...] = ()
    cells: tuple[Span, ...] = ()
    heads: tuple[Span, ...] = ()
    shown: bool = False

    def cell(self, offset: int) -> int:
        """The number of the cell in which a character stands, -1 outside of every one."""
        return next((place for place, (start, end) in enumerate(self.cells) if start <= offset < end), -1)


@dataclass(slots=True)
class _Reader:
    """Reads line by line what a text holds; `text` is what a reader sees, `wanted` the places whose passages are asked for, all by default."""

    text: str
    wanted: Sequence[int] | None = None
    headings: list[tuple[int, Span]] = field(default_factory=list)
    opening: Span | None = None
    heads: tuple[Span, ...] = ()
    note: str = ""
    in_examples: bool = False

    def passages(self) -> Iterator[Passage]:
        begin = first_end = past = -1  # a block, and where its first line ends
        for start, end, breaks in _lines(self.text):
            if breaks and begin >= 0:
                if self._matters(begin, past):
                    yield from self._block(begin, first_end, past)
                begin = -1
            if start < end:
                begin, first_end = (start, end) if begin < 0 else (begin, first_end)
                past = end
        if begin >= 0 and self._matters(begin, past):
            yield from self._block(begin, first_end, past)

    def _matters(self, start: int, end: int) -> bool:
        """Whether a block may hold a passage that is asked for, or tells something of those behind it; a plain paragraph only ends lists and tables."""
        if self.text[start].isalpha() and not self._asked(start, end) and not self.text[start:end].rstrip().endswith(":"):
            self.note, self.opening, self.heads = "", None, ()
            return False
        return True

    def _asked(self, start: int, end: int) -> bool:
        """Whether a passage between two offsets is asked for."""
        if self.wanted is None:
            return True
        at = bisect_left(self.wanted, start)
        return at < len(self.wanted) and self.wanted[at] < end

    def _block(self, start: int, first_end: int, end: int) -> Iterator[Passage]:
        line = self.text[start:first_end]
        if not line.startswith((" ", "\t")):
            self.note = ""
        if heading := _HEADING.match(line):
            self._head(len(heading[1]), (start, first_end))
            if first_end == end:
                return
            start = first_end + 1
        elif note := _NOTE.match(line):
            self.note = note[1].lower()
            self.opening = None
            return
        if line.lstrip().startswith("|"):
            yield from self._row((start, first_end))
            return
        self.heads = ()
        yield from self._sentences(start, end, item=bool(_ITEM.match(line)))

    def _head(self, level: int, span: Span) -> None:
        self.headings = [*(each for each in self.headings if each[0] < level), (level, span)]
        self.in_examples = any(_SHOWN.search(self.text, *each) for _, each in self.headings)
        self.opening, self.heads, self.note = None, (), ""

    def _row(self, span: Span) -> Iterator[Passage]:
        if (self.heads and not self._asked(*span)) or _RULE.fullmatch(self.text, *span):
            return
        cells = tuple(_cells(self.text, span))
        if not self.heads:
            self.heads = cells
            if len(cells) == _LABEL_AND_AMOUNT and self._asked(*span):  # a table of two columns that has no head of its own
                yield Passage(*span, self._above(), cells, (), self._shown())
            return
        yield Passage(*span, self._above(), cells, self.heads, self._shown())

    def _above(self) -> tuple[Span, ...]:
        own = [span for _, span in self.headings]
        return tuple(own if self.opening is None else [*own, self.opening])

    def _shown(self) -> bool:
        return self.note == "example" or self.in_examples

    def _sentences(self, start: int, end: int, *, item: bool) -> Iterator[Passage]:
        if not item:
            self.opening = None
        introduces = not item and self.text[start:end].rstrip().endswith(":")
        if not introduces and not self._asked(start, end):
            return
        shown = self._shown() or self.text[start:end].lstrip().startswith(">")
        at, last = start, None
        for match in _SENTENCE.finditer(self.text, start, end):
            stop = match.start("gap")
            if _SHORTENED.search(self.text[max(at, stop - 8) : stop]):
                continue
            if self._asked(at, stop):
                yield Passage(at, stop, self._above(), shown=shown)
            at = match.end()
        if self.text[at:end].strip():
            last = Passage(at, end, self._above(), shown=shown)
            yield last
        if introduces and last:
            self.opening = (last.start, last.end)


def passages(text: str, wanted: Sequence[int] | None = None) -> Iterator[Passage]:
    """Every sentence and every row of a text, in order; with `wanted`, offsets in order, at least those in which one of them stands."""
    return _Reader(text, wanted).passages()


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """The start and end of each line, and whether a block ends before it; a line without words ends where it starts."""
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        if not line or line.isspace():
            yield at, at, True
        else:
            yield at, end, not line[0].isalpha() and _BREAKS.match(line) is not None
        at = end + 1


def _cells(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    at = text.index("|", start, end) + 1
    while at < end:
        close = at
        while (close := text.find("|", close, end)) > 0 and text[close - 1] == "\\":
            close += 1
        stop = end if close < 0 else close
        if close >= 0 or text[at:stop].strip():
            yield at, stop
        at = stop + 1
