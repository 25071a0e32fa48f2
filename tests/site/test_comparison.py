"""A printed agreement is held against the signed text: what a tampered page, style sheet or renderer would hide, add, move or change is found.

Each tampering is also shown to real Chromium, so that what the comparison without a browser says is what a reader would see.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from style_tamperings import DRAWN, ELSEWHERE
from style_tamperings import HARMLESS as SHEETS_THAT_DO_NO_HARM
from test_own_text import CORPUS, as_text

from pactbook.site.building.build import SiteError, SiteSettings, build
from pactbook.site.comparison.step import compare, compare_site, sheet_of_theme
from pactbook.site.engine.bodies import Renderer
from pactbook.site.page import AgreementMeta, Fact, Page
from pactbook.site.views.texts import read_text

TEXT = """\
# Services agreement

This agreement is made between **Larkfield Home Ltd** (the **Client**) and **Brightline Contact Centres Ltd** (the **Vendor**).

## 1. Definitions {#definitions}

**Charges** means the amounts that the Client pays under [section 2 (Payment)](#payment).

**Service Level** means a measure of the Services that the schedule lists.

## 2. Payment {#payment}

The Client must pay the Charges within 30 calendar days after it has received the invoice. The Vendor must not raise the Charges before 1 January 2027.

The Vendor may suspend the Services only if:

1. an invoice is overdue by more than 60 calendar days;
2. the Vendor has given Notice of it;
3. the Client has not paid within 10 business days after that Notice:
    1. in full;
    2. or in part, where it disputes the rest.

### 2.1 Refunds {#payment.refunds}

An agent may grant a refund of up to EUR 60.00. A team lead may grant up to EUR 250.00.

##### 2.1.1.1 Goodwill {#payment.goodwill}

Goodwill is no refund.

## 3. Service levels {#levels}

| Measure | Target | Credit |
| --- | --- | --- |
| Answered within 30 seconds | 85 % | 2 % |
| Resolved at the first contact | 75 % | 3 % |

- Measured each month.
- Reported by the fifth day.

The liability of the Vendor is limited to GBP 1,000,000.00 in each year. Nothing limits liability for fraud.
"""
NAME = "vendors/brightline/msa.html"
SETTINGS = SiteSettings("Agreements")
META = AgreementMeta(
    "In force", "good", "1", "1 January 2026", kicker="Brightline", summary="A summary.", facts=(Fact("Client", "Larkfield"),)
)


def agreement(markdown=None, text=TEXT):
    made = markdown if markdown is not None else read_text(text).markdown
    return Page("vendors/brightline/msa.md", "Services agreement", made, "agreement", meta=META, signed=text, nav=("Agreement",))


def site_of(out, *pages):
    home = Page("index.md", "Home", "# Home\n\nWelcome.\n", "home", trusted=True, nav=("Home",))
    build([home, *pages], out, SETTINGS)
    return out


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("clean") / "site", agreement())


@pytest.fixture
def copy(clean, tmp_path):
    return Path(shutil.copytree(clean, tmp_path / "site"))


def styled(rule):
    """A rule at the end of the theme's own style sheet."""

    def tamper(site):
        sheet = site / "assets" / "pactbook" / "site.css"
        sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n{rule}\n", encoding="utf-8")

    return tamper


def printed(old, new, count=1):
    """Something else in the page's HTML."""

    def tamper(site):
        page = site / NAME
        html = page.read_text(encoding="utf-8")
        assert old in html
        page.write_text(html.replace(old, new, count), encoding="utf-8")

    return tamper


def both(*steps):
    def tamper(site):
        for step in steps:
            step(site)

    return tamper


NOT = 'The <a class="pb-term" href="#def-vendor">Vendor</a> must not raise'
PARAGRAPH = "<p>Goodwill is no refund.</p>"
WORD = both(printed(" must not raise", ' must <span class="pb-x">not</span> raise'))


def word(rule):
    """The word "not" in an element of its own, which a style sheet then makes disappear."""
    return both(WORD, styled(f".pb-x {{ {rule} }}"))


# What a reader would not see, though it stands in the HTML.
HIDDEN = {
    "display": word("display: none"),
    "display in a list of selectors": both(WORD, styled(".pb-y, .md-typeset .pb-x { display: none !important }")),
    "visibility": word("visibility: hidden"),
    "collapse": word("visibility: collapse"),
    "opacity": word("opacity: 0"),
    "opacity, almost": word("opacity: .02"),
    "opacity, percent": word("opacity: 1%"),
    "size of letters": word("font-size: 0"),
    "one pixel": word("font-size: 1px"),
    "font": word("font: 0/0 a"),
    "clip-path": word("display: inline-block; clip-path: inset(50%)"),
    "clip": word("position: absolute; clip: rect(0, 0, 0, 0)"),
    "off the screen": word("position: absolute; left: -9999px"),
    "off by a margin": word("display: inline-block; margin-left: -9999px"),
    "off by text-indent": both(styled(".pb-body p { text-indent: -9999px; overflow: hidden }")),
    "transform": word("display: inline-block; transform: scale(0)"),
    "translate": word("display: inline-block; translate: -9999px"),
    "no height": word("display: inline-block; height: 0; overflow: hidden"),
    "no width": word("display: inline-block; max-width: 0; overflow: hidden; vertical-align: bottom"),
    "colour of the paper": word("color: #fff"),
    "colour of the paper by its name": word("color: var(--md-default-bg-color)"),
    "no colour": word("color: transparent"),
    "fill": word("-webkit-text-fill-color: transparent"),
    "colour of all text": styled('[data-md-color-scheme="default"] { --md-typeset-color: #fff; --md-default-fg-color: #fff }'),
    "colour of text, defined on it": both(WORD, styled(".pb-x { --md-typeset-color: #fff; color: var(--md-typeset-color) }")),
    "mask": word("display: inline-block; mask: linear-gradient(transparent, transparent)"),
    "filter": word("display: inline-block; filter: opacity(0)"),
    "content-visibility": word("display: inline-block; content-visibility: hidden"),
    "animation": both(WORD, styled("@keyframes gone { to { opacity: 0 } } .pb-x { animation: gone 1ms forwards }")),
    "the third paragraph": styled(".pb-body p:nth-of-type(3) { display: none }"),
    "by what stands before": styled(".pb-body h2 + p { display: none }"),
    "by an id": styled("#payment { display: none }"),
    "by a part of an id": styled('[id^="payment"] { display: none }'),
    "by :not": styled(".pb-body p:not(.pb-kept) { display: none }"),
    "by :has": styled(".pb-body p:has(a) { display: none }"),
    "by :is": styled(":is(.pb-body) :where(table) { display: none }"),
    "nested rule": styled(".pb-body { & p { display: none } }"),
    "layer": styled("@layer x { .pb-body p { visibility: hidden } }"),
    "supports": styled("@supports (display: grid) { .pb-body p { display: none } }"),
    "all": word("all: unset; display: none"),
    "body": styled("body { visibility: hidden }"),
    "article": styled(".md-content { display: none }"),
    "attribute hidden": printed(PARAGRAPH, PARAGRAPH.replace("<p>", "<p hidden>")),
    "style of its own": printed(PARAGRAPH, PARAGRAPH.replace("<p>", '<p style="display:none">')),
    "closed details": printed(PARAGRAPH, f"<details><summary></summary>{PARAGRAPH}</details>"),
    "template": printed(PARAGRAPH, f"<template>{PARAGRAPH}</template>"),
    "comment": printed(PARAGRAPH, f"<!--{PARAGRAPH}-->"),
    "style in the page": printed("</head>", "<style>.pb-body p { display: none }</style></head>"),
    "overlay in the text": both(
        printed(PARAGRAPH, f'{PARAGRAPH}<div class="pb-over"></div>'),
        styled(".pb-over { position: fixed; inset: 0; background: #fff; z-index: 99 }"),
    ),
    "overlay over the page": both(
        printed("</body>", '<div class="pb-over"></div></body>'),
        styled(".pb-over { position: fixed; inset: 0; background: #fff; z-index: 99 }"),
    ),
    "overlay beside an element": styled(".pb-body h2::after { content: ''; position: fixed; inset: 0; background: #fff; z-index: 99 }"),
    "overlay by a margin": both(
        printed(PARAGRAPH, f'{PARAGRAPH}<div class="pb-over"></div>'),
        styled(".pb-over { margin-top: -300px; height: 300px; background: #fff; position: relative }"),
    ),
}
# What a reader would see, and nobody signed; or would see elsewhere, or otherwise.
CHANGED = {
    "words before an element": styled(".pb-body h2::before { content: 'Void: ' }"),
    "words after an element": both(WORD, styled(".pb-x::after { content: ' ever' }")),
    "words by an attribute": styled(".pb-body td::after { content: attr(id) 'x' }"),
    "words for a mark": styled(".pb-body li::marker { content: 'not ' }"),
    "other letters": word("text-transform: uppercase"),
    "struck through": word("text-decoration: line-through"),
    "struck by an element": printed(" not raise", " <del>not</del> raise"),
    "other numbers": styled(".md-typeset.pb-legal .pb-body ol { list-style-type: upper-roman }"),
    "numbers counted otherwise": styled(".pb-body ol { counter-increment: list-item 4 }"),
    "no numbers": styled(".md-typeset.pb-legal ol { list-style: none }"),
    "another order": styled(".pb-body { display: flex; flex-direction: column-reverse }"),
    "an order": both(styled(".pb-body { display: flex; flex-direction: column } .pb-body h2 { order: -1 }")),
    "from right to left": both(WORD, styled(".pb-body p { direction: rtl; unicode-bidi: bidi-override }")),
    "from right to left by an attribute": printed(PARAGRAPH, PARAGRAPH.replace("<p>", '<p dir="rtl">')),
    "letters of another font": styled("@font-face { font-family: 'x'; src: local('y') } .pb-body p { font-family: x }"),
    "a digit": printed("EUR 60.00", "EUR 80.00"),
    "a dropped not": printed("must not raise", "must raise"),
    "a word more": printed("must pay", "must not pay"),
    "a Cyrillic letter": printed("Goodwill", "G\u043e\u043edwill"),
    "a hidden sign": printed("Goodwill is", "Good\u200bwill is"),
    "two words made one": printed("must not raise", "mustnot raise"),
    "paragraphs swapped": printed('<h2 id="levels">', '<p>Moved.</p><h2 id="levels">'),
    "a paragraph lost": printed(PARAGRAPH, ""),
    "a list that begins elsewhere": printed("<ol>\n<li>an invoice", '<ol start="4">\n<li>an invoice'),
    "a number of a list": printed("<li>an invoice", '<li value="9">an invoice'),
    "a list counted down": printed("<ol>\n<li>an invoice", "<ol reversed>\n<li>an invoice"),
    "a cell of a table": printed(">85 %</td>", ">58 %</td>"),
    "cells swapped": printed("Resolved at the first contact", "Answered at the first contact"),
    "a label on a phone": printed('data-label="Target"', 'data-label="Not binding"'),
    "words that are read aloud": printed(PARAGRAPH, PARAGRAPH.replace("<p>", '<p aria-label="Goodwill is a refund.">')),
    "words hidden from those who hear": printed(PARAGRAPH, PARAGRAPH.replace("<p>", '<p aria-hidden="true">')),
    "a picture": printed(PARAGRAPH, f'{PARAGRAPH}<img src="x.png" alt="">'),
    "a field": printed(PARAGRAPH, f'{PARAGRAPH}<input value="Void">'),
    "a frame": printed(PARAGRAPH, f"{PARAGRAPH}<iframe></iframe>"),
    "a drawing": printed(PARAGRAPH, f"{PARAGRAPH}<svg><text>Void</text></svg>"),
    "words beside the text": printed('<div class="pb-body">', '<p>Void.</p><div class="pb-body">'),
    "bare words beside the text": printed('<div class="pb-body">', 'Void. <div class="pb-body">'),
    "a second text": printed('<div class="pb-body">', '<div class="pb-body">Void.</div><div class="pb-body">'),
    "another title": printed("Services agreement<a", "Services agreement (void)<a"),
    "text where a browser moves it": printed('<tbody role="rowgroup">', '<tbody role="rowgroup">Void.'),
    "a style sheet from elsewhere": printed("</head>", '<link rel="stylesheet" href="https://elsewhere.example/x.css"></head>'),
    "a style sheet that is not there": printed("</head>", '<link rel="stylesheet" href="../../assets/x.css"></head>'),
    "a style sheet that brings another": styled("@import 'x.css';"),
    "unclosed markup": printed(PARAGRAPH, "<p>Goodwill is no refund."),
    "pushed out of sight": styled(".pb-body p { padding-left: 9999px }"),
    "pushed out of sight by a power of ten": styled(".pb-body p { padding-left: 1e4px }"),
    "letters on top of one another": styled(".pb-body p { letter-spacing: -1em }"),
    "lines on top of one another": styled(".pb-body p { line-height: 0 }"),
}

VISIBLE = (Path(__file__).parent / "visible.js").read_text(encoding="utf-8")
# What has no effect on what Chromium draws, and is refused all the same.
UNSEEN = {
    "style of its own",  # which the page's own policy forbids Chromium to apply
    "style in the page",
    "a label on a phone",  # drawn on a phone
    "words that are read aloud",  # for those who hear the page
    "words hidden from those who hear",
    "a style sheet from elsewhere",  # which is not there
    "a style sheet that is not there",
    "a style sheet that brings another",
    "letters of another font",  # which this machine has not got
    "unclosed markup",  # which Chromium closes
    "another title",
    "a picture",
    "a frame",
    "words by an attribute",
}


def found(site, text=TEXT):
    return compare_site(site, {NAME: text})


def seen(page, site, name=NAME):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"file://{site}/{name}")
    return page.evaluate(VISIBLE)


def test_the_page_as_it_was_made_shows_the_signed_text(clean):
    assert found(clean) == []


def test_chromium_sees_on_it_what_was_signed(clean, page):
    shown = seen(page, clean)
    assert shown["faults"] == []
    plain = re.sub(r"^#+ |\{#[^}]*\}|\*\*|^\| --- .*$|^- ", "", TEXT, flags=re.MULTILINE)
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain).replace("|", " ")
    assert shown["words"] == plain.split()


@pytest.mark.parametrize("name", HIDDEN)
def test_words_that_nobody_sees_are_found(copy, name):
    HIDDEN[name](copy)
    assert found(copy)


@pytest.mark.parametrize("name", CHANGED)
def test_words_that_nobody_signed_are_found(copy, name):
    CHANGED[name](copy)
    assert found(copy)


@pytest.mark.parametrize("name", sorted({*HIDDEN, *CHANGED} - UNSEEN)[::12])  # every twelfth; all of them take minutes
def test_chromium_shows_something_else_too(clean, copy, page, name):
    {**HIDDEN, **CHANGED}[name](copy)
    before, after = seen(page, clean), seen(page, copy)
    assert (before["words"], before["faults"]) != (after["words"], after["faults"])


def sheets_with(rule):
    """The theme's sheets, a rule at the end of its own."""

    def sheet(place):
        text = sheet_of_theme(place)
        return f"{text}\n{rule}\n" if text and place.endswith("pactbook/site.css") else text

    return sheet


@pytest.fixture(scope="module")
def printed_page(clean):
    return (clean / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", [*DRAWN.values(), *ELSEWHERE], ids=[*DRAWN, *ELSEWHERE])
def test_a_style_sheet_that_could_hide_or_cover_words_is_found(printed_page, rule):
    assert compare(NAME, printed_page, TEXT, sheets_with(rule))


@pytest.mark.parametrize("rule", SHEETS_THAT_DO_NO_HARM)
def test_a_style_sheet_that_leaves_every_word_as_it_is_is_no_fault(printed_page, rule):
    assert compare(NAME, printed_page, TEXT, sheets_with(rule)) == []


def test_chromium_draws_the_page_otherwise_with_them(clean, copy, page):
    sheet = copy / "assets" / "pactbook" / "site.css"
    text = sheet.read_text(encoding="utf-8")

    def drawn(rule):
        sheet.write_text(f"{text}\n{rule}\n", encoding="utf-8")
        pictures = []
        for width in (1000, 360):
            page.set_viewport_size({"width": width, "height": 1400})
            page.goto(f"file://{copy}/{NAME}")
            page.evaluate("document.querySelector('.pb-body').scrollIntoView()")
            pictures.append(settled())
        return pictures

    def settled():
        """The picture that comes twice in a row: on a busy machine the first may be taken while the browser still draws."""
        last, now = b"", page.screenshot(animations="disabled")
        while now != last:
            last, now = now, page.screenshot(animations="disabled")
        return now

    asis = drawn("")
    assert asis == drawn("")
    assert [name for name, rule in list(DRAWN.items())[::2] if drawn(rule) == asis] == []  # every second, for the time that it takes


HARMLESS = {
    "colours of a chip": styled(".pb-chip { color: #fff; background: #000 }"),
    "a hidden part of another page": styled(".pb-card { display: none }"),
    "a wider text": styled(".md-typeset p { margin: 1rem 0; padding: .2rem; font-weight: 500 }"),
    "a sign beside a link": styled(".md-typeset .pb-away::after { content: ''; width: 1em; background: currentcolor }"),
    "what another rule takes back": styled(".md-typeset h5 { text-transform: uppercase } .md-typeset.pb-legal h5 { text-transform: none }"),
    "the words are broken into lines otherwise": printed("must not raise", "must\n not   raise"),
    "a link around words": printed("must not raise", 'must <a href="#payment">not</a> raise'),
    "bold": printed("must not raise", "must <strong>not</strong> raise"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_changes_no_word_is_no_fault(clean, copy, page, name):
    HARMLESS[name](copy)
    assert found(copy) == []
    assert seen(page, copy)["words"] == seen(page, clean)["words"]


# Texts that markdown would count anew, drop, move or make into something else.
WORDING = {
    "a lost paragraph": ("Goodwill is no refund.\n", ""),
    "a changed digit": ("EUR 250.00", "EUR 520.00"),
    "a dropped not": ("must not raise", "must raise"),
    "list counted anew": ("1. an invoice", "4. an invoice"),
    "quotation marks": ("(the **Client**)", "(the “**Client**”)"),
    "a swapped order": ("Measured each month", "Reported each month"),
    "a table that is none": ("| --- | --- | --- |\n", ""),
    "a note at the end": ("is no refund.", "is no refund.[^1]\n\n[^1]: Void."),
}


@pytest.mark.parametrize("name", WORDING)
def test_a_renderer_that_makes_another_text_of_it_fails_the_site_and_the_last_good_one_stays(clean, tmp_path, name):
    out = Path(shutil.copytree(clean, tmp_path / "site"))
    old, new = WORDING[name]
    markdown = read_text(TEXT).markdown
    if old not in markdown:
        old = old.replace("**Client**", "**Client**{#def-client}")
    assert old in markdown
    with pytest.raises(SiteError) as caught:
        site_of(out, agreement(markdown.replace(old, new, 1)))
    assert any(line.startswith(f"{NAME}: ") and "does not show the text of the draft" in line for line in caught.value.problems)
    assert found(out) == []


KEPT = {
    "footnote": "The fee is due.[^1]\n\n[^1]: Not before May.\n\nMore.",
    "unused footnote": "The fee.\n\n[^9]: Void if unused.",
    "definition of a link": 'See [the list][1].\n\n[1]: https://example.com/list "The list"\n\nMore.',
    "definition list": "Term\n:   The definition of it.\n\nMore.",
    "abbreviation": "HTML is used.\n\n*[HTML]: a language\n\nMore.",
    "admonition": '!!! note "A title"\n    Inside it.\n\nMore.',
    "admonition without title": '!!! note ""\n    Inside it.\n\nMore.',
    "numbers that repeat": "A:\n\n1. one\n1. two\n1. three",
    "numbers with a gap": "A:\n\n5. five\n7. seven\n\n9. nine",
    "numbers that go on": "A:\n\n1. one\n2. two\n\nthen\n\n3. three",
    "a number at the start of a line": "They met in\n2019. Then they left.",
    "numbers in brackets": "A:\n\n1) one\n2) two",
    "letters": "A:\n\n(a) one\n\n(b) two\n\n(c) three (tm) (r)",
    "typography": "He said \"no\" -- 'never' ... and (c) 10:30:45 :smile: :+1:",
    "addresses": "See https://example.com/a_b, <https://x.example/q> and <a@b.example>.",
    "underlined headings": "A heading\n=========\n\nText.\n\nAnother\n-------\n\nMore.",
    "second title": "# Schedule\n\nText.",
    "ragged table": "| A | B |\n|---|---|\n| x | y | z |\n| v |\n\nEnd.",
    "bars": "a | b\n\nc || d\n\n| x \\| y |\n|---|\n| \\| |",
    "backslashes": "A 5\\% and \\*star\\* and C:\\new \\\\ \\(y\\).",
    "signs": "5 * 3 = 15 and a_b_c and $5 ~~x~~ ==y== {++z++} {{ v }}.",
    "tags": "A <b>bold</b> and <Name of Client> x < y <br> z",
    "comment": "A <!-- hidden words --> B",
    "references to signs": "A &amp; B &copy; AT&T &#169;",
    "picture": "![words](x.png) after",
    "bad link": "[click](javascript:alert(1)) and [x](y z) and [other](other.md)",
    "boxes": "- [ ] to do\n- [x] done",
    "quotation": "> quoted\n> more\n\nEnd.",
    "contents": "[TOC]\n\nMore.",
    "brackets": "[Name of Client], [***] and [ ] and [a] (b)",
    "lines to sign on": "Signed: ____________ by ______\n\n_________________\nName",
    "code": "Use `x*y`.\n\n    indented *x*\n\n```\ncode <b>\n```\n\nend",
    "a dash in a line": "Sum of\n- 5 and\n- 6 more\n+ 7",
    "attributes": "Text {: .pb-sub1 }\n\nTwo\n{: #x .hidden }",
}


@pytest.mark.parametrize("form", ["markdown", "own", "plain"])
@pytest.mark.parametrize("name", KEPT)
def test_what_markdown_would_change_is_shown_as_it_was_signed(form, name, printer):
    start = {
        "markdown": "# Agreement\n\n## 1. Terms {#terms}\n\nText.\n\n",
        "own": "# Agreement\n\n## 1. Terms\n\nText with **bold**.\n\n",
        "plain": "AGREEMENT\n\n1. Terms\n\nText.\n\n",
    }[form]
    text = f"{start}{KEPT[name]}\n"
    assert compare(NAME, printer(text), text, sheet_of_theme) == []


@pytest.fixture(scope="module")
def printer(clean):
    """Prints a text as the site does, into the frame of a page that was built."""
    frame = (clean / NAME).read_text(encoding="utf-8")
    head, rest = frame.split('<h1 id="services-agreement">', 1)
    between, rest = rest.split('<div class="pb-body">', 1)
    between, rest = between.split("</h1>", 1)[1], rest[rest.index("</article>") :]

    def show(text):
        markdown = read_text(text).markdown
        titled = markdown if markdown.lstrip().startswith("# ") else f"# Services agreement\n\n{markdown}"
        title, mark, body = Renderer().body(agreement(titled, text)).html.partition("</h1>")
        return f'{head}{title}{mark}{between}<div class="pb-body">{body}</div>{rest}'

    return show


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*-*")) if CORPUS.is_dir() else [], ids=lambda path: path.name[:20])
def test_real_agreements_are_shown_word_for_word(path, printer):
    text = as_text(path)
    assert compare(NAME, printer(text), text, sheet_of_theme) == []
    assert compare(NAME, printer(text).replace(" not ", " ", 1), text, sheet_of_theme)
