"""A redline of twenty thousand words takes well under a second, whatever changed in them; and it says no more than what changed."""

from __future__ import annotations

import random
import time

import pytest

from pactbook.redline.align import aligned
from pactbook.redline.compare import compare
from pactbook.redline.files import lines
from pactbook.redline.pieces import Kind

VOCABULARY = [f"word{number}" for number in range(400)]
HEAD = ["| What | Of it |", "| --- | --- |"]
MOST_SECONDS = 2  # of the processor, on a machine that does much else; alone it takes a tenth of that


def pick():
    return random.Random(7)  # noqa: S311 - the same every time


def paragraph_of(count, edits):
    chance = pick()
    old = chance.choices(VOCABULARY, k=count)
    new = old[:]
    for place in chance.sample(range(count), edits):
        new[place] = f"new{place}"
    return " ".join(old), " ".join(new)


def rows(count, kinds, share, change):
    chance = pick()
    old = [f"| Kind {number % kinds} of the service | item is done |" for number in range(count)]
    new = [change(row, number) if chance.random() < share else row for number, row in enumerate(old)]
    return "\n".join(HEAD + old), "\n".join(HEAD + new)


def done(row, number):
    return row.replace("done", "made")


def reclassed(row, number):
    return row.replace("Kind ", "Kind 1")


def shuffled(edit):
    chance = pick()
    old = [" ".join(chance.choices(VOCABULARY, k=40)) + "." for _ in range(500)]
    new = [edit(chance, each) for each in old]
    chance.shuffle(new)
    return "\n\n".join(old), "\n\n".join(new)


CASES = {
    "one paragraph with 40 edits": paragraph_of(20_000, 40),
    "one paragraph with 4,000 edits": paragraph_of(20_000, 4_000),
    "one paragraph with other words": (paragraph_of(20_000, 0)[0], " ".join(reversed(paragraph_of(20_000, 0)[0].split()))),
    "rows of four kinds": rows(2_000, 4, 0.1, done),
    "rows nearly alike": rows(3_000, 21, 0.5, done),
    "rows of one kind": rows(3_000, 1, 0.3, done),
    "rows that all changed": rows(3_000, 3_000, 1, done),
    "rows of kinds that changed kind": rows(3_000, 5, 0.3, reclassed),
    "paragraphs in another order": shuffled(lambda _, each: each),
    "paragraphs in another order, with edits": shuffled(lambda chance, each: each.replace(each.split()[3], chance.choice(VOCABULARY))),
    "paragraphs with nothing in common": shuffled(lambda chance, _: " ".join(chance.choices(VOCABULARY, k=40))),
    "items of a list, all further in": (
        "\n".join(f"- item {number % 9}" for number in range(5_000)),
        "- all\n" + "\n".join(f"    - item {number % 9}" for number in range(5_000)),
    ),
    "as many sections": (
        "\n\n".join(f"## {number}. Title {number % 40}\n\nText of it." for number in range(2_500)),
        "\n\n".join(f"## {number}. Title {number * 7 % 40}\n\nText of that." for number in range(2_500)),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_takes_no_longer_than_its_length(name):
    old, new = CASES[name]
    start = time.process_time()
    compare(old, new)
    assert time.process_time() - start < MOST_SECONDS


@pytest.mark.parametrize("name", CASES)
def test_the_same_texts_give_the_same_answer(name):
    old, new = CASES[name]
    assert compare(old, new) == compare(old, new)


def test_forty_edits_are_forty_edits():
    (found,) = compare(*CASES["one paragraph with 40 edits"])
    assert sum(len(piece.text.split()) for piece in found.pieces if piece.kind is Kind.ADDED) == 40
    assert sum(len(piece.text.split()) for piece in found.pieces if piece.kind is Kind.REMOVED) == 40


@pytest.mark.parametrize("name", ["rows of four kinds", "rows nearly alike", "rows of one kind", "rows that all changed"])
def test_rows_that_changed_in_place_are_shown_in_place(name):
    old, new = CASES[name]
    changed = sum(one != other for one, other in zip(old.splitlines(), new.splitlines(), strict=True))
    found = [each for each in compare(old, new) if each.changed]
    assert len(found) == changed
    assert all([piece.text.strip() for piece in each.pieces if piece.kind is not Kind.SAME] == ["done", "made"] for each in found)


def test_data_of_many_lines_too():
    old = "\n".join(f"  - key{number % 5}: value {number % 3}" for number in range(6_000))
    start = time.process_time()
    found = list(lines(old, old.replace("value 2", "value 3")))
    assert time.process_time() - start < MOST_SECONDS
    assert len(found) == 6_000


def common(old, new):
    """How many entries two sequences have in common, in order."""
    best = [0] * (len(new) + 1)
    for one in old:
        row = [0]
        for place, other in enumerate(new):
            row.append(best[place] + 1 if one == other else max(best[place + 1], row[-1]))
        best = row
    return best[-1]


@pytest.mark.parametrize("kinds", [2, 5, 40])
def test_nearly_as_much_stays_as_can(kinds):
    chance, kept, most = pick(), 0, 0
    for length in (30, 150, 400):
        old = [chance.randrange(kinds) for _ in range(length)]
        new = [each for each in old if chance.random() < 0.8]
        for _ in range(length // 8):
            new.insert(chance.randrange(len(new)), chance.randrange(kinds))
        pairs = aligned(old, new)
        assert all(old[i] == new[j] for i, j in pairs)
        assert pairs == sorted(pairs)
        assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
        kept, most = kept + len(pairs), most + common(old, new)
    assert kept >= 0.95 * most
