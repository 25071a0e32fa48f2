"""The scorecard of a vendor: what counts and how, in the order of its weight, and no figure that nobody has agreed on."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from sample_book import words

from pactbook.site.pages import pages
from pactbook.site.views.viewing import view

SOW = "contracts/brightline/sow-customer-support"


def card(source, vendor="brightline", audience="internal", day=None):
    made = pages(source.book, audience, day or source.as_of, source.known)
    return next(page for page in made if page.path == f"vendors/{vendor}/scorecard.md")


def part(page, name):
    """What stands under the heading of a statement of work."""
    return page.markdown.partition(f"{{#{name}}}")[2].partition("\n## ")[0]


def test_each_service_level_stands_there_most_weight_first(source):
    text = part(card(source), "sow-customer-support")
    levels = source.book.contracts[SOW].sow.service_levels
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert len(rows) == len(levels)
    weights = {level.title: level.weight.number if level.weight else 0 for level in levels.values()}
    order = [weights[row[3:].partition("]")[0]] for row in rows]
    assert order == sorted(order, reverse=True)
    assert "Tracked only" in text


@pytest.mark.parametrize("key", ["fcr", "ces"])
def test_how_it_is_measured_is_said_in_the_words_of_the_agreement(source, key):
    level = source.book.contracts[SOW].sow.service_levels[key]
    text = words(unescape(part(card(source), "sow-customer-support")))
    for said in (level.title, level.formula.numerator, level.formula.denominator, level.source, level.point, str(level.target)):
        assert words(said)[1:] in text, said


def test_it_holds_no_results_and_says_where_they_are_told(source):
    text = words(part(card(source), "sow-customer-support"))
    assert "**Results** are not kept on this site." in text
    assert "Monthly performance review (every calendar month, by business day 10)" in text
    assert "Meeting of all vendors" not in text  # which talks of causes, not of results


def test_a_review_that_is_overdue_is_marked(source):
    assert "Review overdue" not in card(source, day=date(2026, 1, 2)).markdown
    assert "Review overdue" in card(source, day=date(2027, 12, 1)).markdown


def test_a_draft_is_not_shown_as_if_it_bound_anybody(source):
    text = part(card(source, "corvane"), "sow-it-services")
    assert "pb-chip--draft" in text
    assert "pb-chip--good" not in text


def test_a_vendor_has_its_own_and_no_other(source):
    made = {page.path for page in pages(source.book, "corvane", source.as_of, source.known)}
    assert {path for path in made if path.endswith("scorecard.md")} == {"vendors/corvane/scorecard.md"}


def test_a_section_that_an_own_text_has_not_got_is_led_to_by_its_agreement(source):
    seen = view(source.book, "internal", source.as_of, source.known)
    contract = source.book.contracts[SOW]
    assert seen.place_in(contract, "service-levels.fcr") == "vendors/brightline/sow-customer-support.md#service-levels.fcr"
    assert seen.place_in(contract, "no-such-section") == "vendors/brightline/sow-customer-support.md"
