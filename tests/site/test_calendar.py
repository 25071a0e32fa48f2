"""Key dates as a calendar, read back with the library that calendars use, and as the page that offers it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from books import small_book
from pactbook.load.key_dates import KeyDate, _of_term
from pactbook.model.term import Renewal, Term
from pactbook.model.values import Duration
from pactbook.site import standings
from pactbook.site.calendar import calendar
from pactbook.site.pages import pages

DAY = date(2026, 6, 1)
DATES = [
    KeyDate(date(2028, 10, 2), "last day for notice against renewal", "contracts/acme/msa"),
    KeyDate(date(2026, 12, 1), "review of service level First contact resolution; all sites", "contracts/acme/sow-support"),
]
TITLES = {"contracts/acme/msa": "Master services agreement", "contracts/acme/sow-support": "Support, voice & chat"}


def events(content):
    return {str(event["summary"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def test_each_date_is_a_whole_day_with_a_reminder():
    found = events(calendar("Key dates", DATES, TITLES, DAY))
    assert sorted(found) == [
        "Last day for notice against renewal: Master services agreement",
        "Review of service level First contact resolution; all sites: Support, voice & chat",
    ]
    event = found["Last day for notice against renewal: Master services agreement"]
    assert event.decoded("dtstart") == date(2028, 10, 2)
    assert event.decoded("dtend") == date(2028, 10, 3)
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-14)]


def test_the_same_dates_give_the_same_bytes():
    assert calendar("Key dates", DATES, TITLES, DAY) == calendar("Key dates", DATES[::-1], TITLES, DAY)


def test_an_entry_that_moves_keeps_its_id():
    moved = [KeyDate(date(2028, 11, 2), DATES[0].what, DATES[0].contract)]
    ids = [next(iter(events(calendar("K", dates, TITLES, DAY)).values()))["uid"] for dates in (DATES[:1], moved)]
    assert ids[0] == ids[1]


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path).load().book


def dates_page(book, audience="internal"):
    return next(page for page in pages(book, audience, DAY) if page.path == "key-dates.md")


def test_dates_of_a_draft_are_marked_and_stay_out_of_the_calendar(book):
    page = dates_page(book)
    assert 'Initial term ends <span class="pb-chip pb-chip--draft">Draft</span>' in page.markdown
    assert events(page.downloads[0].content) == {}


def test_dates_that_bind_are_in_the_calendar_and_bear_no_mark(book, monkeypatch):
    monkeypatch.setattr(standings, "of", lambda _view, _folder: standings.Standing.IN_FORCE)
    page = dates_page(book, "acme")
    assert "pb-chip" not in page.markdown
    assert "Initial term ends: Statement of work for support" in events(page.downloads[0].content)


def test_a_period_that_an_event_starts_is_listed_without_a_date(book):
    assert "Deadlines that an event starts" not in dates_page(book).markdown


def term_dates(day, *, maximum="", period="12 months", notice="90 calendar days"):
    term = Term(
        date(2026, 1, 1), Duration.parse("24 months"), Renewal("automatic", Duration.parse(period), maximum or None), Duration.parse(notice)
    )
    return [(str(each.day), each.what.partition(",")[0]) for each in sorted(_of_term(term, "x", day))]


def test_each_renewal_has_its_last_day_for_notice_and_its_end():
    assert term_dates(DAY, maximum=2) == [
        ("2026-01-01", "takes effect"),
        ("2027-10-02", "last day for notice against renewal"),
        ("2027-12-31", "initial term ends"),
        ("2028-10-02", "last day for notice against renewal 2"),
        ("2028-12-31", "renewal 1 ends"),
        ("2029-12-31", "renewal 2 ends"),
    ]


def test_an_agreement_that_renews_for_ever_lists_those_around_the_day():
    found = term_dates(date(2040, 6, 1))
    assert [each for each in found if each[0] > "2040-06-01"] == [
        ("2040-10-02", "last day for notice against renewal 14"),
        ("2040-12-31", "renewal 13 ends"),
        ("2041-10-02", "last day for notice against renewal 15"),
        ("2041-12-31", "renewal 14 ends"),
        ("2042-10-02", "last day for notice against renewal 16"),
        ("2042-12-31", "renewal 15 ends"),
        ("2043-12-31", "renewal 16 ends"),
    ]
    assert len(found) < 15


def test_short_renewals_stay_few_and_the_end_of_the_calendar_is_no_error():
    assert len(term_dates(DAY.replace(year=2200), period="1 month", notice="5 calendar days")) < 60
    assert term_dates(date.max, period="300 years")[-1] == (str(date.max), "renewal 27 ends")


def test_no_two_dates_of_an_agreement_share_an_id():
    names = [what for _, what in term_dates(DAY)]
    assert len(set(names)) == len(names)
