"""A manual that several vendors see: no site is made with a page that can't be filled for one of them."""

from __future__ import annotations

from datetime import date

import pytest
from test_images import png
from two_vendors import where

import books
from books import small_book
from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.reading.judge import BookProblemsError
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.source import open_book
from pactbook.site.settings import read_settings
from pactbook.site.stage import read_stage, write_stage

DAY = date(2026, 6, 1)
SHARED = "ops-manuals/acme/shared"
ZENITH = "contracts/zenith/sow-support/terms.yaml"
BONUS = "---\nschema: 1\ntitle: Bonus\ncovers: [payment]\n---\nThe Client pays a bonus.\n"


@pytest.fixture
def book(tmp_path):
    """Acme and Zenith with the same contracts, and a manual in acme's folder for both."""
    book = small_book(tmp_path / "book", assembled=False)
    for path, text in books.FILES.items():
        if "acme" in path:
            theirs = text.replace("acme", "zenith").replace("Acme", "Zenith").replace("GLX-ACM", "GLX-ZEN")
            book.write(path.replace("acme", "zenith"), theirs)
    party = books.FILES["contracts/governance/policy.yaml"].partition("  acme:\n")[2].partition("layers:")[0]
    book.replace(
        "contracts/governance/policy.yaml", "layers:\n", f"  zenith:\n{party.replace('acme', 'zenith').replace('Acme', 'Zenith')}layers:\n"
    )
    book.write(
        f"{SHARED}/outline.yaml", books.FILES[books.OUTLINE].replace("title: Support manual", "title: Shared\naudience: [acme, zenith]")
    )
    book.write(f"{SHARED}/index.md", books.FILES[books.PAGE])
    book.write(f"{SHARED}/refunds.md", "# Refunds\n\nUp to {{ sow.values.refund_limit }}; see [](clause:cure).\n")
    assert book.run("assemble") == 0, book.printed
    return book


def findings(book, audience, memory=None):
    """What keeps the site of an audience from being made, as it is told."""
    try:
        open_book(book.root, DAY, memory=memory).pages(audience)
    except BookProblemsError as error:
        return [problem.line for problem in error.problems]
    return []


@pytest.mark.parametrize("audience", ["acme", "zenith", "internal"])
def test_a_page_that_fits_both_is_shown_to_both(book, audience):
    assert findings(book, audience) == []


def test_neither_the_stage_nor_the_site_of_the_one_names_the_folder_of_the_other(book, tmp_path):
    book.write(f"{SHARED}/images/screen.png", png())
    book.append(f"{SHARED}/refunds.md", "\n![The screen](images/screen.png)\n")
    source = open_book(book.root, DAY)
    pages = list(source.pages("zenith"))
    assert any((page.source or "").startswith(f"{SHARED}/") and page.assets for page in pages)
    write_stage(pages, tmp_path / "stage", source.read)
    done = list(build_sites(source, tmp_path / "sites", ("zenith",), lambda name: read_settings(book.root, name, "Globex"), Work(Here())))
    assert [each.problems for each in done] == [()]
    assert len(list((tmp_path / "stage").rglob("screen.png"))) == len(list((tmp_path / "sites" / "zenith").rglob("screen.png"))) == 1
    assert where(tmp_path / "stage", "acme") == []
    assert where(tmp_path / "sites" / "zenith", "acme") == []
    assert [(page.path, page.source) for page in read_stage(tmp_path / "stage") if page.source] == []


@pytest.mark.parametrize("path", ["ops-manuals/acme/support/index.md", "contracts/acme/sow-second/terms.yaml"])
def test_what_is_wrong_in_the_owners_folder_and_not_shown_to_the_other_keeps_only_the_owners_site(book, path):
    if path.endswith(".md"):
        book.append(path, "\n[Nowhere](nowhere.md)\n")
    else:  # without its text
        book.write(path, books.FILES[books.SOW].replace("GLX-ACM-01", "GLX-ACM-02"))
    assert findings(book, "zenith") == []
    for audience in ("acme", "internal"):
        (line,) = findings(book, audience)
        assert line.startswith(path.rpartition("/")[0])


@pytest.mark.parametrize("audience", ["acme", "zenith", "internal"])
def test_a_value_that_one_of_them_lacks_stops_the_site(book, audience):
    book.replace(ZENITH, "refund_limit:", "another_limit:")
    book.replace("ops-manuals/zenith/support/index.md", "refund_limit", "another_limit")
    assert findings(book, audience) == [
        f"{SHARED}/index.md:7:15: C019 for zenith this can't be shown: 'sow.values' has no 'refund_limit'",
        f"{SHARED}/refunds.md:3:7: C019 for zenith this can't be shown: 'sow.values' has no 'refund_limit'",
    ]


@pytest.mark.parametrize("audience", ["acme", "zenith"])
def test_so_does_a_clause_that_one_of_them_has_not(book, audience):
    book.write("clauses/bonus/v1.md", BONUS)
    book.replace("contracts/acme/sow-support/terms.yaml", "clauses:\n", "clauses:\n  - use: bonus/v1\n")
    book.write(f"{SHARED}/refunds.md", "# Refunds\n\nSee [](clause:bonus).\n")
    assert book.run("assemble") == 0, book.printed
    assert findings(book, audience) == [
        f"{SHARED}/refunds.md:3:5: C051 no contract of zenith holds the clause 'bonus', so its site has no page of it"
    ]


def test_what_was_sound_is_judged_again_when_the_other_vendors_contract_changes(book, tmp_path):
    folder = tmp_path / "memory"
    assert findings(book, "acme", Memory(folder)) == []
    assert findings(book, "acme", Memory(folder)) == []
    book.replace(ZENITH, "refund_limit:", "another_limit:")
    book.replace("ops-manuals/zenith/support/index.md", "refund_limit", "another_limit")
    assert len(findings(book, "acme", Memory(folder))) == 2
