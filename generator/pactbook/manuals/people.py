"""Who is named in a manual: the roles that its contract and outline know, and words for people at work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.model.book import Book
    from pactbook.model.manual import Manual
    from pactbook.model.terms import SowTerms

# What people are called who do the work, look after it, or are meant by "you".
_SOMEBODY = re.compile(
    r"\b(?:you(?:r|rs)?|we|our|everybody|everyone|whoever|client|vendor|desk|team|shift|staff|duty|legal|finance|procurement|role"
    r"|(?:account|account |process |site |team |shift |floor |case )?(?:agent|analyst|accountant|clerk|manager|lead|leader|supervisor|officer|trainer|planner|director"
    r"|controller|coach|operator|specialist|engineer|technician|assistant|representative|adviser|advisor|coordinator|dispatcher|reviewer|auditor|owner|buyer"
    r"|approver|author|mentor|expert|nurse|handler|checker|scheduler|recruiter|interviewer|chair|deputy|colleague|driver|administrator|developer|collector"
    r"|negotiator|counsel|lawyer|secretary|head|employee|worker|person|candidate|trainee|new joiner|joiner|user|author)s?)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\W*|n/?a|none|nobody|no one|everybody|everyone|all|various|tb[acd]|to be (?:agreed|confirmed|decided|defined|determined|named)|open|vacant|unknown"
    r"|(?:the )?(?:team|teams|staff|management|operations|business|department|vendor|client|company|both|both sides|parties)",
    re.IGNORECASE,
)


def is_nobody(role: str) -> bool:
    """Whether words that stand for an owner name no role that one could ask."""
    return _NOBODY.fullmatch(role.strip()) is not None


def names_somebody(text: str, known: Iterable[str] = ()) -> bool:
    """Whether a passage names anybody who could act: a known role or company, a trade, "you"; generous, since silence is what is looked for."""
    small = text.casefold()
    return _SOMEBODY.search(text) is not None or any(name in small for name in known)


def companies(book: Book, manual: Manual) -> frozenset[str]:
    """The names of both sides in small letters, the short ones too."""
    contract = book.contracts.get(manual.outline.contract) or book.proposals.get(manual.outline.contract)
    sides = (contract.terms.parties.client, contract.terms.parties.vendor) if contract else ()
    return frozenset(name.casefold() for side in sides for name in (side.name, side.short_name) if name)


def roles(book: Book, manual: Manual) -> dict[str, str]:
    """The roles that the manual's contract names, as it writes them, by their small letters."""
    contract = book.contracts.get(manual.outline.contract) or book.proposals.get(manual.outline.contract)
    found = sorted(set(_of_contract(contract.sow))) if contract and contract.sow else []
    return {" ".join(role.split()).casefold(): role for role in found}


def _of_contract(sow: SowTerms) -> Iterator[str]:
    for row in sow.raci:
        yield from (*row.responsible, *row.accountable, *row.consulted, *row.informed)
    yield from (step.role for step in sow.escalation.values())
    yield from (person.role for person in sow.key_personnel.values())
    governance = sow.governance
    if governance:
        for meeting in governance.meetings.values():
            yield from (meeting.chair, *meeting.attendees)
        if governance.visits:
            yield governance.visits.role
        if governance.calibration:
            yield governance.calibration.chair
