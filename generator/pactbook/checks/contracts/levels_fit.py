"""Numbers of a service level that do not fit one another or the metric: limits, directions, units, times."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pactbook.checks.terms import DAYS, days, finding, named, sows
from pactbook.model.values import plural
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.service import ServiceLevel
    from pactbook.model.values import Quantity

TRIGGER = Rule(
    "C024",
    "Termination trigger that can't work",
    "The right to end the contract is lost, or arises while the vendor performs as agreed.",
    "Set the limit beyond the minimum, in the unit of the target, and leave time for the number of windows.",
)
METRIC = Rule(
    "C025",
    "Number, unit or direction that does not fit the metric",
    "A slip here turns good results into failures.",
    "Correct 'better:', the unit or the number; or name the metric that is meant.",
    Severity.WARNING,
)
EQUAL = Rule(
    "C110",
    "Target and minimum are the same",
    "There is no room between a result that is expected and one that counts as failed.",
    "Set the minimum at what can just be borne, or leave it out.",
    Severity.HINT,
)
SLOW_CURE = Rule(
    "C116",
    "Cure period longer than the time in which the trigger arises",
    "Curing takes longer than failing: the right to end the contract comes too late to matter.",
    "Shorten 'cure:', or let more measurement windows count.",
    Severity.WARNING,
)
RULES = (TRIGGER, METRIC, EQUAL, SLOW_CURE)

WHOLE = 100  # percent
_HIGHER = frozenset(
    [
        "first-contact-resolution",
        "resolution-rate",
        "customer-satisfaction",
        "net-promoter-score",
        "contact-prevention",
        "quality-score",
        "availability",
        "reporting-timeliness",
        "close-timeliness",
        "conversion-rate",
        "collection-rate",
        "change-success-rate",
        "patch-timeliness",
    ]
)
_LOWER = frozenset({"average-speed-of-answer", "abandonment-rate", "average-handle-time", "shrinkage"})
_ACCURACY = frozenset(
    ["customer-critical-accuracy", "business-critical-accuracy", "compliance-critical-accuracy", "posting-accuracy", "payment-accuracy"]
)
_SHARES = frozenset({"first-contact-resolution", "abandonment-rate", "occupancy", "shrinkage", "availability", "change-success-rate"})
_TIMES = frozenset({"average-speed-of-answer", "average-handle-time"})
_NEVER_ABOVE_ALL = _SHARES | _ACCURACY | {"service-level", "reporting-timeliness", "close-timeliness", "patch-timeliness"}
_ERRORS = "error per 1,000"
_ROLLING = re.compile(r"rolling (\d+) (calendar day|business day|week|month)s?")


def check(subject: Subject) -> Iterator[Problem]:
    """Every service level of every SOW."""
    for contract, sow in sows(subject):
        for key, level in sow.service_levels.items():
            yield from _trigger(contract, key, level)
            yield from _metric(contract, key, level)
            if level.minimum == level.target:
                message = f"{named([level.title])}: target and minimum are both {level.target}"
                yield finding(contract, EQUAL, message, "service_levels", key, "minimum")


def _beats(level: ServiceLevel, one: Quantity, other: Quantity) -> bool:
    """Whether `one` is a better result than `other`."""
    return one.number > other.number if level.better == "higher" else one.number < other.number


def _trigger(contract: Contract, key: str, level: ServiceLevel) -> Iterator[Problem]:
    trigger, title, route = level.termination_trigger, named([level.title]), ("service_levels", key, "termination_trigger")
    if trigger is None:
        return
    limit, name = (level.minimum, "minimum") if level.minimum else (level.target, "target")
    if not trigger.comparison and _kind(trigger.beyond) != _kind(limit):
        message = f"{title} is measured in {plural(level.target.unit)}, and the contract can be ended beyond {trigger.beyond}"
        yield finding(contract, TRIGGER, message, *route, "beyond")
    elif not trigger.comparison and trigger.beyond.unit == limit.unit and _beats(level, trigger.beyond, limit):
        message = f"{title} can end the contract beyond {trigger.beyond}, though its {name} is {limit}"
        yield finding(contract, TRIGGER, message, *route, "beyond")
    needed = _least_time(level.window, trigger.windows)
    # Months have 28 to 31 days; what differs by less than a month's uncertainty is no contradiction.
    if trigger.within and needed > days(trigger.within) * Decimal("1.05"):
        message = f"{title} needs {trigger.windows} failed windows of a {level.window} within {trigger.within}, which has no room for them"
        yield finding(contract, TRIGGER, message, *route, "within")
    time = days(trigger.within) if trigger.within else needed
    if level.cure and days(level.cure) > time * Decimal("1.05"):
        message = f"{title} may be cured for {level.cure}, longer than the windows after which the contract can be ended"
        yield finding(contract, SLOW_CURE, message, "service_levels", key, "cure")


def _least_time(window: str, number: int) -> Decimal:
    """The days that so many windows take at the least; rolling windows overlap, so that several take hardly longer than one."""
    rolling = _ROLLING.fullmatch(window)
    if rolling:
        return int(rolling[1]) * DAYS[rolling[2]]
    return number * DAYS[window.removeprefix("calendar ")]


def _kind(value: Quantity) -> str:
    return "time" if value.unit in DAYS else value.unit


def _metric(contract: Contract, key: str, level: ServiceLevel) -> Iterator[Problem]:
    unit, title = level.target.unit, named([level.title])
    fitting = _direction(level.metric, unit)
    if fitting and fitting != level.better:
        message = f"{title}: 'better: {level.better}', though for '{level.metric}' in {plural(unit)} {fitting} is better"
        yield finding(contract, METRIC, message, "service_levels", key, "better")
    if level.metric in _SHARES and unit != "%":
        yield finding(
            contract, METRIC, f"{title}: '{level.metric}' is a share, and the target is {level.target}", "service_levels", key, "target"
        )
    elif level.metric in _TIMES and unit not in {"second", "minute", "hour"}:
        yield finding(
            contract, METRIC, f"{title}: '{level.metric}' is a time, and the target is {level.target}", "service_levels", key, "target"
        )
    for name in ("target", "minimum"):
        value: Quantity | None = getattr(level, name)
        if value is None:
            continue
        if level.metric in _NEVER_ABOVE_ALL and value.is_share and value.number > WHOLE:
            yield finding(contract, METRIC, f"{title}: no result can reach {value}", "service_levels", key, name)
        elif value.number < 0 and level.metric != "net-promoter-score":
            yield finding(contract, METRIC, f"{title}: a {name} of {value} is below nothing", "service_levels", key, name)


def _direction(metric: str, unit: str) -> str:
    if metric in _ACCURACY:
        return "lower" if unit == _ERRORS else "higher"
    if metric in _LOWER:
        return "lower"
    # A timeliness may be stated as a share of cases or as a time; a share is better when it is higher.
    return "higher" if metric in _HIGHER and unit in {"%", "point"} else ""
