"""What an SOW buys: services, service levels with their credits, and prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pactbook.model.values import Duration, Money, Price, Quantity
from pactbook.problems import UnfitError


@dataclass(frozen=True, slots=True)
class Service:
    """One service in scope."""

    title: str
    description: str
    hours: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """How a service level is calculated: numerator over denominator, and how abandoned or repeated contacts count."""

    numerator: str
    denominator: str
    counting: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Shares of the month's charges that a missed service level costs, its own cap, and how it is earned back."""

    below_minimum: Quantity
    below_target: Quantity | None = None
    cap: Quantity | None = None
    earn_back: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a service level lets the client terminate: results beyond a limit in so many measurement windows.

    `pattern` is `consecutive`, or `any` with the time `within` which the windows count.
    """

    beyond: Quantity
    windows: int
    pattern: str
    within: Duration | None = None
    comparison: str = ""

    def __post_init__(self) -> None:
        """Refuse windows that count within no time; raises UnfitError."""
        if self.pattern == "any" and self.within is None:
            message = "windows that may lie anywhere count within a time: add 'within', such as '12 months'"
            raise UnfitError(message, "pattern")


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """One service level in full; `better` says whether a higher or a lower result is the better one."""

    title: str
    metric: str
    better: str
    target: Quantity
    window: str
    minimum: Quantity | None = None
    formula: Formula | None = None
    point: str = ""
    source: str = ""
    measured_by: str = ""
    exclusions: tuple[str, ...] = ()
    weight: Quantity | None = None
    credit: Credit | None = None
    cure: Duration | None = None
    termination_trigger: Trigger | None = None
    next_review: date | None = None


@dataclass(frozen=True, slots=True)
class ServiceCredits:
    """The share of the month's charges at risk, the most that one month may cost, and how credits are earned back."""

    at_risk: Quantity
    monthly_cap: Quantity
    earn_back: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A volume band in units per month; the last band has no end."""

    from_: int
    price: Price
    to: int | None = None


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What one unit costs, its monthly baseline, bands, and additional (ARC) and reduced (RRC) resource charges."""

    title: str
    unit: str
    price: Price
    model: str = ""
    baseline: int | None = None
    bands: tuple[Band, ...] = ()
    additional_charge: Price | None = None
    reduced_charge: Price | None = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """An amount per month, quarter or year."""

    amount: Money
    per: str

    def __str__(self) -> str:
        """Amount and period."""
        return f"{self.amount} per {self.per}"


@dataclass(frozen=True, slots=True)
class RampStep:
    """Until a date, the share of the volume or minimum commitment that applies."""

    until: date
    share: Quantity


@dataclass(frozen=True, slots=True)
class Indexation:
    """How prices follow an index, with a cap, from when and how often."""

    index: str
    cap: Quantity
    first: date
    every: Duration


@dataclass(frozen=True, slots=True)
class PassThrough:
    """A cost that is handed on as it is, with the most it may be."""

    title: str
    cap: Money
    per: str


@dataclass(frozen=True, slots=True)
class Pricing:
    """The pricing model and everything that can be charged."""

    model: str
    currency: str
    invoice_cadence: str
    lines: Mapping[str, PriceLine]
    travel_expense_policy: str = ""
    minimum_commitment: Recurring | None = None
    ramp: tuple[RampStep, ...] = ()
    indexation: Indexation | None = None
    pass_through: tuple[PassThrough, ...] = ()
    included: tuple[str, ...] = ()
    not_charged: tuple[str, ...] = ()
