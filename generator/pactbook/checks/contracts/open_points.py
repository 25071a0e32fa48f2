"""Values that were left open: to be agreed, to be determined, charges as agreed from time to time. Gaps of a template are for the rules on words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.document import Route

OPEN = Rule(
    "C123",
    "Point that was left open",
    "What is still to be agreed is decided later by whoever needs it less.",
    "Agree on it now and write the value, the amount or the name.",
    Severity.WARNING,
)
RULES = (OPEN,)

# What is signed of terms.yaml; summaries, notes and the register are no part of the agreement.
_PARTS = (
    *(
        "services_description",
        "services",
        "requirements",
        "client_obligations",
        "acceptance",
        "pricing",
        "service_credits",
        "service_levels",
    ),
    *("raci", "escalation", "governance", "key_personnel", "allocation", "values", "definitions", "order_of_precedence"),
    *("governing_law", "jurisdiction", "liability", "insurance_minimums", "milestones"),
)
_OPEN = re.compile(
    r"(?:\A|[(\[:,;–—-]\s*|\b(?:is|are|remains?|still) (?:still |yet )?)to be (?:separately |mutually |jointly |later |further )?"
    r"(?:agreed|determined|defined|confirmed|decided|negotiated|advised|provided)(?=[.;,)\]]|\Z)|"
    r"\b(?:to|shall|will|may) be (?:separately |mutually |jointly )?(?:agreed|determined|defined|negotiated) "
    r"(?:later|separately|upon|in due course|between|by the parties|mutually|from time to time|at a later)|"
    r"\b(?:fees?|charges?|costs?|rates?|prices?|amounts?|expenses?) (?:(?:as|that are|which are|to be) )?(?:may be )?(?:mutually |separately |otherwise )?agreed "
    r"(?:from time to time|case by case|separately|later|between)|"
    r"\bother (?:reasonable )?(?:fees?|charges?|costs?|expenses?) as (?:(?:mutually |separately |may be )*agreed|incurred|applicable|needed|required|appropriate)|"
    r"\b(?:at|per) (?:the )?(?:vendor|supplier|provider|contractor)(?:'s|’s)? (?:then[- ])?(?:current|standard|prevailing|usual|list) "
    r"(?:rates?|prices?|fees?|charges?)|\bat (?:then[- ])?(?:current|prevailing|market) (?:rates?|prices?)\b|\bprices? on (?:request|application)\b",
    re.IGNORECASE,
)
_EDGES = " (:,;–—-"


def check(subject: Subject) -> Iterator[Problem]:
    """Every text in the data of a contract that becomes part of the agreement."""
    for contract in subject.contracts:
        path, document = f"{contract.path}/terms.yaml", contract.document
        for part in _PARTS:
            for route, text in _texts(document.value.get(part), (part,)):
                found = _OPEN.search(text)
                if found:
                    yield Problem(
                        path, document.at(*route), OPEN, f"{shown(' '.join(found[0].split()).strip(_EDGES))} leaves open what is agreed"
                    )


def _texts(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, (*route, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*route, index))
