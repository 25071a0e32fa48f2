"""`check` says in one sentence that signed files were changed; what that means, `verify` says."""

from __future__ import annotations

import pytest

import whole_books
from pactbook.findings.notes import changed
from pactbook.trees.plumbing import index_tree
from pactbook.trees.worktree import WorkTree
from signed_books import MSA, SOW


@pytest.fixture
def book(tmp_path):
    return whole_books.fresh(tmp_path / "book")


def both(book):
    """The changed files on disk and in the index."""
    book.git("add", "--all")
    found = sorted(changed(WorkTree(book.path)))
    assert found == sorted(changed(index_tree(book.path)))
    return found


def test_a_signed_book_is_as_it_was_signed(book):
    assert both(book) == []
    book.run("check")
    assert "verify" not in book.printed


def test_what_was_changed_removed_or_added_is_counted(book):
    book.amend(MSA)
    (book.path / f"{SOW}/agreement.md").unlink()
    book.write({"clauses/cure/v2.md": "x\n", f"{MSA}/notes.md": "x\n"})
    expected = ["clauses/cure/v2.md", f"{MSA}/agreement.md", f"{MSA}/notes.md", f"{SOW}/agreement.md"]
    assert both(book) == sorted(expected)
    book.run("check")
    assert book.printed.endswith("\n4 signed files differ from their records: 'pactbook verify' says more\n")
    assert book.run("verify") == 1


def test_free_pages_and_drafts_are_nobodys_signature(book):
    book.draft()
    book.write({"ops-manuals/acme/support/index.md": "# Other\n", "ops-manuals/acme/support/new.md": "# New\n"})
    assert both(book) == []


def test_one_file_is_told_as_one(book):
    book.amend(MSA)
    book.run("check", "--format", "github")
    assert "::notice title=pactbook check::1 signed file differs from its record: 'pactbook verify' says more\n" in book.printed


def test_the_newest_record_is_what_counts(book):
    book.amend(MSA)
    book.sign(MSA, whole_books.CLIENT, whole_books.VENDOR)
    assert both(book) == []


def test_an_executable_bit_is_a_change(book):
    (book.path / f"{MSA}/agreement.md").chmod(0o755)
    assert both(book) == [f"{MSA}/agreement.md"]
