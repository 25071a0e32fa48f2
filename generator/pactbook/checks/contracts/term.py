"""How long a contract runs, how it renews, and the days on which that can be stopped."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pactbook.checks.terms import days, finding, has_own_text, lacking, mentions
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.term import Term
    from pactbook.model.values import Duration

LENGTH = Rule(
    "C130",
    "Term outside the usual",
    "A short term gives the vendor no time to earn back what it builds up; a long one leaves prices and targets of another time in force.",
    "24 to 36 months with renewal are usual for an SOW, up to 60 for an MSA; say in the negotiation why this one differs.",
    Severity.HINT,
)
NOTICE = Rule(
    "C131",
    "Notice that does not fit the renewal",
    "Whoever misses the notice is bound for another period.",
    "Make the notice shorter than the period that it ends, or change the renewal.",
    Severity.WARNING,
)
NOTICE_PASSED = Rule(
    "C132",
    "Last day for notice has passed",
    "The contract now renews, whatever either side intends.",
    "Agree with the other side in writing if the contract shall not go on; enter the next notice day in the calendar.",
    Severity.HINT,
)
ENDLESS = Rule(
    "C133",
    "Renews by itself without end",
    "A contract that nobody has to look at again is never tendered again.",
    "Add 'maximum:' to the renewal.",
    Severity.WARNING,
)
RULES = (LENGTH, NOTICE, NOTICE_PASSED, ENDLESS)

_MONTH = Decimal("30.4375")  # days, on average
SHORTEST, LONGEST_SOW, LONGEST_MSA = 24, 36, 60  # months


def check(subject: Subject) -> Iterator[Problem]:
    """The term of every contract."""
    for contract in subject.contracts:
        term = contract.terms.term
        months, longest = _months(term.initial_term), LONGEST_MSA if contract.is_msa else LONGEST_SOW
        if months < SHORTEST or months > longest:
            side = f"shorter than {SHORTEST}" if months < SHORTEST else f"longer than {longest}"
            yield finding(contract, LENGTH, f"the initial term of {term.initial_term} is {side} months", "term", "initial_term")
        if term.renewal.kind == "automatic" and term.renewal.maximum is None:
            yield finding(contract, ENDLESS, "nothing limits the number of renewals", "term", "renewal")
        yield from _notice(contract, term)
        yield from _passed(contract, term, subject.today)


def _months(time: Duration) -> Decimal:
    return Decimal(time.months) if time.months is not None else days(time) / _MONTH


def _notice(contract: Contract, term: Term) -> Iterator[Problem]:
    notice, period = term.non_renewal_notice, term.renewal.period
    if term.renewal.kind == "none" and notice:
        message = f"a notice of {notice} against renewal, though the contract does not renew"
        yield finding(contract, NOTICE, message, "term", "non_renewal_notice", fix="Remove 'non_renewal_notice:', or state the renewal.")
    if term.renewal.kind != "automatic" or period is None:
        return
    if notice is None:
        if not (has_own_text(contract) and mentions(contract, "notice")):
            message = "the contract renews by itself, and nothing says by when notice stops it"
            yield lacking(contract, NOTICE, message, "term", "renewal", fix="Add 'non_renewal_notice:', such as '90 calendar days'.")
        return
    if notice.before(term.end) < term.effective_date:
        message = f"notice of {notice} would be due on {notice.before(term.end)}, before the start on {term.effective_date}"
        yield finding(contract, NOTICE, message, "term", "non_renewal_notice")
    elif term.renewal.maximum != 1:
        second = term.renewed(term.end)
        if notice.before(second) <= term.end:
            message = (
                f"notice against the second renewal would be due on {notice.before(second)}, before the first renewal of {period} begins"
            )
            yield finding(contract, NOTICE, message, "term", "non_renewal_notice")


def _passed(contract: Contract, term: Term, today: date) -> Iterator[Problem]:
    running = term.period_on(today)
    if running is None or term.non_renewal_notice is None or term.renewal.period is None:
        return
    first, last, renews = running
    day = term.non_renewal_notice.before(last)
    if renews and first <= day < today:
        until = term.renewed(last)
        message = f"the last day for notice against renewal was {day}; from {last + timedelta(days=1)} the contract runs until {until}"
        yield finding(contract, NOTICE_PASSED, message, "term", "non_renewal_notice")
