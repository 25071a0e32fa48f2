"""The quick reader of pages makes the tree that Python's own reader of HTML makes, or leaves the page to it."""

from __future__ import annotations

import random

import pytest

from pactbook.site.comparison import tree

BROKEN = """\
<
>
"
'
</
</div>
</p >
</ p>
<p>
<p  >
<p class>
<p class ="a">
<p/ class>
<br/>
<div/>
<a
b>
<b x=1>
<a b="1" b="2">
<A HREF="q">
<x-y>
<x:y>
<é>
<svg><path/></svg>
<svg viewBox="0 0 1 1"/>
<a href="a&b=c">
<a title="a>b">
<a title="a<b">
<a title="&nosuch;">
&amp
&lt;
&nosuch;
<!--
-->
<!doctype html>
<![CDATA[x]]>
<?php?>
<script>
</script>
<script/>
<style>
</style>
<title>
</title>
<textarea>
</textarea>
<noscript>
<template>
<math>
<plaintext>
""".splitlines()


def merged(element):
    """An element as plain data; text that was read in pieces is one text."""
    made, text = [element.tag, dict(element.attributes), element.written.twice, element.line], ""
    for child in element.children:
        if isinstance(child, str):
            text += child
        else:
            made += [text] if text else []
            made.append(merged(child))
            text = ""
    return [*made, text] if text else made


def same(html):
    """Whether the quick reader read the page; what it read must be the other's tree."""
    quick = tree._quickly(html)
    if quick is None:
        return False
    slow = tree._slowly(html)
    assert merged(quick.root) == merged(slow.root), html
    assert quick.faults == slow.faults, html
    assert [each.line for each in quick.elements] == [each.line for each in slow.elements]
    return True


@pytest.fixture(scope="module")
def pages(site):
    return [file.read_text(encoding="utf-8") for file in sorted(site.rglob("*.html"))]


def test_every_page_of_a_site_is_read_by_the_quick_one(pages):
    assert len(pages) > 100
    assert all(same(page) for page in pages)


def test_a_broken_page_makes_the_same_tree_or_is_left_to_the_other(pages):
    articles = [page for page in pages if "<article" in page]
    dice, read, left = random.Random(3), 0, 0  # noqa: S311 - the same pages each time
    for _ in range(2_000):
        whole = dice.choice(articles)
        start = whole.find("<article")
        page = whole[start : whole.find("<", start + dice.randint(800, 3_000))] if dice.random() < 0.7 else whole[: whole.find("<", 3_000)]
        for _ in range(dice.randint(1, 2)):
            place, how = dice.randrange(len(page) + 1), dice.random()
            if how < 0.6:
                page = page[:place] + dice.choice(BROKEN) + page[place:]
            elif how < 0.8:
                page = page[:place] + page[place + dice.randint(1, 8) :]
            else:
                page = page[:place] + dice.choice("<>\"'&/= a\n") + page[place + 1 :]
        if same(page):
            read += 1
        else:
            left += 1
    assert read > 300
    assert left > 300


@pytest.mark.parametrize("piece", BROKEN)
def test_a_piece_between_paragraphs(piece):
    same(f"<p>one</p>{piece}<p>two</p>")
    same(f'<p title="{piece}">one</p>')
    same(f"<script>a{piece}b</script><style>{piece}</style><title>{piece}</title>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>a<!-- b --></p>",
        "<p a=b></p>",
        "<p a='b'></p>",
        '<p a="b>',
        "<p>a\r\n</p>",
        "<title><b></b></title>",
        "<script>a</b></script>",
        "<p <b>",
    ],
)
def test_what_the_engine_never_writes_is_left_to_the_other(page):
    assert tree._quickly(page) is None
    assert merged(tree.read(page).root) == merged(tree._slowly(page).root)
