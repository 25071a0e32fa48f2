"""The levels of escalation: who, how fast, and what comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, is_signed_data, lacking, profile_asks, sows
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.running import EscalationStep
    from pactbook.model.values import Duration

LEVELS = Rule(
    "C145",
    "Escalation that leads nowhere",
    "A case that is passed to a level that does not exist stays where it is.",
    "Number the levels from 1 without gaps, one role per side and level, and let each next step name a level that exists.",
    Severity.WARNING,
)
TIMES = Rule(
    "C146",
    "Response times of the escalation do not fit one another",
    "A higher level that has to answer much sooner than the one below it is often a swapped value.",
    "Let each level have the time that its role can keep.",
    Severity.HINT,
)
NOBODY = Rule(
    "C147",
    "Escalation that reaches nobody",
    "When work stands still, somebody has to be called, on both sides, by a role that has a holder.",
    "Name for each level a role, the time in which it answers and the next step; let at least one level lie with each party.",
    Severity.WARNING,
)
RULES = (LEVELS, TIMES, NOBODY)

_LEVEL = re.compile(r"\b(?:levels?|tier|stage) (\d+)\b", re.IGNORECASE)
_NOTHING = re.compile(r"\W*|n/?a|none|nothing|no(?:t applicable| next step)", re.IGNORECASE)
_NO_ROLE = re.compile(
    r"\W*|n/?a|none|(?:the )?(?:vendor|client|customer|supplier|provider|both(?: parties)?|parties|management|senior management|team|staff|support|operations)",
    re.IGNORECASE,
)
_PERSON = re.compile(r"@|\b(?:Mr|Mrs|Ms|Dr)\b\.? [A-Z]|\+?\d[\d ()-]{6,}\d")
_MINUTES = {
    "minute": ("clock", 1),
    "hour": ("clock", 60),
    "calendar day": ("clock", 24 * 60),
    "week": ("clock", 7 * 24 * 60),
    "business hour": ("business", 60),
    "business day": ("business", 8 * 60),
}


def check(subject: Subject) -> Iterator[Problem]:
    """The escalation of every SOW."""
    for contract, sow in sows(subject):
        steps = dict(sorted(sow.escalation.items(), key=lambda item: item[1].level))
        if steps:
            yield from _levels(contract, steps)
            yield from _times(contract, steps)
            yield from _people(contract, steps)
        elif is_signed_data(contract, "escalation") and not profile_asks(subject, sow, "schedule", "escalation"):
            yield lacking(
                contract,
                NOBODY,
                "nothing says whom to call when work stands still",
                "services",
                fix="Add 'escalation:' with two to four levels.",
            )


def _levels(contract: Contract, steps: Mapping[str, EscalationStep]) -> Iterator[Problem]:
    levels = {step.level for step in steps.values()}
    sides: set[tuple[int, str]] = set()
    expected = 1
    for key, step in steps.items():
        if step.level > expected:
            yield finding(contract, LEVELS, f"there is a level {step.level} and no level {expected}", "escalation", key, "level")
        expected = step.level + 1
        if (step.level, step.party) in sides:
            yield finding(contract, LEVELS, f"the {step.party} has level {step.level} twice", "escalation", key, "level")
        sides.add((step.level, step.party))
        for name in ("when", "next_step"):
            gone = sorted({int(found) for found in _LEVEL.findall(getattr(step, name))} - levels)
            if gone:
                yield finding(
                    contract, LEVELS, f"level {step.level} speaks of a level {gone[0]}, which does not exist", "escalation", key, name
                )
        if _NOTHING.fullmatch(step.next_step.strip()):
            yield finding(contract, LEVELS, f"level {step.level} has no next step", "escalation", key, "next_step")


def _times(contract: Contract, steps: Mapping[str, EscalationStep]) -> Iterator[Problem]:
    before: EscalationStep | None = None
    for key, step in steps.items():
        if not step.respond_within.number:
            message = f"level {step.level} has no time to answer: {step.respond_within}"
            yield finding(contract, TIMES, message, "escalation", key, "respond_within")
        elif before and step.level > before.level and _much_sooner(step.respond_within, before.respond_within):
            message = f"level {step.level} answers within {step.respond_within}, level {before.level} within {before.respond_within}"
            yield finding(contract, TIMES, message, "escalation", key, "respond_within")
        before = step


def _much_sooner(one: Duration, other: Duration) -> bool:
    """Whether one time is less than half of the other; business time and the clock's are not compared."""
    clock, minutes = _MINUTES.get(one.unit, ("", 0))
    other_clock, other_minutes = _MINUTES.get(other.unit, ("", 0))
    return clock == other_clock and 2 * one.number * minutes < other.number * other_minutes


def _people(contract: Contract, steps: Mapping[str, EscalationStep]) -> Iterator[Problem]:
    parties = {step.party for step in steps.values()}
    if len(parties) == 1:
        missing = "client" if "vendor" in parties else "vendor"
        yield lacking(contract, NOBODY, f"no level of the escalation lies with the {missing}", "escalation")
    for key, step in steps.items():
        if _NO_ROLE.fullmatch(step.role.strip()):
            yield finding(
                contract, NOBODY, f"level {step.level}: {shown(step.role)} is no role that somebody holds", "escalation", key, "role"
            )
        elif _PERSON.search(step.role):
            message = f"level {step.level}: {shown(step.role)} names a person or an address, which changes"
            yield finding(
                contract, NOBODY, message, "escalation", key, "role", fix="Name the role; people and numbers belong in the manual."
            )
