"""Key people, visits and meetings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import days, finding, is_signed_data, lacking, sows
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.running import Governance
    from pactbook.model.terms import SowTerms

KEY_PEOPLE = Rule(
    "C148",
    "Key person who may leave from one day to the next",
    "The people whom the client relied on when it signed are the first whom a vendor moves to its next contract.",
    "State a notice before a change, such as 60 calendar days.",
    Severity.WARNING,
)
MEETINGS = Rule(
    "C149",
    "Little contact between client and vendor",
    "What nobody from the client sees at the site, it learns from its customers.",
    "Agree on visits of 3 to 5 days a month at each site or a resident manager, on calibration where people score, and on a meeting of all vendors every quarter.",
    Severity.HINT,
)
RULES = (KEY_PEOPLE, MEETINGS)

_SCORED = frozenset({"quality-score", "customer-critical-accuracy", "compliance-critical-accuracy"})
_ALL_VENDORS = re.compile(
    r"\b(?:all|every|each|both|other|between|among|several|joint) (?:the |our |of the |its )?(?:vendors?|suppliers?|providers?|partners?)\b",
    re.IGNORECASE,
)
TOO_SUDDEN = 10  # days of notice in which nobody can pass on what a key person knows
# A rhythm of visits by which nobody from the client sees daily work.
_SELDOM = re.compile(
    r"(?:\b(?:once|twice|one|two|[12]|a) (?:visits? |days? |times? )?(?:a|per|each|every|in a) (?:calendar |contract )?year\b|"
    r"^(?:every (?:calendar |contract )?year|every (?:12|6|six|twelve) months|yearly|annual(?:ly)?|half-yearly|twice yearly)\b)|"
    r"^(?:(?:as|when|where|if|whenever) (?:\w+ ){0,2}?(?:needed|required|necessary|agreed|appropriate)|on (?:request|demand))\b",
    re.IGNORECASE,
)
_RESIDENT = re.compile(r"\bresident\b|\bon[- ]site\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """Every SOW; the governance only where the data is what people sign."""
    for contract, sow in sows(subject):
        for key, person in sow.key_personnel.items():
            if not person.replacement_notice.number:
                message = f"{shown(person.role)} may be replaced without notice"
                yield finding(contract, KEY_PEOPLE, message, "key_personnel", key, "replacement_notice")
            elif days(person.replacement_notice) < TOO_SUDDEN:
                message = (
                    f"{shown(person.role)} may be replaced with a notice of {person.replacement_notice}, too short to hand anything over"
                )
                yield finding(contract, KEY_PEOPLE, message, "key_personnel", key, "replacement_notice")
        if not is_signed_data(contract, "governance"):
            continue
        if sow.governance is None:
            yield lacking(
                contract,
                MEETINGS,
                "no visits and no meetings are agreed",
                "services",
                fix="Add 'governance:' with visits and a regular review.",
            )
        else:
            yield from _governance(subject, contract, sow, sow.governance)


def _governance(subject: Subject, contract: Contract, sow: SowTerms, governance: Governance) -> Iterator[Problem]:
    meetings = " ".join(" ".join((each.title, *each.attendees, *each.agenda)) for each in governance.meetings.values())
    if governance.visits is None and not _RESIDENT.search(meetings):
        yield lacking(contract, MEETINGS, "no visits to the vendor's sites are agreed", "governance")
    elif governance.visits and _SELDOM.search(governance.visits.cadence.strip()) and not _RESIDENT.search(meetings):
        message = f"visits to the vendor's sites take place {shown(governance.visits.cadence)}"
        yield finding(contract, MEETINGS, message, "governance", "visits", "cadence")
    if governance.calibration is None and any(level.metric in _SCORED for level in sow.service_levels.values()):
        yield lacking(contract, MEETINGS, "people score quality, and no calibration is agreed", "governance")
    others = _others(subject, contract, sow)
    if (sow.allocation or others) and not _ALL_VENDORS.search(meetings):
        shared = (
            "the work is shared among vendors" if sow.allocation else f"{len(others) + 1} vendors do work of the type '{sow.service_type}'"
        )
        yield lacking(contract, MEETINGS, f"{shared}, and no meeting brings them together", "governance")


def _others(subject: Subject, contract: Contract, sow: SowTerms) -> set[str]:
    contracts = subject.book.contracts.values()
    same = (each for each in contracts if each.sow and each.sow.service_type == sow.service_type)
    return {each.vendor for each in same} - {contract.vendor}
