"""Values as contracts state them: money, durations, quantities. Each parses the written form and prints it again."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

ZERO_DECIMALS = frozenset({"JPY", "KRW", "CLP", "VND", "ISK", "UGX", "XAF", "XOF", "PYG", "RWF"})
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
MOST_DECIMALS = 6

DURATION_UNITS = ("minute", "hour", "business hour", "calendar day", "business day", "week", "month", "year")
QUANTITY_UNITS = (
    "%",
    "point",
    "second",
    "minute",
    "hour",
    "business hour",
    "calendar day",
    "business day",
    "error per 1,000",
)
IRREGULAR = {"%": "%", "error per 1,000": "errors per 1,000"}

_MONEY = re.compile(r"([A-Z]{3}) (-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
_NUMBER_UNIT = re.compile(r"(-?\d+(?:\.\d+)?) (.+)")


def plural(unit: str) -> str:
    """A unit's plural as contracts write it: `calendar days`, `errors per 1,000`."""
    return IRREGULAR.get(unit, f"{unit}s")


def _unit(written: str, number: Decimal, units: tuple[str, ...], what: str) -> str:
    for unit in units:
        if written == (unit if number == 1 else plural(unit)) or (unit in IRREGULAR and written == plural(unit)):
            return unit
    if written in {"day", "days"}:
        msg = f"'{number} {written}' does not say which days: write 'calendar days' or 'business days'"
        raise ValueError(msg)
    known = ", ".join(plural(unit) for unit in units)
    msg = f"'{written}' is no unit of a {what} after {number}: use one of {known} (without the s after 1)"
    raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code); the amount is exact and never a float."""

    currency: str
    amount: Decimal

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read `EUR 1,200.00`; raises ValueError with a sentence that says what to write."""
        match = _MONEY.fullmatch(text)
        if not match:
            msg = f"'{text}' is no amount of money: write the currency's code and the amount, such as 'EUR 1,200.00'"
            raise ValueError(msg)
        currency, sign, whole, cents = match.groups()
        if cents and len(cents) > MOST_DECIMALS:
            msg = f"'{text}' has more than {MOST_DECIMALS} decimals"
            raise ValueError(msg)
        return cls(currency, Decimal(f"{sign}{whole.replace(',', '')}.{cents or '0'}"))

    @property
    def decimals(self) -> int:
        """How many decimals the currency usually has (ISO 4217)."""
        if self.currency in ZERO_DECIMALS:
            return 0
        return 3 if self.currency in THREE_DECIMALS else 2

    def __str__(self) -> str:
        """The amount with grouped thousands and at least the currency's own decimals."""
        exponent = self.amount.normalize().as_tuple().exponent
        needed = -exponent if isinstance(exponent, int) else 0
        return f"{self.currency} {self.amount:,.{max(self.decimals, needed)}f}"


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of units; days are always calendar days or business days."""

    number: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `30 calendar days` or `1 month`; raises ValueError with a sentence that says what to write."""
        match = re.fullmatch(r"(\d{1,6}) (.+)", text)
        if not match:
            msg = f"'{text}' is no duration: write a whole number and a unit, such as '30 calendar days'"
            raise ValueError(msg)
        number = int(match[1])
        return cls(number, _unit(match[2], Decimal(number), DURATION_UNITS, "duration"))

    def __str__(self) -> str:
        """The duration as a contract writes it."""
        return f"{self.number} {self.unit if self.number == 1 else plural(self.unit)}"

    @property
    def months(self) -> int | None:
        """The number of months for months and years, else None."""
        return {"month": self.number, "year": 12 * self.number}.get(self.unit)

    def after(self, start: date) -> date:
        """The day that lies this long after `start`; business days skip Saturdays and Sundays, not public holidays."""
        months = self.months
        if months is not None:
            return add_months(start, months)
        if self.unit == "business day":
            return _business_days(start, self.number)
        days = {"calendar day": self.number, "week": 7 * self.number}.get(self.unit)
        if days is None:
            msg = f"{self} is shorter than a day"
            raise ValueError(msg)
        return start + timedelta(days=days)

    def before(self, end: date) -> date:
        """The day that lies this long before `end`, such as the last day for a notice."""
        months = self.months
        if months is not None:
            return add_months(end, -months)
        if self.unit == "business day":
            return _business_days(end, -self.number)
        days = {"calendar day": self.number, "week": 7 * self.number}.get(self.unit)
        if days is None:
            msg = f"{self} is shorter than a day"
            raise ValueError(msg)
        return end - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured number with its unit: `82 %`, `30 seconds`, `4.3 points`."""

    number: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read `82 %`; raises ValueError with a sentence that says what to write."""
        match = _NUMBER_UNIT.fullmatch(text)
        if not match:
            msg = f"'{text}' is no quantity: write a number, a space and a unit, such as '82 %' or '30 seconds'"
            raise ValueError(msg)
        number = Decimal(match[1])
        return cls(number, _unit(match[2], number, QUANTITY_UNITS, "quantity"))

    @property
    def is_share(self) -> bool:
        """Whether this is a percentage."""
        return self.unit == "%"

    def __str__(self) -> str:
        """The quantity as a contract writes it."""
        return f"{self.number} {self.unit if self.number == 1 else plural(self.unit)}"


def add_months(start: date, months: int) -> date:
    """The same day so many months later (or earlier), or the month's last day where it is shorter."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _business_days(start: date, number: int) -> date:
    step = timedelta(days=1 if number > 0 else -1)
    day, left = start, abs(number)
    while left:
        day += step
        if day.isoweekday() <= 5:  # noqa: PLR2004 - ISO 8601: 1 is Monday, 5 is Friday
            left -= 1
    return day


def long_date(day: date) -> str:
    """A date that reads one way only: `1 January 2026`."""
    return f"{day.day} {day:%B %Y}"
