"""Key dates as a calendar, read back with the library that calendars use, and as the page that offers it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from books import small_book
from pactbook.load.key_dates import KeyDate
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
