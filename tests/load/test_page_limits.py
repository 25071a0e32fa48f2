"""Pages that would hold up everybody who reads their brackets: told at once, left out, and never a page that people write."""

from __future__ import annotations

import time

import pytest

from books import PAGE, small_book
from pactbook.load.page_limits import LONGEST, LONGEST_PARAGRAPH, long_paragraph, tangle, too_deep

TITLE = "# Start here\n\n## Who may refund\n\nText.\n\n"
REFUSED = {
    "opened": "[" * 19_000,
    "pictures": "![a" * 6_000,
    "addresses": "[a](" * 4_900,
    "angled addresses": "[a](<" * 3_900,
    "names": "[a][b" * 3_900,
    "footnotes": "[^a" * 6_000,
    "one inside the other": "[" * 9_000 + "]" * 9_000,
    "line by line": "[a\n" * 6_000,
    "cut up by text that closes none": ("[a " * 50 + "word " * 50 + "\n") * 45,
    "in many paragraphs": ("[a " * 300 + "\n\n") * 200,
}
KEPT = {
    "links on end": "[a](b.md) " * 1_900,
    "a paragraph for each": "[a\n\n" * 9_000,
    "half-open ranges in a table": "| from | to |\n| --- | --- |\n" + "| [0 | 5) |\n" * 3_000,
    "half-open ranges in a list": "- [0, 5)\n" * 6_000,
    "numbers in brackets": ("He said [1] and [2] so.\n" * 400 + "\n") * 10,
    "signs that are text": ("\\[" * 9_000 + "\n\n") * 2,
    "lists of tasks": "- [ ] one [link](x.md)\n" * 4_000,
    "data as code": "```\n" + "[[1, 2], [3, 4]],\n" * 4_000 + "```\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_that_nobody_can_read_in_good_time_is_refused_in_good_time(name, tmp_path):
    book = small_book(tmp_path / "book")
    book.write(PAGE, TITLE + REFUSED[name] + "\n")
    start = time.perf_counter()
    lines = book.lines()
    assert time.perf_counter() - start < 5
    told = [line for line in lines if line.startswith("ops-manuals/")]
    assert told == [f"{PAGE}:7:1: B013 from here on many square brackets open that nothing closes"]


@pytest.mark.parametrize("name", KEPT)
def test_what_people_write_is_no_tangle(name):
    text = TITLE + KEPT[name]
    assert len(text) * text.count("[") > 2_000_000, "the quick way out would hide what is tested"
    assert tangle(text) is None


def test_the_paragraph_with_most_of_them_is_named(tmp_path):
    book = small_book(tmp_path / "book")
    book.write(PAGE, TITLE + "[a\n\n" * 20 + "![a" * 6_000 + "\n\n" + "[a\n\n" * 20)
    assert [line for line in book.lines() if "B013" in line] == [
        f"{PAGE}:47:1: B013 from here on many square brackets open that nothing closes"
    ]


def told(book):
    return [line for line in book.lines() if "B014" in line]


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_page_has_a_greatest_length(more, refused, tmp_path):
    book = small_book(tmp_path / "book")
    text = book.read(PAGE) + "\n" + "word " * 2_000 + "\n"
    text += ("\n" + "word " * 2_000 + "\n") * ((LONGEST - len(text)) // 10_002)
    book.write(PAGE, text + "\n" * (LONGEST - len(text) + more))
    assert told(book) == ([f"{PAGE}:1:1: B014 the page has 200,001 characters; 200,000 are the most"] if refused else [])


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_so_has_a_paragraph(more, refused, tmp_path):
    book = small_book(tmp_path / "book")
    book.write(PAGE, TITLE + "*a**b " * 3_333 + "xx" + "x" * more)
    assert told(book) == ([f"{PAGE}:7:1: B014 the paragraph has 20,001 characters; 20,000 are the most"] if refused else [])


@pytest.mark.parametrize(
    "text",
    [
        "| code | meaning |\n| --- | --- |\n" + "| A1 | a late delivery |\n" * 2_000,
        "- one more thing\n" * 3_000,
        "1. one more step\n" * 3_000,
        "```\n" + "2026-01-01;4711;12.50\n" * 2_000 + "```\n",
        "One paragraph.\n\n" * 8_000,
    ],
    ids=["a table", "a list", "steps", "data as code", "many paragraphs"],
)
def test_what_has_parts_is_no_long_paragraph(text):
    assert len(text) > LONGEST_PARAGRAPH
    assert long_paragraph(TITLE + text) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n".join("    " * depth + "- a" for depth in range(280)), 7 + 25),
        ("\n".join("\t" * depth + "1. a" for depth in range(60)), 7 + 25),
        ("\n\n".join("    " * depth + '!!! note "N"' for depth in range(60)), 7 + 50),
        ("> " * 60 + "a", 7),
        (">" * 60 + " a", 7),
    ],
    ids=["lists", "steps", "notes", "quotations", "quotations without spaces"],
)
def test_what_is_nested_too_deeply_is_refused_where_it_begins(text, line, tmp_path):
    book = small_book(tmp_path / "book")
    book.write(PAGE, TITLE + text + "\n")
    assert [each for each in book.lines() if "B015" in each] == [
        f"{PAGE}:{line}:1: B015 here more than 25 lists, notes or quotations stand one inside the other"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("    " * depth + "- a" for depth in range(25)),
        "```\n" + " " * 120 + "- a\n```\n",
        "> " * 20 + "a",
        "Text" + " " * 120 + "- a",
        " " * 120 + "a",
    ],
    ids=["deep, but not too deep", "code", "quotations", "spaces in a line", "spaces before words"],
)
def test_what_is_less_deep_is_let_be(text):
    assert too_deep(TITLE + text) is None
