"""Looking for long lists of words only where one of them can begin: finds what the pattern alone finds, several times faster."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = 3
# Letters that a pattern without regard to capitals takes for plain ones, and that stay what they are in lower case.
_ODD = re.compile("[\u017f\u0131\u0130\u212a]")  # long s, i without and with its dot, the sign for kelvin


def pattern(words: Iterable[str]) -> str:
    """A pattern of the first letters of words, in small letters; those with the same first one are told apart behind it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        found[word[0]].add(word[1:_LETTERS])
    return "|".join(
        f"{first}(?:{'|'.join(sorted(map(re.escape, rest)))})" if "" not in rest else first for first, rest in sorted(found.items())
    )


def is_odd(text: str) -> bool:
    """Whether small letters don't tell where a pattern without regard to capitals finds something."""
    return not text.isascii() and bool(_ODD.search(text))


@dataclass(frozen=True, slots=True)
class Finder:
    """A pattern, and another one, for text in small letters, that finds at least every place at which the first can begin."""

    sought: re.Pattern[str]
    begins: re.Pattern[str]

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What the pattern finds first between two offsets."""
        return next(self.each(text, start, end), None)

    def each(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """All that the pattern finds between two offsets, in order and without overlap."""
        part = text[start:end]
        small = part.lower()
        if len(small) != len(part) or is_odd(part):
            yield from self.sought.finditer(text, start, end)
            return
        past = start
        for begins in self.begins.finditer(small):
            at = start + begins.start()
            found = self.sought.match(text, at, end) if at >= past else None
            if found:
                past = found.end()
                yield found
