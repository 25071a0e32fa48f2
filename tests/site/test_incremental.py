"""What a build takes over from the one before: after each change of a book, the same bytes as a build of everything."""

from __future__ import annotations

import subprocess
import sys

import pytest

import books
from pactbook.site.building.executors import Here
from pactbook.site.building.sites import Work, audiences, build_sites
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.source import open_book
from pactbook.site.settings import read_settings

ZENITH_PAGE = books.PAGE.replace("acme", "zenith")
SHARED = "ops-manuals/acme/shared"
CLAUSE = next(path for path in books.FILES if path.startswith("clauses/confidentiality/"))


def of_zenith():
    """The small book's vendor once more under another name."""
    for path, text in books.FILES.items():
        if "acme" in path:
            yield path.replace("acme", "zenith"), text.replace("acme", "zenith").replace("Acme", "Zenith").replace("GLX-ACM", "GLX-ZEN")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return with_zenith(tmp_path_factory.mktemp("two") / "book")


def with_zenith(root):
    """Two vendors, one of whom reads a manual of the other's."""
    made = books.small_book(root)
    for path, text in of_zenith():
        made.write(path, text)
    policy = "contracts/governance/policy.yaml"
    acme = books.FILES[policy].partition("  acme:\n")[2].partition("layers:")[0]
    made.replace(policy, "layers:", f"  zenith:\n{acme.replace('acme', 'zenith').replace('Acme', 'Zenith').replace('HkNB', 'HkNC')}layers:")
    outline = books.FILES[books.OUTLINE].replace("title: Support manual", "title: Shared manual\naudience: [acme, zenith]")
    made.write(f"{SHARED}/outline.yaml", outline)
    for name in ("index.md", "refunds.md"):
        made.write(f"{SHARED}/{name}", books.FILES[books.PAGE.replace("index.md", name)])
    return made


def built(book, out, *, afresh=False):
    """The sites of a book as the command builds them; which of them were left as they were."""
    source = open_book(book.root, books.TODAY, memory=Memory(None if afresh else out / ".pactbook"))
    work = Work(Here(), afresh=afresh)
    done = list(build_sites(source, out, audiences(source), lambda name: read_settings(book.root, name, "Globex"), work))
    assert [each.problems for each in done] == [()] * len(done)
    return {each.audience for each in done if each.unchanged}


def files_of(out):
    return {path.relative_to(out): path.read_bytes() for path in out.glob("[a-z]*/**/*") if path.is_file()}


def change(path, old, new):
    return lambda book: book.replace(path, old, new)


CHANGES = {
    "a page": (lambda book: book.append(books.PAGE, "\nOne more sentence for agents.\n"), {"zenith"}),
    "another vendor's page": (lambda book: book.append(ZENITH_PAGE, "\nOne more sentence.\n"), {"acme"}),
    "a shared page": (lambda book: book.append(f"{SHARED}/index.md", "\nFor both.\n"), set()),
    "a page more": (lambda book: book.write(f"{SHARED}/more.md", "# More\n\nWords.\n"), set()),
    "a value of a contract": (change(books.SOW, "GBP 4.85", "GBP 4.95"), {"zenith"}),
    "who reads a manual": (change(f"{SHARED}/outline.yaml", "audience: [acme, zenith]", "audience: [acme]"), {"internal", "acme"}),
    "a page less": (lambda book: (book.root / SHARED / "more.md").unlink(), {"zenith"}),
    "a clause": (lambda book: book.append(CLAUSE, "\nOne more duty of the Vendor.\n"), set()),
    "the name of the site": (lambda book: book.write("mkdocs.yml", "site_name: Other contracts\n"), set()),
    "nothing": (lambda _book: None, {"internal", "acme", "zenith"}),
}


def test_after_each_change_a_build_makes_what_a_build_of_everything_makes(book, tmp_path):
    out, afresh = tmp_path / "sites", tmp_path / "afresh"
    assemble(book)
    assert built(book, out) == set()
    for name, (make, left) in CHANGES.items():
        make(book)
        assemble(book)
        assert built(book, out) == left, name
        built(book, afresh, afresh=True)
        assert files_of(out) == files_of(afresh), name


def test_a_name_that_another_vendor_takes_is_looked_for_on_sites_that_stand(tmp_path):
    book = with_zenith(tmp_path / "book")
    book.append(books.PAGE, "\nAsk Norvandia.\n")
    assemble(book)
    source = open_book(book.root, books.TODAY, memory=Memory(tmp_path / "sites" / ".pactbook"))
    assert [each.problems for each in sites_of(book, source, tmp_path / "sites")] == [()]
    terms = next(path for path, _ in of_zenith() if path.endswith("msa/terms.yaml"))
    book.replace(terms, "  vendor:\n", "  vendor:\n    short_name: Norvandia\n")
    source = open_book(book.root, books.TODAY, memory=Memory(tmp_path / "sites" / ".pactbook"))
    (done,) = sites_of(book, source, tmp_path / "sites")
    assert "would show 'Norvandia', the name of another vendor" in done.problems[0]


def sites_of(book, source, out):
    return list(build_sites(source, out, ["acme"], lambda name: read_settings(book.root, name, "Globex"), Work(Here())))


def assemble(book):
    assert book.run("assemble") == 0, book.printed


def test_a_build_in_which_little_changed_loads_nothing_that_prints_pages(tmp_path):
    """What it loads itself is what everybody waits for; pages are printed by another process, which gets ready meanwhile."""
    book, out = with_zenith(tmp_path / "book"), str(tmp_path / "sites")
    assemble(book)
    build = f"from pactbook.cli.main import main; main(['--root', {str(book.root)!r}, 'build', '--jobs', '2', '--as-of', '{books.TODAY}', '--out', {out!r}])"
    code = f"import sys\n{build}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    book.append(books.PAGE, "\nOne more sentence.\n")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.count("unchanged") == 1
    assert {"markdown", "tinycss2", "jinja2", "mkdocs", "git"} & set(done.stdout.splitlines()[-1].split()) == set()
