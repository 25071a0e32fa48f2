"""Texts that are made to keep a pattern busy are read in a time that grows with their length alone."""

from time import process_time

import pytest

from pactbook.checks.wording import (
    and_or,
    binding_words,
    dates,
    days,
    hidden_signs,
    numbers,
    placeholders,
    repeated_words,
    vague_words,
)
from pactbook.checks.writing import Writing

RULES = (and_or, binding_words, dates, days, hidden_signs, numbers, placeholders, repeated_words, vague_words)
PIECES = [
    "`", "{{", "<!--", "<a ", "[", "(1) ", "one ", "one hundred and ", "(", "__ ", "1/2/", "30 days ", "to be agreed ", "the the ",
    "and/or A ", "The Vendor shall ", "promptly ", "shall promptly; ", "as ", '"', "“", "\u200f", "\u0410", "&#8203;", "a\n\n", ": ", "(a) x. ", "May ",
]  # fmt: skip


class _Subject:
    def __init__(self, writing):
        self.writings = self.agreements = (writing,)


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_text_takes_about_twice_the_time(piece):
    def taken(times):
        writing = Writing("a.md", piece * times, contract=object())
        _ = writing.structure, writing.definitions, writing.words, writing.lines
        start = process_time()
        for rule in RULES:
            for _ in rule.check(_Subject(writing)):
                pass
        return process_time() - start

    size = 12_000 // len(piece)
    taken(size // 10)
    short, long = taken(size), taken(size * 4)
    assert long < max(0.5, short * 10)
