"""The headings that the reader of manuals sees are the headings of the built page: no more, no fewer, with the same words and ids."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from books import small_book
from pactbook.assemble.targets import Targets
from pactbook.manuals import reading
from pactbook.manuals.links import Linker
from pactbook.manuals.page import show
from pactbook.site.look import Extensions
from pactbook.site.page import Page

TRICKY = [
    "## A",
    "##A",
    "## A ##",
    "## A #",
    "## A#",
    "##\tA",
    "##",
    "## ##",
    "## #",
    "####### A",
    "   ## A",
    "    ## A",
    "\t## A",
    "text\n## A\nmore",
    "A\n===",
    "A\n---",
    "A\n-",
    "  A\n---",
    "A\n  ---",
    "A\n    ---",
    "one\ntwo\n---",
    "- item\n---",
    "1. item\n---",
    "> quote\n---",
    "| a |\n---",
    "a | b\n--- | ---\nc | d\n---",
    "---\n---",
    "## A\nB\n---",
    "```\n## A\n```",
    "````\n```\n## A\n````",
    "```\n## A\n`````\n## B",
    "```html onload\n## A\n```\n## B",
    "``` {.x #y}\n## A\n```\n\n## B",
    "~~~ a b c\n## A\n~~~",
    "   ```\n## A\n   ```\n## B",
    "- a\n\n    ```\n    ## A\n    ```\n\n## B",
    "```\n## A",
    "`a\n## A\nb`",
    "``` a ``` b\n## A",
    "<!--\n## A\n-->",
    "<!-- ## A -->",
    "<div>\n## A\n</div>",
    "<h2>A</h2>",
    "<pre>\n\n## A\n\n</pre>",
    "<script>\n## A\n</script>",
    "- ## A",
    "- item\n## A",
    "- item\n\n    ## A",
    "- item\n\n  ## A",
    "1. item\n\n    A\n    ---",
    "> ## A",
    "> quote\n## A",
    "!!! note\n    ## A",
    "!!! note\n## A",
    "!!! note\n    text\n\n    ## A\n\n## B",
    "x[^1]\n\n[^1]: note\n\n    ## A\n\n## B",
    "term\n:   text\n\n    ## A\n\n## B",
    "| ## A |\n|---|\n| ## B |",
    "## A {#b}",
    "## A{#b}",
    "## A \\{#b}",
    "## {#b}",
    "## A {.c #b}",
    "## A {: #b }",
    "## A {onclick=x}",
    "## Set {a} and {b}",
    "## A {#b} {#c}",
    "## A\\",
    "## A\\\nB",
    "\\## A",
    "&#35;# A",
    "## `A`",
    "## `{a}`",
    "## *A* and **B**",
    "## _A_ snake_case_word 2 * 3 * 4",
    "## \\*A\\* \\# B",
    "## [A](index.md)",
    "## A &amp; B &lt;i&gt;",
    "## A <b>B</b>",
    "## <https://example.com>",
    "## A[^1]\n\n[^1]: B",
    "## A  B   C",
    "## a\n\n## A\n\n## A",
    "## Ж\n## 退款",
    "[a]: index.md\n## A",
    "[a]: index.md\nA\n---",
    "---\ntitle: x\n---\n## A",
    "***\n## A\n***",
    "text  \n## A",
    "+ a\n\n## A\n    ## B",
    "2026. a\n## A",
    "A\n---\nB\n===\n### C",
    "* A\n\n    * B\n\n        ## C\n\nD\n---",
    "\u200b## A",
    "##\u00a0A",
    "[TOC]\n\n## A",
    "## Возврат средств\n## Возврат средств",
    "## Überprüfung {#überprüfung}\n## Re\u0301sume\u0301",
    "## 退款 (1)\n## 退款\n## ???",
    "## हिन्दी में\n## استرداد المبلغ",
]


class Headings(HTMLParser):
    """Level, words and id of each heading; what a number of a footnote or the link to the heading adds is left out."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.inside = None
        self.hidden = 0
        self.parents = []

    def handle_starttag(self, tag, attrs):
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            assert not set(self.parents) & {"li", "blockquote", "dd", "td", "th"}
            self.inside = [int(tag[1]), "", dict(attrs).get("id")]
        self.parents.append(tag)
        self.hidden += tag == "sup" or "headerlink" in dict(attrs).get("class", "")

    def handle_startendtag(self, tag, _attrs):
        assert tag in {"br", "hr", "img"}

    def handle_endtag(self, tag):
        if self.inside and tag[0] == "h" and tag[1:].isdigit():
            self.found.append((self.inside[0], " ".join(self.inside[1].split()), self.inside[2]))
            self.inside = None
        self.parents.reverse()
        self.parents.remove(tag)
        self.parents.reverse()
        self.hidden = self.hidden and tag not in {"sup", "a"}

    def handle_data(self, data):
        if self.inside and not self.hidden:
            self.inside[1] += data


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    book = small_book(tmp_path_factory.mktemp("book")).load().book
    manual = book.manuals["ops-manuals/acme/support"]
    targets = Targets(book)
    names, options = Extensions().of(Page("a.md", "A", "", "manual-page"))

    def compare(text):
        page = replace(manual.pages[0], text=text)
        linker = Linker(book, targets)
        html = markdown.markdown(
            show(linker, manual, page, lambda target: target.name).markdown, extensions=names, extension_configs=options
        )
        built = Headings()
        built.feed(html)
        return [(each.level, each.title, each.id) for each in reading.read(text).headings], built.found, html

    return compare


@pytest.mark.parametrize("text", TRICKY)
@pytest.mark.parametrize("before", ["", "# Title\n\n", "# Title\ntext\n", "- item\n\n"])
def test_the_reader_and_the_site_see_the_same_headings(compared, text, before):
    read, built, html = compared(before + text + "\n")
    assert read == built, html


PIECES = st.sampled_from(
    ["# A", "## B", "##C", "### D {#d}", "#", "text", "two words", "---", "===", "-", "- item", "1. item", "> quote", "!!! note", "    deep", "  ## E",
     "    ## F", "        ## G", "```", "~~~", "    ```", "````", "| a | b |", "|---|---|", "[^1]: note", "[x]: index.md", ":   term", "<!--", "-->", "<div>", "", "",
     "", "`code", "\\", "***", "+ item", "## `H` {a} *i*", "[TOC]"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_whatever_is_put_together_both_see_the_same_headings(compared, pieces):
    text = "\n".join(pieces) + "\n"
    read, built, html = compared(text)
    assert read == built, f"{text}\n=====\n{html}"
