"""What is charged: for what, whether it is complete, and whether the prices of a line agree with one another."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, is_signed_data, lacking, mentions, named, sows, together
from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.passages import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.service import PriceLine, Pricing

TWO_PRICES = Rule(
    "C027",
    "Price line with two prices or none for the same unit",
    "The vendor invoices the higher one, and the contract does not say that it may not.",
    "Use either bands, or a baseline with additional and reduced charges; let them begin at the first unit.",
    Severity.WARNING,
)
INPUT = Rule(
    "C120",
    "Paid per head or hour",
    "Who is paid for heads and hours earns more when the work takes longer.",
    "Price what is achieved, such as a resolved issue, a transaction or a customer; or use gainshare.",
    Severity.WARNING,
)
TRAVEL = Rule(
    "C121",
    "Travel that may cost anything",
    "Travel and expenses are where hidden fees begin.",
    "Add 'travel_expense_policy:' that says what is included, who approves and up to which amount.",
    Severity.WARNING,
)
NOT_CLOSED = Rule(
    "C122",
    "Prices that do not say what they include",
    "What no list includes is invoiced separately: hidden fees are what such contracts die of.",
    "Add 'included:' and 'not_charged:', or a clause by which nothing else is charged.",
    Severity.WARNING,
)
ONE_WAY = Rule(
    "C124",
    "Volume charge that works one way only",
    "More volume costs more and less volume saves nothing, or nobody can tell from where to count.",
    "Give the line a baseline, an additional charge (ARC) and a reduced charge (RRC).",
    Severity.WARNING,
)
COMMITMENT = Rule(
    "C126",
    "Minimum commitment without ramp or volume",
    "The client pays the full minimum from the first day, before the service is built up, or cannot tell which volume it buys.",
    "Add 'ramp:' for the build-up, and a baseline or bands to the price lines.",
    Severity.WARNING,
)
RULES = (TWO_PRICES, INPUT, TRAVEL, NOT_CLOSED, ONE_WAY, COMMITMENT)

_PER_INPUT = frozenset({"per-fte", "per-hour", "per-minute"})
_INPUT_UNIT = re.compile(
    r"(?:an?|per|each|one|1)?\s*(?:(?:productive|agent|staff|man|person|billed|billable|logged|login|working|worked|paid|talk|handled|handle|support|engineer|"
    r"consultant|seat)[- ])*(?:hours?|minutes?|man-?days?|FTEs?|full[- ]time equivalents?|agents?|seats?|heads?|persons?|workstations?|employees?)"
    r"(?:\s+(?:(?:per|a|and)\s+)?(?:hour|day|week|month|year|shift|agent|FTE|on shift|worked|logged in|of (?:talk|work|handle|handling|service) ?(?:time)?))*",
    re.IGNORECASE,
)
_TRAVEL_LIMIT = re.compile(
    r"\binclud|\bnot\s+(?:be\s+)?(?:charge|reimburs|paid|payable)|\bno\b|\bnone\b|\bcap(?:s|ped)?\b|\bup to\b|\bat most\b|\bmaximum\b|\blimit|\bapprov|"
    r"\bin writing\b|\border(?:s|ed)\b|\bconsent|\bown (?:cost|expense)|\bbears?\b|\bborne\b|\d",
    re.IGNORECASE,
)
# A sentence that charges all of it says so whatever the next one limits: "All travel is charged at cost. Travel to meetings needs an order."
_ALL_OF_IT = re.compile(
    r"\b(?:all|any)\b[^.;]{0,60}\b(?:travel|journeys?|expenses?|costs)\b[^.;]{0,40}\b(?:charged|reimbursed|paid|invoiced|payable|passed on|handed on)\b",
    re.IGNORECASE,
)
_FOLLOWS_ON = re.compile(
    r"\s*(?:such|it|this|these|those|they|each|every|the (?:total|sum|amount|Client)|in total|up to|at most|a (?:trip|journey))\b",
    re.IGNORECASE,
)
_TRAVEL = re.compile(r"\btravel|\bjourney|\bexpenses?\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """The pricing of every SOW."""
    for contract, sow in sows(subject):
        pricing = sow.pricing
        yield from _input(contract, pricing)
        for key, line in pricing.lines.items():
            yield from _line(contract, key, line)
        if is_signed_data(contract, "pricing"):
            closed = any(mentions(each, "closed-prices") for each in together(subject, contract))
            yield from _travel(contract, pricing, closed=closed)
            if not closed:
                yield from _lists(contract, pricing)
            yield from _commitment(contract, pricing)


def _input(contract: Contract, pricing: Pricing) -> Iterator[Problem]:
    by_line = [key for key, line in pricing.lines.items() if (line.model or pricing.model) in _PER_INPUT]
    if pricing.model in _PER_INPUT and len(by_line) == len(pricing.lines):
        yield finding(contract, INPUT, f"the pricing model is '{pricing.model}'", "pricing", "model")
        return
    for key, line in pricing.lines.items():
        if key in by_line:
            yield finding(
                contract,
                INPUT,
                f"{named([line.title])} is paid {(line.model or pricing.model).replace('-', ' ')}",
                "pricing",
                "lines",
                key,
                "model",
            )
        elif _INPUT_UNIT.fullmatch(line.unit.strip()):
            message = f"{named([line.title])} is priced per {shown(line.unit)}, though its model is '{line.model or pricing.model}'"
            yield finding(contract, INPUT, message, "pricing", "lines", key, "unit")


def _line(contract: Contract, key: str, line: PriceLine) -> Iterator[Problem]:
    route, title = ("pricing", "lines", key), named([line.title])
    if line.bands and (line.additional_charge or line.reduced_charge):
        yield lacking(contract, TWO_PRICES, f"{title} has bands and also charges above or below a baseline", *route, "bands")
    elif line.bands and all(band.price != line.price for band in line.bands):
        yield finding(contract, TWO_PRICES, f"{title} costs {line.price}, and none of its bands does", *route, "price")
    if line.bands and line.bands[0].from_ > 1:
        yield finding(contract, TWO_PRICES, f"{title}: the first band begins at {line.bands[0].from_:,}", *route, "bands", 0, "from")
    if not (line.additional_charge or line.reduced_charge):
        return
    if line.baseline is None:
        yield lacking(contract, ONE_WAY, f"{title} has charges above or below a baseline, and no baseline", *route)
    elif line.additional_charge and not line.reduced_charge:
        yield lacking(contract, ONE_WAY, f"{title} costs more above its baseline and nothing less below it", *route, "additional_charge")
    if (
        line.additional_charge
        and line.additional_charge.currency == line.price.currency
        and line.additional_charge.amount > line.price.amount
    ):
        message = f"{title} costs {line.additional_charge} above its baseline, more than the {line.price} below it"
        yield finding(
            contract, ONE_WAY, message, *route, "additional_charge", fix="Agree on an additional charge at or below the price of a unit."
        )


def _travel(contract: Contract, pricing: Pricing, *, closed: bool) -> Iterator[Problem]:
    policy = pricing.travel_expense_policy
    if policy and (without := _without_limit(policy)):
        yield finding(contract, TRAVEL, f"the travel policy sets no limit: {shown(without)}", "pricing", "travel_expense_policy")
    elif not (
        policy
        or closed
        or _TRAVEL.search(" ".join((*pricing.included, *pricing.not_charged, *(cost.title for cost in pricing.pass_through))))
    ):
        yield lacking(contract, TRAVEL, "nothing says whether travel and expenses may be charged", "pricing")


def _without_limit(policy: str) -> str:
    """What of a travel policy sets no limit: all of it, or a sentence that charges everything; '' where there is none."""
    if not _TRAVEL_LIMIT.search(policy):
        return policy
    parts = [policy[start:end] for start, end in pairwise((*sentences.read(policy).clauses, len(policy)))]
    for sentence, after in zip(parts, [*parts[1:], ""], strict=True):
        limited = _TRAVEL_LIMIT.search(sentence) or (_FOLLOWS_ON.match(after) and _TRAVEL_LIMIT.search(after))
        if _ALL_OF_IT.search(sentence) and not limited:
            return sentence
    return ""


def _lists(contract: Contract, pricing: Pricing) -> Iterator[Problem]:
    missing = [words for words, texts in (("include", pricing.included), ("never cover separately", pricing.not_charged)) if not texts]
    if missing:
        yield lacking(contract, NOT_CLOSED, f"nothing says what the prices {' or '.join(missing)}", "pricing")


def _commitment(contract: Contract, pricing: Pricing) -> Iterator[Problem]:
    if pricing.minimum_commitment and pricing.minimum_commitment.amount.amount > 0:
        volume = any(line.baseline is not None or line.bands for line in pricing.lines.values())
        if not (pricing.ramp or volume):
            message = f"{pricing.minimum_commitment} is due from the first day, and no line states a volume"
            yield lacking(contract, COMMITMENT, message, "pricing", "minimum_commitment")
    elif pricing.ramp and not any(line.baseline is not None for line in pricing.lines.values()):
        message = "there is a ramp, and neither a minimum commitment nor a baseline to which it applies"
        yield lacking(contract, COMMITMENT, message, "pricing", "ramp", fix="Add 'minimum_commitment:' or a baseline, or remove 'ramp:'.")
