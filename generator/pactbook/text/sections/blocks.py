"""Cutting plain text into paragraphs, and telling how deep each lettered paragraph stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pactbook.text.sections import numbering

_LONG = 300  # a line that holds more than one paragraph
_RUN_ON = 500
_DEEPEST = 3

_MARKER = (
    r"(?:\((?:[a-z]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,2})\)(?=[ \t])|(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)(?=[ \t])|"
    r"(?:[a-z]|[ivx]{1,4}|[A-Z]|\d{1,2})\.(?=[ \t]+[A-Z\"“\[(])|[·•●○◦▪*](?=[ \t])|[o–-](?=[ \t]+\S))"
)
# Where a paragraph starts: behind a blank line; behind a line break or a gap, if a marker follows; behind a gap after a full stop.
_CUT = re.compile(rf"\n[ \t]*+\n\s*+|(?:\n[ \t]*+|(?<![ \t])[ \t]{{3,}}+)(?={_MARKER})|(?P<gap>(?<=[.;:])[ \t]{{4,}}+(?=[A-Z\"“(]))")
# At the start of a paragraph a letter with a stop is a marker before small words too.
_OPENS = re.compile(rf"{_MARKER}|(?:[a-z]|[ivx]{{1,4}})\.(?=[ \t]+\S)")
# Lettered paragraphs in running text: "... follows: (a) The Vendor ...; (b) The Client ..."
_IN_TEXT = re.compile(r"(?<=[.;:])[ ](?:and[ ]|or[ ])?(?=\((?P<letter>[a-z])\)[ ][A-Z\"“])")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph between two offsets; `depth` is 0, or 1 to 3 for lettered paragraphs."""

    start: int
    end: int
    depth: int


@dataclass(slots=True)
class Depths:
    """How deep a marker stands: each new kind of marker is one deeper than the kinds that are open."""

    open: list[tuple[str, str]] = field(default_factory=list)

    def of(self, marker: str) -> int:
        """The depth of the next marker."""
        shape, word = _shape(marker)
        kind = self._kind(shape, word)
        kinds = [one for one, _ in self.open]
        if kind in kinds:
            del self.open[kinds.index(kind) :]
        self.open.append((kind, word))
        return min(_DEEPEST, len(self.open))

    def _kind(self, shape: str, word: str) -> str:
        """`(i)` goes on a list of letters after (h); else it is a Roman numeral."""
        if not word.isalpha():
            return shape + ("1" if word else "")
        if word.isupper():
            return shape + "A"
        before = next((last for kind, last in reversed(self.open) if kind == shape + "a"), "")
        roman = numbering.roman(word) > 0 and not (len(word) == 1 and before and ord(word) == ord(before[-1]) + 1)
        return shape + ("i" if roman and (word[0] in "ivx") else "a")


def _shape(marker: str) -> tuple[str, str]:
    """The signs around a marker, and the letters or digits in it."""
    word = marker.strip("().")
    if not word or not word[0].isalnum() or marker == "o":
        return "*", ""
    return marker.replace(word, "#"), word


def cut(text: str, start: int, end: int, depths: Depths) -> Iterator[Block]:
    """The paragraphs between two offsets."""
    edges = [start]
    for match in _CUT.finditer(text, start, end):
        if match["gap"] and not _in_long_line(text, match.start()):
            continue
        edges.append(match.end())
    edges.append(end)
    for here, after in pairwise(edges):
        for piece, stop in _run_on(text, here, after):
            words = text[piece:stop].strip()
            if words:
                first = text.index(words, piece)
                marker = _OPENS.match(text, first, stop)
                yield Block(first, first + len(words), depths.of(marker.group()) if marker else 0)


def _in_long_line(text: str, offset: int) -> bool:
    return "\n" not in text[max(0, offset - _LONG // 2) : offset + _LONG // 2]


def _run_on(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long paragraph cut at its lettered parts, which must come in order from (a)."""
    if end - start < _RUN_ON:
        yield start, end
        return
    first = _OPENS.match(text, start)
    expected = first.group()[1] if first and re.fullmatch(r"\([a-z]\)", first.group()) else ""
    for match in _IN_TEXT.finditer(text, start, end):
        letter = match["letter"]
        if letter == "a" or (expected and ord(letter) == ord(expected) + 1):
            expected = letter
            yield start, match.end()
            start = match.end()
    yield start, end
