"""The ways out of a contract: renewal, cure, cancellation with numbers, exit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.checks.terms import covers, has_own_text, lacking, mentions, named, profile_asks, together
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract

MISSING = Rule(
    "C134",
    "Nothing on the end of the contract",
    "What happens when things go wrong is agreed while both sides still need each other, or never.",
    "Add a clause of the library that covers it, to the SOW or its MSA.",
    Severity.WARNING,
)
NO_NUMBER = Rule(
    "C135",
    "Cancellation without a measurable trigger",
    "'Material breach' leads to a dispute on what is material; a number does not.",
    "Give the most important service level a 'termination_trigger:', such as a result below 70 % in three consecutive months.",
    Severity.WARNING,
)
NO_CURE = Rule(
    "C136",
    "Termination trigger without a cure period",
    "Courts and vendors resist an end without warning, so that a right without cure is seldom used.",
    "Add 'cure:' to the service level, or a clause on cure.",
    Severity.WARNING,
)
RULES = (MISSING, NO_NUMBER, NO_CURE)

_WAYS = {
    "cancellation": (("cancellation", "termination"), "how it can be ended"),
    "exit": (("exit", "transition"), "exit: help, handover and transition when it ends"),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every SOW together with its MSA, and an MSA that was brought in as a text and has no SOW."""
    for contract in subject.contracts:
        if contract.sow is None and not _stands_alone(subject, contract):
            continue
        for topic, (topics, words) in _WAYS.items():
            asked = contract.sow is not None and profile_asks(subject, contract.sow, "covers", topic)
            if not asked and not covers(subject, contract, *topics):
                yield _missing(subject, contract, words)
        if has_own_text(contract) and contract.terms.term.renewal.kind == "automatic" and not mentions(contract, "renewal"):
            message = "terms.yaml says that the contract renews by itself; the text does not speak of renewal"
            yield lacking(contract, MISSING, message, "term", "renewal", fix="Correct 'renewal:', or let the text say how it renews.")
        yield from _cure(subject, contract)
        yield from _numbers(subject, contract)


def _stands_alone(subject: Subject, contract: Contract) -> bool:
    return has_own_text(contract) and len(subject.book.of_vendor(contract.vendor)) == 1


def _missing(subject: Subject, contract: Contract, words: str) -> Problem:
    where = "neither the SOW nor its MSA has" if len(together(subject, contract)) > 1 else "the contract has"
    nothing = "a clause on" if where.startswith("neither") else "nothing on"
    return lacking(contract, MISSING, f"{where} {nothing} {words}", "clauses")


def _cure(subject: Subject, contract: Contract) -> Iterator[Problem]:
    if covers(subject, contract, "cure") or any(mentions(each, "cure") for each in together(subject, contract)):
        return
    levels = contract.sow.service_levels if contract.sow else {}
    without = [key for key, level in levels.items() if level.termination_trigger and not level.cure]
    if without:
        message = f"{named(levels[key].title for key in without)}: the contract can be ended without time to cure"
        yield lacking(contract, NO_CURE, message, "service_levels", without[0], "termination_trigger")
    elif not any(level.cure for level in levels.values()):
        yield _missing(subject, contract, "cure: time to put a failure right")


def _numbers(subject: Subject, contract: Contract) -> Iterator[Problem]:
    sow = contract.sow
    if sow is None or any(level.termination_trigger for level in sow.service_levels.values()):
        return
    if covers(subject, contract, "cancellation", "termination") and not any(
        mentions(each, "measured-failure") for each in together(subject, contract)
    ):
        message = "the contract can be ended, and no number says how bad results must be for it"
        yield lacking(contract, NO_NUMBER, message, "service_levels")
