"""The dates that follow from a term."""

from __future__ import annotations

from datetime import date

import pytest

from pactbook.model.term import Renewal, Term
from pactbook.model.values import Duration
from pactbook.problems import UnfitError


def term(start="2026-01-01", initial="36 months", renewal=("automatic", "12 months", 2), notice="90 calendar days"):
    kind, period, most = renewal
    read = Duration.parse
    return Term(
        date.fromisoformat(start), read(initial), Renewal(kind, read(period) if period else None, most), read(notice) if notice else None
    )


def test_a_term_of_months_ends_on_the_day_before():
    assert term().end == date(2028, 12, 31)
    assert term().latest_end == date(2030, 12, 31)


def test_the_last_day_for_notice_is_the_end_less_the_notice():
    assert term("1998-01-01", "12 months").last_notice_day == date(1998, 10, 2)


def test_without_automatic_renewal_no_notice_is_due():
    assert term(renewal=("none", None, None)).last_notice_day is None
    assert term(renewal=("none", None, None)).latest_end == term().end
    assert term(renewal=("by-agreement", "12 months", 1)).last_notice_day is None


def test_renewals_without_a_limit_have_no_last_day():
    assert term(renewal=("automatic", "12 months", None)).latest_end is None


def test_terms_over_leap_days_and_short_months():
    assert term("2024-02-29", "12 months", ("automatic", "12 months", 3)).end == date(2025, 2, 28)
    assert term("2026-01-31", "1 month", ("automatic", "1 month", 1)).latest_end == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"initial": "48 hours"}, "initial_term"),
        ({"initial": "0 months"}, "initial_term"),
        ({"initial": "999999 years"}, "initial_term"),
        ({"notice": "24 hours"}, "non_renewal_notice"),
        ({"renewal": ("automatic", None, None)}, "renewal"),
        ({"renewal": ("automatic", "2 hours", 1)}, "renewal"),
    ],
)
def test_what_gives_no_dates_is_refused_when_it_is_read(given, key):
    with pytest.raises(UnfitError) as refused:
        term(**given)
    assert refused.value.key == key


def test_the_period_that_runs_on_a_day():
    two = term("2024-01-01", "12 months", ("automatic", "6 months", 2))
    assert two.period_on(date(2023, 12, 31)) is None
    assert two.period_on(date(2024, 12, 31)) == (date(2024, 1, 1), date(2024, 12, 31), True)
    assert two.period_on(date(2025, 1, 1)) == (date(2025, 1, 1), date(2025, 6, 30), True)
    assert two.period_on(date(2025, 7, 1)) == (date(2025, 7, 1), date(2025, 12, 31), False)
    assert two.period_on(date(2026, 1, 1)) is None


def test_what_renews_only_by_agreement_is_known_to_end():
    signed = term("2024-01-01", "12 months", ("by-agreement", "6 months", 2))
    assert signed.period_on(date(2024, 6, 1)) == (date(2024, 1, 1), date(2024, 12, 31), False)
    assert signed.period_on(date(2025, 1, 1)) is None


def test_a_renewal_beyond_the_calendar_ends_with_it():
    endless = term("2024-01-01", "12 months", ("automatic", "9000 years", None))
    assert endless.renewed(endless.end) == date.max
    assert endless.period_on(date(2026, 6, 1)) == (date(2025, 1, 1), date.max, True)
    assert endless.renewed(date.max) == date.max
