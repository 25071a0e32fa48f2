"""The dates of a contract that somebody must not miss, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Book, Contract
    from pactbook.model.term import Term

RENEWALS_AHEAD = 3
"""How many renewals are listed that have not begun: an agreement may renew for ever."""
_LONG_OVER = timedelta(days=400)


@dataclass(frozen=True, slots=True, order=True)
class KeyDate:
    """A date that somebody must not miss: the day, what happens, and the contract's folder.

    `key` tells it from the contract's other dates, and stays the same when its day or a title changes.
    """

    day: date
    what: str
    contract: str = ""
    key: str = ""


def today() -> date:
    """The day by the reader's own clock, which is the day that a contract means; the one place that asks for it."""
    return date.today()  # noqa: DTZ011 - an agreement binds by the calendar on the wall, not by UTC


def key_dates(contract: Contract, day: date) -> tuple[KeyDate, ...]:
    """Every date that follows from a contract's terms, in order; of renewals those around `day`."""
    return tuple(sorted((*_of_term(contract.terms.term, contract.path, day), *_others(contract))))


def _of_term(term: Term, path: str, day: date) -> Iterator[KeyDate]:
    yield KeyDate(term.effective_date, "takes effect", path, "effective")
    yield KeyDate(term.end, "initial term ends", path, "end")
    begins, ahead = term.end, 0
    for number, (notice, end) in enumerate(term.renewals(), 1):
        ahead += begins >= day
        if ahead > RENEWALS_AHEAD:
            return
        if end >= day - _LONG_OVER:
            if notice:
                yield KeyDate(
                    notice, f"last day for notice against {'renewal' if number == 1 else f'renewal {number}'}", path, f"notice {number}"
                )
            yield KeyDate(end, f"renewal {number} ends, unless notice ended the agreement before", path, f"renewal {number}")
        begins = end


def _others(contract: Contract) -> Iterator[KeyDate]:
    terms, path = contract.terms, contract.path
    for milestone in terms.milestones:
        yield KeyDate(milestone.due, milestone.title, path, f"milestone {milestone.id}")
    audits = {milestone.due for milestone in terms.milestones if "audit" in milestone.title.lower()}
    if terms.register and terms.register.next_audit and terms.register.next_audit not in audits:
        yield KeyDate(terms.register.next_audit, "next audit", path, "audit")
    sow = contract.sow
    if sow is None:
        return
    for name, level in sow.service_levels.items():
        if level.next_review:
            yield KeyDate(level.next_review, f"review of service level {level.title}", path, f"review {name}")
    if sow.pricing.indexation:
        yield KeyDate(sow.pricing.indexation.first, "first indexation of prices", path, "indexation")


def next_key_date(contract: Contract, today: date) -> KeyDate | None:
    """The first date from today on."""
    return next((each for each in key_dates(contract, today) if each.day >= today), None)


def book_dates(book: Book, day: date) -> tuple[KeyDate, ...]:
    """The key dates of all contracts, in order; of renewals those around `day`."""
    return tuple(sorted(each for contract in book.contracts.values() for each in key_dates(contract, day)))
