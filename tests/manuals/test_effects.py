"""A change of a contract names every sentence of the manuals that it changes."""

from __future__ import annotations

import pytest

from books import MSA, PAGE, SOW, small_book
from pactbook.manuals.effects import effects, lines

REFUNDS = "ops-manuals/acme/support/refunds.md"


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path, assembled=False)


def after(book, path, old, new):
    before = book.load().book
    book.replace(path, old, new)
    return effects(before, book.load().book)


def test_a_sentence_that_refers_to_the_value_is_shown_as_it_will_read(book):
    (effect,) = after(book, SOW, "GBP 60.00", "GBP 75.00")
    assert (effect.expression, effect.old, effect.new) == ("sow.values.refund_limit", "GBP 60.00", "GBP 75.00")
    assert [sentence.line for sentence in effect.sentences] == [f"{PAGE}:7:15: Agents, up to GBP 75.00"]


def test_a_sentence_that_writes_the_old_value_out_is_named_as_one_to_change(book):
    book.append(REFUNDS, "\nAgents refund up to £60 alone.\n")
    (effect,) = after(book, SOW, "GBP 60.00", "GBP 75.00")
    assert effect.sentences[-1].line == f"{REFUNDS}:5:21: Agents refund up to £60 alone. (says £60 still: change it)"


def test_a_row_of_a_table_and_a_heading_are_told_too(book):
    book.append(
        REFUNDS,
        "\n## Target {{ sow.service_levels.fcr.target }}\n\n| what | target |\n|---|---|\n| FCR | **{{ sow.service_levels.fcr.target }}** |\n",
    )
    (effect,) = after(book, SOW, "target: 82 %", "target: 85 %")
    assert [sentence.text for sentence in effect.sentences] == ["Target 85 %", "FCR | 85 %"]


def test_what_refers_to_something_else_is_not_named(book):
    book.append(
        REFUNDS, "\nThe minimum is {{ sow.service_levels.fcr.minimum }}. Write `{{ sow.service_levels.fcr.target }}` for the target.\n"
    )
    (effect,) = after(book, SOW, "target: 82 %", "target: 85 %")
    assert effect.sentences == ()


def test_the_msa_changes_the_manuals_of_all_its_sows(book):
    book.append(REFUNDS, "\nGlobex pays within {{ msa.payment_terms }}.\n")
    (effect,) = after(book, MSA, "payment_terms: 30 calendar days", "payment_terms: 45 calendar days")
    assert effect.contract == "contracts/acme/msa"
    assert [sentence.text for sentence in effect.sentences] == ["Globex pays within 45 calendar days."]


def test_a_value_that_goes_leaves_nothing(book):
    found = after(book, SOW, "    minimum: 76 %\n", "")
    assert [(effect.expression, effect.new) for effect in found] == [("sow.service_levels.fcr.minimum", "nothing")]


def test_a_new_proposal_is_compared_with_what_it_would_replace(book):
    before = book.load().book
    book.write("contracts/acme/sow-support/draft/terms.yaml", book.read(SOW).replace("GBP 60.00", "GBP 90.00"))
    (effect,) = effects(before, book.load().book)
    assert effect.contract == "contracts/acme/sow-support"
    assert [sentence.text for sentence in effect.sentences] == ["Agents, up to GBP 90.00"]


def test_nothing_changed(book):
    loaded = book.load().book
    assert effects(loaded, loaded) == ()


def test_what_is_printed(book):
    found = after(book, SOW, "target: 82 %\n    minimum: 76 %", "target: 85 %\n    minimum: 80 %")
    assert list(lines(found)) == ["changed, and in no manual: sow.service_levels.fcr.target, sow.service_levels.fcr.minimum"]
    found = after(book, SOW, "GBP 60.00", "GBP 75.00")
    assert list(lines(found))[:2] == ["what this changes in the manuals:", "    sow.values.refund_limit: GBP 60.00 -> GBP 75.00"]
