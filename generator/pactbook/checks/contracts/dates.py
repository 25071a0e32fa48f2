"""Days in the data of a contract that contradict its term or one another, or that have passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.checks.terms import finding
from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.terms import Register

UNFIT = Rule(
    "C137",
    "Day that does not fit the contract",
    "A day before the start, after the end or out of order is a slip, or binds nobody.",
    "Correct the day.",
    Severity.WARNING,
)
OVERDUE = Rule(
    "C138",
    "Audit that is overdue",
    "Supervisors ask for the next planned audit of each outsourcing, and for the last.",
    "Enter the audit that was held in 'last_audit:' and plan the next.",
    Severity.WARNING,
)
RULES = (UNFIT, OVERDUE)


def check(subject: Subject) -> Iterator[Problem]:
    """Milestones, amendments, price changes and audits of every contract."""
    for contract in subject.contracts:
        yield from _milestones(contract)
        yield from _amendments(contract)
        yield from _prices(contract)
        if contract.terms.register:
            yield from _audits(contract, contract.terms.register, subject.today)


def _outside(contract: Contract, day: date) -> str:
    term = contract.terms.term
    if day < term.effective_date:
        return f"before the start on {term.effective_date}"
    latest = term.latest_end
    return f"after the end on {latest}" if latest and day > latest else ""


def _milestones(contract: Contract) -> Iterator[Problem]:
    for index, milestone in enumerate(contract.terms.milestones):
        outside = _outside(contract, milestone.due)
        if outside:
            message = f"{shown(milestone.title)} is due on {milestone.due}, {outside}"
            yield finding(contract, UNFIT, message, "milestones", index, "due")


def _amendments(contract: Contract) -> Iterator[Problem]:
    before = None
    for index, amendment in enumerate(contract.terms.amendments):
        if before and amendment.date < before:
            message = f"the amendment of {amendment.date} stands after that of {before}"
            yield finding(
                contract, UNFIT, message, "amendments", index, "date", fix="List the amendments by their days, or correct the day."
            )
        outside = _outside(contract, amendment.date)
        if outside:
            yield finding(contract, UNFIT, f"an amendment of {amendment.date}, {outside}", "amendments", index, "date")
        before = amendment.date


def _prices(contract: Contract) -> Iterator[Problem]:
    pricing = contract.sow.pricing if contract.sow else None
    if pricing is None:
        return
    before = None
    for index, step in enumerate(pricing.ramp):
        outside = _outside(contract, step.until)
        if outside:
            yield finding(contract, UNFIT, f"a step of the ramp ends on {step.until}, {outside}", "pricing", "ramp", index, "until")
        elif before and step.until <= before:
            message = f"a step of the ramp ends on {step.until}, not after the step before, which ends on {before}"
            yield finding(contract, UNFIT, message, "pricing", "ramp", index, "until")
        before = step.until
    if pricing.indexation:
        outside = _outside(contract, pricing.indexation.first)
        if outside:
            message = f"prices change first on {pricing.indexation.first}, {outside}"
            yield finding(contract, UNFIT, message, "pricing", "indexation", "first")


def _audits(contract: Contract, register: Register, today: date) -> Iterator[Problem]:
    last, following = register.last_audit, register.next_audit
    if last and last > today:
        yield finding(contract, UNFIT, f"the last audit was on {last}, which is yet to come", "register", "last_audit")
    if last and following and following <= last:
        yield finding(contract, UNFIT, f"the next audit on {following} is not after the last on {last}", "register", "next_audit")
    elif following and following < today and not _over(contract, today):
        yield finding(contract, OVERDUE, f"the next audit was planned for {following}", "register", "next_audit")


def _over(contract: Contract, today: date) -> bool:
    latest = contract.terms.term.latest_end
    return latest is not None and latest < today
