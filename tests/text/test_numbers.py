from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.numbers import number_pairs, number_words

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905


def spelt(number):
    """A whole number below 10^12 in words."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            return f"{spelt(number // scale)} {word}" + (f" {spelt(rest)}" if rest else "")
    if number < 20:
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.integers(0, 10**12 - 1))
def test_every_whole_number_reads_as_it_is_spelt(number):
    assert number_words.value(spelt(number)) == number
    assert number_words.value(spelt(number).replace(" hundred ", " hundred and ").upper()) == number


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_pair_agrees_only_with_its_own_number(number, other):
    (pair,) = number_pairs.read(f"for {spelt(number)} ({other:,}) units")
    assert pair.agrees == (number == other or number == other * 100 or (1900 <= other < 2100 and other % 100 == number))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a hundred", 100),
        ("twelve hundred", 1200),
        ("twentyfour", 24),
        ("fifteenth", 15),
        ("twenty-first", 21),
        ("one and one-half", Fraction(3, 2)),
        ("two-thirds", Fraction(2, 3)),
        ("ninety-nine and nine tenths", Fraction(999, 10)),
        ("ninety-nine point nine five", Fraction(1999, 20)),
        ("half a million", 500_000),
        ("one thousand and 50/100", Fraction(2001, 2)),
    ],
)
def test_other_ways_of_writing(words, number):
    assert number_words.value(words) == number


@pytest.mark.parametrize(
    "words", ["", "and", "hundred", "ten five", "one twelve", "nineteen ninety-eight", "five thousand million", "the third quarter", "1/0"]
)
def test_what_is_no_number_is_none(words):
    assert number_words.value(words) is None


def test_a_pair_knows_its_place():
    text = "Pay within\nforty-\nfive (54) days."
    (pair,) = number_pairs.read(text)
    assert text[pair.start : pair.end] == "forty-\nfive (54)"
    assert not pair.agrees


@given(st.text(alphabet="(0123456789.,/½% )-thirtyoneandhalf$\n", max_size=60))
def test_nothing_breaks_it(text):
    for pair in number_pairs.read(text):
        assert 0 <= pair.start < pair.end <= len(text)
