"""Money, durations and quantities: what is written comes back as it was meant, and nothing else gets in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.model.currencies import DECIMALS
from pactbook.model.values import DURATION_UNITS, QUANTITY_UNITS, Duration, Money, Quantity, add_months, long_date, parse_date


@given(st.sampled_from(sorted(DECIMALS)), st.decimals(-(10**14), 10**14, places=6))
def test_money_reads_what_it_prints(currency, amount):
    money = Money(currency, amount or abs(amount))
    assert Money.parse_price(str(money)) == money


@given(st.integers(0, 999_999), st.sampled_from(DURATION_UNITS))
def test_a_duration_reads_what_it_prints(number, unit):
    assert Duration.parse(str(Duration(number, unit))) == Duration(number, unit)


@given(st.decimals(-(10**11), 10**11, places=2), st.sampled_from(QUANTITY_UNITS))
def test_a_quantity_reads_what_it_prints(number, unit):
    quantity = Quantity(number or abs(number), unit)
    assert Quantity.parse(str(quantity)) == quantity


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("EUR 2000000", "EUR 2,000,000.00"),
        ("EUR 2,000,000.5", "EUR 2,000,000.50"),
        ("JPY 1,000", "JPY 1,000"),
        ("KWD 1.5", "KWD 1.500"),
        ("EUR -0.00", "EUR 0.00"),
        ("GBP 0.05", "GBP 0.05"),
    ],
)
def test_money_has_one_printed_form(written, printed):
    assert str(Money.parse(written)) == printed


@pytest.mark.parametrize(
    "written",
    [
        "EUR 1.250,00",
        "EUR 1.500",
        "JPY 100.50",
        "EUR 12,34",
        "EUR 1,2345",
        "EUR 007",
        "EUR 0,100",
        "EUR1",
        "eur 1",
        "€ 1",
        "1 EUR",
        "EUR 1.",
        "EUR .5",
        "EUR 1e3",
        "EUR ١٢",
        "EUR 1\n",
        "ERU 1",
        "EUR 1.1234567",
        "EUR " + "9" * 16,
        "EUR NaN",
    ],
)
def test_what_is_no_money_is_refused(written):
    with pytest.raises(ValueError, match=r"[a-z]"):
        Money.parse(written)


def test_a_price_per_unit_has_up_to_six_decimals():
    assert str(Money.parse_price("EUR 0.042500")) == "EUR 0.0425"
    with pytest.raises(ValueError, match="EUR has 2"):
        Money.parse("EUR 0.0425")


def test_a_mistyped_currency_is_named():
    with pytest.raises(ValueError, match="'ERU' is not the code of a currency"):
        Money.parse("ERU 1.00")


@pytest.mark.parametrize(
    "written", ["30 days", "1 day", "1 months", "2 month", "030 months", "1.5 months", "-1 month", "months", "1  month", "1000000 months"]
)
def test_what_is_no_duration_is_refused(written):
    with pytest.raises(ValueError, match=r"[a-z]"):
        Duration.parse(written)


def test_days_alone_are_refused_with_both_ways_to_say_it():
    with pytest.raises(ValueError, match="'calendar days' or 'business days'"):
        Duration.parse("30 days")
    with pytest.raises(ValueError, match="'calendar days' or 'business days'"):
        Quantity.parse("30 days")


@pytest.mark.parametrize("written", ["82%", "82  %", "1,000 errors", "08 %", "82 per cent", "1e2 %", "1 errors", "82 %\n"])
def test_what_is_no_quantity_is_refused(written):
    with pytest.raises(ValueError, match=r"[a-z]"):
        Quantity.parse(written)


@pytest.mark.parametrize(
    ("start", "duration", "after"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2028-01-31", "1 month", "2028-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2026-12-15", "13 months", "2028-01-15"),
        ("2026-01-01", "2 weeks", "2026-01-15"),
        ("2026-01-02", "1 business day", "2026-01-05"),
        ("2026-01-03", "5 business days", "2026-01-09"),
        ("2026-01-01", "0 calendar days", "2026-01-01"),
    ],
)
def test_dates_after_a_duration(start, duration, after):
    assert Duration.parse(duration).after(date.fromisoformat(start)) == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("end", "duration", "before"),
    [
        ("1998-12-31", "90 calendar days", "1998-10-02"),
        ("2026-12-31", "3 months", "2026-09-30"),
        ("2028-02-29", "1 year", "2027-02-28"),
        ("2026-01-05", "1 business day", "2026-01-02"),
    ],
)
def test_dates_before_a_duration(end, duration, before):
    assert Duration.parse(duration).before(date.fromisoformat(end)) == date.fromisoformat(before)


@pytest.mark.parametrize(
    ("first", "duration", "last"),
    [
        ("2026-01-01", "36 months", "2028-12-31"),
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2026-01-30", "1 month", "2026-02-28"),
        ("2024-02-29", "12 months", "2025-02-28"),
        ("2024-02-29", "48 months", "2028-02-28"),
        ("2026-03-15", "1 year", "2027-03-14"),
        ("2026-01-01", "90 calendar days", "2026-03-31"),
    ],
)
def test_the_last_day_of_a_period(first, duration, last):
    assert Duration.parse(duration).last_day(date.fromisoformat(first)) == date.fromisoformat(last)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_last_one(start, months):
    moved = add_months(start, months)
    assert (moved.year - start.year) * 12 + moved.month - start.month == months
    assert moved.day == start.day or (moved.day < start.day and add_months(moved, 0).replace(day=moved.day) == moved)


@pytest.mark.parametrize("duration", ["48 hours", "30 minutes", "4 business hours", "999999 years", "999999 business days", "999999 weeks"])
def test_what_gives_no_date_says_so(duration):
    with pytest.raises(ValueError, match=r"shorter than a day|beyond the calendar"):
        Duration.parse(duration).after(date(9990, 1, 1))


@pytest.mark.parametrize("written", ["2026-02-30", "20260101", "2026-W01-1", "2026-1-1", "٢٠٢٦-01-01", "2026-01-01\n"])
def test_a_date_has_one_form(written):
    with pytest.raises(ValueError, match=r"date|day"):
        parse_date(written)


def test_long_dates_are_english_everywhere():
    assert long_date(parse_date("2026-03-01")) == "1 March 2026"


def test_money_is_never_a_float():
    assert type(Money.parse("EUR 0.10").amount) is Decimal
