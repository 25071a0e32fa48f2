"""Clauses that moved are shown as moved, not as struck out and written again."""

from __future__ import annotations

import random

import pytest

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
