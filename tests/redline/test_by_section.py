"""The short account of a change names every section in which something changed, and no other."""

from __future__ import annotations

import pytest

from pactbook.redline.by_section import Part, changed_sections
from pactbook.redline.pieces import Kind
from pactbook.site.news.words import parts, sections

LONG = "The term is three years from the start of it."
WITH_IDS = "## 1. Fees {#fees}\n\nThe Vendor pays.\n\n## 2. Term {#term}\n\n" + LONG + "\n"
WITHOUT = WITH_IDS.replace(" {#fees}", "").replace(" {#term}", "")


def told(old, new):
    return sections(parts(old), parts(new))


@pytest.mark.parametrize("text", [WITH_IDS, WITHOUT])
def test_a_section_that_only_got_another_number_is_not_named(text):
    new = "## 1. Scope\n\nOf it all.\n\n" + text.replace("2. Term", "3. Term").replace("1. Fees", "2. Fees")
    assert told(text, new) == ("New: “1 Scope”.",)
    assert told(new, text) == ("Removed: “1 Scope”.",)


@pytest.mark.parametrize("text", [WITH_IDS, WITHOUT])
def test_the_section_that_changed_is_named_whatever_its_number_is_now(text):
    new = "## 1. Scope\n\nOf it all.\n\n" + text.replace("2. Term", "3. Term").replace("1. Fees", "2. Fees").replace("three", "four")
    assert told(text, new) == ("New: “1 Scope”.", "Changed: “3 Term” (1 word added, 1 word removed).")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- one of it\n- two of it\n- three of it", "- two of it\n- three of it\n- one of it", "a paragraph moved to another place"),
        ("- one\n    - two\n    - three", "- one\n- two\n- three", "2 paragraphs moved out one level"),
        ("- one\n    - two", "- one\n- three", "1 word added, 1 word removed"),
    ],
)
def test_what_changed_beside_the_words(old, new, said):
    (found,) = told(f"## 1. Fees {{#fees}}\n\n{old}\n", f"## 1. Fees {{#fees}}\n\n{new}\n")
    assert said in found


@pytest.mark.parametrize(
    ("old", "new"), [("The **Fee** is 5.", "The Fee\nis 5."), ("- one\n- two", "* one\n* two"), ("a &amp; b", "a & b"), ("x", "x\n\n")]
)
def test_markup_alone_is_not_told(old, new):
    assert told(f"## 1. Fees {{#fees}}\n\n{old}\n", f"## 1. Fees {{#fees}}\n\n{new}\n") == ()


def test_a_section_whose_id_stayed_is_the_same_under_another_title():
    old = [Part("fees", "1 Fees", "The Vendor pays."), Part("term", "2 Term", LONG)]
    new = [Part("fees", "1 Charges", "The Vendor pays."), Part("duration", "2 Fees", "Other words.")]
    assert [(each.kind, each.key) for each in changed_sections(old, new)] == [
        (Kind.SAME, "fees"),
        (Kind.ADDED, "duration"),
        (Kind.REMOVED, "term"),
    ]


def test_sections_that_are_items_of_lists_keep_their_levels():
    old = "1. **Liability**{#liability}. The Vendor is liable for:\n\n    1. loss of data\n\n        1. by the Client\n\n    2. profit\n\n2. **End**{#end}. It ends.\n"
    (found,) = told(old, old.replace("        1. by", "    2. by"))
    assert "Liability" in found
    assert "level" in found
