"""Whether what terms.yaml says is found in the agreement that people sign: schedules, and the number of the SOW."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, has_own_text, lacking, sows
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.terms import SowTerms

LEFT_OUT = Rule(
    "C026",
    "Data that the agreement does not show",
    "Nobody signs what does not stand in the agreement, however carefully it is kept in terms.yaml.",
    "Name the schedule under 'schedules:', or remove the data.",
    Severity.WARNING,
)
TWICE = Rule(
    "C028",
    "SOW number that is used twice",
    "An invoice or a notice that names the number could mean either contract.",
    "Give each SOW a number of its own.",
)
NOT_IN_TEXT = Rule(
    "C029",
    "SOW number that differs from the text's own",
    "The contract would be filed and invoiced under a number that its own text does not know.",
    "Take the number that the text has, or correct the text.",
    Severity.WARNING,
)
RULES = (LEFT_OUT, TWICE, NOT_IN_TEXT)

_DATA = {
    "service-levels": "service_levels",
    "service-credits": "service_credits",
    "responsibilities": "raci",
    "escalation": "escalation",
    "governance": "governance",
    "key-personnel": "key_personnel",
    "allocation": "allocation",
    "pricing": "pricing",
    "services": "services",
}
_FIRST_PAGE = 3000  # characters
_NUMBERED = re.compile(
    r"\b(?:SOW|statement\s+of\s+work|work\s+order|(?:contract|agreement)(?=\s+(?:no|number|ref)\b))\s*(?:no\.?|number|nr\.?|ref(?:erence)?\.?|#)?[ :]*"
    r"(?P<number>(?=[\w./-]*\d)[A-Z0-9][\w./-]{1,30})",
    re.IGNORECASE,
)
_NO_SIGN = re.compile(r"[\W_]+")


def check(subject: Subject) -> Iterator[Problem]:
    """Every SOW."""
    numbers: dict[str, list[str]] = {}
    for contract in (*subject.book.contracts.values(), *subject.book.proposals.values()):
        if contract.sow:
            numbers.setdefault(_plain(contract.sow.sow_number), []).append(contract.path.removesuffix("/draft"))
    for contract, sow in sows(subject):
        others = sorted(set(numbers[_plain(sow.sow_number)]) - {contract.path.removesuffix("/draft")})
        if others:
            yield finding(contract, TWICE, f"{shown(sow.sow_number)} is also the number of {' and '.join(others)}", "sow_number")
        if has_own_text(contract):
            yield from _number_of_the_text(contract, sow)
        else:
            yield from _left_out(contract, sow)


def _plain(words: str) -> str:
    """Letters and digits alone, as both sides may write a number with other signs between them."""
    return _NO_SIGN.sub("", words).casefold()


def _number_of_the_text(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    """Only where the text's first page calls itself by a number: many texts have none, and the number is that of the archive."""
    first_page = (contract.agreement or "")[:_FIRST_PAGE]
    numbers = [found["number"].rstrip(".") for found in _NUMBERED.finditer(first_page)]
    if numbers and _plain(sow.sow_number) not in _plain(contract.agreement or ""):
        message = f"the number is {shown(sow.sow_number)}, and the text calls itself {shown(numbers[0])}"
        yield finding(contract, NOT_IN_TEXT, message, "sow_number")


def _left_out(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    for schedule, key in _DATA.items():
        if sow.schedules is not None and schedule not in sow.schedules and getattr(sow, key):
            yield lacking(contract, LEFT_OUT, f"'schedules:' leaves out '{schedule}', so that '{key}' binds nobody", key)
