"""Roles that are written in two ways."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, sows
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.document import Route
    from pactbook.model.terms import SowTerms

TWO_WAYS = Rule(
    "C142",
    "Role that is written in two ways",
    "A role that differs by a letter is another role to the reader who looks up who has to act.",
    "Write the role in the same way everywhere.",
    Severity.WARNING,
)
RULES = (TWO_WAYS,)

MOST = 200  # roles of one contract that are compared with one another, each with each
SHORTEST = 5  # letters of a word in which one letter more or less is a slip and not another word
_WORDS = re.compile(r"[^\W_]+")


def check(subject: Subject) -> Iterator[Problem]:
    """The roles of every SOW: the way of writing that stands less often is the one reported."""
    for contract, sow in sows(subject):
        places: dict[str, list[Route]] = {}
        for role, route in _roles(sow):
            places.setdefault(role, []).append(route)
        often = sorted(places, key=lambda role: (-len(places[role]), role))[:MOST]
        for index, role in enumerate(often):
            usual = next((other for other in often[:index] if _same(role, other)), None)
            if usual:
                message = f"{shown(role)} stands beside {shown(usual)}"
                yield finding(
                    contract,
                    TWO_WAYS,
                    message,
                    *places[role][0],
                    fix=f"Did you mean {shown(usual)}? Write the role in the same way everywhere.",
                )


def _roles(sow: SowTerms) -> Iterator[tuple[str, Route]]:
    for index, row in enumerate(sow.raci):
        for name in ("responsible", "accountable", "consulted", "informed"):
            yield from ((role, ("raci", index, name, number)) for number, role in enumerate(getattr(row, name)))
    yield from ((step.role, ("escalation", key, "role")) for key, step in sow.escalation.items())
    yield from ((person.role, ("key_personnel", key, "role")) for key, person in sow.key_personnel.items())
    governance = sow.governance
    if governance is None:
        return
    for key, meeting in governance.meetings.items():
        yield meeting.chair, ("governance", "meetings", key, "chair")
        yield from ((role, ("governance", "meetings", key, "attendees", number)) for number, role in enumerate(meeting.attendees))
    if governance.visits:
        yield governance.visits.role, ("governance", "visits", "role")
    if governance.calibration:
        yield governance.calibration.chair, ("governance", "calibration", "chair")


def _same(one: str, other: str) -> bool:
    """Whether two ways of writing mean the same role: equal but for case and signs, or one letter apart in one longer word."""
    words, others = _WORDS.findall(one.casefold()), _WORDS.findall(other.casefold())
    if "".join(words) == "".join(others):
        return True
    differing = [(a, b) for a, b in zip(words, others, strict=False) if a != b]
    return len(words) == len(others) and len(differing) == 1 and _slip(*differing[0])


def _slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is missing, wrong or swapped with its neighbour, not by their first letter."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST or short[0] != long[0] or len(long) - len(short) > 1 or not short.isalpha() or not long.isalpha():
        return False
    start = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    if short[start + 1 :] == long[start + 1 :]:
        return True
    swapped = [(a, b) for a, b in zip(pairwise(short[start:]), pairwise(long[start:]), strict=False)][:1]
    return bool(swapped) and swapped[0][0] == swapped[0][1][::-1] and short[start + 2 :] == long[start + 2 :]
