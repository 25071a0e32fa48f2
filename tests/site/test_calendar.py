"""Key dates as a calendar, read back with the library that calendars use, and as the page that offers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar

from books import small_book
from pactbook.load.key_dates import KeyDate, _of_term, key_dates
from pactbook.model.term import Renewal, Term
from pactbook.model.terms import Milestone
from pactbook.model.values import Duration
from pactbook.site.calendar import calendar
from pactbook.site.pages import pages
from pactbook.site.proofs import standings

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
    assert "Deadlines that run from an event" not in dates_page(book).markdown


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


def test_no_two_dates_of_an_agreement_share_an_id(book):
    for folder in ("contracts/acme/msa", "contracts/acme/sow-support"):
        keys = [each.key for each in key_dates(book.contracts[folder], DAY)]
        assert all(keys)
        assert len(set(keys)) == len(keys)


def ids(contract, titles=None):
    content = calendar("K", key_dates(contract, DAY), titles or {contract.path: "Support"}, DAY)
    return {str(event["uid"]): (str(event["summary"]), event.decoded("dtstart")) for event in Calendar.from_ical(content).walk("VEVENT")}


def with_reviews(contract, *titles):
    """The contract with three milestones and two levels of these titles."""
    level = next(iter(contract.sow.service_levels.values()))
    levels = {f"l{number}": replace(level, title=titles[3 + number], next_review=date(2027, 1, 1 + number)) for number in range(2)}
    milestones = tuple(Milestone(f"qbr{number}", titles[number - 1], date(2026, 3 * number, 15)) for number in (1, 2, 3))
    return replace(contract, terms=replace(contract.terms, milestones=milestones, service_levels=levels))


def test_dates_of_one_title_are_entries_of_their_own(book):
    contract = with_reviews(book.contracts["contracts/acme/sow-support"], *["Quarterly business review"] * 3, "Speed", "Speed")
    found = ids(contract)
    reviews = [day for summary, day in found.values() if summary == "Quarterly business review: Support"]
    assert sorted(reviews) == [date(2026, 3, 15), date(2026, 6, 15), date(2026, 9, 15)]
    assert sorted(day for summary, day in found.values() if "service level Speed" in summary) == [date(2027, 1, 1), date(2027, 1, 2)]
    assert len(found) == len(key_dates(contract, DAY))


def test_an_entry_keeps_its_id_when_it_is_called_otherwise(book):
    contract = book.contracts["contracts/acme/sow-support"]
    before = ids(with_reviews(contract, "One", "Two", "Three", "Speed", "Quality"))
    later = ids(with_reviews(contract, "First", "Second", "Third", "Pace", "Care"), {contract.path: "Voice"})
    assert before.keys() == later.keys()
    assert {before[uid][1] for uid in before} == {later[uid][1] for uid in later}
    other = replace(with_reviews(contract, "One", "Two", "Three", "Speed", "Quality"), path="contracts/zenith/sow-support")
    assert not before.keys() & ids(other).keys()


def test_a_calendar_without_a_date_is_one_all_the_same_and_nobody_is_offered_it(book):
    content = calendar("K", [], {}, DAY)
    read = Calendar.from_ical(content)
    assert [component.name for component in read.subcomponents] == ["VJOURNAL"]
    assert read.errors == []
    assert content == calendar("K", [], {}, DAY)
    page = dates_page(book)
    assert "calendar" not in page.markdown
    assert [component.name for component in Calendar.from_ical(page.downloads[0].content).subcomponents] == ["VJOURNAL"]


def test_dates_for_a_calendar_are_offered(book, monkeypatch):
    monkeypatch.setattr(standings, "of", lambda _view, _folder: standings.Standing.IN_FORCE)
    page = dates_page(book)
    assert "[Add these dates to your calendar]" in page.markdown
    assert Calendar.from_ical(page.downloads[0].content).walk("VJOURNAL") == []
