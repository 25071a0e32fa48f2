"""The passages of a text in which a value can be restated: sentences and rows of tables, each with what stands over it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_RULE = re.compile(r"[ \t|:+-]*-[ \t|:+-]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|\([a-z0-9]{1,3}\))[ \t]+")
_NOTE = re.compile(r"[ \t]*!!![ \t]+(\w+)")
_SENTENCE = re.compile(r"(?<=[.!?;])[\"”’')*]*[ \t\n]+(?=[\"“‘(*]*[A-Z0-9€£$])|(?<=;)[ \t\n]+")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|No|no|Art|art|cf|etc|approx|vs|Inc|Ltd|Co|max|min)\.$")
_SHOWN = re.compile(
    r"\b(?:examples?|dialogues?|scenarios?|scripts?|model answer|wrong answer|sample (?:case|call|chat|answer|reply)|case stud|worked case|role[- ]play|history|changelog|change log)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
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
    """Reads line by line what a text holds; `text` is what a reader sees."""

    text: str
    headings: list[tuple[int, Span]]
    opening: Span | None = None
    heads: tuple[Span, ...] = ()
    note: str = ""

    def passages(self) -> Iterator[Passage]:
        block: list[Span] = []
        for start, end in _lines(self.text):
            line = self.text[start:end]
            if self._breaks(line) and block:
                yield from self._block(block)
                block = []
            if line.strip():
                block.append((start, end))
        if block:
            yield from self._block(block)

    def _breaks(self, line: str) -> bool:
        return not line.strip() or bool(
            _HEADING.match(line) or _ITEM.match(line) or line.lstrip().startswith(("|", ">")) or _NOTE.match(line)
        )

    def _block(self, lines: list[Span]) -> Iterator[Passage]:
        start, end = lines[0][0], lines[-1][1]
        line = self.text[start : lines[0][1]]
        if not line.startswith((" ", "\t")):
            self.note = ""
        if heading := _HEADING.match(line):
            self._head(len(heading[1]), (start, lines[0][1]))
            if len(lines) == 1:
                return
            start = lines[1][0]
        elif note := _NOTE.match(line):
            self.note = note[1].lower()
            self.opening = None
            return
        if line.lstrip().startswith("|"):
            yield from self._row(lines[0])
            return
        self.heads = ()
        yield from self._sentences(start, end, item=bool(_ITEM.match(line)))

    def _head(self, level: int, span: Span) -> None:
        self.headings = [*(each for each in self.headings if each[0] < level), (level, span)]
        self.opening, self.heads, self.note = None, (), ""

    def _row(self, span: Span) -> Iterator[Passage]:
        if _RULE.fullmatch(self.text, *span):
            return
        cells = tuple(_cells(self.text, span))
        if not self.heads:
            self.heads = cells
            return
        yield Passage(*span, self._above(), cells, self.heads, self._shown())

    def _above(self) -> tuple[Span, ...]:
        own = [span for _, span in self.headings]
        return tuple(own if self.opening is None else [*own, self.opening])

    def _shown(self) -> bool:
        return self.note == "example" or any(_SHOWN.search(self.text, *span) for _, span in self.headings)

    def _sentences(self, start: int, end: int, *, item: bool) -> Iterator[Passage]:
        shown = self._shown() or self.text[start:end].lstrip().startswith(">")
        if not item:
            self.opening = None
        at, last = start, None
        for match in _SENTENCE.finditer(self.text, start, end):
            if _SHORTENED.search(self.text[max(at, match.start() - 8) : match.start()]):
                continue
            yield Passage(at, match.start(), self._above(), shown=shown)
            at = match.end()
        if self.text[at:end].strip():
            last = Passage(at, end, self._above(), shown=shown)
            yield last
        if not item and last and self.text[at:end].rstrip().endswith(":"):
            self.opening = (last.start, last.end)


def passages(text: str) -> Iterator[Passage]:
    """Every sentence and every row of a text, in order."""
    return _Reader(text, []).passages()


def _lines(text: str) -> Iterator[Span]:
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield at, end
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
