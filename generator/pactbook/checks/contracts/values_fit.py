"""Values of a contract that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.model.terms import MsaTerms
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Book, Contract
    from pactbook.model.service import PriceLine, ServiceLevel
    from pactbook.model.terms import Liability, SowTerms
    from pactbook.model.values import Money

WHOLE = 100  # percent
CONTRADICTION = Rule(
    "C020",
    "Values that contradict one another",
    "A minimum beyond its target, a cap below what it caps, or bands with a gap can't be applied.",
    "Correct one of the two values.",
)
CURRENCY = Rule(
    "C021",
    "Price in another currency",
    "Prices in several currencies leave open which rate applies.",
    "Use the currency that 'pricing' names.",
)
OUTLIVES = Rule(
    "C022",
    "SOW that outlives its MSA",
    "In its last months the SOW would have no liability, confidentiality or payment terms.",
    "Shorten the SOW, lengthen the MSA, or let the MSA renew.",
    Severity.WARNING,
)
RULES = (CONTRADICTION, CURRENCY, OUTLIVES)


def check(subject: Subject) -> Iterator[Problem]:
    """Every contract."""
    for contract in subject.contracts:
        if isinstance(contract.terms, MsaTerms):
            yield from _caps(contract, contract.terms.liability)
        if contract.sow:
            yield from _levels(contract, contract.sow)
            yield from _prices(contract, contract.sow)
            yield from _shares(contract, contract.sow)
            yield from _term(contract, subject.book)


def _caps(contract: Contract, liability: Liability) -> Iterator[Problem]:
    low, high = liability.general_cap, liability.increased_cap
    if high is None:
        return
    if high.currency != low.currency:
        yield _problem(contract, CURRENCY, f"{high} beside a general cap of {low}", "liability", "increased_cap")
    elif high.amount < low.amount:
        message = f"the increased cap of {high} is below the general cap of {low}"
        yield _problem(contract, CONTRADICTION, message, "liability", "increased_cap")


def _shares(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    if sow.allocation is None:
        return
    shares = sow.allocation.shares
    total = shares.champion.number + shares.challenger.number + shares.performance.number
    if total != WHOLE:
        yield _problem(contract, CONTRADICTION, f"the shares add up to {total} %, not to {WHOLE} %", "allocation", "shares")


def _problem(contract: Contract, rule: Rule, message: str, *route: str | int) -> Problem:
    return Problem(f"{contract.path}/terms.yaml", contract.document.at(*route), rule, message)


def _levels(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    for key, level in sow.service_levels.items():
        if message := _level(level):
            yield _problem(contract, CONTRADICTION, f"{key}: {message}", "service_levels", key, "minimum")
    credits_ = sow.service_credits
    if credits_ and credits_.monthly_cap.number > credits_.at_risk.number:
        message = f"the monthly cap of {credits_.monthly_cap} is above the {credits_.at_risk} at risk"
        yield _problem(contract, CONTRADICTION, message, "service_credits", "monthly_cap")


def _level(level: ServiceLevel) -> str:
    minimum, target = level.minimum, level.target
    if minimum is None:
        return ""
    if minimum.unit != target.unit:
        return f"the minimum is in '{minimum.unit}' and the target in '{target.unit}'"
    wrong = minimum.number > target.number if level.better == "higher" else minimum.number < target.number
    return f"the minimum of {minimum} is stricter than the target of {target}, though {level.better} is better" if wrong else ""


def _prices(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    for key, line in sow.pricing.lines.items():
        prices = {"price": line.price, "additional_charge": line.additional_charge, "reduced_charge": line.reduced_charge}
        for name, price in prices.items():
            if price and price.currency != sow.pricing.currency:
                message = f"{price} in a contract priced in {sow.pricing.currency}"
                yield _problem(contract, CURRENCY, message, "pricing", "lines", key, name)
        yield from _bands(contract, key, line, sow.pricing.currency)
    others: list[tuple[Money, tuple[str | int, ...]]] = [
        (cost.cap, ("pass_through", index, "cap")) for index, cost in enumerate(sow.pricing.pass_through)
    ]
    if sow.pricing.minimum_commitment:
        others.append((sow.pricing.minimum_commitment.amount, ("minimum_commitment", "amount")))
    for amount, route in others:
        if amount.currency != sow.pricing.currency:
            yield _problem(contract, CURRENCY, f"{amount} in a contract priced in {sow.pricing.currency}", "pricing", *route)


def _bands(contract: Contract, key: str, line: PriceLine, currency: str) -> Iterator[Problem]:
    route = ("pricing", "lines", key, "bands")
    for index, band in enumerate(line.bands):
        if band.price.currency != currency:
            yield _problem(contract, CURRENCY, f"{band.price} in a contract priced in {currency}", *route, index, "price")
        if band.to is not None and band.to < band.from_:
            yield _problem(contract, CONTRADICTION, f"the band ends at {band.to:,}, before it begins", *route, index, "to")
        following = line.bands[index + 1] if index + 1 < len(line.bands) else None
        if following and band.to is None:
            yield _problem(contract, CONTRADICTION, "only the last band can be without an end", *route, index)
        elif following and band.to is not None and following.from_ != band.to + 1:
            message = f"the band before ends at {band.to:,}, so this one must begin at {band.to + 1:,}, not {following.from_:,}"
            yield _problem(contract, CONTRADICTION, message, *route, index + 1, "from")
        elif following is None and band.to is not None:
            message = f"nothing says what a unit above {band.to:,} costs; the last band has no 'to'"
            yield _problem(contract, CONTRADICTION, message, *route, index, "to")


def _term(contract: Contract, book: Book) -> Iterator[Problem]:
    msa = book.msa(contract.vendor)
    if msa is None:
        return
    own, frame = contract.terms.term, msa.terms.term
    if own.effective_date < frame.effective_date:
        message = f"the SOW begins on {own.effective_date}, before the MSA on {frame.effective_date}"
        yield _problem(contract, CONTRADICTION, message, "term", "effective_date")
    last = frame.latest_end if frame.renewal.kind == "automatic" else frame.end
    if last and own.end > last:
        after = ", after its last renewal" if last > frame.end else ""
        yield _problem(contract, OUTLIVES, f"the SOW ends on {own.end}, the MSA on {last}{after}", "term", "initial_term")
