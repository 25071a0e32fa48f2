from __future__ import annotations

import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactbook.assemble.escape import at_start, inline
from pactbook.assemble.schedules.schedule import bullets, cell, plain, table

NASTY = st.text(alphabet=st.sampled_from("abc1 .)#*_-+>`~|[](){}!<&;:=\\\"'^$%@/x²é"), max_size=30)
TYPICAL = [
    "1. first",
    "2) second",
    "# a",
    "- a",
    "* a",
    "---",
    "a | b",
    "a*b*c _d_",
    "AT&amp;T",
    "<b>x</b>",
    "<1@1>",
    "R&#12 b, &#8364 5",
    "ask <24-7@acme.example>, or <@acme>",
    "{#id}",
    ": a",
    "!!! note",
    "C:\\x",
    ":smile:",
    "~~~",
]


def shown(text):
    """The words that a reader sees, with the extensions of the site."""
    names = ["admonition", "def_list", "footnotes", "sane_lists", "tables", "attr_list", "fenced_code", "md_in_html"]
    page = markdown.markdown(text, extensions=names)
    return html.unescape(re.sub(r"</?(?:p|table|thead|tbody|tr|td|th|ul|li|br|h1)(?: [^<>]*)?/?>", "", page)).split()


def words(text):
    return " ".join(text.split()).split()


@pytest.mark.parametrize("text", TYPICAL)
def test_a_text_reads_as_it_was_written(text):
    assert shown(plain(text)) == words(text)
    assert shown(f"before {inline(text)} after") == ["before", *words(text), "after"]


@given(NASTY)
def test_whatever_is_written_reads_as_it_was_written(text):
    assert shown(plain(text)) == words(text)
    assert shown(bullets([f"x {text}"])) == ["x", *words(text)]


@given(NASTY)
def test_a_cell_stays_one_cell(text):
    assert shown(table(("A", "B"), [(f"x {text}", "y")])) == ["A", "B", "x", *words(text), "y"]


def test_a_reference_in_a_value_stays_one():
    assert inline("see [](#a.b) and [](msa:#c) *x*") == "see [](#a.b) and [](msa:#c) \\*x\\*"


def test_an_empty_cell_is_a_dash():
    assert [cell(None), cell(""), cell(()), cell(0)] == ["–", "–", "–", "0"]


def test_the_start_of_a_line_is_left_alone_where_it_means_nothing():
    assert [at_start(text) for text in ("-5 %", "+44 1", "1.5 points", "2026-01-01")] == ["-5 %", "+44 1", "1.5 points", "2026-01-01"]
