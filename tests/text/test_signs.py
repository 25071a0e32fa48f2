import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.letters import signs


@pytest.mark.parametrize(
    "number",
    [
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x180E,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x202A,
        0x202E,
        0x2060,
        0x2066,
        0x2069,
        0x206A,
        0x3164,
        0xFE00,
        0xFEFF,
        0xFFA0,
        0xFFFD,
        0xE000,
        0xE0041,
        0xE0100,
        0xF0000,
        0x7F,
        0x08,
    ],
)
def test_what_cannot_be_seen_between_latin_letters_is_found(number):
    assert [sign.start for sign in signs.hidden(f"Cli{chr(number)}ent")] == [3]


def test_a_reference_to_what_cannot_be_seen_is_found():
    assert [sign.character for sign in signs.hidden("a&#8203;b&#x202E;c&shy;d&zwnj;e&amp;f&nbsp;g&eacute;h&#0;")] == [
        "\u200b",
        "\u202e",
        "\xad",
        "\u200c",
        "\ufffd",
    ]


def test_a_reference_to_a_mark_that_strikes_out_is_found():
    assert [(sign.start, sign.effect) for sign in signs.hidden("n&#822;o&#x338;t&#x20E0;&#x20E3;")] == [
        (1, "strikes out or covers the letter before it"),
        (8, "strikes out or covers the letter before it"),
        (16, "strikes out or covers the letter before it"),
    ]


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd", "Po", "Zs"], max_codepoint=0x24F), max_size=60))
def test_plain_latin_text_is_left_alone(text):
    assert list(signs.mixed(text)) == []


@pytest.mark.parametrize(("other", "latin"), sorted(signs.LATIN_FOR.items()))
def test_one_look_alike_in_a_latin_word_is_enough(other, latin):
    assert unicodedata.name(other).partition(" ")[0] != "LATIN" or other == "\u217c"
    (found,) = signs.mixed(f"the Ven{other}dor pays")
    assert (found.word, found.start, found.letters, found.taken_for) == (f"Ven{other}dor", 4, other, f"Ven{latin}dor")


@pytest.mark.parametrize("word", ["\u0441\u043e\u0440\u0443", "\u0421\u041e\u0420\u0415", "\u0410"])
def test_a_word_of_look_alikes_alone_is_found_where_its_alphabet_is_not_used(word):
    assert [found.word for found in signs.mixed(f"Schedule {word} applies")] == [word]
    assert list(signs.mixed(f"Schedule {word} applies to \u0434\u043e\u0433\u043e\u0432\u043e\u0440")) == []
