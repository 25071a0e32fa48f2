"""Sites of so many pages that no process holds all of what became of them: the same bytes as any other."""

from __future__ import annotations

import pytest

from books import OUTLINE, PAGE, TODAY, small_book
from pactbook.site.building.executors import Here, executor_for
from pactbook.site.building.planned import Planned
from pactbook.site.building.sites import Work, audiences, build_sites
from pactbook.site.engine.prints import Prints
from pactbook.site.engine.spool import read
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.source import open_book
from pactbook.site.settings import read_settings

MODULES = ("pactbook.site.engine.batch", "pactbook.site.engine.prints", "pactbook.site.building.planned")
WORDS = "Greet the customer, and say who you are. " * 40


@pytest.fixture
def book(tmp_path):
    made = small_book(tmp_path / "book")
    for number in range(60):  # more than one job prints
        made.write(
            OUTLINE.replace("outline.yaml", f"step-{number}.md"), f"# Step {number}\n\n{WORDS}\n\n[Start](index.md), then step {number}.\n"
        )
    assert made.run("assemble") == 0, made.printed
    return made


@pytest.fixture
def large(monkeypatch):
    """Take every site for a large one."""
    used = []
    kept = Planned.used

    def look(planned):
        used.append(type(planned.pages))
        return kept(planned)

    def begin():
        for module in MODULES:
            monkeypatch.setattr(f"{module}.MANY", 1)
        monkeypatch.setattr(Planned, "used", look)
        return used

    return begin


def built(book, out, executor):
    source = open_book(book.root, TODAY, memory=Memory(out / ".pactbook"))
    return build_from(source, book, out, executor)


def build_from(source, book, out, executor):
    work = Work(executor, 2)
    done = list(build_sites(source, out, audiences(source), lambda name: read_settings(book.root, name, "Globex"), work))
    assert [each.problems for each in done] == [()] * len(done)
    return done


def files_of(out):
    """Every file of the sites, and what was noted of them; not when they were written."""
    kept = {path.relative_to(out): path.read_bytes() for path in out.glob(".pactbook/*.json")}
    assert len(kept) == 2
    return kept | {path.relative_to(out): path.read_bytes() for path in out.glob("[a-z]*/**/*") if path.is_file()}


def test_a_large_site_is_the_same_site(book, tmp_path, large):
    built(book, tmp_path / "plain", Here())
    used = large()
    built(book, tmp_path / "large", Here())
    assert used == [Prints, Prints]
    assert files_of(tmp_path / "large") == files_of(tmp_path / "plain")
    with executor_for(None, 2) as executor:
        built(book, tmp_path / "apart", executor)
    assert files_of(tmp_path / "apart") == files_of(tmp_path / "plain")
    assert not (tmp_path / "large" / ".pactbook" / "work").exists()


def test_a_large_site_takes_over_what_has_not_changed(book, tmp_path, large):
    large()
    built(book, tmp_path / "sites", Here())
    assert all(each.unchanged for each in built(book, tmp_path / "sites", Here()))
    book.append(PAGE, "\nOne more sentence for agents.\n")
    assert not any(each.unchanged for each in built(book, tmp_path / "sites", Here()))
    built(book, tmp_path / "afresh", Here())
    assert files_of(tmp_path / "sites") == files_of(tmp_path / "afresh")


def test_large_pages_are_printed_one_after_the_other_and_before_all_others(book, tmp_path, monkeypatch):
    built(book, tmp_path / "plain", Here())
    monkeypatch.setattr("pactbook.site.engine.spool.LARGE", 1_500)
    source = open_book(book.root, TODAY, memory=Memory(tmp_path / "sites" / ".pactbook"))
    sizes = []
    batches = Planned.batches

    def look(planned):
        for batch in batches(planned):
            sizes.append([len(page.markdown) for _, page in read(batch.pages)])
            yield batch

    monkeypatch.setattr(Planned, "batches", look)
    build_from(source, book, tmp_path / "sites", Here())
    assert [min(sizes[0]) >= 1_500, any(size >= 1_500 for job in sizes[1:2] for size in job)] == [True, False]
    assert files_of(tmp_path / "sites") == files_of(tmp_path / "plain")


def test_every_page_of_a_large_site_is_looked_at_for_links_that_lead_nowhere(book, tmp_path, large, monkeypatch):
    from pactbook.site.engine import assembly

    large()
    monkeypatch.setattr(assembly, "faults", lambda pages, _places: [f"{path} was looked at" for path in pages])
    source = open_book(book.root, TODAY, memory=Memory(tmp_path / "sites" / ".pactbook"))
    settings = read_settings(book.root, "acme", "Globex")
    (done,) = build_sites(source, tmp_path / "sites", ["acme"], lambda _name: settings, Work(Here()))
    assert len(done.problems) == done.pages


def test_what_was_read_is_what_is_printed_even_where_files_change_meanwhile(book, tmp_path):
    built(book, tmp_path / "plain", Here())
    source = open_book(book.root, TODAY, memory=Memory(tmp_path / "sites" / ".pactbook"))
    for path in (*book.root.glob("ops-manuals/**/*.md"), *book.root.glob("contracts/**/*.md")):
        path.write_text("# Overwritten while the sites were made\n", encoding="utf-8")
    build_from(source, book, tmp_path / "sites", Here())
    assert files_of(tmp_path / "sites") == files_of(tmp_path / "plain")
