"""A draft comes into place whole, without errors and without drift, and never over changes that nobody signed."""

from __future__ import annotations

import shutil

import pytest

from signed_books import MSA, SOW
from whole_books import CLIENT, OUTLINE, VENDOR, fresh


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


def refused(book, said, instrument=SOW, code=2):
    before = {path: path.read_bytes() for path in book.path.rglob("*") if path.is_file()}
    assert book.run("adopt", instrument) == code
    assert said in book.printed, book.printed
    assert {path: path.read_bytes() for path in book.path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [SOW, f"{SOW}/", f"{SOW}/draft"])
def test_the_draft_takes_the_place(book, name):
    book.draft()
    draft = book.text(f"{SOW}/draft/agreement.md")
    assert book.codes() == []
    assert book.run("adopt", name) == 0, book.printed
    assert book.text(f"{SOW}/agreement.md") == draft
    assert "25 business days" in book.text(f"{SOW}/terms.yaml")
    assert not (book.path / SOW / "draft").exists()
    assert book.codes() == ["L012"]
    assert book.verify().instruments[SOW].newest.version == 1
    assert f"'pactbook sign {SOW}'" in book.printed


def test_the_way_to_the_schema_fits_the_new_place(book):
    book.draft()
    before = book.text(f"{SOW}/terms.yaml").splitlines()[0]
    book.run("adopt", SOW)
    assert book.text(f"{SOW}/terms.yaml").splitlines()[0] == before


def test_what_was_adopted_can_be_signed(book):
    book.draft()
    book.run("adopt", SOW)
    book.sign(SOW, CLIENT, VENDOR)
    assert book.codes() == []
    assert book.run("check") == 0, book.printed


def test_a_draft_with_errors(book):
    book.draft()
    book.change(f"{SOW}/draft/terms.yaml", "25 business days", "soon")
    refused(book, f"{SOW}/draft/terms.yaml:", code=1)
    assert book.printed.endswith("nothing was adopted\n")


def test_a_draft_whose_text_does_not_follow_from_its_terms(book):
    book.draft()
    book.change(f"{SOW}/draft/agreement.md", "25 business days", "26 business days")
    refused(book, "C002", code=1)
    assert f"{SOW}/draft/agreement.md:" in book.printed


def test_a_draft_without_its_text(book):
    book.draft()
    (book.path / SOW / "draft/agreement.md").unlink()
    refused(book, "C001", code=1)


def test_changes_in_place_that_nobody_signed(book):
    book.draft()
    book.write({f"{SOW}/agreement.md": book.text(f"{SOW}/agreement.md") + "\nOne more thing.\n"})
    refused(book, f"'{SOW}/agreement.md' holds changes that nobody has signed")


def test_a_version_that_waits_is_overtaken(book):
    book.amend(SOW)
    book.sign(SOW, CLIENT)
    book.draft()
    assert book.run("adopt", SOW) == 0, book.printed
    assert "version 2, which waits for signatures, has other content" in book.printed
    book.sign(SOW, CLIENT, VENDOR)
    assert book.codes() == []


def test_a_broken_chain_takes_no_draft(book):
    book.draft()
    book.write({f"{SOW}/signoffs/0001/files/agreement.md": "forged\n"})
    refused(book, "L003")


def test_a_file_that_the_draft_does_not_have_leaves(book):
    book.draft()
    extra = book.path / SOW / "own-text.md"
    extra.write_text("More.\n", encoding="utf-8")
    book.sign(SOW, CLIENT, VENDOR)
    assert book.run("adopt", SOW) == 0, book.printed
    assert not extra.exists()
    assert f"{SOW}/own-text.md removed" in book.printed


def test_a_contract_of_which_there_is_only_a_draft(book):
    book.draft()
    shutil.rmtree(book.path / OUTLINE)
    shutil.rmtree(book.path / SOW / "signoffs")
    for name in ("terms.yaml", "agreement.md"):
        (book.path / SOW / name).unlink()
    assert book.run("adopt", SOW) == 0, book.printed
    assert sorted(path.name for path in (book.path / SOW).iterdir()) == ["agreement.md", "terms.yaml"]


@pytest.mark.parametrize(
    ("name", "said"),
    [(MSA, f"'{MSA}' has no draft/ to adopt"), ("contracts/acme/mas", "did you mean"), ("clauses/cure", "has no draft/ to adopt")],
)
def test_where_there_is_no_draft(book, name, said):
    refused(book, said, name)


def test_an_interrupted_adoption_goes_on(book):
    book.draft()
    book.write({f"{SOW}/agreement.md": book.text(f"{SOW}/draft/agreement.md")})
    assert book.run("adopt", SOW) == 0, book.printed
    assert "25 business days" in book.text(f"{SOW}/terms.yaml")
    assert not (book.path / SOW / "draft").exists()
