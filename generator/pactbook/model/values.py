"""Values as contracts state them: money, durations, quantities. Each parses the written form and prints it again."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from pactbook.model.currencies import DECIMALS
from pactbook.problems import shown

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

# Fifteen digits and six decimals stay far below the 28 digits to which decimals are calculated.
_MONEY = re.compile(r"([A-Z]{3}) (-?)(0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))?")
_DURATION = re.compile(r"(0|[1-9][0-9]{0,5}) ([a-z ]+)")
_QUANTITY = re.compile(r"(-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?) ([a-z0-9%, ]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


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
    msg = f"{shown(written)} is not a unit of a {what} after {number}: use one of {known} (without the s after 1)"
    raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217 code); the amount is exact and never a float."""

    currency: str
    amount: Decimal

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read an amount such as `EUR 1,200.00`; raises ValueError with a sentence that says what to write."""
        money, decimals = cls._read(text)
        if decimals > money.decimals:
            msg = f"{shown(text)} has {decimals} decimals, {money.currency} has {money.decimals}: thousands take commas, decimals a point"
            raise ValueError(msg)
        return money

    @classmethod
    def parse_price(cls, text: str) -> Money:
        """Read a price per unit, which may have up to six decimals; raises ValueError as `parse` does."""
        return cls._read(text)[0]

    @classmethod
    def _read(cls, text: str) -> tuple[Money, int]:
        match = _MONEY.fullmatch(text)
        if not match:
            msg = f"{shown(text)} is not an amount of money: write the currency's code and the amount, such as 'EUR 1,200.00'"
            raise ValueError(msg)
        currency, sign, whole, cents = match.groups()
        if currency not in DECIMALS:
            msg = f"'{currency}' is not the code of a currency in use (ISO 4217)"
            raise ValueError(msg)
        amount = Decimal(f"{sign}{whole.replace(',', '')}.{cents or '0'}")
        return cls(currency, amount or abs(amount)), len(cents or "")

    @property
    def decimals(self) -> int:
        """How many decimals the currency usually has (ISO 4217)."""
        return DECIMALS.get(self.currency, 2)

    def __str__(self) -> str:
        """The amount with grouped thousands and at least the currency's own decimals."""
        exponent = self.amount.normalize().as_tuple().exponent
        needed = -exponent if isinstance(exponent, int) else 0
        return f"{self.currency} {self.amount:,.{max(self.decimals, needed)}f}"


Price = Annotated[Money, "per unit"]
"""Money that a unit costs: read with up to six decimals."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A whole number of units; days are always calendar days or business days."""

    number: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `30 calendar days` or `1 month`; raises ValueError with a sentence that says what to write."""
        match = _DURATION.fullmatch(text)
        if not match:
            msg = f"{shown(text)} is not a duration: write a whole number and a unit, such as '30 calendar days'"
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

    @property
    def has_days(self) -> bool:
        """Whether this is a day or longer, so that dates can be reckoned with it."""
        return self.unit not in {"minute", "hour", "business hour"}

    def after(self, start: date) -> date:
        """The day that lies this long after `start`; business days skip Saturdays and Sundays, not public holidays."""
        return self._from(start, 1)

    def before(self, end: date) -> date:
        """The day that lies this long before `end`, such as the last day for a notice."""
        return self._from(end, -1)

    def last_day(self, first: date) -> date:
        """The last day of a period of this length whose first day is `first`.

        A period of months ends on the day before the one with the first day's number, or on the last day of a month that is too short
        to have it (Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)): a month from 31 January ends on 28 February.
        """
        after = self.after(first)
        return after if self.months and after.day < first.day else after - timedelta(days=1)

    def _from(self, day: date, direction: int) -> date:
        """Raises ValueError for what is shorter than a day and for days beyond the calendar."""
        try:
            if self.months is not None:
                return add_months(day, direction * self.months)
            if self.unit == "business day":
                return _business_days(day, direction * self.number)
            if self.has_days:
                return day + direction * timedelta(days=self.number * (7 if self.unit == "week" else 1))
        except (ValueError, OverflowError):
            msg = f"{self} from {day} lies beyond the calendar"
            raise ValueError(msg) from None
        msg = f"{self} is shorter than a day"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured number with its unit: `82 %`, `30 seconds`, `4.3 points`."""

    number: Decimal
    unit: str

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read `82 %`; raises ValueError with a sentence that says what to write."""
        match = _QUANTITY.fullmatch(text)
        if not match:
            msg = f"{shown(text)} is not a quantity: write a number, a space and a unit, such as '82 %' or '30 seconds'"
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


def parse_date(text: str) -> date:
    """Read `2026-01-31`, the one way in which files write a date; raises ValueError with a sentence that says what to write."""
    if not _DATE.fullmatch(text):
        msg = f"{shown(text)} is not a date: write year-month-day, such as '2026-01-31'"
        raise ValueError(msg)
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"{shown(text)} is not a day of the calendar"
        raise ValueError(msg) from None


def long_date(day: date) -> str:
    """A date that reads one way only, whatever the reader's machine is set to: `1 January 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
