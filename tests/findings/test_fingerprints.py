"""A finding is the same one tomorrow, when lines have moved; another fault is another finding."""

from __future__ import annotations

import pytest

from books import MSA, PAGE, SOW, TODAY, small_book
from pactbook.findings.finding import Finding
from pactbook.findings.fingerprints import even, with_fingerprints
from pactbook.findings.judge import judge
from pactbook.problems import Position, Problem, Rule
from pactbook.trees.worktree import WorkTree

RULE = Rule("C999", "A rule", "A reason.", "A fix.")
REFUNDS = "ops-manuals/acme/support/refunds.md"
LINKS = "\n## Cases {#cases}\n\n[There](nowhere.md) and [here](missing.md).\n"


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path)


def of(book, code, path):
    found = judge(WorkTree(book.root), TODAY).findings
    return {each.fingerprint for each in found if (each.problem.rule.code, each.problem.path) == (code, path)}


def test_lines_above_change_nothing_on_a_page(book):
    book.append(REFUNDS, LINKS)
    before = of(book, "M001", REFUNDS)
    book.replace(REFUNDS, "# Refunds\n", "# Refunds\n\nNew words.\n\n## Another heading\n\nMore.\n")
    assert len(before) == 2
    assert of(book, "M001", REFUNDS) == before


def test_lines_above_change_nothing_in_terms(book):
    before = of(book, "C105", SOW)
    book.replace(SOW, "services:\n", "requirements: [Agents speak English.]\nservices:\n").replace(SOW, "  fcr:\n", "  # first\n  fcr:\n")
    assert len(before) == 1
    assert of(book, "C105", SOW) == before


def test_an_entry_put_before_another_in_a_list_changes_nothing(book):
    book.replace(MSA, "  - use: confidentiality/v1\n", "  - use: confidentiality/v1\n    with: {period: 3 weeks}\n")
    before = of(book, "A001", MSA) | of(book, "A002", MSA) | of(book, "A003", MSA)
    book.replace(MSA, "  - use: liability/v1\n", "  - use: cure/v1\n  - use: liability/v1\n")
    assert before
    assert before <= of(book, "A001", MSA) | of(book, "A002", MSA) | of(book, "A003", MSA)


def test_lines_above_change_nothing_in_an_agreement(book):
    text = "contracts/acme/msa/agreement.md"
    book.replace(text, "Each party keeps secrets.", "The Vendor reports promptly. Each party keeps secrets.")
    before = of(book, "C200", text)
    book.replace(text, "# Master services agreement\n", "# Master services agreement\n\nA sentence more.\n")
    assert len(before) == 1
    assert of(book, "C200", text) == before


def test_another_fault_is_another_finding(book):
    book.append(REFUNDS, LINKS)
    before = of(book, "M001", REFUNDS)
    book.replace(REFUNDS, "nowhere.md", "elsewhere.md")
    assert len(of(book, "M001", REFUNDS) & before) == 1


def test_the_same_fault_elsewhere_is_another_finding(book):
    book.append(REFUNDS, LINKS)
    before = of(book, "M001", REFUNDS)
    book.replace(REFUNDS, "{#cases}", "{#other-cases}")
    assert of(book, "M001", REFUNDS) & before == set()
    book.append(PAGE, LINKS)
    assert of(book, "M001", PAGE) & before == set()


def test_equals_are_told_apart():
    made = with_fingerprints([Finding(Problem("a.md", Position(line), RULE, "the same")) for line in (1, 5, 9)])
    assert len({each.fingerprint for each in made}) == 3
    moved = with_fingerprints([Finding(Problem("a.md", Position(line), RULE, "the same")) for line in (7, 8, 11)])
    assert [each.fingerprint for each in moved] == [each.fingerprint for each in made]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the value differs from contracts/acme/msa/terms.yaml:12:7", "the value differs from contracts/acme/msa/terms.yaml"),
        ("first on line 12, again on line 4:3", "first on line, again on line"),
        ("within 12 lines", "within 12 lines"),
        ("at 10:30:15 each day", "at 10:30:15 each day"),
        ("the ratio is 3:2:1", "the ratio is 3:2:1"),
        ("due 2026-01-01 at GBP 12:00", "due 2026-01-01 at GBP 12:00"),
        ("Deadline 4 is missing", "Deadline 4 is missing"),
    ],
)
def test_only_line_numbers_are_left_out_of_a_message(message, expected):
    assert even(message) == expected
