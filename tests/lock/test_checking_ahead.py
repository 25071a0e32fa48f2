"""Signatures that a second process checks: it makes nothing hold that does not, and nothing depends on it."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from pactbook.lock.forms.signature import made_by, signer_key
from pactbook.lock.records import checking_ahead
from pactbook.lock.records.checking_ahead import Helper, helper
from signed_books import BOTH, MSA

pytestmark = pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs a second processor to begin")


@pytest.fixture(autouse=True)
def always(monkeypatch):
    monkeypatch.setattr(checking_ahead, "LEAST", 0)


def of(book):
    folder = book.path / MSA / "signoffs" / "0001"
    return (folder / f"{BOTH[0]}.sig").read_bytes(), (folder / "statement.txt").read_bytes()


def test_it_says_what_holds_and_of_nothing_else(book):
    good, message = of(book)
    with helper(1) as ahead:
        ahead.submit([(good, message), (good[:-40], message), (b"", message)])
        ahead.submit([(good, message + b" "), (good, message)])
        assert (good, message) in ahead
        assert [pair for pair in [(good[:-40], message), (b"", message), (good, message + b" ")] if pair in ahead] == []
        assert (good, b"never asked") not in ahead
    assert signer_key(good) == made_by(good, message)


def many(good, message):
    """More than the pipe takes, so that the first process has a share in the work; one in a hundred is sound."""
    return [(good, message) if number % 100 == 0 else (good, message + b"x" * number) for number in range(1, 801)]


def test_more_than_it_can_take_at_once(book):
    good, message = of(book)
    pairs = many(good, message)
    with helper(1) as ahead:
        ahead.submit(pairs)
        assert ahead._waiting
        held = [pair for pair in pairs if pair in ahead]
        assert not ahead._waiting
    assert set(held) <= {(good, message)}


@pytest.mark.parametrize("when", ["before it was asked", "while it is asked"])
def test_what_it_did_not_say_is_not_taken_as_held(book, when):
    good, message = of(book)
    with helper(1) as ahead:
        if when == "while it is asked":
            ahead.submit(many(good, message))
        os.kill(ahead._process, signal.SIGKILL)
        ahead.submit(many(good, message + b"y"))
        assert not any((good, other) in ahead for _, other in many(good, message + b"y"))
        assert (good, b"later") not in ahead


def test_a_book_is_judged_the_same_with_it(book, monkeypatch):
    said = []
    real = Helper.__contains__
    monkeypatch.setattr(Helper, "__contains__", lambda self, pair: said.append(real(self, pair)) or said[-1])
    whole = book.verify()
    assert whole.problems == ()
    assert any(said)
    signature = book.path / MSA / "signoffs" / "0001" / f"{BOTH[0]}.sig"
    signature.write_bytes((book.path / MSA / "signoffs" / "0001" / "statement.txt").read_bytes())
    broken = book.verify().problems
    monkeypatch.setattr(checking_ahead, "LEAST", 10**9)
    assert broken == book.verify().problems
    assert "L004" in {problem.rule.code for problem in broken}


def test_there_is_none_where_it_is_not_worth_one(monkeypatch):
    monkeypatch.setattr(checking_ahead, "LEAST", 2)
    with helper(1) as ahead:
        assert ahead is None
