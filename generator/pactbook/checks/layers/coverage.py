"""Whether an SOW and its manuals define the ten things, and hold what the profile of its service type asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.coverage.matrix import MISSING, PRESENT, THIN, matrix
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.coverage.matrix import Row
    from pactbook.model.book import Contract

MISSING_THING = Rule(
    "C060",
    "One of the ten things is not defined",
    "A vendor does what is written; what nobody wrote down, the customer feels first.",
    "Write a section of the contract for it, or let the manual's outline make a section mandatory with 'defines:'.",
    Severity.WARNING,
)
THIN_THING = Rule(
    "C061",
    "One of the ten things is a heading without substance",
    "A heading alone, or vague words under it, defines nothing that anybody could follow or measure.",
    "Write under the heading what is done, by whom, by when, and how one sees that it was done.",
    Severity.WARNING,
)
MISSING_REQUIREMENT = Rule(
    "C062",
    "Contract without what its service type must hold",
    "Generic contracts fail where each kind of service has its own needs.",
    "Add what the profile in clauses/profiles/ asks for.",
)
THIN_REQUIREMENT = Rule(
    "C063",
    "What the service type must hold is a heading without substance",
    "The section is there and says nothing that binds.",
    "Write under the heading what is owed, and how it is measured.",
    Severity.WARNING,
)
RULES = (MISSING_THING, THIN_THING, MISSING_REQUIREMENT, THIN_REQUIREMENT)
_KINDS = {
    "metric": "a service level '{}'",
    "covers": "a clause on '{}'",
    "defines": "a section that defines '{}'",
    "schedule": "the data of '{}'",
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every SOW, with the manuals that work under it."""
    for contract in subject.contracts:
        if contract.sow is None:
            continue
        found = matrix(subject.book, contract, subject.linker)
        told = set()
        for row in found.profile:
            if row.state == MISSING:
                yield _missing(subject, contract, row)
                told |= _things_of(subject, contract, row)
            elif row.state == THIN and not _things_of(subject, contract, row):
                yield from _thin(row, THIN_REQUIREMENT)
        for row in found.things:
            if row.state == MISSING and row.key not in told:
                yield _problem(contract, MISSING_THING, f"nothing in the contract or its manuals defines: {row.title}")
            elif row.state != PRESENT:
                yield from _thin(row, THIN_THING)


def _things_of(subject: Subject, contract: Contract, row: Row) -> set[str]:
    """The things among the ten that a requirement of the profile asks for: one finding is enough for both."""
    profile = subject.book.profiles[contract.sow.service_type] if contract.sow else None
    asked = next((each for each in profile.requires if each.id == row.key), None) if profile else None
    return {condition["defines"] for condition in asked.any_of if "defines" in condition} if asked else set()


def _missing(subject: Subject, contract: Contract, row: Row) -> Problem:
    sow = contract.sow
    name = sow.service_type if sow else ""
    profile = subject.book.profiles[name]
    asked = next(each for each in profile.requires if each.id == row.key)
    ways = " or ".join(_KINDS[kind].format(value) for condition in asked.any_of for kind, value in condition.items())
    message = f"{profile.title} asks for: {row.title}; there is none"
    return _problem(contract, MISSING_REQUIREMENT, message, f"Add {ways}. {row.reason}")


def _problem(contract: Contract, rule: Rule, message: str, fix: str = "") -> Problem:
    return Problem(f"{contract.path}/terms.yaml", contract.document.key("service_type"), rule, message, fix)


def _thin(row: Row, rule: Rule) -> Iterator[Problem]:
    for place in row.places:
        yield Problem(place.path, place.position, rule, f"'{place.title}' is where '{row.title}' is defined, and it {place.lacking}")
