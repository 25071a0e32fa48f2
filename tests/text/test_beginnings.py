"""Looking where a word can begin finds what the pattern alone finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pactbook.text import beginnings, day_counts, number_pairs
from pactbook.text.beginnings import Finder
from pactbook.values import amounts

PIECES = [
    "EUR", "EUR ", "US$", "a$", "$", "€ ", "1", "25", "1,250", ".5", "0.25", " ", "-", "%", "days", " days", "Two", "twentyfive", "a hundred ", "one hundred and ",
    "thirty (30) ", "half ", "of ", "(", ")", "percent", "minutes", "million ", "x", "_", "/", "\n", "K", "\u017fix ", "\u0131", "\u0130", "\u0663", "thousandth ", "and ",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def spans(found):
    return [(match.span(), match.groupdict()) for match in found]


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_amounts(text, start, length):
    stop = min(len(text), start + length)
    assert spans(amounts._matches(text, start, stop)) == spans(amounts._SEARCH.finditer(text, start, stop))


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_numbers_in_words(text, start, length):
    stop = min(len(text), start + length)
    for finder in (number_pairs._BEFORE, number_pairs._PART_OF, day_counts._NUMBER):
        whole = finder.sought.search(text, start, stop)
        found = finder.search(text, start, stop)
        assert spans([found] if found else []) == spans([whole] if whole else [])


def test_words_share_their_first_letter():
    assert beginnings.pattern(["two", "three", "thirty", "a", "one", "on"]) == "a|o(?:n|ne)|t(?:hi|hr|wo)"


def test_every_way_in_which_a_pattern_begins_is_found_in_order_and_without_overlap():
    finder = Finder(re.compile(r"\b(?:two|twenty two)\b", re.IGNORECASE), re.compile(beginnings.pattern(["two", "twenty"])))
    assert [match.group() for match in finder.each("TWO, twenty Two, stwo two", 0, 25)] == ["TWO", "twenty Two", "two"]
