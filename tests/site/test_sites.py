"""The sites of a book, one for each audience: what is built, what is left, and what stays when something fails."""

from __future__ import annotations

from concurrent.futures import Executor, Future

import pytest

from books import PAGE, small_book
from pactbook.problems import PactbookError
from pactbook.site.executors import Here, executor_for
from pactbook.site.settings import read_settings
from pactbook.site.sites import Work, audiences, build_sites
from pactbook.site.source import read_book


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book")


def built(book, out, names=("acme",), work=None):
    source = read_book(book.root)
    return list(build_sites(source, out, names, lambda name: read_settings(book.root, name, "Globex"), work or Work(Here())))


def test_each_audience_has_its_folder(book):
    book.run("build", "--jobs", "1")
    assert sorted(path.name for path in (book.root / "site").iterdir()) == [".pactbook", "acme", "internal"]
    assert "2 sites in" in book.printed
    assert (book.root / "site/acme/index.html").is_file()


def test_one_audience_alone(book):
    book.run("build", "--audience", "acme")
    assert (book.root / "site/acme/index.html").is_file()
    assert not (book.root / "site/internal").exists()


def test_an_audience_that_does_not_exist_is_an_error_that_names_the_others(book):
    assert book.run("build", "--audience", "acne") == 2
    assert "no audience 'acne' (did you mean 'acme'?). The audiences are: internal, acme." in book.printed


def test_what_has_not_changed_is_not_built_again(book, tmp_path):
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    before = (tmp_path / "site/acme/index.html").stat().st_mtime_ns
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [True]
    assert (tmp_path / "site/acme/index.html").stat().st_mtime_ns == before


def test_what_has_changed_is_built_again(book, tmp_path):
    built(book, tmp_path / "site")
    book.append(PAGE, "\nA new line for agents.\n")
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site/acme").rglob("*.html"))
    assert "A new line for agents." in pages


@pytest.mark.parametrize("how", ["altered", "removed", "added"])
def test_a_site_that_somebody_touched_is_built_again(book, tmp_path, how):
    built(book, tmp_path / "site")
    page = tmp_path / "site/acme/index.html"
    if how == "altered":
        page.write_text("something else", encoding="utf-8")
    elif how == "removed":
        page.unlink()
    else:
        (tmp_path / "site/acme/extra.html").write_text("planted", encoding="utf-8")
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]
    assert "something else" not in page.read_text(encoding="utf-8")
    assert not (tmp_path / "site/acme/extra.html").exists()


def test_afresh_builds_it_anyway(book, tmp_path):
    built(book, tmp_path / "site")
    assert [done.unchanged for done in built(book, tmp_path / "site", work=Work(Here(), afresh=True))] == [False]


class Dying(Executor):
    """A pool whose process is killed while it works."""

    def submit(self, _fn, /, *_args, **_kwargs):
        future = Future()
        future.set_exception(KeyboardInterrupt())
        return future


def test_an_interrupted_build_leaves_the_last_good_site(book, tmp_path):
    built(book, tmp_path / "site")
    before = {path: path.read_bytes() for path in (tmp_path / "site/acme").rglob("*.html")}
    book.append(PAGE, "\nMore.\n")
    with pytest.raises(KeyboardInterrupt):
        built(book, tmp_path / "site", work=Work(Dying()))
    assert {path: path.read_bytes() for path in (tmp_path / "site/acme").rglob("*.html")} == before
    assert [done.unchanged for done in built(book, tmp_path / "site")] == [False]


def test_processes_build_the_same_as_one(book, tmp_path):
    built(book, tmp_path / "one", ("internal", "acme"))
    with executor_for(None, 2) as pool:
        built(book, tmp_path / "two", ("internal", "acme"), Work(pool, 2))
    files = [
        {path.relative_to(root): path.read_bytes() for path in root.glob("[a-z]*/**/*") if path.is_file()}
        for root in (tmp_path / "one", tmp_path / "two")
    ]
    assert files[0]
    assert files[0] == files[1]


def test_audiences_are_the_client_and_its_vendors(book):
    source = read_book(book.root)
    assert audiences(source) == ("internal", "acme")
    assert audiences(source, ["acme", "acme"]) == ("acme",)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "dask://", "dask://host", "spark://h:1"])
def test_an_executor_that_is_none(address):
    with pytest.raises(PactbookError, match="write dask://HOST:PORT"), executor_for(address, 1):
        pass


def test_no_stage_remains(book, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    built(book, tmp_path / "site", ("internal", "acme"))
    assert list(scratch.iterdir()) == []
