"""Texts that are set aside while sites are made: what is read again is what was read, whatever becomes of the files meanwhile."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from pactbook.load import aside
from pactbook.load.aside import Aside
from pactbook.load.book import load_book
from pactbook.trees.worktree import WorkTree

PAGE = "ops-manuals/acme/support/index.md"
FOLDER = "contracts/acme/msa"
WORDS = "Say “good morning” and wait – 20 € are the most. " * 60
LONG = {
    PAGE: f"---\nreviewed: 2026-02-01\n---\n# Start\n\n{WORDS}\n",
    f"{FOLDER}/agreement.md": f"# Agreement\n\n{WORDS}\n",
    f"{FOLDER}/security.md": f"# Security\n\n{WORDS}\n",
}


def shelf(folder=None):
    return SimpleNamespace(aside=Aside(folder), get=lambda _kind, _data: None, put=lambda _kind, _data, _content: None)


@pytest.fixture
def long_book(book):
    book.write(LONG)
    book.change(f"{FOLDER}/terms.yaml", "  - use: confidentiality/v1\n", "  - use: confidentiality/v1\n  - text: security.md\n")
    assert book.problems() == []
    return book


def of(found):
    contract = found.book.contracts[FOLDER]
    (page,) = found.book.manuals["ops-manuals/acme/support"].pages
    return contract, page


def test_a_book_with_its_texts_aside_is_the_same_book(long_book):
    plain, held = long_book.load(), load_book(WorkTree(long_book.path), shelf())
    assert held == plain
    for one, other in zip(of(plain), of(held), strict=True):
        assert repr(one) == repr(other)
    assert of(held)[0].document.value == of(plain)[0].document.value
    assert of(held)[0].document.at("values", "limit", "value") == of(plain)[0].document.at("values", "limit", "value")
    assert dict(of(held)[0].own_texts) == dict(of(plain)[0].own_texts) == {"security.md": LONG[f"{FOLDER}/security.md"]}


def test_texts_are_not_in_memory(long_book):
    for found in of(load_book(WorkTree(long_book.path), shelf())):
        assert not any(isinstance(value, str) and len(value) > len(WORDS) for value in vars_of(found))
    assert any(isinstance(value, str) and len(value) > len(WORDS) for value in vars_of(of(long_book.load())[1]))


def vars_of(found):
    """What the slots themselves hold."""
    slots = [getattr(type(found), name) for name in type(found).__slots__]
    return [getattr(slot, "_slot", slot).__get__(found) for slot in slots]


def test_what_changes_on_the_disk_meanwhile_is_not_seen(long_book):
    held = load_book(WorkTree(long_book.path), shelf())
    before = [of(held)[0].agreement, of(held)[1].text, of(held)[0].document.at("payment_terms")]
    long_book.write({PAGE: "# Another\n", f"{FOLDER}/agreement.md": "Another.\n"})
    assert [of(held)[0].agreement, of(held)[1].text] == before[:2]
    shutil.rmtree(long_book.path)
    assert [of(held)[0].agreement, of(held)[1].text, of(held)[0].document.at("payment_terms")] == before
    assert WORDS.strip() in before[0]
    assert WORDS.strip() in before[1]


def test_the_file_has_no_name(long_book, tmp_path):
    held = load_book(WorkTree(long_book.path), shelf(tmp_path / "kept"))
    assert WORDS.strip() in of(held)[1].text
    assert list((tmp_path / "kept").iterdir()) == []
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0


def test_without_a_folder_to_write_to_texts_stay_in_memory(long_book, tmp_path):
    (tmp_path / "file").write_text("")
    assert load_book(WorkTree(long_book.path), shelf(tmp_path / "file")) == long_book.load()


def test_on_a_full_disk_texts_stay_in_memory(long_book, monkeypatch):
    monkeypatch.setattr(aside.tempfile, "TemporaryFile", lambda **_how: Path("/dev/full").open("r+b", buffering=0))  # noqa: SIM115 - closed by what is tested
    assert load_book(WorkTree(long_book.path), shelf()) == long_book.load()


def test_a_system_without_reads_at_a_place_reads_all_the_same(long_book, monkeypatch):
    monkeypatch.delattr(aside.os, "pread")
    assert load_book(WorkTree(long_book.path), shelf()) == long_book.load()


@pytest.mark.parametrize("how", ["text", "put"])
def test_half_a_text_is_an_error_and_no_text(tmp_path, how):
    kept = Aside(tmp_path)
    again = kept.text(WORDS) if how == "text" else kept.put(WORDS.encode())
    assert again() in {WORDS, WORDS.encode()}
    kept._file.truncate(10)
    kept.read_text.cache_clear()
    with pytest.raises(OSError, match="can't be read again"):
        again()
