"""Parts of a site: together the whole site, each made of its own groups alone, and made again where one of these changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

import pytest
from sample_book import AS_OF
from two_vendors import SHARED, commit_on, fresh

import books
from pactbook.problems import PactbookError, Position
from pactbook.site import pages as kinds
from pactbook.site.audience import INTERNAL
from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, build_sites
from pactbook.site.page import Page
from pactbook.site.pages import manuals, vendors
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.source import open_book, read_book
from pactbook.site.settings import SiteSettings
from pactbook.site.views.inputs import COMMON, group
from pactbook.site.views.parts import Narrow, Part
from pactbook.site.views.viewing import view

DAY = date(2026, 6, 1)
PAGE = "ops-manuals/zenith/support/refunds.md"


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    book = fresh(tmp_path_factory.mktemp("two") / "book")
    (book.path / PAGE).write_text("# Refunds\n\nOther words.\n", encoding="utf-8")
    commit_on(book, "2026-05-02")
    return book


def whole(source):
    """The client's pages, each kind made at once of everything."""
    seen = view(source.book, INTERNAL, source.as_of, source.known)
    return list(chain.from_iterable(kind.pages(seen) for kind in kinds._kinds()))


def test_the_parts_of_the_sample_are_its_pages_in_their_order(source):
    assert [replace(page, bars=()) for page in source.pages(INTERNAL)] == whole(source)


@pytest.mark.parametrize("day", [date(2026, 3, 1), DAY, date(2027, 1, 1)])
def test_the_parts_of_a_book_with_a_shared_manual_and_proposals_are_its_pages_in_their_order(two, day):
    source = open_book(two.path, day)
    source.judge.faults(INTERNAL)
    made = source.pages(INTERNAL)
    assert [replace(page, bars=()) for page in made] == whole(source)
    assert [page.path for part in source.each_part(INTERNAL) for page in part.make()] == [page.path for page in made]


@pytest.mark.parametrize("day", [date(2026, 3, 1), DAY, date(2027, 1, 1)])
@pytest.mark.parametrize("vendor", ["acme", "zenith"])
def test_the_parts_of_a_vendors_site_are_its_pages_in_their_order(two, vendor, day):
    source = open_book(two.path, day)
    source.judge.faults(INTERNAL)
    seen = view(source.book, vendor, day, source.known)
    made = [page for part in source.each_part(vendor) for page in part.make()]
    assert [replace(page, bars=(), unnamed=None) for page in made] == list(chain.from_iterable(kind.pages(seen) for kind in kinds._kinds()))
    assert made == source.pages(vendor)
    keyed = {part.name for part in source.each_part(vendor) if part.key}
    assert keyed >= {"clauses", "dates", "glossary"}
    assert {part.key for part in source.each_part(vendor)}.isdisjoint({part.key for part in source.each_part(INTERNAL) if part.key})


def test_on_the_vendors_of_the_sample_too(source):
    for vendor in source.book.vendors:
        made = [page for part in source.each_part(vendor) for page in part.make()]
        assert made == source.pages(vendor)


def test_a_part_sees_its_groups_and_nothing_else(two):
    source = open_book(two.path, DAY)
    seen = view(source.book, INTERNAL, DAY, source.known)
    limited = [each for each in kinds.pieces(source.book, INTERNAL, DAY, source.known) if each.groups is not None]
    assert {each.name for each in limited} >= {"clauses", SHARED, "vendor acme", "agreements zenith", "proposals acme", "scorecard zenith"}
    assert len({each.name for each in limited}) == len(limited)
    for each in limited:
        shown = Narrow(seen).to(each.groups)
        folders = {*shown.book.contracts, *shown.book.proposals, *shown.book.manuals, *shown.known.updated, *shown.known.filed}
        folders |= {f"{folder}/." for folder in shown.known.states}
        folders |= {path for change in shown.known.page_changes for path in (change.before, change.after) if path}
        assert {group(path) for path in folders} | {COMMON} <= each.groups, each.name
    manual = Narrow(seen).to(next(each.groups for each in limited if each.name == SHARED))
    assert set(manual.book.manuals) == {SHARED}
    assert {contract.vendor for contract in manual.book.contracts.values()} == {"acme"}
    assert manual.known.updated
    assert all(path.startswith(f"{SHARED}/") for path in manual.known.updated)


def built(book, out):
    source = open_book(book.path, DAY, memory=Memory(out / ".pactbook"))
    (done,) = build_sites(source, out, [INTERNAL], lambda _: SiteSettings("-"), Work(Here()))
    assert done.problems == ()


def test_only_parts_of_which_something_changed_are_made_again(tmp_path, monkeypatch):
    book = fresh(tmp_path / "book")
    built(book, tmp_path / "sites")
    made = []
    for module, name in ((manuals, "_page"), (vendors, "_vendor")):
        make = getattr(module, name)
        monkeypatch.setattr(
            module, name, lambda view, *what, make=make: made.append(getattr(what[0], "path", what[0])) or make(view, *what)
        )
    text = (book.path / PAGE).read_text(encoding="utf-8")
    (book.path / PAGE).write_text(f"{text}\nOne more sentence.\n", encoding="utf-8")
    built(book, tmp_path / "sites")
    assert set(made) == {"zenith", "ops-manuals/zenith/support"}
    made.clear()
    (tmp_path / "sites/internal/vendors/acme/manuals/shared/index.html").unlink()
    built(book, tmp_path / "sites")
    assert set(made) == {SHARED}
    assert (tmp_path / "sites/internal/vendors/acme/manuals/shared/index.html").exists()


class Book:
    """Stands for a book whose parts the test decides."""

    class book:  # noqa: N801 - named as the engine asks for it
        vendors = ()

    def __init__(self, *parts):
        self.parts, self.asked, self.skipped, self.inputs, self.made = parts, set(), set(), self, []

    def of_audience(self, _name):
        return repr(self.parts)

    def each_part(self, _name):
        for name, key, pages in self.parts:
            yield Part(name, key, lambda name=name, pages=pages: self.made.append(name) or pages)


HOME = Page("index.md", "H", "# H\n", "home", nav=("Home",))
ONE = Page("one.md", "One", "# One\n\n[two](two.md)\n", "list", nav=("One",))
TWO = Page("two.md", "Two", "# Two\n", "list", nav=("Two",))


def done(book, out):
    (result,) = build_sites(book, out, [INTERNAL], lambda _: SiteSettings("-"), Work(Here()))
    return result


def files_of(out):
    return {path.relative_to(out): path.read_bytes() for path in (out / INTERNAL).rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        ([("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "2", [TWO])], ["c"]),  # the key changed, the page did not
        ([("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "2", [replace(TWO, markdown="# Two\n\nMore.\n")])], ["c"]),
        ([("a", "1", [HOME]), ("c", "1", [TWO]), ("b", "1", [ONE])], ["a", "c", "b"]),  # another order of the navigation
        ([("", "", [HOME]), ("b", "1", [ONE]), ("c", "1", [TWO])], [""]),
        (
            [("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "2", [replace(TWO, nav=("More",))])],
            ["c", "a", "b", "c"],
        ),  # printed with another frame
    ],
)
def test_what_is_taken_over_is_what_would_be_made(tmp_path, parts, made):
    assert done(Book(("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "1", [TWO])), tmp_path / "sites").problems == ()
    book = Book(*parts)
    assert done(book, tmp_path / "sites").problems == ()
    assert book.made == made
    assert done(Book(*parts), tmp_path / "afresh").problems == ()
    assert files_of(tmp_path / "sites") == files_of(tmp_path / "afresh")


def test_a_page_that_takes_the_path_of_one_that_is_taken_over_is_refused(tmp_path):
    done(Book(("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "1", [TWO])), tmp_path / "sites")
    for parts in ((("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "2", [ONE])), (("a", "1", [HOME]), ("b", "2", [TWO]), ("c", "1", [TWO]))):
        with pytest.raises(PactbookError, match="two pages have the path"):
            done(Book(*parts), tmp_path / "sites")


def test_a_link_of_a_page_that_is_taken_over_to_one_that_is_gone_is_found(tmp_path):
    done(Book(("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "1", [TWO])), tmp_path / "sites")
    before = files_of(tmp_path / "sites")
    result = done(Book(("a", "1", [HOME]), ("b", "1", [ONE]), ("c", "2", [])), tmp_path / "sites")
    assert result.problems == ("one.md: contains a link 'two.md', but the target is not found among the pages of this site.",)
    assert files_of(tmp_path / "sites") == before


def test_a_book_reads_the_same_from_the_shelf(book, tmp_path):
    def read():
        return read_book(book, date.fromisoformat(AS_OF), memory=Memory(tmp_path / "memory")).book

    first, again = read(), read()
    assert again == first
    documents = [
        [each.document for each in (*read.contracts.values(), *chain.from_iterable(read.clauses.values()))] for read in (first, again)
    ]
    for one, other in zip(*documents, strict=True):
        assert repr(other.value) == repr(one.value)
        assert type(other.values) is not dict  # it was on the shelf
        assert dict(other.values) == dict(one.values)
        assert dict(other.keys) == dict(one.keys)
        assert other.at(next(iter(one.value))) == one.at(next(iter(one.value))) != Position()


def test_a_document_with_a_fault_is_told_each_time(tmp_path):
    book = books.small_book(tmp_path / "book")
    book.replace(books.SOW, "GBP 4.85", "GBP much")
    for _ in range(2):
        with pytest.raises(PactbookError, match="GBP much"):
            open_book(book.root, memory=Memory(tmp_path / "memory"))
    book.replace(books.SOW, "GBP much", "GBP 4.85")
    assert open_book(book.root, memory=Memory(tmp_path / "memory")).book == book.load().book
