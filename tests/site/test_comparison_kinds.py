"""Pages of drafts, proposals and clauses are held against their text as pages of signed agreements are: a tampered one fails its site."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sample_book import AS_OF, copy_book
from test_comparison import SETTINGS, seen

from pactbook.site.building.build import SiteError, build
from pactbook.site.comparison.step import compare, sheet_of_theme
from pactbook.site.reading.source import read_book

CLAUSE = "clauses/limitation-of-liability"
KINDS = {
    "draft": "vendors/corvane/sow-it-services",
    "proposal": "vendors/brightline/sow-customer-support-proposal",
    "clause": CLAUSE,
    "clause with a schedule and another clause in its references": "clauses/service-levels-and-credits",
}


@pytest.fixture(scope="module")
def shown(source):
    return {page.path.removesuffix(".md"): page for page in source.pages("internal")}


def printed(site, name):
    return (site / f"{name}.html").read_text(encoding="utf-8")


def problems(page, html):
    wanted = page.signed if page.signed is not None else page.signed_parts
    return compare(f"{page.path.removesuffix('.md')}.html", html, wanted, sheet_of_theme)


def test_every_page_with_a_locked_text_is_held_against_it(shown):
    kinds = {"agreement", "clause"}
    assert {page.kind for page in shown.values() if page.signed or page.signed_parts} == kinds
    assert [page.path for page in shown.values() if page.kind in kinds and not (page.signed or page.signed_parts)] == []


@pytest.mark.parametrize("name", KINDS.values(), ids=list(KINDS))
def test_the_page_as_it_was_made_shows_its_text(site, shown, name):
    assert problems(shown[name], printed(site, name)) == []


WORDS = {
    "draft, a dropped not": (KINDS["draft"], "must not", "must"),
    "draft, a number": (KINDS["draft"], "99.9 %", "99.0 %"),
    "draft, the title": (KINDS["draft"], "(LKF-COR-02)<a", "(LKF-COR-20)<a"),
    "proposal, a target": (KINDS["proposal"], "at least 85 %", "at least 58 %"),
    "proposal, a word more": (KINDS["proposal"], "The Vendor must", "The Vendor must not"),
    "clause, its title": (CLAUSE, '<h1 id="limitation-of-liability">Limitation', '<h1 id="limitation-of-liability">Exclusion'),
    "clause, a dropped not": (CLAUSE, "does not apply to", "does apply to"),
    "clause, a word more": (CLAUSE, "the Vendor must compensate", "the Vendor need not compensate"),
    "clause, the words of a gap": (CLAUSE, '<span class="pb-gap">general cap</span>', '<span class="pb-gap">annual fee</span>'),
    "clause, where a reference leads": (CLAUSE, "section “What is never limited”", "section “General cap”"),
    "clause, which version it is": (CLAUSE, ">Version 2<", ">Version 3<"),
    "clause, what is new": (CLAUSE, "What is new:</strong>", "What is new:</strong> nothing;"),
    "clause, the least that may be filled in": (CLAUSE, "At least EUR 100,000.00", "At least EUR 10,000.00"),
    "clause, a default": (CLAUSE, "deliberate breach", "deliberate breach of this clause"),
    "clause, a definition": (CLAUSE, "means the amount stated", "means twice the amount stated"),
    "clause, a number of a list": (CLAUSE, '<div class="pb-signed">', '<div class="pb-signed"><ol><li>Void.</li></ol>'),
    "clause, words beside its text": (CLAUSE, '<div class="pb-body">', 'Void. <div class="pb-body">'),
}


def changed(html, old, new):
    assert old in html
    return html.replace(old, new, 1)


def in_text(html, old, new):
    """The first place in the locked text; clause pages hold tables before it."""
    head, mark, text = html.partition('class="pb-signed"')
    if old.startswith(("<h1", "<div")) or not mark or old not in text:
        return changed(html, old, new)
    return head + mark + changed(text, old, new)


@pytest.mark.parametrize("case", WORDS)
def test_words_that_stand_in_no_text_are_found(site, shown, case):
    name, old, new = WORDS[case]
    assert problems(shown[name], in_text(printed(site, name), old, new))


HIDDEN = {
    "a text that is hidden": ('<div class="pb-signed">', '<div class="pb-signed" hidden>'),
    "a text with a style of its own": ('<div class="pb-signed">', '<div class="pb-signed" style="opacity:0">'),
    "a text that is marked no more": ('<div class="pb-signed">', "<div>"),
    "a part beside it that covers": ("</head>", "<style>.pb-facts { position: fixed; inset: 0; background: #fff }</style></head>"),
    "what lies around the texts is hidden": ('<div class="pb-body">', '<div class="pb-body md-hidden" style="display:none">'),
    "a style on the page": ("</head>", "<style>.pb-signed p { display: none }</style></head>"),
    "a style on the page that covers": ("</head>", "<style>.pb-body > p { position: fixed; inset: 0; background: #fff }</style></head>"),
    "what is deleted in it": ('<div class="pb-signed">', '<div class="pb-signed"><del>x</del>'),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_a_clause_that_nobody_sees_is_found(site, shown, case):
    assert problems(shown[CLAUSE], changed(printed(site, CLAUSE), *HIDDEN[case]))


BESIDE = {
    "where it is used": ("EUR 2,000,000.00", "EUR 9,000,000.00"),
    "the notes": ("For our negotiators<a", "For yours<a"),
    "the comparison of two versions": ("no longer in the text", "gone"),
}


@pytest.mark.parametrize("case", BESIDE)
def test_what_stands_beside_the_text_of_a_clause_is_free(site, shown, case):
    assert problems(shown[CLAUSE], changed(printed(site, CLAUSE), *BESIDE[case])) == []


def test_chromium_sees_the_same_as_the_comparison(site, tmp_path, page):
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    file = copy / f"{CLAUSE}.html"
    before = seen(page, site, f"{CLAUSE}.html")["words"]
    file.write_text(changed(file.read_text(encoding="utf-8"), *WORDS["clause, a dropped not"][1:]), encoding="utf-8")
    assert seen(page, copy, f"{CLAUSE}.html")["words"] != before


@pytest.mark.parametrize("name", [KINDS["draft"], CLAUSE])
def test_a_renderer_that_loses_words_fails_the_site_and_the_last_good_one_stays(shown, tmp_path, name):
    out = tmp_path / "site"
    home = shown["index"]
    page = replace(shown[name], crumbs=(), siblings=None, locked=None, nav=None, downloads=())
    alone = replace(page, meta=None, markdown=unlinked(page.markdown))
    small = replace(home, markdown="# Home\n", meta=None)
    build([small, alone], out, SETTINGS)
    good = (out / f"{name}.html").read_bytes()
    assert " not " in alone.markdown
    place = alone.markdown.rindex("must not ") if name != CLAUSE else alone.markdown.index("does not apply")
    lost = alone.markdown[:place] + alone.markdown[place:].replace(" not", "", 1)
    with pytest.raises(SiteError) as caught:
        build([small, replace(alone, markdown=lost)], out, SETTINGS)
    assert any("does not show" in line for line in caught.value.problems)
    assert (out / f"{name}.html").read_bytes() == good


def unlinked(markdown):
    """A page by itself: its links lead nowhere and are taken out, their words stay."""
    import re

    return re.sub(r"(?<!!)\[([^\[\]]+)\]\((?!#)[^()]*\)", r"\1", markdown)


def test_a_clause_changed_after_it_was_signed_is_shown_as_it_was_signed_and_says_so(tmp_path):
    book = copy_book(tmp_path / "book")
    file = book / f"{CLAUSE}/v1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("does not apply", "does apply"), encoding="utf-8")
    source = read_book(book, date.fromisoformat(AS_OF))
    page = next(each for each in source.pages("internal") if each.path == f"{CLAUSE}.md")
    assert source.problems
    assert (page.meta.status, page.meta.status_tone) == ("Does not verify", "problem")
    assert "does not apply" in page.signed_parts[2]
    assert "does not apply" in page.markdown


def test_a_clause_that_nobody_approved_is_a_draft_and_held_against_its_file(tmp_path):
    book = copy_book(tmp_path / "book")
    shutil.rmtree(book / "clauses/notices/signoffs")
    source = read_book(book, date.fromisoformat(AS_OF))
    page = next(each for each in source.pages("internal") if each.path == "clauses/notices.md")
    assert (page.meta.status, page.meta.proof, page.downloads) == ("Draft", (), ())
    assert page.signed_parts[0] == "Notices"
    assert len(page.signed_parts) > 1
