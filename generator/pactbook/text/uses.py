"""Whether a text uses a term, in whatever form: plural, possessive, capitals, over a line break, with or without a hyphen."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.text import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[A-Za-z0-9À-ÿ]+(?:['’]s\b)?")
_ENDING = re.compile(r"(?:s|es|ies|y|S|ES|IES)?(?![A-Za-z0-9])")
_FEWEST_INITIALS = 3


@dataclass
class Uses:
    """The words of a text, without the places (start and end offsets) where terms are defined."""

    text: str
    defined: Sequence[tuple[int, int]] = field(default=())

    @cached_property
    def _plain(self) -> str:
        """The text with definitions blanked."""
        pieces, past = [], 0
        for start, end in sorted(self.defined):
            if start >= past:
                pieces += [self.text[past:start], " | "]
                past = end
        return "".join([*pieces, self.text[past:]])

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self._plain)

    @cached_property
    def _stems(self) -> list[str]:
        return [vocabulary.stem(word) for word in self._words]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word stands, counted in words."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._stems):
            found[word].append(place)
        return found

    def has(self, terms: Iterable[str]) -> bool:
        """Whether one of the terms is used; a term with capitals only where the use has one."""
        terms = list(terms)
        written = [form for term in terms for form in dict.fromkeys((term, vocabulary.singular(term), term.upper()))]
        return any(self._as_written(form) for form in written) or any(self._otherwise(term) for term in terms)

    def has_initials(self, term: str) -> bool:
        """Whether the initials of a term of three words or more stand for it."""
        initials = "".join(word[0] for word in vocabulary.key(term))
        return len(initials) >= _FEWEST_INITIALS and any(self._words[place].isupper() for place in self._places.get(initials, ()))

    def _as_written(self, term: str) -> bool:
        """Whether the very words stand there, or the words with the ending of a plural."""
        at = self._plain.find(term)
        while at >= 0:
            if not self._plain[at - 1 : at].isalnum() and _ENDING.match(self._plain, at + len(term)):
                return True
            at = self._plain.find(term, at + 1)
        return False

    def _otherwise(self, term: str) -> bool:
        stems = [part for word in vocabulary.key(term) for part in re.split(r"[-’'&/]", word)]
        small = term.rsplit(maxsplit=1)[-1][:1].islower()
        return not stems or any(
            self._stems[place : place + len(stems)] == stems and (small or not self._words[place][0].islower())
            for place in self._places.get(stems[0], ())
        )
