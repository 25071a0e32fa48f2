"""Which values of a contract the words around an amount can name at all, found by those words rather than by trying one value after another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.values import words
from pactbook.values.name import longest

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from pactbook.values.known import Known


@dataclass(frozen=True)
class Candidates:
    """Values with which an amount can be compared, in order, and the words of which one has to stand there for each of them to be named."""

    known: tuple[Known, ...]
    _by_word: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _by_letters: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _always: list[int] = field(default_factory=list)

    @cached_property
    def _letters(self) -> frozenset[str]:
        """One of them stands in each text in small letters that names a value by words, or by its key."""
        return frozenset((*self._by_letters, *(letters for word in self._by_word for letters in words.written(word))))

    @cached_property
    def _phrases(self) -> list[tuple[frozenset[str], re.Pattern[str]]]:
        return [found for word in self._by_word if (found := words.phrase(word))]

    def may_stand(self, part: str) -> bool:
        """Whether the letters of a part of a text, in small letters, leave it open that one of the values is named there."""
        if self._always or any(letters in part for letters in self._letters):
            return True
        return any(any(start in part for start in starts) and pattern.search(part) for starts, pattern in self._phrases)

    @classmethod
    def of(cls, known: Iterable[Known]) -> Candidates:
        """The same values, each under one group of the words of each of its names."""
        made = cls(tuple(known))
        for number, each in enumerate(made.known):
            for name in each.names:
                groups = (*name.groups, *name.near)
                if name.literal:
                    made._by_letters[longest(name.literal)].append(number)
                elif not groups:
                    made._always.append(number)
                for word in min(groups, key=len) if groups else ():
                    made._by_word[word].append(number)
        return made

    def has_any(self, there: Iterable[str]) -> bool:
        """Whether a value is known by one of these words."""
        return any(word in self._by_word for word in there)

    def named(self, there: frozenset[str], written: Sequence[str] | None) -> list[Known]:
        """The values that words can name that stand there, in order; `written` is the text near the amount in small letters, None where that does not tell."""
        found = {number for word in there & self._by_word.keys() for number in self._by_word[word]}
        found.update(self._always)
        for letters, numbers in self._by_letters.items():
            if written is None or any(letters in part for part in written):
                found.update(numbers)
        return [self.known[number] for number in sorted(found)]
