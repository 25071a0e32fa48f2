"""What the walk over a page says of it is what is found when each element is looked at; of a page with anything wrong it says nothing."""

from __future__ import annotations

import random
import re

import pytest
from test_comparison import NAME, TEXT, agreement, site_of
from test_comparison_tree import BROKEN

from pactbook.site.comparison import page as page_text
from pactbook.site.comparison import place, step, walk
from pactbook.site.comparison.step import compare, sheet_of_theme
from pactbook.site.comparison.text import Reading
from pactbook.site.printed.parted import parted

RULES = """
.pb-x { display: none } #pb-x p { display: none } [data-x] { opacity: 0 } [title^="pb-"] { font-size: 0 } .pb-x > .pb-body { opacity: 0 }
:is(p, li, td, em):empty::before { content: "Void" } section p { clip-path: inset(50%) } div:not([class]) > em { color: #fff }
.pb-body [lang] { visibility: hidden } aside .md-nav__link { position: fixed; inset: 0 } nav > em { position: fixed; inset: 0 }
textarea:empty { position: fixed; inset: 0 }
"""
ATTRIBUTES = """\
class
class='pb-x'
class="pb-x"
class="pb-signed"
class="pb-body"
class="pb-head"
class="headerlink"
id="pb-x"
id="y"
data-x
title="pb-1"
title="1"
hidden
inert
style="opacity:0"
aria-hidden="true"
aria-label="Void"
value="7"
start="3"
data-label="Void"
lang="en"
href="#y"
rel="x"
align="right"
reversed
dir="rtl"
""".splitlines()
PIECES = """\
<em>a</em>
<em></em>
<p></p>
<p>
<p>Void</p>
<section>
<section><p>a</p></section>
<section></section>
<div><em>a</em></div>
<br>
<hr>
<br/>
<li>Void</li>
<ol><li>a</li></ol>
<table><tr><td>a</td></tr></table>
<th>a</th>
<td></td>
<svg><path/></svg>
<a class="headerlink" href="#a">¶</a>
¶
&para;
<article class="md-content__inner">
<h1>a</h1>
<div class="pb-signed">
<link rel="stylesheet" href="x.css">
<style>p{}</style>
<script></script>
<title>a</title>
&nbsp;
&amp;
&lt;b&gt;
a
</div><div>
</p><p>
</article>
""".splitlines()
_ELEMENT = re.compile(r"<([a-z]+[0-9]?)(?: [^<>]*)?>[^<>]*</\1>")
_TAG = re.compile(r"<[a-z][^<>]*>")
_SPOKEN = re.compile(r">[^<>]+</")


def styled(name):
    """The style sheets of the theme, and rules that hide what they find; they find nothing on the pages of a site."""
    text = sheet_of_theme(name)
    return f"{text}\n{RULES}" if text and name.endswith("site.css") else text


def seen(name, html, signed):
    """What the walk says of a page, which must be what is found element by element."""

    def judged(sheets, styles):
        return step._judged(name, sheets, styles, styled)

    one = isinstance(signed, str)
    walked = walk.over(html, judged, one=one)
    if walked is None:
        return None
    page = page_text.read(html)
    assert not isinstance(page, str), html
    assert not page.faults, html
    judge = judged(page.sheets, page.styles)
    assert walked.judge is judge
    reading = Reading(page, judge, (page.title, *((page.body,) if one else page.parts)))
    assert list(reading.problems()) == [], html
    assert [words.split() for words in walked.words] == [words.split() for words in reading.words()], html
    assert walked.key == page.body.key, html
    assert walked.begun == sum(1 for _ in page.body.elements()) - 1, html
    return walked


@pytest.fixture(scope="module")
def pages(site, source):
    """Every page of the sample book that is held against a text, with the text."""
    shown = [(page, page.signed if page.signed is not None else page.signed_parts) for page in source.pages("internal")]
    return [
        (name, (site / name).read_text(encoding="utf-8"), signed)
        for page, signed in shown
        if signed and (name := f"{page.path.removesuffix('.md')}.html")
    ]


def test_the_walk_knows_every_page_that_shows_what_was_signed(pages):
    assert {isinstance(signed, str) for _, _, signed in pages} == {True, False}
    assert [name for name, html, signed in pages if seen(name, html, signed) is None] == []


def test_a_page_that_the_walk_knows_is_not_looked_at_again(pages, monkeypatch):
    monkeypatch.setattr(page_text, "read", lambda _: pytest.fail("each element is looked at"))
    assert [name for name, html, signed in pages if compare(name, html, signed, sheet_of_theme)] == []


def put(dice, html, where):
    """A page with one thing done to it, behind a place in it."""
    how = dice.choice(("attribute", "piece", "copy", "loss", "words", "class", "name"))
    pattern = {"copy": _ELEMENT, "loss": _ELEMENT, "words": _SPOKEN}.get(how, _TAG)
    found = pattern.search(html, where) or _TAG.search(html)
    tag, to = found[0], _TAG.search(html, dice.randrange(found.end(), len(html)))
    done = {
        "attribute": lambda: f"{tag[:-1]} {dice.choice(ATTRIBUTES)}{tag[-1:]}",
        "piece": lambda: tag + dice.choice(PIECES if dice.random() < 0.8 else BROKEN),
        "copy": lambda: tag + (html[found.end() : to.start()] if to else "") + tag,
        "loss": lambda: "",
        "words": lambda: f">{dice.choice(['', ' ', 'Void', '¶'])}</",
        "class": lambda: re.sub(r'class="[^"]*"', f'class="{dice.choice(["pb-x", "pb-signed", "md-nav", "pb-facts"])}"', tag),
        "name": lambda: re.sub(r"<[a-z]+[0-9]?", f"<{dice.choice(['section', 'em', 'p', 'div', 'li', 'td', 'th'])}", tag),
    }[how]()
    return html[: found.start()] + done + html[to.start() if how == "copy" and to else found.end() :]


def test_of_a_page_with_anything_wrong_the_walk_says_nothing(pages):
    dice, right, wrong = random.Random(11), 0, 0  # noqa: S311 - the same pages each time
    for _ in range(1_500):
        name, html, signed = dice.choice(pages)
        if len(html) > 60_000:
            continue
        begin = html.find("<article")
        for _ in range(dice.choice([1, 1, 1, 2, 3])):
            html = put(dice, html, dice.randrange(begin, len(html)) if dice.random() < 0.8 else dice.randrange(begin))
        if seen(name, html, signed):
            right += 1
        else:
            wrong += 1
    assert right > 100
    assert wrong > 300


PARAGRAPH, END = "<p>Goodwill is no refund.</p>", "</article>"
ATTACKS = {
    "words in the place of the sign beside a heading": (">¶</a>", ">not</a>"),
    "words beside that sign": (">¶</a>", ">¶ not</a>"),
    "an element in that sign": (">¶</a>", ">¶<em>not</em></a>"),
    "the sign alone, by another name": (">¶</a>", ">&para;<em>not</em></a>"),
    "a paragraph that a style sheet fills since it is empty": (PARAGRAPH, f"{PARAGRAPH}<p></p>"),
    "an item with nothing but an element that is filled": (PARAGRAPH, f"{PARAGRAPH}<p><em></em></p>"),
    "a drawing behind the page, where browsers move it into it": ("</html>", '</html><div class="md-overlay"></div>'),
    "an element between head and body": ("</head>", '</head><div class="md-overlay"></div>'),
    "a second body, whose attributes the first one gets": ("</body>", "</body><body hidden></body>"),
    "a page behind the page": ("</html>", "</html><html hidden></html>"),
    "a style sheet in the middle of the page": (END, f'{END}<link rel="stylesheet" href="../../assets/pactbook/none.css">'),
    "a style sheet that is named otherwise": ("</head>", '<LINK REL="STYLESHEET" HREF="../../assets/pactbook/none.css"></head>'),
    "a style sheet that is named with a second word": ("</head>", '<link href="../../assets/none.css" rel="next stylesheet"></head>'),
    "a style in the middle of the page": (END, f"{END}<style>.pb-body {{ opacity: 0 }}</style>"),
    "a style in a drawing": (END, f"{END}<svg><style>.pb-body {{ opacity: 0 }}</style></svg>"),
    "words between the items of a list": ("<ol>\n<li>an invoice", "<ol>\nVoid.<li>an invoice"),
    "a class given twice": (PARAGRAPH, PARAGRAPH.replace("<p>", '<p class="pb-x" class="">')),
    "an item that counts itself": ("</li>\n<li>", '</li>\n<li value="5">'),
    "a list that begins with nought": ("<ol>\n<li>an invoice", '<ol start="0">\n<li>an invoice'),
    "a label of the column beside": ('data-label="Target"', 'data-label="Credit"'),
    "a label where no column is": ("</tr>\n</tbody>", '<td data-label="Void">x</td></tr>\n</tbody>'),
    "a head in two pieces": (">Target</th>", ">Tar<p>get</p></th>"),
    "a second title": (END, f'<header class="pb-head"><h1>Void</h1></header>{END}'),
    "a second title in the text": (PARAGRAPH, f'{PARAGRAPH}<div class="pb-head"><h1>Void</h1></div>'),
    "a paragraph made a second title": (PARAGRAPH, f'<div class="pb-head"><h1>{PARAGRAPH[3:-4]}</h1></div>'),
    "a second article": ("</main>", '<article class="md-content__inner"></article></main>'),
    "a second text elsewhere": ("</main>", '<div class="pb-body">Void</div></main>'),
    "a title elsewhere": ('<header class="pb-head">', '<header class="pb-head"><div class="pb-head"></div></header><header>'),
    "an element that is hidden beside one that is not": (PARAGRAPH, f"{PARAGRAPH}<p hidden>{PARAGRAPH[3:]}"),
    "an id that a style sheet hides": (PARAGRAPH, f'<div id="pb-x">{PARAGRAPH}</div>'),
    "an attribute that a style sheet hides": (PARAGRAPH, PARAGRAPH.replace("<p>", '<p title="pb-1">')),
    "what a style sheet hides in an element": (PARAGRAPH, f"<section>{PARAGRAPH}</section>"),
    "a comment over a word": (PARAGRAPH, PARAGRAPH.replace(" no ", " <!-- no --> ")),
    "the sign beside a heading with an element in which is nothing": (">¶</a>", ">¶<strong></strong></a>"),
    "a label of another column, in a row that begins anew": (
        '>Answered within 30 seconds</td>\n<td data-label="Target" role="cell">85 %</td>\n<td data-label="Credit"',
        '>Answered within 30 seconds<tr></tr></td>\n<td data-label="Measure" role="cell">85 %</td>\n<td data-label="Target"',
    ),
    "the text outside of the article": ('<div class="pb-body">', '</article><article><div class="pb-body">'),
    "something empty that a style sheet fills, of which nothing is read": ("</nav>", "<textarea></textarea></nav>"),
    "a part of the frame that covers the page": ("</nav>", "<em>Void</em></nav>"),
}


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    made = (site_of(tmp_path_factory.mktemp("walk") / "site", agreement()) / NAME).read_text(encoding="utf-8")
    assert seen(NAME, made, TEXT)
    return made


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_where_each_element_alone_is_known_is_found(html, name):
    old, new = ATTACKS[name]
    assert old in html
    changed = html.replace(old, new, 1)
    for _ in range(2):
        assert compare(NAME, html, TEXT, styled) == []
        assert compare(NAME, changed, TEXT, styled)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_found_where_nothing_is_known(html, name):
    place.places.cache_clear()
    assert compare(NAME, html.replace(*ATTACKS[name], 1), TEXT, styled)


def test_what_is_known_is_forgotten_before_it_grows_too_large(html, monkeypatch):
    monkeypatch.setattr(place, "_MOST", 10)
    place.places.cache_clear()
    first, second = seen(NAME, html, TEXT), seen(NAME, html, TEXT)
    assert first == second
    assert compare(NAME, html.replace("must not raise", "must raise", 1), TEXT, styled)
    known = place.places(first.judge, one=True)
    walk.over("<p></p>", lambda *_: first.judge, one=True)
    assert len(known.kinds) < 10


ALIKE = {
    "the end is missing": ("</html>", ""),
    "an article that is only half of one": (END, ""),
    "a head whose pieces stand in blocks": (">Target</th>", ">Tar<p>get</p></th>"),
    "a head with a sign": (">Target</th>", '>Target<a class="headerlink" href="#a">¶</a></th>'),
    "a cell without a row": ("</tr>\n</tbody>", "</tr>\n<td>Void</td></tbody>"),
    "a list for a text": ('<div class="pb-body">', '<ol class="pb-body"><li>Void</li></ol><div class="pb-body">'),
    "a text in a sign": (">¶</a>", '>¶</a><a class="headerlink pb-signed" href="#a">¶</a>'),
    "a part in which a drawing ends itself": (END, '<div class="pb-facts"><svg><path d="M0"/></svg></div></article>'),
    "an element that does not end itself": (END, '<div class="pb-facts"/></article>'),
}


@pytest.mark.parametrize("name", ALIKE)
def test_what_the_walk_says_of_an_odd_page_is_what_is_found_on_it(html, name):
    seen(NAME, html.replace(*ALIKE[name], 1), TEXT)


def test_a_page_that_breaks_off_is_left_to_others(html):
    assert seen(NAME, html.replace("</html>", ""), TEXT) is None


def test_a_title_behind_the_text_is_no_second_text(html):
    begin, end = html.index('<header class="pb-head">'), html.index("</header>", html.index('<header class="pb-head">')) + 9
    seen(NAME, (html[:begin] + html[end:]).replace(END, html[begin:end] + END), TEXT)


@pytest.mark.parametrize(("before", "behind"), [('<div class="pb-facts">', "</div>"), ("", "")], ids=["in a part", "before the article"])
def test_a_title_that_does_not_stand_where_the_theme_puts_it_is_found(html, before, behind):
    begin, end = html.index('<header class="pb-head">'), html.index("</header>", html.index('<header class="pb-head">')) + 9
    place = begin if before else html.index("<article ")
    without = html[:begin] + html[end:]
    changed = without[:place] + before + html[begin:end] + behind + without[place:]
    assert seen(NAME, changed, TEXT) is None
    assert compare(NAME, changed, TEXT, styled)


@pytest.mark.parametrize("tag", ["ol", "table", "td", "li", "p", "script", "a"])
def test_any_element_may_be_marked_as_a_text(pages, tag):
    name, html, signed = next(each for each in pages if not isinstance(each[2], str))
    for inner in ("Void", "<li>Void</li>", ""):
        changed = html.replace('<div class="pb-signed">', f'<{tag} class="pb-signed headerlink">{inner}</{tag}><div class="pb-signed">', 1)
        assert seen(name, changed, signed) is None or len(signed) != len(seen(name, changed, signed).words)
        assert compare(name, changed, signed, styled)


def test_a_text_with_a_part_of_the_page_behind_it_is_not_taken_for_whole(html):
    begin = html.rindex("\n</div>\n", 0, html.index(END))
    more = f'{html[:begin]}\n</div>\n<div class="pb-facts"><p>Around it.</p>{html[begin:]}'
    assert seen(NAME, more, TEXT)
    assert compare(NAME, more, TEXT, styled) == []
    assert parted(more).begun == parted(html).begun + 2
    assert not parted(more).is_whole
