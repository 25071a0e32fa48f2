"""The time that the rules on pages take grows with the page and no faster, whatever somebody repeats on it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from books import TODAY, small_book
from pactbook.checks import run
from pactbook.checks.subject import Subject
from pactbook.model.book import Book

PIECES = [
    "[", "[a](", "![a]", "`", "{{", "{.a", "{a=", "<a ", "<!--", "<a@", "<b:", "~~a", "==a", "[[a", "*[a", "[^a]", "[^a]:\n", ":a:", ":::\n", "## Who may refund\n",
    "- a\n", "  - a\n", "> ", "!!! a\n", "    a\n", "*a", "_a", "**a** ", "&a", "Owner: a, ", "a\n---\n", "{!a", "| a", "- ## a\n", "\t", "#",
]  # fmt: skip


@pytest.fixture(scope="module")
def seconds(tmp_path_factory):
    book = small_book(tmp_path_factory.mktemp("book"), assembled=False).load().book
    manual = book.manuals["ops-manuals/acme/support"]
    checks = [run.load(name) for name in run.names() if name.startswith("manuals.")]

    def measure(text):
        changed = replace(manual, pages=(replace(manual.pages[0], text=text), manual.pages[1]))
        subject = Subject(Book(book.policy, book.contracts, {}, book.clauses, book.profiles, {manual.path: changed}), TODAY)
        start = time.perf_counter()
        for check in checks:
            list(check.check(subject))
        return time.perf_counter() - start

    return measure


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_grows_with_the_page_and_no_faster(seconds, piece):
    small = seconds("# Start here\n" + piece * 1000)
    assert seconds("# Start here\n" + piece * 8000) < max(0.3, small) * 30
