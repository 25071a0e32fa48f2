"""Where sentences start and end, in running text, in lists and across the page breaks of a filing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pactbook.text.letters import lines

_SENTENCE, _CLAUSE = "sentence", "clause"
_ABBREVIATION = 12  # characters in which an abbreviation, or a word that joins, stands before an edge
_FARTHEST = 40  # items of a list that are walked back to the words that introduce it

# A heading, a stop after which a new sentence may start, a semicolon, a blank line (with a page number in it), a row of a list or table.
# It begins with one class of signs, by which it is found fast; which of them it was is asked behind it. The empty group tells at once of most
# stops that a sentence ends with them: behind a word that is no abbreviation, before a capital.
_EDGE = re.compile(
    r"[#.!?;\n](?:(?<=[a-z]{3}\.)(?<!approx\.)(?<!Corp\.)(?=[ \n]{1,8}[A-Z0-9])()|(?<=[.!?])[\"”’')\]*_]{0,4}(?=\s)|(?<=;)(?=\s)|(?<=\n)(?:[ \t]*\n\s*(?:(?:[Pp]age[ ]+)?-?[ ]?\d{1,3}[ ]?-?[ \t]*\n\s*)?|"
    r"(?=[ \t]*(?:[-*+•·|#]|\d{1,2}[.)][ ])))|(?<=(?m:^)#)\#{0,5}[ ][^\n]*\n)"
)
_SHORTENED = ("No", "Nos", "Inc", "Ltd", "Co", "Corp", "vs", "St", "Dr", "Mr", "Ms", "Mrs", "Sec", "Art", "approx")
_ABBREVIATED = re.compile(rf"(?:(?<![\w&])[A-Za-z]|\b(?:{'|'.join(_SHORTENED)}|e\.g|i\.e|a\.m|p\.m|U\.S))\.$")
_FIRST = re.compile(r"\s{0,39}+(\S)")  # the sign that comes next, if it comes soon
_ITEM = re.compile(r"[ \t\n]*(?:[-*+•·][ ]|\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})[.)][ \t])", re.IGNORECASE)
_INTRODUCES = re.compile(r":(?=[ \t*_]*\n)")
_JOINING = (",", ";", ":", "and", "or")
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
        kind = _SENTENCE if edge.lastindex else _kind(text, edge)
        if kind:
            clauses.append(edge.end())
            if kind == _SENTENCE:
                starts.append(edge.end())
    return Sentences(text, tuple(starts), tuple(clauses))


def _kind(text: str, edge: re.Match[str]) -> str:
    """Whether an edge ends a sentence, a clause or nothing."""
    start, end = edge.span()
    sign = text[start]
    if sign == ".":
        after = _FIRST.match(text, end)
        if (after and after[1].islower()) or _is_abbreviated(text, start):
            return ""
        return _SENTENCE
    if sign != "\n":
        return _CLAUSE if sign == ";" else _SENTENCE
    if _joins(text, start):
        return _CLAUSE
    goes_on = text[end : end + 1].islower() and not _ITEM.match(text, end) and text[start - 1 : start] not in (".", "!", "?")
    return "" if goes_on else _SENTENCE


def _is_abbreviated(text: str, stop: int) -> bool:
    """Whether a stop closes an abbreviation; mostly a plain word stands before it, and that is told at once."""
    begin = max(0, stop - _ABBREVIATION)
    space = text.rfind(" ", begin, stop)
    word = text[space + 1 : stop]
    if space >= 0 and word.isalpha():
        return word in _SHORTENED or (len(word) == 1 and word.isascii())
    return _ABBREVIATED.search(text, begin, stop + 1) is not None


def _joins(text: str, stop: int) -> bool:
    """Whether the words before a line's end lead on to the next line."""
    begin = max(0, stop - _ABBREVIATION)
    return text[begin:stop].rstrip(" \t\n*_").endswith(_JOINING) and _JOINS.search(text, begin, stop) is not None
