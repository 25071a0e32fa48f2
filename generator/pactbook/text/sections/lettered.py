"""The lettered paragraphs of a section, (a), (b), (c), and where a letter comes twice or is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.text.sections.structure import Structure

_FEWEST = 3
_MOST_MISSING = 2
# A letter in brackets that opens a paragraph: below a blank line, or a line that ends a part of a sentence.
_OPENS = re.compile(
    r"(?:(?<=\n\n)|(?<=[.;:]\n)|(?<=[;,] and\n)|(?<=[;,] or\n))[ \t>]*(?:[-*+][ ]+)?[*_]*\((?P<letter>[a-z])\)[*_]*[ \t]+(?!(?:above|below|of|and|or|to|through|hereof)\b)(?=\S)"
)

_A = re.compile(r"^[ \t>*_+-]*\(a\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Slip:
    """A letter that comes again (`missing` is empty, `first` the place where it stood) or follows one that it should not."""

    section: int
    start: int
    letter: str
    before: str
    first: int
    missing: tuple[str, ...]


def slips(structure: Structure) -> Iterator[Slip]:
    """The first slip of each section that has one row of letters; where (a) stands twice, one list may hold another."""
    text = structure.lines.text
    for index, section in enumerate(structure.sections):
        found = list(_OPENS.finditer(text, section.body, section.stop)) if "(a)" in text[section.body : section.stop] else []
        if len(found) >= _FEWEST and [one["letter"] for one in found].count("a") == 1 == len(_A.findall(text, section.body, section.stop)):
            slip = _first(index, found, text[section.body : section.stop])
            if slip:
                yield slip


def _first(index: int, found: list[re.Match[str]], text: str) -> Slip | None:
    """The first letter that does not follow the one before; Roman numerals and letters that go back belong to another row."""
    begun = next(place for place, one in enumerate(found) if one["letter"] == "a")
    last = found[begun]
    for one in found[begun + 1 :]:
        ahead = ord(one["letter"]) - ord(last["letter"])
        if one["letter"] in "ivx" and ahead != 1:
            continue
        if ahead == 0:
            return Slip(index, one.start("letter"), one["letter"], last["letter"], last.start("letter"), ())
        if ahead > 1:
            between = [chr(ord(last["letter"]) + step) for step in range(1, ahead)]
            missing = tuple(letter for letter in between if f"({letter})" not in text)
            return (
                Slip(index, one.start("letter"), one["letter"], last["letter"], -1, missing) if 0 < len(missing) <= _MOST_MISSING else None
            )
        last = one if ahead == 1 else last
    return None
