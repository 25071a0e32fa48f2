"""Clauses that moved are shown as moved, not as struck out and written again."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.redline.compare import compare
from pactbook.redline.files import redline
from pactbook.redline.page import page
from pactbook.redline.pieces import Kind, Moved
from pactbook.redline.terminal import show

PARTS = [
    "1. The Vendor answers calls of customers on every working day.",
    "2. The Client pays each invoice within 30 calendar days.",
    "3. Either party may end the agreement with 90 calendar days' notice.",
    "4. Each party keeps the secrets of the other for five years after the end.",
]


def joined(*parts):
    return "\n\n".join(parts)


def moves(old, new):
    return [(each.moved, each.pieces[0].text, "".join(piece.text for piece in each.within)) for each in compare(old, new) if each.moved]


def test_a_clause_that_moved_stands_at_both_places():
    found = moves(joined(*PARTS), joined(PARTS[1], PARTS[2], PARTS[3], PARTS[0]))
    assert found == [(Moved.AWAY, PARTS[0], ""), (Moved.HERE, PARTS[0], "")]


def test_its_number_may_change_on_the_way():
    renumbered = PARTS[0].replace("1.", "4.")
    found = moves(joined(*PARTS), joined(PARTS[1], PARTS[2], PARTS[3], renumbered))
    assert [(moved, text) for moved, text, _ in found] == [(Moved.AWAY, PARTS[0]), (Moved.HERE, renumbered)]


def test_what_changed_on_the_way_is_shown_inside():
    changed = PARTS[0].replace("every working day", "every day")
    old, new = joined(*PARTS), joined(PARTS[1], PARTS[2], PARTS[3], changed)
    (here,) = [each for each in compare(old, new) if each.moved is Moved.HERE]
    assert [piece.text.strip() for piece in here.within if piece.kind is Kind.REMOVED] == ["working"]
    assert not [piece for piece in here.within if piece.kind is Kind.ADDED]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (joined("The end.", PARTS[0], PARTS[1]), joined(PARTS[0], PARTS[1], "The end.")),  # too short to be told apart
        (joined(PARTS[0], PARTS[1]), joined(PARTS[1], "5. The Vendor trains all agents before their first working day.")),
        (joined(*PARTS), joined(*PARTS)),
        (joined(PARTS[0], PARTS[1]), joined(PARTS[0].replace("calls", "chats"), PARTS[1])),
    ],
)
def test_what_did_not_move(old, new):
    assert moves(old, new) == []


def test_one_of_two_equal_clauses_that_went_is_gone():
    old = joined(PARTS[0], PARTS[1], PARTS[0].replace("1.", "3."))
    found = compare(old, joined(PARTS[1], PARTS[0]))
    assert sum(each.moved is Moved.AWAY for each in found) <= 1
    assert sum(piece.kind is Kind.REMOVED for each in found for piece in each.pieces) >= 1


def test_a_terminal_and_a_page_say_so():
    files = redline({"agreement.md": joined(*PARTS).encode()}, {"agreement.md": joined(PARTS[1], PARTS[2], PARTS[3], PARTS[0]).encode()})
    shown = "\n".join(show(files))
    assert f"(moved from here:) {PARTS[0]}" in shown
    assert f"(moved here:) {PARTS[0]}" in shown
    assert "[-" not in shown
    html = page("Changes", "", files)
    assert "<b>Moved here:</b>" in html
    assert "<del>1." not in html


def test_every_clause_of_a_shuffled_text_is_found_again():
    words = [f"word{number}" for number in range(400)]
    pick = random.Random(1)  # noqa: S311 - the same every time
    paragraphs = [f"{index}. {' '.join(pick.choices(words, k=40))}." for index in range(500)]
    shuffled = paragraphs[:]
    pick.shuffle(shuffled)
    found = compare(joined(*paragraphs), joined(*shuffled))
    assert sum(each.moved is Moved.HERE for each in found) > 400


FEES = "## 1. Fees {#fees}\n\nThe Vendor pays."
TERM = "## 2. Term {#term}\n\nThe term is three years from the start of it."
LAW = "## 3. Law {#law}\n\nIrish law governs this agreement.\n\n### 3.1 Courts {#law.courts}\n\nThe courts of Dublin decide."
ENDS = "## 4. End {#end}\n\nEither party may end it with notice of 90 days."


def ordered(*found, ids=True):
    """Sections in this order, numbered anew."""
    text = joined(*(re.sub(r"^(#+) \d+", rf"\1 {number}", each) for number, each in enumerate(found, 1)))
    return text if ids else re.sub(r" \{#[^}]*\}", "", text)


def seen(old, new):
    return "\n".join(show(redline({"a.md": old.encode()}, {"a.md": new.encode()}))).splitlines()


@pytest.mark.parametrize("ids", [True, False])
def test_a_short_clause_that_moved_is_one_passage_and_those_that_stayed_are_none(ids):
    old, new = ordered(FEES, TERM, LAW, ids=ids), ordered(TERM, LAW, FEES, ids=ids)
    assert seen(old, new) == [
        "a.md: changed, 1 passage, 2 headings with another number",
        "    (moved from here:) 1. Fees",
        "    (moved here:) [-1-] {+3+}. Fees",
        "    The Vendor pays.",
    ]


@pytest.mark.parametrize("ids", [True, False])
def test_a_clause_that_moved_and_was_rewritten_shows_what_changed_in_it(ids):
    new = FEES.replace("The Vendor pays.", "The Client pays the fees in advance each month.")
    found = seen(ordered(FEES, TERM, LAW, ids=ids), ordered(TERM, LAW, new, ids=ids))
    assert found[0] == "a.md: changed, 2 passages, 2 headings with another number"
    assert found[1:] == [
        "    (moved from here:) 1. Fees",
        "    (moved here:) [-1-] {+3+}. Fees",
        "    The [-Vendor-] {+Client+} pays {+the fees in advance each month+}.",
    ]


def headings_moved(old, new):
    return [
        each.pieces[0].text.split(" {")[0].lstrip("# 0123456789.")
        for each in compare(old, new)
        if each.moved is Moved.HERE and not each.follows
    ]


@pytest.mark.parametrize("ids", [True, False])
@pytest.mark.parametrize(
    ("order", "moved"),
    [
        ((TERM, LAW, ENDS, FEES), ["Fees"]),  # to the end
        ((ENDS, FEES, TERM, LAW), ["End"]),  # to the begin
        ((FEES, LAW, ENDS, TERM), ["Term"]),  # with all between it and its new place
        ((TERM, FEES, LAW, ENDS), ["Fees"]),  # of two that changed places, the shorter
        ((LAW, FEES, TERM, ENDS), ["Law"]),  # with what is below it: one clause, though it has more headings
        ((ENDS, LAW, TERM, FEES), ["End", "Term", "Fees"]),  # turned round: what has most words stays
    ],
)
def test_the_fewest_clauses_moved(ids, order, moved):
    assert headings_moved(ordered(FEES, TERM, LAW, ENDS, ids=ids), ordered(*order, ids=ids)) == moved


def test_a_section_that_went_under_another_clause_moved():
    old = ordered(FEES, LAW, ENDS)
    courts = "### 3.1 Courts {#law.courts}\n\nThe courts of Dublin decide."
    new = ordered(FEES, LAW.replace(f"\n\n{courts}", ""), f"{ENDS}\n\n{courts}")
    assert headings_moved(old, new) == ["Courts"]


def test_a_section_with_another_title_and_id_at_its_place_did_not_move():
    new = TERM.replace("Term {#term}", "Duration {#duration}")
    found = compare(ordered(FEES, TERM, LAW), ordered(FEES, new, LAW))
    assert [each for each in found if each.moved] == []
    assert sum(each.passage for each in found) == 1


def test_a_clause_that_moved_out_of_one_that_is_gone_is_shown_as_moved():
    old = ordered(FEES, LAW, ENDS)
    new = ordered(FEES, ENDS, "## 3. Courts {#law.courts}\n\nThe courts of Dublin decide.")
    assert headings_moved(old, new) == ["Courts"]
    assert sum(piece.kind is Kind.REMOVED for each in compare(old, new) if not each.moved for piece in each.pieces) >= 1


SECTIONS = st.lists(
    st.sampled_from([FEES, TERM, LAW, ENDS, "## 9. Fees\n\nOther words here.", "# Part\n\nText.", "Words alone."]), max_size=7
)


@given(SECTIONS, SECTIONS)
def test_both_texts_can_be_read_off_in_their_order(old, new):
    found = compare(joined(*old), joined(*new))
    for text, kind in ((joined(*old), Kind.REMOVED), (joined(*new), Kind.ADDED)):
        paragraphs = [each for each in found if not each.shift or each.pieces[0].kind in {kind, Kind.SAME}]
        side = "".join(piece.text for each in paragraphs for piece in each.pieces if piece.kind in {Kind.SAME, kind})
        assert re.sub(r"[#\s]", "", side) == re.sub(r"[#\s]", "", text)


THREE = "## 1. Fees {#fees}\n\nThe Vendor pays the one.\n\nThe Client pays the other of them.\n\nBoth pay in time."


def test_what_stands_below_a_new_heading_did_not_move():
    new = THREE.replace("The Client", "## 2. Other {#other}\n\nThe Client")
    assert seen(THREE, new)[1:] == ["  {+2. Other+}"]
    assert seen(new, THREE)[1:] == ["  [-2. Other-]"]


def test_a_paragraph_that_became_a_heading_is_told_as_that():
    new = THREE.replace("The Client pays", "### The Client pays")
    assert seen(THREE, new)[1:] == ["  (now a heading:) The Client pays the other of them."]
    assert "    (no longer a heading:) The Client pays the other of them." in seen(new, THREE)


def test_a_clause_that_was_renamed_shows_the_words_that_changed_below_it():
    new = THREE.replace("Fees {#fees}", "Money {#money}").replace("Both pay in time", "Both pay in due time")
    assert "    Both pay in {+due+} time." in seen(THREE, new)
    assert not [each for each in compare(THREE, new) if each.moved]
