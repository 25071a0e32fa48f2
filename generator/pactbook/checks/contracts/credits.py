"""Service credits: who owes which, whether they can be worked out, and whether they fit the caps."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, has_own_text, is_signed_data, lacking, mentions, named, sows, together
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.service import Credit, ServiceLevel
    from pactbook.model.terms import SowTerms

CONTRADICTION = Rule(
    "C023",
    "Credit that contradicts itself",
    "A credit above its cap, or one that costs more for the smaller miss, can't be applied.",
    "Correct one of the two percentages.",
)
UNCAPPED = Rule(
    "C112",
    "Credits without a limit",
    "Without the share at risk and a monthly cap, nobody knows what a bad month costs.",
    "Add 'service_credits:' with 'at_risk:' and 'monthly_cap:'.",
    Severity.WARNING,
)
NOBODY_PAYS = Rule(
    "C113",
    "Money at risk that no service level can cost",
    "The contract promises credits, and no result leads to one.",
    "Add 'credit:' to the service levels that carry weight, or remove 'service_credits:'.",
    Severity.WARNING,
)
BEYOND = Rule(
    "C114",
    "Credits that do not fit the money at risk",
    "What all service levels together can cost, what is at risk and the cap have to tell the same story.",
    "Share the percentage at risk out among the service levels by their weights.",
    Severity.WARNING,
)
EARN_BACK = Rule(
    "C115",
    "Nothing says whether credits are earned back",
    "The vendor will ask for its money back after good months, and the contract has no answer.",
    "Add 'earn_back:' to 'service_credits:', or say there that credits are not earned back.",
    Severity.HINT,
)
NO_CONSEQUENCE = Rule(
    "C119",
    "Service levels without any consequence",
    "A vendor does what is written: a target that may be missed for nothing is a wish.",
    "Give the service levels that matter a credit or a termination trigger.",
    Severity.WARNING,
)
RULES = (CONTRADICTION, UNCAPPED, NOBODY_PAYS, BEYOND, EARN_BACK, NO_CONSEQUENCE)


def check(subject: Subject) -> Iterator[Problem]:
    """The credits of every SOW."""
    for contract, sow in sows(subject):
        for key, level in sow.service_levels.items():
            yield from _credit(contract, key, level)
        paying = {key: level.credit for key, level in sow.service_levels.items() if level.credit and level.credit.below_minimum.number > 0}
        if paying:
            yield from _limits(contract, sow, paying)
            yield from _earn_back(subject, contract, sow, paying)
        elif is_signed_data(contract, "service-credits") and sow.service_levels:
            yield from _nothing_to_pay(contract, sow)


def _credit(contract: Contract, key: str, level: ServiceLevel) -> Iterator[Problem]:
    credit, route = level.credit, ("service_levels", key, "credit")
    if credit is None:
        return
    most, less = credit.below_minimum, credit.below_target
    title = named([level.title])
    if less and less.number > most.number:
        message = f"{title} costs {less} below its target and only {most} below its minimum"
        yield finding(contract, CONTRADICTION, message, *route, "below_target")
    if credit.cap and max(most.number, less.number if less else most.number) > credit.cap.number:
        higher = max(most, less or most, key=lambda each: each.number)
        yield finding(contract, CONTRADICTION, f"{title} has a credit of {higher} above its own cap of {credit.cap}", *route, "cap")
    if level.minimum is None and most.number and is_signed_data(contract, "service-levels"):
        message = f"{title} has a credit for results below its minimum, and states no minimum"
        yield finding(contract, CONTRADICTION, message, *route, "below_minimum", fix="Add 'minimum:' to the service level.")


def _largest(credit: Credit) -> Decimal:
    most = max(credit.below_minimum.number, credit.below_target.number if credit.below_target else Decimal())
    return min(most, credit.cap.number) if credit.cap else most


def _limits(contract: Contract, sow: SowTerms, paying: Mapping[str, Credit]) -> Iterator[Problem]:
    limits, first = sow.service_credits, next(iter(paying))
    if limits is None:
        if is_signed_data(contract, "service-credits"):
            titles = named(sow.service_levels[key].title for key in paying)
            yield lacking(contract, UNCAPPED, f"no share at risk and no cap for the credits of {titles}", "service_levels", first, "credit")
        return
    for key, credit in paying.items():
        if _largest(credit) > limits.monthly_cap.number:
            message = f"{named([sow.service_levels[key].title])} alone can cost {_largest(credit):f} %, above the monthly cap of {limits.monthly_cap}"
            yield finding(contract, BEYOND, message, "service_levels", key, "credit", "below_minimum")
    total = sum((_largest(credit) for credit in paying.values()), Decimal())
    if total > limits.at_risk.number:
        message = f"if every minimum is missed, the credits come to {total.normalize():f} %, and {limits.at_risk} is at risk"
        yield finding(contract, BEYOND, message, "service_credits", "at_risk")
    elif total < limits.monthly_cap.number:
        message = f"if every minimum is missed, the credits come to {total.normalize():f} %, so the monthly cap of {limits.monthly_cap} is never reached"
        yield finding(contract, BEYOND, message, "service_credits", "monthly_cap")


def _earn_back(subject: Subject, contract: Contract, sow: SowTerms, paying: Mapping[str, Credit]) -> Iterator[Problem]:
    limits = sow.service_credits
    if limits is None or limits.earn_back or any(credit.earn_back for credit in paying.values()):
        return
    if not any(mentions(each, "earn-back") for each in together(subject, contract)):
        yield lacking(contract, EARN_BACK, "credits are agreed, and nothing says whether good months earn them back", "service_credits")


def _nothing_to_pay(contract: Contract, sow: SowTerms) -> Iterator[Problem]:
    if sow.service_credits:
        message = f"{sow.service_credits.at_risk} of the charges is at risk, and no service level has a credit"
        yield lacking(contract, NOBODY_PAYS, message, "service_credits")
    elif not has_own_text(contract) and not any(level.termination_trigger for level in sow.service_levels.values()):
        yield lacking(contract, NO_CONSEQUENCE, "no service level has a credit or a termination trigger", "service_levels")
