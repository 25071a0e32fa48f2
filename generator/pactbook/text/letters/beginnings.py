"""Looking for long lists of words only where one of them can begin: finds what the pattern alone finds, several times faster."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = 3
_OPENING = re.compile(r"(?:\\b)?([a-z]+)(?![?*{|])")  # of a pattern whose alternatives, if any, stand in brackets
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


def whole(words: Iterable[str]) -> str:
    """A pattern of whole words, in small letters, by their first letters; longer words come first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        found[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(found.items()))


def places(text: str, words: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where these very words stand between two offsets of a text."""
    stop = len(text) if end is None else end
    at = text.find(words, start, stop)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, stop)


def matches(sought: re.Pattern[str], text: str, starts: Iterable[int], end: int | None = None) -> Iterator[re.Match[str]]:
    """What a pattern finds at places of a text that come in order, without overlap."""
    stop, past = len(text) if end is None else end, 0
    for at in starts:
        found = sought.match(text, at, stop) if at >= past else None
        if found:
            past = found.end()
            yield found


@cache
def _sought(words: str) -> tuple[str, re.Pattern[str]]:
    """The letters with which what a pattern finds begins, none where they can't be told, and the pattern."""
    letters = _OPENING.match(words)
    return letters[1] if letters else "", re.compile(words)


def stands(words: str, text: str) -> bool:
    """Whether a text holds what a pattern finds; fast where the pattern begins with letters."""
    letters, sought = _sought(words)
    if not letters:
        return sought.search(text) is not None
    if letters == words:
        return letters in text
    return any(sought.match(text, at) for at in places(text, letters))


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
        yield from matches(self.sought, text, (start + begins.start() for begins in self.begins.finditer(small)), end)
