"""Texts that are made to keep a pattern busy: what grows with the square of their length is stopped long before it ends.

Nothing is measured. A reading that grows with the length alone needs a small part of the processor time that is given, one that grows
with its square many times as much; the load of the machine does not count.
"""

import signal
from contextlib import contextmanager

import pytest

from pactbook.checks.wording import (
    and_or,
    binding_words,
    dates,
    days,
    hidden_signs,
    numbers,
    open_charges,
    placeholders,
    repeated_words,
    vague_words,
)
from pactbook.checks.writing import Writing
from pactbook.values.amounts import amounts
from pactbook.values.passages import passages

RULES = (and_or, binding_words, dates, days, hidden_signs, numbers, open_charges, placeholders, repeated_words, vague_words)
PIECES = [
    "`", "{{", "<!--", "<a ", "[", "](", "[a](b", "(1) ", "one ", "one hundred and ", "(", "__ ", "1/2/", "30 days ", "to be agreed ", "the the ",
    "and/or A ", "The Vendor shall ", "promptly ", "shall promptly; ", "as ", '"', "“", "\u200f", "\u0410", "&#8203;", "a\n\n", ": ", "(a) x. ", "May ",
    "EUR 1,000", "Section 1, ", "- up to 5 days\n", "| 1 ",
]  # fmt: skip
LENGTH = 30_000
GIVEN = 6.0  # seconds of the processor


class _Subject:
    def __init__(self, writing):
        self.writings = self.agreements = self.worded = (writing,)
        self.unused_clauses = ()


@contextmanager
def given(seconds):
    """Raise where the processor was busy for longer with what is done meanwhile."""

    def stop(*_):
        pytest.fail(f"not done after {seconds} seconds of the processor: something grows with the square of the text's length")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_row_of_one_thing_is_read_to_its_end(piece):
    writing = Writing("a.md", piece * (LENGTH // len(piece)), contract=object())
    with given(GIVEN):
        _ = writing.structure, writing.definitions, writing.references, writing.sentences
        _ = list(amounts(writing.words)), list(passages(writing.words))
        for rule in RULES:
            found = list(rule.check(_Subject(writing)))
            assert all(problem.path == "a.md" for problem in found)


def _for_ever():
    with given(0.05):
        while True:
            pass


def test_what_does_not_end_is_stopped():
    with pytest.raises(pytest.fail.Exception, match="not done"):
        _for_ever()
