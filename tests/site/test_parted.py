"""A text that stands on many pages is looked at once, every frame around it each time: nothing that a frame does to a known text goes unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_comparison import NAME, TEXT, agreement, site_of

from pactbook.manuals.name_search import Name
from pactbook.site.comparison import page as page_text
from pactbook.site.comparison import walk
from pactbook.site.comparison.step import compare, sheet_of_theme
from pactbook.site.finish import finished
from pactbook.site.page import Page, Unnamed
from pactbook.site.printed.parted import STAND_IN, parted
from pactbook.site.printed.unnamed import written

BODY = '<div class="pb-body">\n'
ARTICLE = '<article class="md-content__inner md-typeset pb-kind-agreement pb-legal">'
FRAMES = {
    "hidden by an attribute": (ARTICLE, ARTICLE.replace("<article ", "<article hidden ")),
    "hidden around the article": ('<div class="md-content" ', '<div class="md-content" hidden="until-found" '),
    "not to be read": ("<main ", "<main inert "),
    "not for those who hear it": ("<main ", '<main aria-hidden="true" '),
    "in something closed": ('<div class="md-content" ', '<details><summary></summary><div class="md-content" '),
    "hidden by a class of the article": (ARTICLE, ARTICLE.replace("md-typeset", "md-typeset md-search__suggest")),
    "hidden by a class around the article": ('<div class="md-content" ', '<div class="md-content md-search__output" '),
    "a style on the body": ("<body ", '<body style="opacity:0" '),
    "an element over everything": ("</article>", '</article><div class="md-overlay md-dialog" style="position:fixed">Void.</div>'),
    "a word beside the text": ("</article>", "Not binding.</article>"),
    "a note in the article": ("</article>", '<div class="note">Not binding.</div></article>'),
    "another title": ("<h1 ", "<h1 >Draft: </h1><h1 "),
    "a word in the title": (">Services agreement<a", ">Services agreement (void)<a"),
    "another class on the text": ('<div class="pb-body">\n', '<div class="pb-body md-overlay">\n'),
    "the text in something else": (BODY, f'<div class="pb-facts">{BODY}'),
    "two texts": (BODY, f'{BODY}</div>\n<div class="pb-body">\n'),
    "a style of its own": ("</head>", "<style>.pb-body{display:none}</style></head>"),
    "a style sheet more": ("</head>", '<link rel="stylesheet" href="../../assets/pactbook/other.css"></head>'),
    "a sheet less": ("assets/pactbook/site.css", "assets/pactbook/none.css"),
    "a tag that is never ended": ("</article>", "<p></article>"),
}
TEXTS = {
    "a word less": ("must not raise", "must raise"),
    "a figure": ("EUR 60.00", "EUR 600.00"),
    "the end of the text, and another": ('<h2 id="payment">', '</div>\n<div class="pb-around"><h2 id="payment">'),
    "an element that is not ended": ('<h2 id="payment">', '<div><h2 id="payment">'),
    "a style": ('<h2 id="payment">', '<style>p{display:none}</style><h2 id="payment">'),
}


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    made = (site_of(tmp_path_factory.mktemp("parted") / "site", agreement()) / NAME).read_text(encoding="utf-8")
    assert compare(NAME, made, TEXT, sheet_of_theme) == []
    parts = parted(made)
    assert parts is not None
    assert parts.is_whole
    assert BODY + STAND_IN in parts.frame
    assert "must not raise" not in parts.frame
    return made


@pytest.mark.parametrize("name", FRAMES)
def test_what_a_frame_does_to_a_known_text_is_found(html, name):
    old, new = FRAMES[name]
    assert old in html
    changed = html.replace(old, new, 1)
    assert compare(NAME, html, TEXT, sheet_of_theme) == []
    assert compare(NAME, changed, TEXT, sheet_of_theme)
    assert compare(NAME, changed, TEXT, sheet_of_theme), "the second time, too"


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_not_the_known_one_is_looked_at(html, name):
    old, new = TEXTS[name]
    assert old in html
    changed = html.replace(old, new, 1)
    assert compare(NAME, changed, TEXT, sheet_of_theme)
    parts = parted(changed)
    assert parts is None or not parts.is_whole


def test_a_comment_in_a_text_says_nothing_and_makes_it_another(html):
    changed = html.replace('<h2 id="payment">', '<!-- --><h2 id="payment">', 1)
    assert compare(NAME, changed, TEXT, sheet_of_theme) == []
    assert not parted(changed).is_whole


def test_a_frame_that_makes_a_style_sheet_hide_a_part_of_a_known_text_is_found(html):
    def sheet(place):
        text = sheet_of_theme(place)
        return f"{text}\n.pb-quiet h3 {{ display: none }}" if text and place.endswith("site.css") else text

    for frame, wrong in ((html, False), (html.replace(ARTICLE, ARTICLE.replace("md-typeset", "md-typeset pb-quiet")), True)) * 2:
        assert bool(compare(NAME, frame, TEXT, sheet)) is wrong


@pytest.mark.parametrize(
    "tag", ["<script>", "<STYLE>", '<meta name="a">', '<link rel="stylesheet" href="a.css">', "<title>", '<base href="a">']
)
def test_a_text_with_what_concerns_the_whole_page_is_never_left_out(html, tag):
    assert parted(html) is not None
    assert parted(html.replace('<h2 id="payment">', f'{tag}<h2 id="payment">', 1)) is None


def test_a_known_text_is_held_against_what_was_signed_for_each_page(html):
    assert compare(NAME, html, TEXT.replace("EUR 60.00", "EUR 600.00"), sheet_of_theme)
    assert compare(NAME, html, (TEXT,), sheet_of_theme)


def test_only_the_frame_of_a_known_text_is_read(html, monkeypatch):
    read, over = [], walk.over
    monkeypatch.setattr(walk, "over", lambda text, *args, **more: read.append(text) or over(text, *args, **more))
    monkeypatch.setattr(page_text, "read", read.append)
    assert compare(NAME, html, TEXT, sheet_of_theme) == []
    assert [STAND_IN in text and "must not raise" not in text for text in read] == [True]


def test_a_frame_with_a_script_is_found_around_a_known_text(html):
    page = agreement()
    bare = html.replace(html[html.index("<meta http-equiv") : html.index(">", html.index("<meta http-equiv")) + 1], "", 1)
    assert finished(NAME, page, bare)[1] == []
    assert finished(NAME, page, bare)[1] == []
    wrong = finished(NAME, page, bare.replace("</article>", "</article><script>alert(1)</script>"))[1]
    assert any("holds a script" in problem for problem in wrong)
    wrong = finished(NAME, page, bare.replace('<a href="', '<a onclick="x()" href="', 1))[1]
    assert any("script in an attribute" in problem for problem in wrong)


def reader(vendor, *others):
    names = [Name(other, (other,), (other.capitalize(), other.upper())) for other in others]
    return Unnamed(vendor, "-".join(others), written(names))


def clause(unnamed):
    text = "Ask Zenith, and nobody else."
    page = Page("clauses/asking.md", "Asking", f'# Asking\n\n<div class="pb-signed" markdown>\n\n{text}\n</div>\n', "clause", trusted=True)
    return replace(page, signed_parts=("Asking", text), unnamed=unnamed, nav=("Clauses",))


@pytest.fixture
def shown(tmp_path):
    return (site_of(tmp_path / "site", clause(None)) / "clauses/asking.html").read_text(encoding="utf-8")


def told(html, unnamed):
    bare = html.replace(html[html.index("<meta http-equiv") : html.index(">", html.index("<meta http-equiv")) + 1], "", 1)
    return [problem for problem in finished("clauses/asking.html", clause(unnamed), bare)[1] if "another vendor" in problem]


def test_a_text_that_one_vendor_may_read_is_looked_at_for_the_next_who_may_not(shown):
    assert told(shown, reader("zenith", "acme", "corvane")) == []
    assert told(shown, reader("zenith", "acme", "corvane")) == []
    assert len(told(shown, reader("acme", "zenith", "corvane"))) == 1
    assert len(told(shown, reader("corvane", "acme", "zenith"))) == 1
    assert told(shown, reader("zenith", "acme", "corvane")) == []


def test_a_word_that_one_vendor_knows_is_not_let_pass_for_the_next(tmp_path):
    """One reader's own word holds another's name: for that reader it is nobody's, for all others it is."""
    page = replace(clause(None), markdown=clause(None).markdown.replace("Ask Zenith", "Ask ZenithWare"))
    page = replace(page, signed_parts=("Asking", "Ask ZenithWare, and nobody else."))
    html = (site_of(tmp_path / "site", page) / "clauses/asking.html").read_text(encoding="utf-8")
    bare = html.replace(html[html.index("<meta http-equiv") : html.index(">", html.index("<meta http-equiv")) + 1], "", 1)

    def found(unnamed):
        return [each for each in finished("clauses/asking.html", replace(page, unnamed=unnamed), bare)[1] if "another vendor" in each]

    stranger = reader("acme", "zenith", "corvane")
    knows = replace(stranger, key="knows", names="\n".join((stranger.names, written([Name("", ("zenithware",))]))))
    assert found(knows) == []
    assert found(knows) == []
    assert len(found(stranger)) == 1


def test_a_name_in_the_frame_of_a_known_text_is_found(shown):
    for_zenith = reader("zenith", "acme", "corvane")
    assert told(shown, for_zenith) == []
    assert len(told(shown.replace("</article>", "<p>Acme</p></article>"), for_zenith)) == 1
