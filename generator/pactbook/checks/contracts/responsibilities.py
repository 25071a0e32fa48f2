"""Who is responsible and accountable for what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, is_signed_data, lacking, named, profile_asks, sows
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.running import Responsibility
    from pactbook.model.terms import SowTerms

ACCOUNTABLE = Rule(
    "C140",
    "Not exactly one role accountable",
    "Where two answer for something nobody does, and each points at the other.",
    "Name one role as accountable; the others can be responsible or consulted.",
    Severity.WARNING,
)
TWICE = Rule(
    "C141",
    "Activity listed twice",
    "Two rows on one activity let each side choose the one that it likes.",
    "Merge the rows, or say in the activity how they differ.",
    Severity.WARNING,
)
NO_RACI = Rule(
    "C143",
    "Services without assigned responsibilities",
    "Disputed responsibilities are what outsourcing contracts die of: what nobody owns is not done.",
    "Add 'raci:' with a row for each activity that touches both sides.",
    Severity.WARNING,
)
ONE_FOR_ALL = Rule(
    "C144",
    "One role accountable for everything",
    "A matrix in which one role answers for every row assigns nothing.",
    "Name for each activity the role that can decide it, and what the client answers for.",
    Severity.HINT,
)
RULES = (ACCOUNTABLE, TWICE, NO_RACI, ONE_FOR_ALL)

ENOUGH_ROWS = 4  # from which on it is no chance that one role answers for all
_LONGEST_ROLE = 200  # characters of a role that are read
_NOBODY = re.compile(r"\W*|n/?a|none|nobody|no one|not applicable|open|vacant", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:both(?: parties| sides)?|jointly|the parties|all parties|either party)\b|\bclient\b[^()]*\b(?:and|or)\b[^()]*\bvendor\b|"
    r"\bvendor\b[^()]*\b(?:and|or)\b[^()]*\bclient\b|\bclient\s*[/&+]\s*vendor\b|\bvendor\s*[/&+]\s*client\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")


def check(subject: Subject) -> Iterator[Problem]:
    """The matrix of every SOW."""
    for contract, sow in sows(subject):
        if not sow.raci:
            if is_signed_data(contract, "responsibilities") and not profile_asks(subject, sow, "schedule", "responsibilities"):
                yield lacking(contract, NO_RACI, f"no roles are assigned to the {_services(sow)}", "services")
            continue
        for index, row in enumerate(sow.raci):
            yield from _row(contract, index, row)
        yield from _activities(contract, sow)
        first = sow.raci[0].accountable
        if len(sow.raci) >= ENOUGH_ROWS and len(first) == 1 and all(row.accountable == first for row in sow.raci):
            yield lacking(contract, ONE_FOR_ALL, f"{shown(first[0])} is accountable in all {len(sow.raci)} rows", "raci")


def _services(sow: SowTerms) -> str:
    return "service" if len(sow.services) == 1 else f"{len(sow.services)} services"


def _row(contract: Contract, index: int, row: Responsibility) -> Iterator[Problem]:
    named_roles = [role for role in row.accountable if not _NOBODY.fullmatch(role.strip())]
    if not named_roles:
        yield finding(contract, ACCOUNTABLE, f"{shown(row.activity)}: nobody is accountable", "raci", index, "accountable")
    elif len(named_roles) > 1:
        message = f"{shown(row.activity)}: {len(named_roles)} roles are accountable, {named(named_roles)}"
        yield finding(contract, ACCOUNTABLE, message, "raci", index, "accountable")
    elif _SEVERAL.search(named_roles[0][:_LONGEST_ROLE]):
        message = f"{shown(row.activity)}: {shown(named_roles[0])} are several"
        yield finding(contract, ACCOUNTABLE, message, "raci", index, "accountable")
    if all(_NOBODY.fullmatch(role.strip()) for role in row.responsible):
        message = f"{shown(row.activity)}: nobody is responsible"
        yield finding(contract, ACCOUNTABLE, message, "raci", index, "responsible", fix="Name the role that does it.")


def _activities(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, row in enumerate(sow.raci):
        words = " ".join(_WORDS.findall(row.activity.casefold()))
        if words in seen:
            same = row == sow.raci[seen[words]]
            message = f"{shown(row.activity)} stands twice{'' if same else ', with different roles'}"
            yield finding(contract, TWICE, message, "raci", index, "activity")
        seen.setdefault(words, index)
