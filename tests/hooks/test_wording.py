"""What changed in a file, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.lock.telling.wording import Nature, differences

TERMS = "service_levels:\n  fcr:\n    target: 82 %\n    minimum: 76 %\n  ces:\n    target: 4.0 points\n"


def passages(path, old, new):
    found = differences(path, old.encode(), new.encode())
    assert found.nature is Nature.WORDS
    return [f"{passage.where}: {passage.text}".removeprefix(": ") for passage in found.passages]


def test_a_line_of_terms_is_found_by_its_number():
    assert passages("terms.yaml", TERMS, TERMS.replace("82", "85")) == ["line 3: target: [was: 82 %] [now: 85 %]"]


def test_lines_that_come_and_go():
    assert passages("terms.yaml", TERMS, TERMS.replace("    minimum: 76 %\n", "")) == ["line 3: [removed: minimum: 76 %]"]
    assert passages("terms.yaml", TERMS, TERMS + "  aht: {}\n") == ["line 7: [new: aht: {}]"]


def test_indentation_that_changes_what_belongs_to_what():
    moved = TERMS.replace("    minimum: 76 %\n", "").replace("  ces:", "    minimum: 76 %\n  ces:")
    assert moved == TERMS
    assert passages("terms.yaml", "a:\n  b: 1\nc: 2\n", "a:\n  b: 1\n  c: 2\n") == [
        "the indentation changed, and with it what belongs to what"
    ]


@pytest.mark.parametrize(
    ("old", "new", "nature"),
    [
        ("One two.\n", "One  two.\n", Nature.SPACES),
        ("One\ntwo.\n", "One two.\n", Nature.SPACES),
        ("One two.\n", "One\u00a0two.\n", Nature.SPACES),
        ("One two.\n", "One two.", Nature.SPACES),
        ("One two.\n", "One *two*.\n", Nature.MARKUP),
        ("One two.\n", "# One two.\n", Nature.WORDS),
        ("## One\n", "### One\n", Nature.WORDS),
        ("> One\n", "One\n", Nature.WORDS),
        ("- one\n    - two\n", "- one\n- two\n", Nature.WORDS),
        ("## 1. One\n", "## 2. One\n", Nature.WORDS),
        ("(the **One**)\n", "(the One)\n", Nature.MARKUP),
        ("One on 1 May\n2026. Two\n", "One on 1 May 2026. Two\n", Nature.SPACES),
        ("- one\n- two\n", "* one\n* two\n", Nature.MARKUP),
        ("| a | b |\n|---|---|\n", "| a | b |\n| :-- | --: |\n", Nature.MARKUP),
        ("One two.\n", "One two\u200b.\n", Nature.WORDS),
        ("One two.\n", "one two.\n", Nature.WORDS),
        ("1. one\n", "2. one\n", Nature.WORDS),
        ("-5 %\n", "5 %\n", Nature.WORDS),
        ("[one](#a)\n", "[one](#b)\n", Nature.WORDS),
        ("10 - 5\n", "10 5\n", Nature.WORDS),
        ("not_this\n", "notthis\n", Nature.WORDS),
    ],
)
def test_what_is_a_word_and_what_is_not(old, new, nature):
    assert differences("agreement.md", old.encode(), new.encode()).nature is nature


def test_the_heading_above_a_change():
    text = "# Contract\n\n## 9. Liability {#liability}\n\nThe cap is EUR 100.00.\n\n## 10. Notices {#notices}\n\nBy post.\n"
    assert passages("agreement.md", text, text.replace("100.00", "10.00")) == [
        "under '9. Liability': The cap is EUR [was: 100.00] [now: 10.00]."
    ]


@given(st.binary(max_size=300), st.binary(max_size=300), st.sampled_from(["agreement.md", "terms.yaml", "heads.txt"]))
def test_any_bytes_are_told_in_words_that_a_terminal_can_show(old, new, path):
    for passage in differences(path, old, new).passages:
        assert passage.where.isprintable()
        assert passage.text.isprintable()


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["agreement.md", "terms.yaml", "heads.txt"]))
def test_any_text_too(old, new, path):
    before, after = (text.encode("utf-8", "surrogatepass") for text in (old, new))
    for passage in differences(path, before, after).passages:
        assert (passage.where + passage.text).isprintable()
