"""Where sites may go: a build writes over its own sites and over nothing else."""

from __future__ import annotations

import subprocess

import pytest

from books import PAGE, small_book
from pactbook.problems import PactbookError
from pactbook.site.building.place import refuse_foreign
from pactbook.site.engine.workshop import workshop


@pytest.fixture
def book(tmp_path):
    return small_book(tmp_path / "book")


def build(book, *words):
    """Build in this process; what the small book lacks of a policy is no matter here."""
    book.run("build", "--jobs", "1", *words)
    assert "open " in book.printed, book.printed


def git(root, *words):
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=Ops", "-c", "user.email=ops@globex.example", *words], check=True, capture_output=True
    )


@pytest.mark.parametrize("place", ["contracts", "contracts/acme", "clauses/sites", "ops-manuals", ".", "..", ".git", ".git/sites"])
def test_sites_never_go_over_the_book(book, place):
    git(book.root, "init", "-q")
    assert book.run("build", "--out", str(book.root / place)) == 2
    assert "can't take the sites" in book.printed
    assert (book.root / PAGE).is_file()
    assert (book.root / "contracts" / "acme" / "msa" / "terms.yaml").is_file()


def test_a_folder_with_other_files_is_left_alone(book, tmp_path):
    thesis = tmp_path / "out" / "internal" / "thesis.txt"
    thesis.parent.mkdir(parents=True)
    thesis.write_text("years of work", encoding="utf-8")
    assert book.run("build", "--out", str(tmp_path / "out"), "--jobs", "1") == 2
    assert "holds files that are no site of pactbook's" in book.printed
    assert thesis.read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize("what", ["a symbolic link", "a file"])
def test_what_stands_where_a_site_goes_is_left_alone(book, tmp_path, what):
    web, place = tmp_path / "web", tmp_path / "out" / "acme"
    web.mkdir()
    (web / "index.html").write_text("the company's own", encoding="utf-8")
    place.parent.mkdir()
    if what == "a file":
        place.write_text("notes", encoding="utf-8")
    else:
        place.symlink_to(web)
    assert book.run("build", "--out", str(tmp_path / "out"), "--jobs", "1") == 2
    assert f"is {what}, and a site would go there" in book.printed
    assert (web / "index.html").read_text(encoding="utf-8") == "the company's own"
    assert place.is_symlink() == (what == "a symbolic link")


def test_the_folder_of_the_sites_is_no_file(book, tmp_path):
    (tmp_path / "out").write_text("notes", encoding="utf-8")
    assert book.run("build", "--out", str(tmp_path / "out")) == 2
    assert "is a file; name a folder for the sites" in book.printed


def test_a_committed_site_is_not_taken_for_one_that_was_built_here(book):
    page = book.root / "site" / "acme" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<script>alert(1)</script>", encoding="utf-8")
    git(book.root, "init", "-q")
    git(book.root, "add", "-f", "site")
    git(book.root, "commit", "-qm", "A site")
    assert book.run("build", "--jobs", "1") == 2
    assert "'site/acme/index.html' is committed" in book.printed
    assert "git rm -r --cached site" in book.printed
    git(book.root, "rm", "-rq", "--cached", "site")
    page.unlink()
    build(book)


def test_a_site_that_was_built_is_built_over(book, tmp_path):
    out = str(tmp_path / "out")
    build(book, "--out", out)
    build(book, "--out", out, "--afresh")


def test_an_empty_folder_is_fine(tmp_path):
    (tmp_path / "acme").mkdir()
    refuse_foreign(tmp_path / "acme")
    (tmp_path / "acme" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(PactbookError, match="would be overwritten"):
        refuse_foreign(tmp_path / "acme")


def test_a_build_that_was_killed_between_its_two_renames_loses_no_site(tmp_path):
    old = tmp_path / ".pactbook" / "work" / "abc" / "acme" / "old"
    old.mkdir(parents=True)
    (old / "index.html").write_text("the last good one", encoding="utf-8")
    with workshop(tmp_path):
        assert (tmp_path / "acme" / "index.html").read_text(encoding="utf-8") == "the last good one"


def test_a_site_of_a_vendor_that_left_is_named(book):
    build(book)
    (book.root / "site" / "acme").rename(book.root / "site" / "zenith")
    for ending in ("json", "stamp"):
        (book.root / "site" / ".pactbook" / f"acme.{ending}").rename(book.root / "site" / ".pactbook" / f"zenith.{ending}")
    build(book)
    assert "site/zenith: the book has no such vendor any more" in book.printed


def test_a_past_day_does_not_go_over_the_published_sites(book):
    build(book, "--as-of", "2026-03-14")
    assert sorted(path.name for path in (book.root / "site").iterdir()) == ["as-of-2026-03-14"]
    assert (book.root / "site" / "as-of-2026-03-14" / "acme" / "index.html").is_file()


@pytest.mark.parametrize("name", ["internal", "preview"])
def test_no_vendor_is_called_like_the_clients_own_site(book, name):
    for path in ("contracts", "ops-manuals"):
        (book.root / path / "acme").rename(book.root / path / name)
    assert book.run("check") == 1
    assert "B005" in book.printed
    assert f"'{name}' is no vendor's name" in book.printed


@pytest.mark.parametrize("name", ["as-of-2026-06-01", "as-of-1", "as-of-2026-06"])
def test_no_vendor_is_called_like_the_folder_of_a_day(book, name):
    for path in ("contracts", "ops-manuals"):
        (book.root / path / "acme").rename(book.root / path / name)
    assert book.run("build", "--jobs", "1") == 1
    assert f"'{name}' is no vendor's name: the sites of that day go into a folder that is called so" in book.printed
    assert not (book.root / "site" / name).exists()


@pytest.mark.parametrize("name", ["as-offshore", "as-of", "vendor-as-of-2026", "as-of-2026-group", "asof-2026"])
def test_a_vendor_may_be_called_nearly_so(book, name):
    for path in ("contracts", "ops-manuals"):
        (book.root / path / "acme").rename(book.root / path / name)
    book.run("check")
    assert "is no vendor's name" not in book.printed


@pytest.mark.parametrize("inner", [".", "old", "as-of-2026-03-14", "vendors/acme", "../../out/acme/x"])
def test_sites_never_go_into_another_site(book, tmp_path, inner):
    build(book, "--out", str(tmp_path / "out"))
    before = sorted((tmp_path / "out" / "acme").rglob("*"))
    assert book.run("build", "--jobs", "1", "--out", str(tmp_path / "out" / "acme" / inner)) == 2
    assert "could read every site in it" in book.printed
    assert sorted((tmp_path / "out" / "acme").rglob("*")) == before
    (tmp_path / "link").symlink_to(tmp_path / "out" / "acme")
    assert book.run("build", "--jobs", "1", "--out", str(tmp_path / "link" / "x")) == 2


def test_the_sites_of_a_day_do_not_go_into_a_site_that_is_called_so(book):
    build(book)
    (book.root / "site" / "acme").rename(book.root / "site" / "as-of-2026-03-14")
    assert book.run("build", "--jobs", "1", "--as-of", "2026-03-14") == 2
    assert "is a site: whoever may read it" in book.printed


def test_an_error_in_one_vendors_manual_stops_the_sites_that_show_it_and_no_other(tmp_path):
    book = small_book(tmp_path / "book")
    for path in [each for each in list_files(book.root) if "acme" in each]:
        text = book.read(path)
        book.write(path.replace("acme", "zenith"), text.replace("acme", "zenith").replace("Acme", "Zenith").replace("GLX-ACM", "GLX-ZEN"))
    acme = book.read("contracts/governance/policy.yaml").partition("  acme:\n")[2].partition("layers:")[0]
    zenith = acme.replace("acme", "zenith").replace("Acme", "Zenith").replace("HkNB", "HkNC")
    book.replace("contracts/governance/policy.yaml", "layers:", f"  zenith:\n{zenith}layers:")
    assert book.run("assemble") == 0, book.printed
    book.append(PAGE.replace("acme", "zenith"), "\n[gone](gone.md)\n")
    assert book.run("build", "--jobs", "1") == 1
    assert sorted(path.name for path in (book.root / "site").iterdir()) == [".pactbook", "acme"]
    assert "the sites of internal and zenith were not made" in book.printed
    assert book.printed.count("there is no page 'gone.md'") == 1
    build(book, "--audience", "acme")


def list_files(root):
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file()]


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--as-of", "tomorrow"), "write year-month-day"), (("--jobs", "0"), "write 1 or more"), (("--jobs", "-3"), "1 or more")],
)
def test_a_day_or_a_number_that_is_none(book, words, said):
    assert book.run("build", *words) == 2
    assert said in book.printed
