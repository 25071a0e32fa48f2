"""What shows the same words in the same structure is no change, however it is written; what a page shows otherwise is one."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from pactbook.redline import blocks, inline
from pactbook.redline.compare import compare, paragraphs
from pactbook.redline.files import What, redline
from pactbook.redline.terminal import show

TABLE = "| a | b |\n| --- | --- |\n| one thing | two |\n"
SAME = {
    "a number and a full stop at the begin of a line": ("Due on 1 January 2026. Then none.", "Due on 1 January\n2026. Then none."),
    "a dash at the begin of a line": ("Points of 5 - 10 days.", "Points of 5\n- 10 days."),
    "a star at the begin of a line": ("It is 5 * 3 days.", "It is 5\n* 3 days."),
    "a plus at the begin of a line": ("It is 5 + 3 days.", "It is 5\n+ 3 days."),
    "bold in brackets": ("(the **Client**)", "(the Client)"),
    "bold with underscores": ("the **Client** pays", "the __Client__ pays"),
    "bold in part": ("**The Client** pays", "**The** Client pays"),
    "italics": ("*in writing*", "_in writing_"),
    "no italics": ("*in writing*", "in writing"),
    "code": ("the `file` is", "the file is"),
    "the rule of a table": (TABLE, TABLE.replace("| --- | --- |", "|-----|:-:|")),
    "blanks in a table": (TABLE, TABLE.replace("| one thing | two |", "|one thing|two|")),
    "a table without outer strokes": (TABLE, "a | b\n--- | ---\none thing | two\n"),
    "bullets": ("- one\n- two", "* one\n* two"),
    "other bullets": ("- one\n- two", "+ one\n+ two"),
    "a heading underlined": ("## Term\n\nText", "Term\n----\n\nText"),
    "a title underlined": ("# Term\n\nText", "Term\n====\n\nText"),
    "a heading with closing signs": ("## Term\n\nText", "## Term ##\n\nText"),
    "an escaped star": (r"5 \* 3", "5 * 3"),
    "an escaped stop": (r"In 2026\. That", "In 2026. That"),
    "escaped brackets": (r"\[sic\]", "[sic]"),
    "an ampersand": ("Smith &amp; Co", "Smith & Co"),
    "an angle": ("a &lt; b", "a < b"),
    "a sign by its number": ("100&#37; of", "100% of"),
    "a stroke in a cell": ("| a |\n| --- |\n| x \\| y |", "| a |\n| --- |\n| x &#124; y |"),
    "a fixed blank": ("EUR\u00a05", "EUR 5"),
    "an item with a blank line after it": ("- one\n- two", "- one\n\n- two"),
}
OTHER = {
    "a list without points": ("1. one thing\n2. two things", "1) one thing\n2) two things"),
    "a star that makes nothing bold": ("5 * 3", "5 * * 3"),
    "literal stars": (r"\*\*x\*\* y", "**x** y"),
    "an entity shown as it is written": ("a &amp;lt; b", "a &lt; b"),
    "a rule that is none": (TABLE, TABLE.replace("| --- | --- |\n", "")),
    "a backslash that is shown": (r"a \ b", "a b"),
    "an underscore in a word": ("snake_case_name", "snakecasename"),
    "a hidden sign": ("the fee", "the\u200b fee"),
    "a number of an item": ("1. one\n2. two", "1. one\n3. two"),
    "a cell beyond the head": (TABLE, TABLE.replace("two |", "two | three |")),
    "a definition of a link": ("Text.\n\n[x]: y", "Text.\n\n[x]: z"),
    "quotation marks": ('"Fee"', "“Fee”"),
}


@pytest.mark.parametrize("name", SAME)
def test_the_same_words_in_the_same_structure_are_no_change(name):
    for old, new in (SAME[name], SAME[name][::-1]):
        assert [each for each in compare(old, new) if each.changed] == []
        (found,) = redline({"a.md": old.encode()}, {"a.md": new.encode()})
        assert found.what in {What.LAYOUT, What.MARKUP}
        assert list(show([found])) == [f"a.md: {found.what}"]


def test_it_is_said_what_changed():
    assert redline({"a.md": b"*x*"}, {"a.md": b"_x_"})[0].what == "changed in markup alone"
    assert redline({"a.md": b"x y"}, {"a.md": b"x\ny"})[0].what == "changed in spaces and line breaks alone"


@pytest.mark.parametrize("name", OTHER)
def test_what_is_shown_otherwise_is_a_change(name):
    for old, new in (OTHER[name], OTHER[name][::-1]):
        assert [each for each in compare(old, new) if each.changed], name


def test_bold_beside_a_change_does_not_hide_it_and_is_none_itself():
    (found,) = compare("The **Client** pays 30 days after (the **Invoice**).", "The Client pays 45 days after (the Invoice).")
    assert [piece.text.strip() for piece in found.pieces if piece.kind != "same"] == ["30", "45"]


def test_a_line_that_looks_like_an_item_stays_in_its_paragraph():
    assert paragraphs("Due on 1 January\n2026. Then\n- none\n\n1. one\n2. two\n\n1) three\n2) four") == [
        "Due on 1 January 2026. Then - none",
        "1. one",
        "2. two",
        "1) three 2) four",
    ]


# Python-Markdown as the pages of agreements use it, as far as words are concerned.
SITE = markdown.Markdown(extensions=[SaneListExtension(), TableExtension()])
SITE.parser.blockprocessors.deregister("reference")
for _name in ("reference", "image_link", "image_reference", "short_reference", "short_image_ref"):
    SITE.inlinePatterns.deregister(_name)
WORDS = st.sampled_from(
    ["word", "**bold**", "*it*", "_it_", "__bold__", "a_b_c", r"\*", "`co*de`", "&amp;", "&", "5 * 3", "(**x**)", "2 < 3", r"1\."]
)


@given(st.lists(WORDS, min_size=1, max_size=8))
def test_the_words_are_those_that_the_site_shows(found):
    text = "The " + " ".join(found)
    SITE.reset()
    shown = unescape(re.sub(r"<[^<>]*>", "", SITE.convert(text)))
    assert inline.unescaped(inline.shown(text).replace("**", "")).split() == shown.split()


def test_texts_that_are_read_at_the_same_time_do_not_disturb_one_another():
    found = [f"{number}. one thing\n    {number}. two\n\n---\n\n> said {number}\n" for number in range(200)]
    alone = [paragraphs(each) for each in found]
    blocks.read.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(paragraphs, found)) == alone
