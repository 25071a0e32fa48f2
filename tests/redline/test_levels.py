"""What a paragraph hangs under is part of what is agreed: a change of level is a change, at the terminal, on the page and among the news."""

from __future__ import annotations

import pytest

from pactbook.redline import blocks
from pactbook.redline.compare import compare
from pactbook.redline.context import in_context
from pactbook.redline.files import What, redline
from pactbook.redline.page import body
from pactbook.redline.terminal import show
from pactbook.site.news.words import parts, sections
from pactbook.site.redline_markup import changed_only

HEAD = "## 1. Liability {#liability}\n\n"
LIABLE = """\
The Vendor is liable for:

- loss of data, but not where
    - the Client caused it
    - the loss is below the cap
- loss of profit
"""
NUMBERED = LIABLE.replace("    - the C", "    1. the C").replace("    - the l", "    2. the l").replace("- loss of d", "1. loss of d")
THREE = "- one of them\n    - two of them\n        - three of them\n- last of them\n"

CASES = {
    "an item of a list": (LIABLE, LIABLE.replace("    - the loss", "- the loss"), "moved out one level"),
    "an item that goes in": (LIABLE, LIABLE.replace("- loss of profit", "    - loss of profit"), "moved in one level"),
    "a numbered item": (NUMBERED, NUMBERED.replace("    2. the loss", "2. the loss"), "moved out one level"),
    "two levels": (THREE, THREE.replace("        - three", "- three"), "moved out two levels"),
    "indented by two spaces, which makes no list within a list": (LIABLE, LIABLE.replace("    - the loss", "  - the loss"), "moved out"),
    "a list with blank lines": (
        LIABLE.replace("\n", "\n\n"),
        LIABLE.replace("    - the loss", "- the loss").replace("\n", "\n\n"),
        "moved out",
    ),
    "a paragraph of an item": (
        "- an item\n\n    This applies.\n\nEnd.",
        "- an item\n\nThis applies.\n\nEnd.",
        "out of the list item above it",
    ),
    "a paragraph into an item": (
        "- an item\n\nThis applies.\n\nEnd.",
        "- an item\n\n    This applies.\n\nEnd.",
        "into the list item above it",
    ),
    "a quotation": ("> What the law says.\n\nEnd.", "What the law says.\n\nEnd.", "no longer in a quotation"),
    "into a quotation": ("What the law says.\n\nEnd.", "> What the law says.\n\nEnd.", "now in a quotation"),
    "an item that ends to be one": ("- one\n- two of it", "- one\n\ntwo of it", "no longer an item of a list"),
    "a line that becomes an item": ("- one\n\nnot more", "- one\n- not more", "now an item of a list"),
    "an item under a new one": ("- one\n    - two of it", "- one\n- new\n    - two of it", "now under “new”"),
    "a list under new words": (
        "The Vendor pays:\n\n- fees\n- all taxes",
        "The Vendor pays:\n\n- fees\n\nThe Client pays:\n\n- all taxes",
        "now under “The Client pays”",
    ),
    "with other words too": (LIABLE, LIABLE.replace("    - the loss is", "- any loss is"), "moved out one level"),
}


def told(old, new):
    """The four places at which it must be said."""
    files = redline({"agreement.md": old.encode()}, {"agreement.md": new.encode()})
    found = compare(old, new)
    return {
        "terminal": "\n".join(show(files)),
        "page": body(in_context(found)),
        "whole page": body(found),
        "clauses": changed_only(found),
        "news": " ".join(sections(parts(old), parts(new))),
    }


@pytest.mark.parametrize("name", CASES)
def test_a_change_of_level_is_told_everywhere(name):
    old, new, said = CASES[name]
    for place, text in told(HEAD + old, HEAD + new).items():
        assert said.lower() in text.lower(), (place, text)
    assert redline({"a.md": old.encode()}, {"a.md": new.encode()})[0].what is What.CHANGED


@pytest.mark.parametrize("name", CASES)
def test_so_is_the_way_back(name):
    old, new, _ = CASES[name]
    assert sum(each.passage for each in compare(new, old)) >= 1
    assert "“1 Liability”" in told(HEAD + new, HEAD + old)["news"]


@pytest.mark.parametrize(
    ("old", "new", "said"), [("### 1.1 Cap", "#### 1.1 Cap", "one level lower"), ("#### 1.1 Cap", "## 1.1 Cap", "two levels higher")]
)
def test_a_heading_of_another_level(old, new, said):
    for place, text in told(f"{HEAD}Text.\n\n{old} {{#cap}}\n\nMore.", f"{HEAD}Text.\n\n{new} {{#cap}}\n\nMore.").items():
        assert f"heading {said}" in text.lower(), (place, text)
        assert "<ins>" not in text
        assert "{+" not in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LIABLE, LIABLE.replace("is below", "is\n      below")),
        (LIABLE, LIABLE.replace("is below", "is\nbelow")),
        (LIABLE, LIABLE.replace("\n    - ", "\n     - ")),
        (LIABLE, LIABLE.replace("\n- ", "\n  - ")),
        (LIABLE, LIABLE.replace("    -", "\t-")),
        (LIABLE, LIABLE.replace("\n", "\r\n")),
        ("- loss of\n    data\n- b", "- loss of\n  data\n- b"),
        ("> said\n> by law", "> said by\nlaw"),
        ("Text\nof it", "  Text\n of it"),
    ],
)
def test_another_indentation_of_the_same_structure_is_no_change(old, new):
    (found,) = redline({"a.md": (HEAD + old).encode()}, {"a.md": (HEAD + new).encode()})
    assert found.what in {What.LAYOUT, What.MARKUP}
    assert sections(parts(HEAD + old), parts(HEAD + new)) == ()


def test_words_before_a_list_that_took_the_place_of_others_are_told_once():
    old = "The Vendor pays:\n\n- fees\n- all taxes"
    found = compare(old, old.replace("The Vendor pays:", "Neither party may ever claim:"))
    assert [each.shift for each in found if each.shift] == []
    assert sum(each.passage for each in found) == 2


def test_an_item_stands_under_the_items_around_it():
    words = "\n".join(show(redline({"a.md": LIABLE.encode()}, {"a.md": LIABLE.replace("the cap", "EUR 500").encode()})))
    assert words.splitlines()[1:] == [
        "    The Vendor is liable for:",
        "    - loss of data, but not where",
        "      - the loss is below [-the cap-] {+EUR 500+}",
    ]


def test_lists_within_lists_without_end_are_compared_all_the_same():
    deep = "\n".join(f"{'    ' * depth}- item {depth}" for depth in range(400))
    assert sum(each.passage for each in compare(deep, deep.replace("item 399", "item last"))) >= 1
    quoted = ">" * 3000 + " words"
    assert [each.changed for each in compare(quoted, quoted.replace("words", "word"))]


@pytest.mark.parametrize("deep", [">" * 3_000 + " words", "\n".join(f"{'    ' * depth}- item {depth}" for depth in range(400))])
def test_a_text_nested_too_deep_leaves_the_next_one_as_it_was(deep):
    text = f"{HEAD}The Vendor pays the one.\n\nThe Client pays the other.\n\nBoth pay in time."
    before = blocks.read(text)
    compare(deep, f"{deep} more")
    blocks.read.cache_clear()
    assert blocks.read(text) == before
    assert not blocks._parser().parser.state  # in a list that never ended, paragraphs would become one
