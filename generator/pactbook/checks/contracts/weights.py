"""What carries weight among the service levels: few of them, outcomes before speed, no survey alone, and weights that add up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, lacking, named, sows
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.service import ServiceLevel

MOST = 5
WHOLE = 100  # percent
SPEED = frozenset({"average-speed-of-answer", "average-handle-time", "occupancy", "shrinkage", "conversion-rate"})
_SPEED_TITLE = re.compile(
    r"\bASA\b|\bAHT\b|\baverage (?:speed of answer|handl\w+ time|talk time|wrap)|\b(?:calls|contacts|chats|cases|tickets) per (?:agent |hour|day)|"
    r"\boccupancy\b|\butili[sz]ation of (?:agents|staff)\b|\bagent utili[sz]ation\b|\bconversion rate\b",
    re.IGNORECASE,
)
SURVEYS = frozenset({"customer-satisfaction", "net-promoter-score", "customer-effort"})

TOO_MANY = Rule(
    "C100",
    "Too many service levels that carry weight",
    "With many of them none is key, and the vendor steers by penalties instead of by what customers need.",
    "Keep the weight of at most five; track the others with a weight of 0 % and without credit.",
    Severity.WARNING,
)
SPEED_WEIGHS = Rule(
    "C101",
    "Speed or efficiency with consequences",
    "Agents who are paid or punished for speed end contacts early, and customers come back.",
    "Track it with a weight of 0 %, without credit and termination trigger, and weigh an outcome such as first contact resolution.",
    Severity.WARNING,
)
SURVEY_DECIDES = Rule(
    "C102",
    "Survey score that decides alone",
    "Few customers answer surveys, so that chance and selection would decide over money or over the contract.",
    "Set a measure from the records beside it, such as first contact resolution, with at least as much weight.",
    Severity.WARNING,
)
WEIGHTS = Rule(
    "C103",
    "Weights that do not add up to 100 %",
    "A scorecard whose weights do not add up gives two people two results.",
    "Change the weights so that they add up to 100 %; what is only tracked has 0 %.",
)
NO_WEIGHT = Rule(
    "C104",
    "Service level without weight beside others that have one",
    "Nobody can tell whether it counts in the scorecard.",
    "Give it a weight; 0 % where it is only tracked.",
    Severity.WARNING,
)
RULES = (TOO_MANY, SPEED_WEIGHS, SURVEY_DECIDES, WEIGHTS, NO_WEIGHT)


def check(subject: Subject) -> Iterator[Problem]:
    """The service levels of every SOW."""
    for contract, sow in sows(subject):
        levels = sow.service_levels
        heavy = [level.title for level in levels.values() if _weight(level) or _pays(level)]
        if len(heavy) > MOST:
            message = f"{len(heavy)} service levels carry weight or a credit: {named(heavy)}"
            yield lacking(contract, TOO_MANY, message, "service_levels")
        yield from _speed(contract, levels)
        yield from _surveys(contract, levels)
        yield from _weights(contract, levels)


def _weight(level: ServiceLevel) -> bool:
    return level.weight is not None and level.weight.number > 0


def _pays(level: ServiceLevel) -> bool:
    credit = level.credit
    return credit is not None and (credit.below_minimum.number > 0 or bool(credit.below_target and credit.below_target.number))


def _speed(contract: Contract, levels: Mapping[str, ServiceLevel]) -> Iterator[Problem]:
    for key, level in levels.items():
        if level.metric not in SPEED and not _SPEED_TITLE.search(level.title):
            continue
        has = {"weight": _weight(level), "credit": _pays(level), "termination_trigger": level.termination_trigger is not None}
        first = next((name for name, present in has.items() if present), None)
        if first:
            words = " and ".join(f"a {name.replace('_', ' ')}" for name, present in has.items() if present)
            yield lacking(
                contract, SPEED_WEIGHS, f"{named([level.title])} measures speed or efficiency and has {words}", "service_levels", key, first
            )


def _surveys(contract: Contract, levels: Mapping[str, ServiceLevel]) -> Iterator[Problem]:
    surveys = {key: level for key, level in levels.items() if level.metric in SURVEYS}
    if not surveys:
        return
    first, titles = next(iter(surveys)), named(level.title for level in surveys.values())
    weight = {key: level.weight.number for key, level in levels.items() if level.weight}
    of_surveys = sum(weight.get(key, 0) for key in surveys)
    if of_surveys * 2 > sum(weight.values()):
        yield lacking(
            contract, SURVEY_DECIDES, f"{titles}: more than half of the weight lies on surveys", "service_levels", first, "weight"
        )
    elif any(map(_pays, surveys.values())) and not any(_pays(level) for key, level in levels.items() if key not in surveys):
        yield lacking(contract, SURVEY_DECIDES, f"no service level but {titles} leads to a credit", "service_levels", first, "credit")
    for key, level in surveys.items():
        if level.termination_trigger:
            message = f"{named([level.title])} alone can end the contract"
            yield lacking(contract, SURVEY_DECIDES, message, "service_levels", key, "termination_trigger")


def _weights(contract: Contract, levels: Mapping[str, ServiceLevel]) -> Iterator[Problem]:
    total = sum(level.weight.number for level in levels.values() if level.weight)
    if not total:
        return
    without = [key for key, level in levels.items() if level.weight is None]
    if without:
        titles = named(levels[key].title for key in without)
        yield lacking(contract, NO_WEIGHT, f"no weight: {titles}", "service_levels", without[0])
    if total > WHOLE or (total < WHOLE and not without):
        last = [key for key, level in levels.items() if level.weight][-1]
        yield finding(
            contract, WEIGHTS, f"the weights add up to {total.normalize():f} %, not to {WHOLE} %", "service_levels", last, "weight"
        )
