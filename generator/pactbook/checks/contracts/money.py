"""Caps, currencies and times of payment across an MSA and the SOWs under it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pactbook.checks.terms import days, finding, sows
from pactbook.model.terms import MsaTerms
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Book, Contract
    from pactbook.model.service import Recurring

LOW_CAP = Rule(
    "C127",
    "Liability cap that is too low to matter",
    "A cap below what the client commits to pay in a year makes a total failure cheaper than the service.",
    "Agree on a cap of at least the charges of a year.",
    Severity.WARNING,
)
CURRENCIES = Rule(
    "C128",
    "Amounts that meet in different currencies",
    "A claim in one currency against a cap in another leaves open which rate applies, and on which day.",
    "Use one currency, or write down which rate of which day applies.",
    Severity.WARNING,
)
LATE_PAYMENT = Rule(
    "C129",
    "Payment term over 60 days",
    "The European Union's law on late payment lets companies agree on more than 60 days only where it is expressly agreed and not grossly unfair.",
    "Agree on 30 to 60 calendar days, or let counsel confirm the longer term under the law that governs.",
    Severity.HINT,
)
RULES = (LOW_CAP, CURRENCIES, LATE_PAYMENT)

MOST_DAYS = 60
_A_YEAR = {"month": 12, "quarter": 4, "year": 1}


def check(subject: Subject) -> Iterator[Problem]:
    """Every MSA with its SOWs."""
    for contract in subject.contracts:
        payment = contract.terms.payment_terms
        # A month counts as 30 days, so that two months are what people call 60 days.
        if payment and days(payment) > MOST_DAYS:
            yield finding(contract, LATE_PAYMENT, f"invoices are due {payment} after receipt", "payment_terms")
        if isinstance(contract.terms, MsaTerms):
            yield from _cap(contract, contract.terms, subject.book)
            yield from _insurance(contract, contract.terms)
    for contract, sow in sows(subject):
        msa = subject.book.msa(contract.vendor)
        if msa and isinstance(msa.terms, MsaTerms):
            cap = msa.terms.liability.general_cap
            if cap.currency != sow.pricing.currency:
                message = f"priced in {sow.pricing.currency}, while the MSA caps liability at {cap}"
                yield finding(contract, CURRENCIES, message, "pricing", "currency")


def _cap(contract: Contract, terms: MsaTerms, book: Book) -> Iterator[Problem]:
    cap = terms.liability.general_cap
    if cap.amount <= 0:
        yield finding(contract, LOW_CAP, f"a cap of {cap} is no liability at all", "liability", "general_cap")
        return
    commitments = [each.sow.pricing.minimum_commitment for each in book.of_vendor(contract.vendor) if each.sow]
    yearly = sum((_yearly(each) for each in commitments if each and each.amount.currency == cap.currency), Decimal())
    if yearly > cap.amount:
        message = f"the general cap of {cap} is below the {cap.currency} {yearly:,.2f} that the SOWs commit the Client to pay in a year"
        yield finding(contract, LOW_CAP, message, "liability", "general_cap")


def _yearly(commitment: Recurring) -> Decimal:
    return commitment.amount.amount * _A_YEAR[commitment.per]


def _insurance(contract: Contract, terms: MsaTerms) -> Iterator[Problem]:
    cap = terms.liability.general_cap
    for key, cover in terms.insurance_minimums.items():
        if cover.amount.currency != cap.currency:
            message = f"{cover.kind} is insured for {cover.amount}, while liability is capped at {cap}"
            yield finding(contract, CURRENCIES, message, "insurance_minimums", key, "amount")
