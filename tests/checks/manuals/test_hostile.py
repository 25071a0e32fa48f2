"""Whatever the site's sanitiser would drop or show as text, the author is told of before, on the line where it stands."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from books import PAGE, small_book


def _hostile():
    path = Path(__file__).parents[2] / "site" / "hostile_pages.py"
    spec = importlib.util.spec_from_file_location("hostile_pages_of_the_site", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.HOSTILE


HOSTILE = _hostile()
AS_WRITTEN = {
    "autolink-away": "a link to the web",
    "automail": "a mail address",
    "code": "code is shown letter by letter",
    "entities": "signs that the author wrote as text",
    "css-in-fence": "code is shown letter by letter",
    "fence-closing": "code is shown letter by letter, whatever it would close",
    "fullwidth": "signs that only look like a tag",
    "heading-code": "code in a heading",
    "id-of-the-document": "headings with ids that only a script would trip over, and none runs",
    "long-word": "one long word",
    "many-lines": "empty lines",
    "wide-table": "a table that scrolls",
    "heading-words": "plain words; only their ids are of the site's making",
    "admonition-quote": "the title of a note is text",
}
"""Fragments that the site shows exactly as their author wrote them."""
ON_ITS_LINES = {
    "reference": {9},
    "table": {7, 9},
    "footnote": {9},
    "snippet": {7, 9},
    "unclosed": {7, 9, 11},
}


def findings(tmp_path, text):
    book = small_book(tmp_path / "book")
    book.write(
        PAGE,
        f"# Start here\n\n## Who may refund\n\nAgents do, up to GBP 20.00, and see [Refunds](refunds.md).\n\n{text}\n\nThe end of the page.\n",
    )
    return [problem for problem in book.problems() if problem.path == PAGE]


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_dropped_without_a_word(tmp_path, name):
    text = HOSTILE[name]
    found = findings(tmp_path, text)
    if name in AS_WRITTEN:
        assert found == []
        return
    lines = {problem.position.line for problem in found}
    last = 7 + text.count("\n")
    assert found, "the site changes it, and nothing is said"
    assert lines <= set(range(7, last + 1)), [problem.line for problem in found]
    assert ON_ITS_LINES.get(name, set()) <= lines, [problem.line for problem in found]
    assert all(problem.advice for problem in found)


def test_the_list_of_what_is_shown_as_it_is_written_names_fragments_that_exist():
    assert AS_WRITTEN.keys() | ON_ITS_LINES.keys() <= HOSTILE.keys()
