"""The types of a clause's parameters: reads a value as one, and compares it with the bounds of the clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pactbook.model.terms import NamedValue
from pactbook.model.values import Duration, Money, Quantity
from pactbook.templates.words import in_words

# The least and the most calendar days that one unit can be. A value is refused only where it is out of bounds either way.
DAYS: Mapping[str, tuple[Decimal, Decimal]] = {
    "minute": (Decimal(1) / 1440, Decimal(1) / 1440),
    "hour": (Decimal(1) / 24, Decimal(1) / 24),
    "business hour": (Decimal(1) / 24, Decimal("0.175")),
    "calendar day": (Decimal(1), Decimal(1)),
    "business day": (Decimal(1), Decimal("1.4")),
    "week": (Decimal(7), Decimal(7)),
    "month": (Decimal(28), Decimal(31)),
    "year": (Decimal(365), Decimal(366)),
}
KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "true or false"),
    (str, "a text"),
    (int, "a whole number"),
    (Decimal, "a number"),
    ((list, tuple), "a list"),
    (date, "a date"),
    (Money, "an amount of money"),
    (Duration, "a duration"),
    (Quantity, "a quantity"),
)
TYPES: Mapping[str, str] = {
    "money": "an amount of money, such as 'EUR 1,200.00'",
    "percentage": "a percentage, such as '5 %'",
    "quantity": "a quantity, such as '30 seconds'",
    "duration": "a duration, such as '30 calendar days'",
    "date": "a date, such as 2026-01-31",
    "integer": "a whole number",
    "decimal": "a number",
    "text": "a text",
    "choice": "a text",
    "list": "a list of texts",
}
BOUNDED = frozenset(TYPES) - {"text", "choice"}
TEXTS = frozenset({"text", "choice", "list"})


class WrongValueError(ValueError):
    """A value that does not fit its parameter."""


class WrongKindError(WrongValueError):
    """A value of another kind than the parameter's type."""

    def __init__(self, value: object, parameter_type: str) -> None:
        """Say what was wanted and what was given."""
        hint = f': put it in quotes, "{value}"' if parameter_type in TEXTS and kind_of(value) == "a whole number" else ""
        super().__init__(f"must be {TYPES[parameter_type]}, not {kind_of(value)}{hint}")


def kind_of(value: object) -> str:
    """What a value is, in words."""
    known = next((words for kind, words in KINDS if isinstance(value, kind)), None)
    return known or ("a group of values" if isinstance(value, Mapping) or is_dataclass(value) else "empty")


def _parsed(name: str, kind: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        if isinstance(value, Duration | Quantity):  # '24 hours' is either, and is read as one of them before it comes here
            value = str(value)
        if not isinstance(value, str):
            raise WrongKindError(value, name)
        return kind.parse(value)

    return read


_QUANTITY = _parsed("quantity", Quantity)


def _share(value: Any) -> Quantity:
    if not isinstance(value, str | Quantity | Duration):
        raise WrongKindError(value, "percentage")
    quantity: Quantity = _QUANTITY(value)
    if not quantity.is_share:
        msg = f"'{quantity}' is no percentage"
        raise WrongValueError(msg)
    return quantity


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise WrongKindError(value, "date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        msg = f"'{value}' is no date: write year-month-day"
        raise WrongValueError(msg) from None


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongKindError(value, "integer")
    return value


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongKindError(value, "decimal")
    return Decimal(value)


def _text(value: Any) -> str:
    if isinstance(value, Money | Duration | Quantity | date):
        return in_words(value)
    if not isinstance(value, str):
        raise WrongKindError(value, "text")
    return value


def _list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise WrongKindError(value, "list")
    if not value:
        msg = "must name at least one entry"
        raise WrongValueError(msg)
    return tuple(_text(entry) for entry in value)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "money": _parsed("money", Money),
    "percentage": _share,
    "quantity": _QUANTITY,
    "duration": _parsed("duration", Duration),
    "date": _date,
    "integer": _whole,
    "decimal": _decimal,
    "text": _text,
    "choice": _text,
    "list": _list,
}


def read(parameter_type: str, value: object) -> Any:
    """A value as its type; raises ValueError with the reason."""
    return READERS[parameter_type](value.value if isinstance(value, NamedValue) else value)


def read_bound(parameter_type: str, bound: object) -> Any:
    """A bound as what values are compared with: for a list the number of its entries; raises ValueError with the reason."""
    if parameter_type not in BOUNDED:
        msg = f"a {parameter_type} has no bounds"
        raise WrongValueError(msg)
    return _whole(bound) if parameter_type == "list" else read(parameter_type, bound)


def compare(value: Any, bound: Any) -> int:
    """Below the bound -1, above it 1, else 0; raises ValueError where the two can't be compared."""
    if isinstance(value, Money):
        if value.currency != bound.currency:
            msg = f"{value} is in another currency than the clause's bound {bound}"
            raise WrongValueError(msg)
        value, bound = value.amount, bound.amount
    elif isinstance(value, Duration):
        return _compare_durations(value, bound)
    elif isinstance(value, Quantity):
        if value.unit != bound.unit:
            msg = f"'{value}' has another unit than the clause's bound '{bound}'"
            raise WrongValueError(msg)
        value, bound = value.number, bound.number
    elif isinstance(value, tuple):
        value = len(value)
    return int(value > bound) - int(value < bound)


def _compare_durations(value: Duration, bound: Duration) -> int:
    if value.months is not None and bound.months is not None:
        return int(value.months > bound.months) - int(value.months < bound.months)
    if value.unit == bound.unit:
        return int(value.number > bound.number) - int(value.number < bound.number)
    (least, most), (floor, ceiling) = DAYS[value.unit], DAYS[bound.unit]
    return int(value.number * least > bound.number * ceiling) - int(value.number * most < bound.number * floor)
