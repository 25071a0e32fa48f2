"""Looking where a word can begin finds what the pattern alone finds."""

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.letters import beginnings
from pactbook.text.letters.beginnings import Finder
from pactbook.text.numbers import day_counts, number_pairs
from pactbook.text.passages import duties, sentences
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


def test_whole_words_are_found_with_the_longer_one_first():
    assert beginnings.whole(["six", "sixteen", "a", "two"]) == "a(?:)|s(?:ixteen|ix)|t(?:wo)"
    assert re.findall(beginnings.whole(["six", "sixteen"]), "six sixteen sixty") == ["six", "sixteen", "six"]


def test_every_place_of_words_is_found_those_that_overlap_too():
    assert list(beginnings.places("anana ana", "ana")) == [0, 2, 6]
    assert list(beginnings.places("anana ana", "ana", 1, 8)) == [2]


def test_what_begins_within_a_find_is_passed_over():
    assert [found.span() for found in beginnings.matches(re.compile("aa"), "aaaa b aa", [0, 1, 2, 7])] == [(0, 2), (2, 4), (7, 9)]


@pytest.mark.parametrize(
    "words",
    [r"\bcur(?:e|ed)\b", r"contracts?\b", r"\bon\s[^.]{0,9}end", r"\b(?:two|\d+)\b", "terminat", r"un(?:cured|paid)", r"ab*c", r"a{2}b"],
)
@given(
    st.lists(
        st.sampled_from(
            ["cure", "cured", "un", "contract", "s", "on ", "the end", "x", " ", ".", "two", "7", "ab", "aab", "c", "terminated"]
        )
    )
)
def test_words_stand_in_a_text_where_the_pattern_finds_them(words, pieces):
    text = "".join(pieces)
    assert beginnings.stands(words, text) == bool(re.search(words, text))


# ---- the same for readings that look at a few places only -----------------------------------------------------------------
NAMES = ("Vendor", "Acme Inc", "Party", "party", "C&D")
WORDS = [
    "Vendor", "Acme", " ", " ", "\n", "Inc", "Acme Inc", "party", "Party", "C&D", "(", "also", "each", "hereby", "shall", "will", "must", "not", "be", "pay", "x", ".", "  ",
]  # fmt: skip
PLAIN = re.compile(
    rf"\b(?P<party>{'|'.join(re.escape(name).replace(chr(92) + ' ', chr(92) + 's+') for name in sorted(NAMES, key=len, reverse=True))})[ \n]+"
    rf"(?:also[ ]+|hereby[ ]+|each[ ]+)?(?P<word>shall|will|must)[ \n]+(?!(?:{duties._HAPPENS})\b)(?:not[ \n]+)?[a-z]+"
)


@given(st.lists(st.sampled_from(WORDS), max_size=24).map("".join))
def test_duties(text):
    whole = [(" ".join(found["party"].split()), found["word"], found.start("word")) for found in PLAIN.finditer(text)]
    assert [(duty.party, duty.word, duty.start) for duty in duties.bindings(text, NAMES)] == whole


ENDS = ["approx", "Corp", "days", "No", "a", ". ", ".", " ", "\n", "The", "the", ";", "3", "\n\n", "# Head\n", '"', "!", "- ", "U.S"]


@given(st.lists(st.sampled_from(ENDS), max_size=16).map("".join))
def test_ends_of_sentences(text):
    """What is told at once of an edge is what a closer look says."""
    for edge in sentences._EDGE.finditer(text):
        if edge.lastindex:
            assert sentences._kind(text, edge) == sentences._SENTENCE
            assert edge.group() == "."


def test_numbers_in_words_are_looked_for_no_farther_back_than_they_can_reach():
    words = " ".join(islice(iter(["the fee is"] * 9), 9))
    for tail in ("one hundred and twenty United States dollars ", "thirty ", "two  business   days ", "five and 50/100 dollars "):
        before = f"{words} {tail}"
        assert (
            number_pairs._BEFORE.search(before, number_pairs._reach(before), len(before)).span()
            == number_pairs._BEFORE.search(before, 0, len(before)).span()
        )
