"""Two uses that a value's small words alone do not tell: the initial term, and giving away more than a limit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from pactbook.values.amounts import Amount
    from pactbook.values.name import Group
    from pactbook.values.passages import Passage
    from pactbook.values.words import Word

_GRANTS = re.compile(r"\b(?:offers?|grants?|gives?|pays?|credits?|refunds?)\b", re.IGNORECASE)
_WITH_LEAVE = re.compile(
    r"\b(?:approv\w*|agreed|consent\w*|asks?|asked|after|with the|permission|decides?|decided|cleared|if|when|unless|only)\b", re.IGNORECASE
)
_PROLONGS = re.compile(r"\b(?:exten\w+|renew\w*|prolong\w*|option\w*)\b", re.IGNORECASE)
# Between "initial term" and an amount: what makes of it a part of the term or a time around it.
_BEFORE_IT = re.compile(
    r"\b(?:exten\w+|renew\w*|prolong\w*|further|additional|successive|subsequent|first|last|remain\w*|within|notice|after|prior|before|end\w*|expir\w*|terminat\w*|upon|every|each|than)\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"[ \n]{0,3}(?:['’]|\w*[ \n]{0,3}(?:prior|advance|written)?[ \n]{0,3}(?:notice|after|before|prior|longer|more)\b)", re.IGNORECASE
)
_CALLED = re.compile(
    r"[ \n]{0,3}[,(]{0,2}[ \n]{0,3}(?:(?:as|being|which is)[ \n]{1,3})?(?:the|this|its|an?)?[ \n]{0,3}[\"“'‘*_]*", re.IGNORECASE
)
_COMMA = re.compile(r"[,;](?=\s)")


@dataclass(frozen=True, slots=True)
class Used:
    """An amount of a text, the sentence or row that it stands in with its words, and how the small words before it use it (`binding.bound`)."""

    text: str
    passage: Passage
    amount: Amount
    words: Sequence[Word]
    bound: str

    def goes_beyond(self, limit: Decimal, actors: Group) -> bool:
        """Whether one of the actors gives away more than the limit without asking: "the agent offers goodwill of EUR 30"."""
        if self.bound != "exact" or not actors or self.amount.measure.number <= limit:
            return False
        people = {each.word for each in self.words if each.word.startswith("~") and each.word != "~customer"}
        if not people <= actors or _WITH_LEAVE.search(self.text, self.passage.start, self.passage.end):
            return False
        return bool(_GRANTS.search(self.text, self.passage.start, self.amount.start))

    def is_initial_term(self) -> bool:
        """Whether an amount in a sentence is the term itself, and not what lengthens it, ends it or happens during it."""
        start, end = self.amount.start, self.amount.end
        comma = max([self.passage.start, *(match.end() for match in _COMMA.finditer(self.text, self.passage.start, start))])
        if _PROLONGS.search(self.text, comma, start):
            return False
        named = [each for each in self.words if each.word == "initial-term"]
        before = [each.end for each in named if each.end <= start]
        behind = [each.start for each in named if each.start >= end]
        if "-" in self.text[start:end]:  # "a 36-month initial term"
            return any(begin - end <= 1 for begin in behind)
        if self.bound not in {"exact", "during"}:
            return False
        if before and not _BEFORE_IT.search(self.text, before[-1], start):
            return not _OF_IT.match(self.text, end)
        return any(_CALLED.fullmatch(self.text, end, begin) for begin in behind)
