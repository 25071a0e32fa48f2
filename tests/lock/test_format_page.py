"""The names that docs/lock-format.md says are refused, each as a real file in a real book."""

from __future__ import annotations

import re

import pytest

from sources import ROOT

ROWS = re.findall(r"^\| `([^`]+)` \| (refused|free)\b", (ROOT / "docs/lock-format.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_page_tells_of_each_kind():
    refused = [name for name, verdict in ROWS if verdict == "refused"]
    for sign in ("PROGRA~1", "\\", ".gitattributes"):
        assert any(sign in name for name in refused)
    assert sum(verdict == "free" for _, verdict in ROWS) >= 4


@pytest.mark.parametrize(("name", "verdict"), ROWS, ids=[name for name, _ in ROWS])
def test_a_name_is_judged_as_the_page_says(book, name, verdict):
    assert book.codes() == []
    book.write({name: "words\n"})
    problems = book.verify().problems
    assert bool(problems) == (verdict == "refused")
    assert all(name.startswith(problem.path) or problem.path == name for problem in problems), problems
    book.commit("the file")
    assert bool(book.codes("HEAD")) == (verdict == "refused")
