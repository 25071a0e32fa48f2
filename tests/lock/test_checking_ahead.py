"""Signatures that a second process checks: it makes nothing hold that does not, and nothing depends on it."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from pactbook.lock import checking_ahead
from pactbook.lock.checking_ahead import Helper, helper
from pactbook.lock.record import Record, Sealed
from pactbook.lock.signature import made_by, signer_key
from signed_books import BOTH, MSA

pytestmark = pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs a second processor to begin")


@pytest.fixture(autouse=True)
def always(monkeypatch):
    monkeypatch.setattr(checking_ahead, "LEAST", 0)


def sealed(signatures, message):
    record = Record("r/0001", 1, None, message, "sha256:0", signatures)
    return [Sealed("r/0001", 1, record, ()), Sealed("r/0002", 2, None, ())]


def of(book):
    folder = book.path / MSA / "signoffs" / "0001"
    return (folder / f"{BOTH[0]}.sig").read_bytes(), (folder / "statement.txt").read_bytes()


def test_it_says_what_holds_and_of_nothing_else(book):
    good, message = of(book)
    with helper(1) as ahead:
        ahead.submit(sealed({"one": good, "two": good[:-40], "three": b""}, message))
        ahead.submit(sealed({"one": good}, message + b" "))
        assert ahead.holding() == {(good, message)}
    assert signer_key(good) == made_by(good, message)


def test_what_it_did_not_say_is_not_taken_as_held(book):
    good, message = of(book)
    with helper(1) as ahead:
        os.kill(ahead._process, signal.SIGKILL)
        for _ in range(2_000):
            ahead.submit(sealed({"one": good}, message))
        assert len(ahead.holding()) <= 1


def test_a_book_is_judged_the_same_with_it(book, monkeypatch):
    said = []
    real = Helper.holding
    monkeypatch.setattr(Helper, "holding", lambda self: said.append(real(self)) or said[-1])
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
