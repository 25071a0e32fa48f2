import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.passages import sentences


def sentence_with(text, word):
    start, end = sentences.read(text).around(text.index(word))
    return " ".join(text[start:end].split())


def clause_with(text, word):
    start, end = sentences.read(text).clause(text.index(word))
    return " ".join(text[start:end].split())


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One ends. Two begins here! Three?", "Two", "Two begins here!"),
        ("Acme Inc. and Larkfield Ltd. of the U.S. pay. Then", "pay", "Acme Inc. and Larkfield Ltd. of the U.S. pay."),
        ("It costs 3.5 percent at 9 a.m. daily. Next", "daily", "It costs 3.5 percent at 9 a.m. daily."),
        ('He says "stop." Then she goes.', "goes", "Then she goes."),
        ("# Title\nThe text.", "text", "The text."),
        ("The Vendor shall\n\n   6\n\nreport at once. Next", "report", "The Vendor shall 6 report at once."),
        ("A heading without a stop\n\nThe text starts.", "text", "The text starts."),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text, word, sentence):
    assert sentence_with(text, word) == sentence


def test_semicolons_and_items_cut_a_sentence_into_parts():
    text = "The Vendor shall:\n\n(a) report; and\n\n(b) train.\n\nNext."
    assert sentence_with(text, "train") == "The Vendor shall: (a) report; and (b) train."
    assert clause_with(text, "report") == "(a) report;"
    assert clause_with(text, "train") == "(b) train."


def test_items_that_are_sentences_keep_their_introduction():
    text = "The Vendor shall:\n\n- Report at once.\n- Train the agents.\n\nThe Client pays."
    read = sentences.read(text)
    assert read.lead(text.index("Train")).strip() == "The Vendor shall:"
    assert read.lead(text.index("Client")) == ""


@given(st.text(alphabet="aA.;:\n -*(1)", max_size=60), st.integers(0, 59))
def test_every_character_stands_in_one_sentence_and_its_part(text, offset):
    read = sentences.read(text)
    if offset < len(text):
        start, end = read.around(offset)
        part_start, part_end = read.clause(offset)
        assert start <= part_start <= offset < part_end <= end
