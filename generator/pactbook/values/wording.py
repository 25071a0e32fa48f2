"""The words of a text, read stretch by stretch when they are asked for, each stretch once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.text.letters.beginnings import is_odd
from pactbook.values import words
from pactbook.values.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pactbook.values.amounts import Amount
    from pactbook.values.passages import Span


@dataclass
class Wording:
    """The words of a text's stretches, each read once; `parties` maps the names of the two sides to `~client` and `~vendor`."""

    text: str
    parties: Mapping[str, str]
    _read: dict[Span, Sequence[Word]] = field(default_factory=dict)
    _free: dict[Span, Sequence[Word]] = field(default_factory=dict)

    def of(self, span: Span) -> Sequence[Word]:
        """The words between two offsets."""
        if span not in self._read:
            found, names = words.read(self.text, *span), self.parties
            if any(each[0] in names for each in found):
                found = [Word(names.get(word, word), start, end) for word, start, end in found]
            self._read[span] = found
        return self._read[span]

    def beside(self, span: Span, amounts: Sequence[Amount]) -> Sequence[Word]:
        """The words of a passage, those of its amounts left out."""
        if span not in self._free:
            free = self.of(span)
            for each in amounts:
                start, end = each.start, each.end
                free = [word for word in free if word[1] < start or word[2] > end]
            self._free[span] = free
        return self._free[span]

    @cached_property
    def is_odd(self) -> bool:
        """Whether its small letters do not tell where words stand that are looked for without regard to capitals."""
        return is_odd(self.text) or len(self.small) != len(self.text)

    @cached_property
    def small(self) -> str:
        """The text in small letters; offsets are those of the text unless it is odd."""
        return self.text.lower()

    def among(self, *spans: Span) -> frozenset[str]:
        """The words of several stretches."""
        return frozenset(word.word for span in spans for word in self.of(span))
