"""Whether a text uses a term, in whatever form: plural, possessive, capitals, over a line break, with or without a hyphen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pactbook.text.letters import beginnings, lines
from pactbook.text.terms import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTER = "[A-Za-z0-9À-ÿ]"
_WORD = re.compile(rf"{_LETTER}+(?:['’]s\b)?")
# Before what is no word of its own: a letter; the letter and sign before the s of "client's".
_WITHIN, _POSSESSIVE = re.compile(_LETTER), re.compile(rf"{_LETTER}['’]s\b")
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
    def _small(self) -> str:
        return lines.lower(self._plain)

    def _words(self, stem: str, count: int) -> Iterator[list[str]]:
        """As many words of the text as asked for, from each place on at which a word begins that may be a form of this one."""
        plain = self._plain
        for at in beginnings.places(self._small, stem.removesuffix("y") or stem):
            if not _WITHIN.match(plain, at - 1 if at else 0, at) and not _POSSESSIVE.match(plain, max(0, at - 2)):
                yield [match.group() for match in islice(_WORD.finditer(plain, at), count)]

    def has(self, terms: Iterable[str]) -> bool:
        """Whether one of the terms is used; a term with capitals only where the use has one."""
        terms = list(terms)
        written = [form for term in terms for form in dict.fromkeys((term, vocabulary.singular(term), term.upper()))]
        return any(self._as_written(form) for form in written) or any(self._otherwise(term) for term in terms)

    def has_initials(self, term: str) -> bool:
        """Whether the initials of a term of three words or more stand for it."""
        initials = "".join(word[0] for word in vocabulary.key(term))
        return len(initials) >= _FEWEST_INITIALS and any(
            word.isupper() and vocabulary.stem(word) == initials for (word,) in self._words(initials, 1)
        )

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
            [vocabulary.stem(word) for word in words] == stems and (small or not words[0][0].islower())
            for words in self._words(stems[0], len(stems))
        )
