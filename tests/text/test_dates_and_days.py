from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.letters import lines
from pactbook.text.numbers import dates, day_counts
from pactbook.text.passages import places


def two_ways(text):
    return [found.written for found in dates.in_two_ways(text, lines.read(text))]


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d/%m/%y"]))
def test_a_date_has_two_readings_exactly_if_day_and_month_can_change_places(day, form):
    written = day.strftime(form)
    assert two_ways(f"On {written}, it starts.") == ([written] if day.day <= 12 and day.day != day.month else [])


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
def test_real_dates_exist(day):
    name = f"{day:%B}"
    for text in (
        f"{day:%A}, {day.day} {name} {day.year}",
        f"{day:%A}, {name} {day.day}, {day.year}",
        f"the {day.day}th day of {name}, {day.year}",
    ):
        assert list(dates.impossible(text)) == []


def test_a_two_digit_year_is_told_in_full():
    (old,) = dates.in_two_ways("1/2/98", lines.read("1/2/98"))
    (new,) = dates.in_two_ways("1/2/27", lines.read("1/2/27"))
    assert old.readings == ("1 February 1998", "2 January 1998")
    assert new.readings == ("1 February 2027", "2 January 2027")


@pytest.mark.parametrize(
    "text",
    [
        '"Day" means a calendar day.',
        "All references to days are to calendar days.",
        "Any reference to 'days' means calendar days unless business days are stated.",
        "Days are calendar days.",
        "Periods of time in days are counted in calendar days.",
        "Unless Business Days are specified, all periods are in calendar days.",
    ],
)
def test_a_text_may_say_once_what_days_are(text):
    assert day_counts.explained(text)


@pytest.mark.parametrize(
    "text", ['"Business Day" means any day but a Sunday.', "within 30 days or 5 business days", "in a calendar month", "the working day"]
)
def test_other_words_of_days_explain_nothing(text):
    assert not day_counts.explained(text)


def test_places_are_named_up_to_a_number():
    assert places.told([3]) == "line 3"
    assert places.told([3, 3, 9]) == "line 3, line 9"
    assert places.told(range(1, 9)) == "line 1, line 2, line 3, line 4, line 5 and others"
