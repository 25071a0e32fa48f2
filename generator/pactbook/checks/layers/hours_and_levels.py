"""Manuals that give other service hours than the SOW, or another role for a level of its escalation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.manuals import people
from pactbook.manuals.values import ManualValues
from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.values import words
from pactbook.values.name import telling
from pactbook.values.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.model.book import Contract
    from pactbook.model.terms import SowTerms
    from pactbook.values.passages import Passage

HOURS = Rule(
    "C049",
    "Manual with other service hours than the SOW",
    "Customers would meet closed lines, or the vendor would staff hours that nobody pays for.",
    "Refer to the hours of the service instead of writing them.",
    Severity.WARNING,
)
LEVEL = Rule(
    "C050",
    "Manual with another role for a level of escalation",
    "In an emergency two people wait for each other.",
    "Name the role that the SOW gives the level, or refer to it.",
    Severity.WARNING,
)
RULES = (HOURS, LEVEL)

_RANGE = re.compile(r"(?<![\d:.])(\d{1,2})[:.](\d{2})[ ]?(?:h|hrs)?[ ]?(?:to|until|till|and|–|—|-)[ ]?(\d{1,2})[:.](\d{2})(?![\d:]|\.\d)")
_OPEN = re.compile(
    r"\b(?:open|opening hours|service hours|hours of service|available|answered|answers?|staffed|worked|handled|runs|operates|hours)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:shifts?|breaks?|lunch|blocks?|meetings?|reviews?|rosters?|rota|slots?|vans?|deliver\w*|until \d{4}|christmas|holidays?|outage|peak|early|late|"
    r"overlap|calibration|training|planned|pilot|if|when)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\blevel (?P<number>\d)\b(?:[ ]?\([^)\n]{0,30}\))?[ *_]*(?:is|means|goes to|lies with|belongs to|sits with|:|=|–|—)[ *_]*(?:the |a )?",
    re.IGNORECASE,
)
# The head of a column that says who holds a level, and none of who is told.
_HOLDER = re.compile(r"(?:who|role|goes to|comes to|contact|call|person|escalate to|handled by|handles it|decides|owner)", re.IGNORECASE)
_SIDE = re.compile(r"^(?:the )?(?:client|vendor) ", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of the manuals that work under an SOW."""
    for writing in subject.writings:
        contract = ManualValues(subject.book, writing.manual).contracts.get("sow") if writing.manual else None
        if contract and contract.sow:
            known = people.roles(subject.book, writing.manual) if writing.manual else {}
            yield from _page(writing, contract, contract.sow, frozenset(_SIDE.sub("", role) for role in known))


def _page(writing: Writing, contract: Contract, sow: SowTerms, known: frozenset[str]) -> Iterator[Problem]:
    text = writing.words
    if not (_RANGE.search(text) or "level" in text.lower()):
        return
    roles = {step.level: _SIDE.sub("", step.role).lower() for step in sow.escalation.values()}
    for passage in passages(text):
        if not passage.shown:
            yield from _hours(writing, passage, contract, sow)
            yield from _levels(writing, passage, contract, roles, known)


def _place(contract: Contract, *route: str | int) -> str:
    line, col = contract.document.at(*route)
    return f"{contract.path}/terms.yaml:{line}:{col}"


def _clock(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, match.groups()))


def _hours(writing: Writing, passage: Passage, contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    text, (start, end) = writing.words, (passage.start, passage.end)
    found = list(_RANGE.finditer(text, start, end))
    if not found or not _OPEN.search(text, start, end) or _OTHER.search(text, start, end):
        return
    said = words.of(text[start:end])
    meant = [key for key, service in sow.services.items() if telling(key) <= said or telling(service.title) <= said]
    held = {_clock(match) for key in meant for match in _RANGE.finditer(sow.services[key].hours)}
    if len(meant) != 1 or not held:
        return
    for match in found:
        if _clock(match) not in held:
            message = f"{shown(match.group())} for {shown(sow.services[meant[0]].title)}, whose hours are {sow.services[meant[0]].hours} by {_place(contract, 'services', meant[0], 'hours')}"
            fix = f"The contract prevails: write {{{{ sow.services.{meant[0]}.hours }}}}."
            yield Problem(writing.path, writing.position(match.start()), HOURS, message, fix)


def _levels(writing: Writing, passage: Passage, contract: Contract, roles: Mapping[int, str], known: frozenset[str]) -> Iterator[Problem]:
    text = writing.words
    for number, offset, role in (*_in_row(text, passage, roles, known), *_in_sentence(text, passage, roles)):
        if roles.get(number, role) != role:
            key = next(key for key, step in contract.sow.escalation.items() if step.level == number) if contract.sow else ""
            place = _place(contract, "escalation", key, "role")
            message = f"level {number} is the {role} here and the {roles[number]} by {place}"
            yield Problem(writing.path, writing.position(offset), LEVEL, message, f"Write {{{{ sow.escalation.{key}.role }}}}.")


def _in_sentence(text: str, passage: Passage, roles: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Each "level 2 is the site manager", as level, place and role."""
    if passage.cells:
        return
    for match in _LEVEL.finditer(text, passage.start, passage.end):
        after = _SIDE.sub("", text[match.end() : match.end() + 60].lower())
        role = next((role for role in roles.values() if re.match(rf"{re.escape(role)}s?\b", after)), None)
        if role:
            yield int(match["number"]), match.start(), role


def _in_row(text: str, passage: Passage, roles: Mapping[int, str], known: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """A row that begins with a level and has one role of the escalation, or under "Who" another role of the contract."""
    if not passage.cells or not passage.heads:
        return
    first, head = (text[start:end].strip(" *_").lower() for start, end in (passage.cells[0], passage.heads[0]))
    number = first.removeprefix("level ")
    if not number.isdigit() or not (head.endswith("level") or first != number):
        return
    cells = [(start, _SIDE.sub("", text[start:end].strip(" *_").lower())) for start, end in passage.cells[1:]]
    heads = [text[start:end].strip(" *_") for start, end in passage.heads[1:]]
    found = [(start, cell) for start, cell in cells if cell in roles.values()]
    found = found or [each for each, head in zip(cells, heads, strict=False) if each[1] in known and _HOLDER.fullmatch(head)]
    if len(found) == 1:
        yield int(number), found[0][0] + 1, found[0][1]
