"""Where sentences start and end, in running text, in lists and across the page breaks of a filing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pactbook.text import lines

_FARTHEST = 40  # items of a list that are walked back to the words that introduce it

# A heading, a stop after which a new sentence may start, a semicolon, a blank line (with a page number in it), a row of a list or table.
_EDGE = re.compile(
    r"(?m:^\#{1,6}[ ][^\n]*\n)|[.!?][\"”’')\]*_]{0,4}(?=\s)|;(?=\s)|\n[ \t]*\n\s*(?:(?:[Pp]age[ ]+)?-?[ ]?\d{1,3}[ ]?-?[ \t]*\n\s*)?|\n(?=[ \t]*(?:[-*+•·|#]|\d{1,2}[.)][ ]))"
)
_ABBREVIATED = re.compile(
    r"(?:(?<![\w&])[A-Za-z]|\b(?:No|Nos|Inc|Ltd|Co|Corp|vs|St|Dr|Mr|Ms|Mrs|Sec|Art|approx|e\.g|i\.e|a\.m|p\.m|U\.S))\.$"
)
_ITEM = re.compile(r"[ \t\n]*(?:[-*+•·][ ]|\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})[.)][ \t])", re.IGNORECASE)
_INTRODUCES = re.compile(r":(?=[ \t*_]*\n)")
_JOINS = re.compile(r"(?:[,;:]|\b(?:and|or|and/or))[ \t*_]*$")


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text; a clause is what semicolons and the items of a list make of a sentence."""

    text: str
    starts: tuple[int, ...]
    clauses: tuple[int, ...]

    def around(self, offset: int) -> tuple[int, int]:
        """The start and end of the sentence in which a character stands."""
        return self._between(self.starts, offset)

    def clause(self, offset: int) -> tuple[int, int]:
        """The start and end of the part of a sentence in which a character stands."""
        return self._between(self.clauses, offset)

    def lead(self, offset: int) -> str:
        """The words that introduce the list in which a character stands ("The Vendor shall:"), '' outside a list."""
        at = bisect_right(self.starts, offset) - 1
        for index in range(at, max(-1, at - _FARTHEST), -1):
            start, end = self._between(self.starts, self.starts[index])
            if index < at and (introduced := _INTRODUCES.search(self.text, start, end)):
                return self.text[start : introduced.end()]
            if not _ITEM.match(self.text, start):
                break
        return ""

    def _between(self, edges: tuple[int, ...], offset: int) -> tuple[int, int]:
        after = bisect_right(edges, offset)
        return edges[after - 1], edges[after] if after < len(edges) else len(self.text)


def read(text: str) -> Sentences:
    """Find the sentences of a text."""
    text = lines.even(text)
    starts, clauses = [0], [0]
    for edge in _EDGE.finditer(text):
        kind = _kind(text, edge)
        if kind:
            clauses.append(edge.end())
        if kind == "sentence":
            starts.append(edge.end())
    return Sentences(text, tuple(starts), tuple(clauses))


def _kind(text: str, edge: re.Match[str]) -> str:
    """Whether an edge ends a sentence, a clause or nothing."""
    sign, end = edge.group(), edge.end()
    if sign[0] == "#":
        return "sentence"
    if sign == ";":
        return "clause"
    if sign[0] in ".!?":
        after = text[end : end + 40].lstrip()[:1]
        if sign[0] == "." and (after.islower() or _ABBREVIATED.search(text, max(0, edge.start() - 12), edge.start() + 1)):
            return ""
        return "sentence"
    if _JOINS.search(text, max(0, edge.start() - 12), edge.start()):
        return "clause"
    after = text[end : end + 1]
    return (
        ""
        if after.islower() and not _ITEM.match(text, end) and text[edge.start() - 1 : edge.start()] not in (".", "!", "?")
        else "sentence"
    )
