from hypothesis import given
from hypothesis import strategies as st

from pactbook.text.letters.lines import even, lower
from pactbook.text.passages.readable import blanked


def test_what_nobody_reads_is_blank_and_everything_else_keeps_its_place():
    text = "The `thirty` {{ sow.fee }} fee {#fee} at [the desk](https://x.example/promptly) <b>now</b> <!-- soon --> https://y.example"
    assert blanked(text).split() == ["The", "fee", "at", "[the", "desk]", "now"]
    assert len(blanked(text)) == len(text)
    assert blanked(text).index("fee") == text.index("fee {#")


def test_what_only_looks_like_markup_is_read():
    text = "Between <name of the client> and 1 < 2, a ` alone, {{ open, [1] (see above)"
    assert blanked(text) == text


def test_a_fence_is_blank_and_its_lines_stay():
    text = "Before\n```\nthirty (45)\n```\nafter"
    assert blanked(text).split() == ["Before", "after"]
    assert blanked(text).count("\n") == text.count("\n")


@given(st.text(alphabet="a`{}<>!-#[]()/\n \u00a0h", max_size=80))
def test_length_and_lines_stay(text):
    found = blanked(text)
    assert len(found) == len(text)
    assert [i for i, c in enumerate(found) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(st.text(max_size=60))
def test_lower_case_keeps_every_place(text):
    assert len(lower(text)) == len(text) == len(even(text))
