"""How a value reads in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pactbook.model.terms import NamedValue
from pactbook.model.values import Duration, Money, Quantity, long_date

SINGLE = (str, int, Decimal, Money, Duration, Quantity, date, NamedValue)


def in_words(value: object) -> str:
    """Dates as `1 January 2026`, lists as their items, everything else as it is written."""
    if isinstance(value, NamedValue):
        value = value.value
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return ", ".join(in_words(each) for each in value)
    return str(value)
