"""Commands that write are stopped at every one of their writes: the tree is whole, and running them again completes.

Each is stopped in a process of its own, once by the process dying and once by the disk being full.
"""

from __future__ import annotations

import os
import re
import shutil

import pytest

from faults import KILLED, in_child
from pactbook.trees import placing
from signed_books import GOVERNANCE, MSA, SOW
from whole_books import CLIENT, OUTLINE, VENDOR, WholeBook, fresh

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the commands are stopped in a forked process")


def signing(book, instrument, person):
    return ["sign", instrument, "--as", person, "--key", str(book.keys.private(person)), "--yes"]


def sign_new(book):
    book.amend()
    return signing(book, MSA, CLIENT)


def sign_joins(book):
    book.amend()
    book.sign(MSA, CLIENT)
    return signing(book, MSA, VENDOR)


def sign_anew(book):
    book.amend()
    book.sign(MSA, CLIENT)
    book.change(f"{MSA}/agreement.md", "for ever", "for a year")
    return signing(book, MSA, VENDOR)


def sign_policy(book):
    text = book.text(f"{GOVERNANCE}/policy.yaml")
    book.write({f"{GOVERNANCE}/policy.yaml": text.replace("clause: {", "clause:  {")})
    return signing(book, GOVERNANCE, CLIENT)


def request(book):
    book.amend()
    return ["request", MSA, "--out", str(book.path.parent / "packet")]


def request_again(book):
    book.run(*request(book))
    book.change(f"{MSA}/agreement.md", "for ever", "for a year")
    return ["request", MSA, "--out", str(book.path.parent / "other")]


def add_signature(book):
    book.run(*request(book))
    signature = book.ssh_sign(book.path.parent / "packet" / "statement.txt", VENDOR)
    return ["add-signature", MSA, str(signature)]


def adopt(book):
    book.draft()
    return ["adopt", SOW]


def adopt_first(book):
    book.draft()
    shutil.rmtree(book.path / OUTLINE)
    for name in ("terms.yaml", "agreement.md"):
        (book.path / SOW / name).unlink()
    shutil.rmtree(book.path / SOW / "signoffs")
    return ["adopt", SOW]


def assemble(book):
    for instrument in (MSA, SOW):
        shutil.rmtree(book.path / instrument / "signoffs")
    book.change(f"{SOW}/terms.yaml", "20 business days", "25 business days")
    book.change(f"{MSA}/terms.yaml", "title: Master services", "title: Frame services")
    return ["assemble"]


DONE = re.compile(r"already|has no draft|nothing to sign")  # it had come to its end before it was stopped
CASES = [sign_new, sign_joins, sign_anew, sign_policy, request, request_again, add_signature, adopt, adopt_first, assemble]


def copy(book, path):
    shutil.copytree(book.path.parent, path, symlinks=True)
    made = WholeBook(path / book.path.name, book.keys)
    made.root_digest = book.root_digest
    return made


def moved(words, book, other):
    """A command line of one book for a copy of it."""
    return [word.replace(str(book.path.parent), str(other.path.parent)) for word in words]


def leftovers(folder):
    return [path.name for path in folder.rglob(f"{placing.WORKSHOP}*")]


def texts(book):
    """The contracts' own files: a draft is no business of the verifier, but it must not be lost either."""
    return {
        path.relative_to(book.path).as_posix(): path.read_bytes() for path in sorted((book.path / "contracts").rglob("*")) if path.is_file()
    }


def stopped(book, words, folder, at, *, die):
    """The book, and the exit code of the command, after it was stopped at a write."""
    other = copy(book, folder)
    code, _ = in_child(lambda: other.run(*moved(words, book, other)), other.path.parent, at, die=die)
    return other, code


@pytest.mark.parametrize("die", [True, False], ids=["killed", "disk full"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_stopped_at_any_write(tmp_path, case, die):
    home = tmp_path / "home"
    home.mkdir()
    book = fresh(home / "book")
    words = case(book)
    before, first = book.look(), texts(book)
    whole = copy(book, tmp_path / "whole")
    code, writes = in_child(lambda: whole.run(*moved(words, book, whole)), whole.path.parent)
    assert code == 0
    assert writes > 3
    after, last = whole.look(), texts(whole)
    assert last != first
    for at in range(1, writes + 1):
        other, code = stopped(book, words, tmp_path / f"{at}", at, die=die)
        assert code in ({KILLED} if die else {0, 2}), f"write {at}"
        assert other.look() in (before, after), f"write {at}"
        if case is not assemble:
            assert_whole(texts(other), first, last, at, swaps=not case.__name__.startswith("adopt"))
        again = other.run(*moved(words, book, other))
        assert again == 0 or DONE.search(other.printed), f"write {at}: {other.printed}"
        assert (other.look(), texts(other)) == (after, last), f"write {at}"
        assert leftovers(other.path.parent) == []
        shutil.rmtree(tmp_path / f"{at}")


def assert_whole(now, first, last, at, *, swaps):
    """Every file is the one before or the one after; where records are made, all of them are of one kind."""
    for path in now.keys() | first.keys() | last.keys():
        assert now.get(path) in (first.get(path), last.get(path)), f"write {at}: {path}"
    if swaps:
        records = {path: data for path, data in now.items() if "/signoffs/" in path}
        sides = [{path: data for path, data in side.items() if "/signoffs/" in path} for side in (first, last)]
        assert records in sides, f"write {at}"


@pytest.mark.parametrize("at", range(1, 60, 7))
def test_without_a_swap_the_next_run_puts_the_old_record_back(tmp_path, monkeypatch, at):
    home = tmp_path / "home"
    home.mkdir()
    book = fresh(home / "book")
    words = sign_anew(book)
    first = texts(book)
    monkeypatch.setattr(placing, "swap", lambda _one, _other: False)
    other, _ = stopped(book, words, tmp_path / "other", at, die=True)
    placing.sweep(other.path)
    assert texts(other) == first or f"contracts/acme/msa/signoffs/0002/{VENDOR}.sig" in texts(other)
    assert other.run(*moved(words, book, other)) == 0 or DONE.search(other.printed)
    assert other.codes() == ["L006"]


def test_nothing_is_signed_while_a_draft_is_half_in_place(tmp_path):
    book = fresh(tmp_path / "book")
    book.draft()
    text = book.text(f"{SOW}/draft/agreement.md")
    book.write({f"{SOW}/agreement.md": text})
    for words in (signing(book, SOW, CLIENT), ["request", SOW, "--out", str(tmp_path / "packet")]):
        assert book.run(*words) == 2
        assert f"Run 'pactbook adopt {SOW}' again" in book.printed
    assert book.run("adopt", SOW) == 0, book.printed
    assert not (book.path / SOW / "draft").exists()
    assert book.run(*signing(book, SOW, CLIENT)) == 0, book.printed
