"""Pages of clauses: whatever a clause may hold is shown as it was written, leads somewhere, and passes the comparison with its file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sample_book import AS_OF, copy_book
from test_comparison import SETTINGS

from pactbook.site import look
from pactbook.site.building.build import build
from pactbook.site.reading.source import read_book

FRONT = """\
---
schema: 1
title: Test of a clause
covers: [notices]
parameters:
  grace_period: {type: duration, about: "How long, at *most*; see _below_", default: 10 calendar days, maximum: 30 calendar days}
  reasons: {type: list, about: Reasons, default: [fraud, "5 * 3 | 4"]}
  mode: {type: choice, about: A choice, options: [by post, by e-mail], default: by post}
definitions:
  Test Term: the amount in [](#first), or {{ grace_period }}, and <b>no</b> HTML
  Other Term: what [the first part](#first) says
notes: |
  A note.
---
"""
USED = "\n## Used {#used-here}\nWithin {{ grace_period }}, for {{ reasons | items }} and {{ mode }}.\n"
TEXTS = {
    "references": "## First {#first}\nSee [](#first), [the first part](#first), [](#limitation-of-liability), [](#limitation-of-liability.general-cap), [](msa:#term-and-renewal), [](#service-levels), [](#nowhere).",
    "lists": "Text before.\n\n## First {#first}\nA:\n\n1. one;\n2. two:\n    1. in full;\n    2. or not.\n\nand\n\n3. three.\n\n- a point\n- another",
    "numbers that go on": "## First {#first}\nA:\n\n5. five\n7. seven",
    "gaps": "## First {#first}\nWithin {{ grace_period }}, for {{ reasons | items }}, of {{ client.name }} and {{ terms.title }}.",
    "table": "## First {#first}\n\n| A | B |\n| --- | --- |\n| {{ grace_period }} | x |\n| y | z |",
    "signs": "## First {#first}\nA 5\\% and \\*star\\* and 5 * 3 = 15 and a_b_c and $5 ~~x~~ ==y== :smile: (c) &lt;b&gt; AT&T.",
    "what other grammars eat": "## First {#first}\nTerm\n:   Its meaning.\n\n!!! note\n    A note.\n\nA fee.[^1]\n\nFCR\n\n[TOC]",
    "code": "## First {#first}\nWrite `x*y`.\n\n```\ncode\n```\n\n    indented",
    "deeper headings": "## First {#first}\nText.\n\n### 4. Deeper {#deeper}\nMore.\n\n## Second {#second}\nLast.",
    "quotation": "## First {#first}\n> quoted\n> more\n\n____________\n\nName",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return copy_book(tmp_path_factory.mktemp("clauses") / "book")


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_clause_may_hold_is_shown_word_for_word(book, tmp_path, name):
    folder = book / "clauses/test-clause"
    folder.mkdir(exist_ok=True)
    (folder / "v1.md").write_text(f"{FRONT}{TEXTS[name]}\n{USED}", encoding="utf-8")
    made = {page.path: page for page in read_book(book, date.fromisoformat(AS_OF)).pages("internal")}
    page = made["clauses/test-clause.md"]
    others = [replace(made[path], markdown=f"# {made[path].title}\n", meta=None, crumbs=(), siblings=None, locked=None, downloads=(), signed_parts=())
              for path in ("index.md", "clauses/limitation-of-liability.md", "clauses/term-and-renewal.md", "how-changes-are-made.md", "clauses/index.md")]  # fmt: skip
    build([*others, page], tmp_path / "site", SETTINGS)  # which compares the page with the file, and follows its links
    html = (tmp_path / "site/clauses/test-clause.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;no&lt;/b&gt; HTML" in html
    assert len(page.signed_parts) == 2
    assert look.css_text("Test of a clause, clause test-clause, version 1: draft") in html
