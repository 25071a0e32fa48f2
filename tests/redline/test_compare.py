from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.redline.compare import compare, paragraphs
from pactbook.redline.pieces import Kind, words

TEXTS = st.lists(
    st.sampled_from(["the Vendor", "must", "pay", "EUR 4.85", "30", "calendar days", ",", ".", "(a)", "shall"]), max_size=12
).map(" ".join)


def side(pieces, *kinds):
    return "".join("".join(piece.text for piece in pieces if piece.kind in kinds).split())


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_a_comparison(old, new):
    pieces = words(old, new)
    assert side(pieces, Kind.SAME, Kind.REMOVED) == "".join(old.split())
    assert side(pieces, Kind.SAME, Kind.ADDED) == "".join(new.split())


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_no_paragraph_is_lost(old, new):
    found = compare("\n\n".join(old), "\n\n".join(new))
    assert "".join(side(each.pieces, Kind.SAME, Kind.ADDED) for each in found) == "".join("".join(new).split())
    assert "".join(side(each.pieces, Kind.SAME, Kind.REMOVED) for each in found) == "".join("".join(old).split())


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("pay 30 days", "pay 45 days", "pay[- 30][+ 45] days"),
        ("A b c", "b c", "[-A ]b c"),
        ("EUR 4.85 per call", "EUR 4,850.00 per call", "EUR[- 4.85][+ 4,850.00] per call"),
        ("see [section 9 (A)](#a)", "see [section 10 (A)](#a)", "see[- [section 9 (A)](#a)][+ [section 10 (A)](#a)]"),
        ("the  same\ntext", "the same text", "the same text"),
    ],
)
def test_numbers_and_references_change_as_a_whole(old, new, shown):
    marks = {Kind.SAME: "{}", Kind.REMOVED: "[-{}]", Kind.ADDED: "[+{}]"}
    (paragraph,) = compare(old, new)
    assert "".join(marks[piece.kind].format(piece.text) for piece in paragraph.pieces) == shown


def test_the_best_pairs_are_taken_not_the_first():
    old = "The Vendor pays the fee each month\n\nThe Vendor pays the fee each quarter"
    (gone, kept) = compare(old, "The Vendor pays the fee each quarter in advance")
    assert [piece.kind for piece in gone.pieces] == [Kind.REMOVED]
    assert kept.pieces[-1].text.strip() == "in advance"


def test_rows_of_a_table_are_compared_one_by_one():
    assert paragraphs("| a |\n| --- |\n| b |\n\n- c\n- d\nand e") == ["| a |", "| --- |", "| b |", "- c", "- d and e"]
