"""When a page was last looked at: what it says itself counts, then what history says, then nothing."""

from __future__ import annotations

from datetime import date

import pytest

from books import OUTLINE, PAGE, TODAY, small_book
from pactbook.checks.manuals import age
from pactbook.checks.subject import Subject
from repositories import Repository

REFUNDS = "ops-manuals/acme/support/refunds.md"


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book").replace(OUTLINE, "owner:", "stale_after: 90 calendar days\nowner:")


def found(book, history):
    return [problem.line for problem in age.check(Subject(book.load().book, TODAY, history=history))]


def test_history_counts_for_a_page_that_says_nothing(book):
    old = {PAGE: date(2026, 3, 2), REFUNDS: date(2026, 3, 3)}
    assert found(book, lambda: old) == [
        f"{PAGE}:1:1: C034 the page was last changed on 2 March 2026; the outline asks for a review within 90 calendar days"
    ]


def test_a_page_that_was_reviewed_counts_from_there_however_old_its_last_change_is(book):
    book.replace(PAGE, "# Start here", "---\nreviewed: 2026-05-20\n---\n# Start here")
    assert found(book, lambda: {PAGE: date(2020, 1, 1)}) == []


def test_a_change_is_no_review_where_the_page_names_the_day_of_its_last_one(book):
    book.replace(PAGE, "# Start here", "---\nreviewed: 2026-01-10\n---\n# Start here")
    assert "last reviewed on 10 January 2026" in found(book, lambda: {PAGE: date(2026, 5, 30)})[0]


def test_without_history_a_page_that_says_nothing_is_not_judged(book):
    assert found(book, None) == []
    assert found(book, dict) == []


def test_history_is_not_asked_where_no_outline_asks_for_reviews(tmp_path):
    def asked():
        raise AssertionError

    assert found(small_book(tmp_path / "other"), asked) == []


def test_the_command_asks_git(book, monkeypatch):
    repo = Repository(book.root)
    repo.commit("all of it")
    monkeypatch.setattr("pactbook.load.key_dates.today", lambda: date(2027, 1, 1))
    book.run("check")
    assert "C034 the page was last changed on 1 January 2026" in book.printed
    book.run("check", "--staged")
    assert "C034" not in book.printed
