"""What a clause's text must not hold (rule B012)."""

from __future__ import annotations

import pytest

from pactbook.load.clause_text import dangers


def places(text):
    return [(problem.position.line, problem.position.col) for problem in dangers(text, "clauses/x/v1.md", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "## Duty of care {#duty-of-care}",
        "Pay {{ cap }} by {{ terms.payment_terms }} for {{ claims | items }}.",
        "### The {{ cap }} {#cap}",
        "[](#cap) and [the cap](#liability.cap) and [](msa:#liability.cap)",
        "[a](https://acme.example/x?y=1) [b](http://acme.example) [c](mailto:legal@acme.example)",
        "[a]: https://acme.example",
        "Less than 5 < 6, a <- b, 3 <= 4; (a) [1] [x] {not a list written \\{so}".replace("{not", "\\{not"),
        "1. item (see [](#x))",
        "| a | b |\n|---|---|\n| {{ a }} | [](#b) |",
        "in [square: brackets]: not a definition at the start",
    ],
)
def test_plain_markdown_passes(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n<b>x</b>", (6, 1)),
        ("x <!-- y -->", (5, 3)),
        ("<?php ?>", (5, 1)),
        ("a \\<script>", (5, 4)),
        ("`a <b> c`", (5, 4)),
        ("one `\ntwo ` <script> ` x", (6, 7)),
        ("<https://evil.example>", (5, 1)),
        ("<javascript:alert(1)>", (5, 1)),
        ("text {: .hidden }", (5, 6)),
        ("text {.hidden}", (5, 6)),
        ("text{:.hidden}", (5, 5)),
        ("{: style=display:none }", (5, 1)),
        ("[a](#b){: onclick=x }", (5, 8)),
        ("text {#id}", (5, 6)),
        ("## H {#id .hidden}", (5, 6)),
        ("## H {#id onclick=alert}", (5, 6)),
        ("## H {: #id }", (5, 6)),
        ("## {#a} {#b}", (5, 4)),
        ("## H {#Up}", (5, 6)),
        ("{ }", (5, 1)),
        ("```{.js}", (5, 4)),
        ("[a](javascript:alert(1))", (5, 5)),
        ("[a](JaVaScRiPt:x)", (5, 5)),
        ("[a](&#106;avascript:x)", (5, 5)),
        ("[a](data:text/html,x)", (5, 5)),
        ("[a](//evil.example)", (5, 5)),
        ("[a](/absolute)", (5, 5)),
        ("[a](../../other-vendor/)", (5, 5)),
        ("[a](page.md)", (5, 5)),
        ("[a](< javascript:x>)", (5, 5)),
        ("[a]()", (5, 5)),
        ("[a](sow:#x)", (5, 5)),
        ("[a]: javascript:alert(1)", (5, 6)),
        ("   [a]: javascript:x", (5, 9)),
        ("> [a]: data:x", (5, 8)),
        ("[a]:", (5, 5)),
        ("![x](https://tracker.example/p.png)", (5, 1)),
        ("![x][a]", (5, 1)),
    ],
)
def test_what_could_hide_or_lead_astray_is_refused(text, place):
    assert place in places(text)


def test_the_messages_say_what_is_allowed():
    html, curly, link = dangers("<b>\ntext {.x}\n[a](ftp://x)", "clauses/x/v1.md", 1)
    assert "write '&lt;'" in html.message
    assert "'{#id}'" in curly.message
    assert "'ftp://x'" in link.message
    assert html.rule.code == "B012"
