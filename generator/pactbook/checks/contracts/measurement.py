"""Whether two people who measure a service level get the same result, and whether anything measures what customers get."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import is_signed_data, lacking, named, sows
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.service import ServiceLevel
    from pactbook.model.terms import SowTerms

NO_FORMULA = Rule(
    "C105",
    "Service level without a formula",
    "Without numerator and denominator each side calculates in its own favour.",
    "Add 'formula:' with 'numerator:' and 'denominator:'.",
    Severity.WARNING,
)
COUNTING = Rule(
    "C106",
    "Formula that leaves out how doubtful cases count",
    "Abandoned and repeated contacts move such a result by several points, whichever way they are counted.",
    "Say it in 'counting:' of the formula.",
    Severity.WARNING,
)
NO_SOURCE = Rule(
    "C107",
    "Service level that does not say who measures it, where and from what",
    "The same measure has another result in another system, and whoever measures holds the evidence.",
    "Add 'source:' (the system of record), 'point:' (where and when it is measured) and 'measured_by:' (client or vendor).",
    Severity.WARNING,
)
NO_EFFECT = Rule(
    "C117",
    "No service level shows whether customers got what they needed",
    "A contract that measures only speed and volume is met while customers call again and again.",
    "Add first contact resolution, resolution rate, time to resolution, customer effort or the prevention of contacts.",
    Severity.WARNING,
)
RULES = (NO_FORMULA, COUNTING, NO_SOURCE, NO_EFFECT)

EFFECT = frozenset({"first-contact-resolution", "resolution-rate", "time-to-resolution", "customer-effort", "contact-prevention"})
_FACES_CUSTOMERS = re.compile(r"(?:^|-)(?:customers?|support|care|contact|technical|helpdesk|complaints)(?:-|$)")
_ABANDONED = re.compile(
    r"abandon|hang|hung|disconnect|offered|drop|lost|gives? up|given up|short call|leaves?\b|before (?:it is|an) answer", re.IGNORECASE
)
_ON_THE_LINE = re.compile(r"\bcalls?\b|\bcallers?\b|\bvoice\b|\bphone|\bchats?\b|\btelephon", re.IGNORECASE)
_REPEATED = re.compile(
    r"repeat|again|second|same (?:customer|order|subject|issue|case|matter|cause)|re-?open|comes? back|return|call(?:s|ed)? back|recontact|follow|"
    r"within \d+|transfer",
    re.IGNORECASE,
)
_OF_WAITING = frozenset({"service-level", "average-speed-of-answer", "abandonment-rate", "response-time"})
_OF_RESOLVING = frozenset({"first-contact-resolution", "resolution-rate"})
_ASKED = {"source": "the data source", "point": "the measurement point", "measured_by": "who measures"}


def check(subject: Subject) -> Iterator[Problem]:
    """The service levels of every SOW; an own text may say what the data leaves out."""
    for contract, sow in sows(subject):
        if is_signed_data(contract, "service-levels"):
            yield from _formulas(contract, sow.service_levels)
            yield from _sources(contract, sow.service_levels)
            yield from _effect(contract, sow)


def _formulas(contract: Contract, levels: Mapping[str, ServiceLevel]) -> Iterator[Problem]:
    without = [key for key, level in levels.items() if level.formula is None]
    if without:
        yield lacking(contract, NO_FORMULA, f"no formula: {named(levels[key].title for key in without)}", "service_levels", without[0])
    for key, level in levels.items():
        if level.formula is None:
            continue
        missing = _uncounted(level)
        if missing:
            yield lacking(contract, COUNTING, f"{named([level.title])} does not say how {missing} count", "service_levels", key, "formula")


def _uncounted(level: ServiceLevel) -> str:
    formula = level.formula
    if formula is None:
        return ""
    words = " ".join((formula.numerator, formula.denominator, formula.counting, *level.exclusions))
    if level.metric in _OF_WAITING and not _ABANDONED.search(words):
        # Emails and tickets are not abandoned.
        if level.metric != "response-time" or _ON_THE_LINE.search(f"{level.title} {words}"):
            return "abandoned contacts"
    elif level.metric in _OF_RESOLVING and not _REPEATED.search(words):
        return "repeated contacts and reopened cases"
    return ""


def _sources(contract: Contract, levels: Mapping[str, ServiceLevel]) -> Iterator[Problem]:
    for key, level in levels.items():
        missing = [words for name, words in _ASKED.items() if not getattr(level, name)]
        if missing:
            message = (
                f"{named([level.title])} leaves out {' and '.join([', '.join(missing[:-1]), missing[-1]] if missing[1:] else missing)}"
            )
            yield lacking(contract, NO_SOURCE, message, "service_levels", key)


def _effect(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    if _FACES_CUSTOMERS.search(sow.service_type) and not any(level.metric in EFFECT for level in sow.service_levels.values()):
        yield lacking(
            contract,
            NO_EFFECT,
            f"none of the {len(sow.service_levels)} service levels measures an outcome for the customer",
            "service_levels",
        )
