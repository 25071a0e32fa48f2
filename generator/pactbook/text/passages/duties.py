"""Who owes what: the words that make a sentence a duty, and the names by which a text calls its parties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.text.letters import beginnings
from pactbook.text.terms.definitions import BRACKET, Definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_OPENING = 6000  # characters in which the parties are named
_MOST_WORDS = 3
_USUAL_NAMES = (
    "Client Customer Vendor Supplier Provider Contractor Consultant Company Agency Agent Licensor Licensee Seller Buyer Purchaser Servicer "
    "Manager Operator Processor Controller Recipient Subcontractor"
)
_ANY_USUAL = re.compile(rf"(?:{'|'.join(_USUAL_NAMES.split())}) ")
_NO_PARTY = re.compile(
    r"\b(?:Agreement|Date|Services?|Terms?|Act|SOWs?|MSA|Exhibits?|Schedules?|Fees?|Information|Products?|Software|Stations?|Notes?|Securities|Works?|Statement|Project|Affiliates?|"
    r"Territory|Commission|Law|Offering|System|Facility|Program|Plan|License|Transaction|Period|Contract|Effective|Code|Property|Business)\b"
)
# Words that make a duty. What follows "may", "is entitled to" or "shall not" is none.
_OWES = re.compile(
    r"\b(?:shall|must|will|agrees?[ ]+to|undertakes?[ ]+to|covenants?[ ]+to|(?:is|are)[ ]+(?:obliged|obligated|required|responsible)|(?:is|are)[ ]+to)\b"
    r"(?!\s+(?:not|in\s+no\s+event|be\s+(?:liable|entitled|deemed|construed|permitted|prohibited|subject|contingent)|prevent|preclude|limit|restrict|affect|prohibit|relieve|excuse|have\s+(?:the\s+(?:right|option)|no))\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|in\s+(?:the\s+)?(?:event|case)|when|where|whenever|should|unless|until|to\s+the\s+extent|provided\s+(?:that|however)|so\s+long\s+as)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"[\"”*]\s+(?:shall\s+)?means?\b|\bshall\s+(?:have\s+the\s+meaning|mean)\b|\bmeans\s+(?:the|any|all|an?|each)\b")
# "expenses which were incurred ...": what follows tells, and binds nobody.
_TELLS = re.compile(r",\s+(?:which|who)\b[^,;]{0,80}\b(?:was|were|has|have|had)\b[^,;]*$", re.IGNORECASE)
_ALLOWS = re.compile(r"\b(?:may|(?:is|are)\s+(?:entitled|free|allowed)\s+to)\b(?!\s+be\s+(?:charged|billed|invoiced|added))", re.IGNORECASE)
_OWN_SUBJECT = re.compile(
    r"\s*(?:\(?\w{1,4}[.)]\s+)?(?:and\s+|or\s+)?(?:such|the|any|each|all|every|that|if|no|its|their|his|an?)\b", re.IGNORECASE
)
_SOON = 120  # characters from words that open a sentence to the verb: "As soon as practicable after the Effective Date, the Vendor shall"
_NEAR = 70  # characters from the start of a list's item to the words that its introduction binds
_MODALS = (" shall ", " must ", " will ")
_FEWEST_MODALS = 8
_SAMPLE = 40_000


@dataclass(frozen=True, slots=True)
class Duty:
    """A party and the word that binds it, where it stands: `Client`, `shall`."""

    party: str
    word: str
    start: int


def acting(text: str, defined: Iterable[Definition]) -> tuple[str, ...]:
    """The names of the parties where a text binds them without "shall" and "will"; none in other texts."""
    return () if sum(text.count(word, 0, _SAMPLE) for word in _MODALS) >= _FEWEST_MODALS else named(text, defined)


def named(text: str, defined: Iterable[Definition]) -> tuple[str, ...]:
    """The names of the parties: what the opening defines in brackets, and the usual names that the text uses."""
    opening = [
        one.term
        for one in defined
        if one.form == BRACKET and one.start < _OPENING and len(one.term.split()) <= _MOST_WORDS and not _NO_PARTY.search(one.term)
    ]
    usual = {found.removesuffix(" ") for found in _ANY_USUAL.findall(text)}
    return tuple(dict.fromkeys([*opening, *sorted(usual), "party", "parties", "Party", "Parties"]))


@lru_cache(maxsize=16)
def _present(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_listed(names)})[ \n]+(?:also[ ]+|\w+ly[ ]+)?(?!is\b|has\b|was\b|does\b|this\b|thus\b)[a-z]+s\b")


def _listed(names: Iterable[str]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


def owed_at(lead: str, before: str, after: str, names: tuple[str, ...]) -> bool:
    """Whether words stand in a duty: `before` and `after` are the part of the sentence around them, `lead` what introduces that part.

    A duty is "shall", "must", "will" and the like, or in a text that does without them a party that does something: "The Vendor reports".
    """
    if _DEFINES.search(before) or _TELLS.search(before):
        return False
    if _binds(before, names):
        return True
    if _CONDITION.search(before):
        return False
    if _binds(after[:_SOON], names):
        return True
    return len(before.strip()) <= _NEAR and not _OWN_SUBJECT.match(before) and _binds(lead, names) and not _DEFINES.search(lead)


def is_said(before: str) -> bool:
    """Whether a schedule, every word of which is owed, says something by the words behind `before`: it is no condition and no definition."""
    return not any(pattern.search(before) for pattern in (_DEFINES, _TELLS, _CONDITION, _ALLOWS))


def _binds(words: str, names: tuple[str, ...]) -> bool:
    return bool(_OWES.search(words) or (names and _present(names).search(words)))


# Behind "will": what merely happens or is, not what somebody has to do.
_HAPPENS = r"be|have|become|receive|own|continue|remain|need|incur|suffer|result|lose|benefit|retain|survive|also[ ]+be|not[ ]+be|only[ ]+be|not[ ]+have"


_BIND = ("shall", "will", "must")
_BINDS = re.compile(rf"[ \n]+(?!(?:{_HAPPENS})\b)(?:not[ \n]+)?[a-z]+")
_BETWEEN = ("also", "hereby", "each")  # words that may stand between a party and the word that binds it
_EDGE = re.compile(r"\b")
_GAP = 200  # spaces that a line break and an indent may have, and more


def bindings(text: str, names: tuple[str, ...]) -> Iterator[Duty]:
    """Each duty of a party to do something, with the word that binds: "the Vendor shall provide"."""
    by_length = [(name, name.split()) for name in sorted(names, key=len, reverse=True)]
    last_words = tuple({words[-1] for _, words in by_length if words})
    past = 0
    for at, word in sorted((at, bind) for bind in _BIND for at in beginnings.places(text, bind)):
        if at < past or text[at - 1 : at] not in (" ", "\n"):
            continue
        ends = [end for end in _ends(text, at) if text.endswith(last_words, past, end)]
        binds = _BINDS.match(text, at + len(word)) if ends else None
        found = [(start, name) for end in ends for name, words in by_length if (start := _start(text, words, end)) >= past] if binds else []
        if binds and found:
            past = binds.end()
            yield Duty(min(found, key=lambda one: one[0])[1], word, at)


def _ends(text: str, at: int) -> Iterator[int]:
    """Where the name of a party may end before a word that binds."""
    begin = max(0, at - _GAP)
    before = text[begin:at].rstrip(" \n")
    yield begin + len(before)
    if before.endswith(_BETWEEN) and "\n" not in text[begin + len(before) : at]:
        between = next(word for word in _BETWEEN if before.endswith(word))
        name = before.removesuffix(between)
        if name.endswith((" ", "\n")):
            yield begin + len(name.rstrip(" \n"))


def _start(text: str, words: list[str], end: int) -> int:
    """Where a name begins that ends at a place, -1 where another name stands there."""
    start = end
    for place, word in enumerate(reversed(words)):
        begin = max(0, start - _GAP)
        past = begin + len(text[begin:start].rstrip()) if place else start
        if (place and past == start) or not text.endswith(word, 0, past):
            return -1
        start = past - len(word)
    return start if words and _EDGE.match(text, start) else -1
