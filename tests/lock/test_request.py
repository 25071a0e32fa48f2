"""A packet for a signer without git: what is in it, that it changes nothing but the record, and that it can be made again."""

from __future__ import annotations

import re
import subprocess
import zipfile
from hashlib import sha256

import pytest

from signed_books import GOVERNANCE, MSA
from whole_books import CLIENT, DEPUTY, SECOND, VENDOR, fresh


@pytest.fixture
def book(tmp_path):
    return fresh(tmp_path / "book")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "packet"


def ask(book, out, *words):
    code = book.run("request", MSA, "--out", str(out), *words)
    assert code == 0, book.printed


def test_the_statement_waits_and_everybody_is_missing(book, out):
    book.amend()
    ask(book, out, "--effective", "2027-03-01", "--note", "Secrets last.")
    assert book.codes() == ["L006"]
    waiting = book.verify().instruments[MSA].pending
    assert waiting.signers == ()
    assert [(each.party, each.count) for each in waiting.missing] == [("globex", 1), ("acme", 1)]
    assert "version 2, effective 2027-03-01: statement filed" in book.printed
    assert f"packet for {CLIENT}, {SECOND}, {VENDOR}, {DEPUTY}:" in book.printed


def test_what_the_packet_holds(book, out):
    book.amend()
    ask(book, out)
    found = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert found == ["README.html", "README.txt", "files/agreement.md", "files/terms.yaml", "redline.html", "statement.txt"]
    assert (out / "statement.txt").read_bytes() == (book.path / MSA / "signoffs/0002/statement.txt").read_bytes()
    assert (out / "files/agreement.md").read_bytes() == (book.path / MSA / "agreement.md").read_bytes()
    with zipfile.ZipFile(out.with_suffix(".zip")) as archive:
        assert sorted(name.removeprefix("packet/") for name in archive.namelist()) == found
        assert all(archive.read(f"packet/{name}") == (out / name).read_bytes() for name in found)


@pytest.mark.parametrize(
    ("file", "said"),
    [("terms.yaml", "terms.yaml changes and agreement.md does not"), ("agreement.md", "agreement.md changes and terms.yaml does not")],
)
def test_who_asks_and_who_signs_hear_of_an_edit_that_parts_text_and_terms(book, out, file, said):
    text = book.text(f"{MSA}/{file}")
    book.write({f"{MSA}/{file}": text.replace("30 calendar days", "45 calendar days")})
    assert book.text(f"{MSA}/{file}") != text
    ask(book, out)
    assert said in book.printed
    assert book.run("sign", MSA, "--as", CLIENT, "--key", str(book.keys.private(CLIENT)), "--yes") == 0, book.printed
    assert said in book.printed


def test_where_text_and_terms_changed_together_nothing_is_said(book, out):
    for file in ("terms.yaml", "agreement.md"):
        book.write({f"{MSA}/{file}": book.text(f"{MSA}/{file}").replace("30 calendar days", "45 calendar days")})
    ask(book, out)
    assert "Note: " not in book.printed


@pytest.mark.parametrize("page", ["redline.html", "README.html"])
def test_the_pages_need_nothing_else(book, out, page):
    book.amend()
    ask(book, out)
    text = (out / page).read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|https?://", text)
    assert "default-src 'none'" in text


def test_the_redline_marks_words_in_two_ways(book, out):
    book.amend()
    ask(book, out)
    text = (out / "redline.html").read_text(encoding="utf-8")
    assert "keeps secrets <ins>for ever</ins>." in text
    assert "version 1 (in force, effective 2026-01-01)" in text
    assert "del{text-decoration:line-through" in text
    assert "ins{text-decoration:underline" in text


def test_the_instructions_name_the_command_for_each_system_and_the_keys(book, out):
    book.amend()
    ask(book, out, "--for", VENDOR)
    text = (out / "README.txt").read_text(encoding="utf-8")
    assert text.count("ssh-keygen -Y sign -n pactbook-signoff -f ~/.ssh/id_ed25519 statement.txt") == 2
    assert '& "$env:SystemRoot\\System32\\OpenSSH\\ssh-keygen.exe" -Y sign -n pactbook-signoff -f "$env:USERPROFILE' in text
    known = subprocess.run(["ssh-keygen", "-lf", str(book.keys.private(VENDOR))], capture_output=True, text=True, check=True)
    assert known.stdout.split()[1] in text
    assert DEPUTY not in text
    digest = sha256((out / "statement.txt").read_bytes()).hexdigest()
    assert f"sha256:{digest}" in text
    assert f"({CLIENT} or {SECOND})" in text
    assert f"\n    pactbook add-signature {MSA} statement.txt.sig\n" in text


def test_the_command_of_the_instructions_makes_a_signature_that_counts(book, out):
    book.amend()
    ask(book, out, "--for", VENDOR)
    signature = book.ssh_sign(out / "statement.txt", VENDOR)
    assert book.run("add-signature", MSA, str(signature)) == 0, book.printed
    assert book.run("sign", MSA, "--as", CLIENT, "--key", str(book.keys.private(CLIENT)), "--yes") == 0, book.printed
    assert book.codes() == []


def test_asking_again_makes_the_same_packet_and_keeps_what_lies_in_it(book, out):
    book.amend()
    ask(book, out)
    before = {path: path.read_bytes() for path in [*out.rglob("*"), out.with_suffix(".zip")] if path.is_file()}
    signature = book.ssh_sign(out / "statement.txt", VENDOR)
    ask(book, out)
    assert "waits already" in book.printed
    assert {path: path.read_bytes() for path in before} == before
    assert signature.is_file()


def test_another_day_makes_the_statement_anew_as_long_as_nobody_signed(book, out, tmp_path):
    book.amend()
    ask(book, out, "--note", "One thing")
    ask(book, tmp_path / "second", "--effective", "2027-05-01")
    waiting = book.verify().instruments[MSA].pending
    assert (str(waiting.effective), waiting.note) == ("2027-05-01", "One thing")
    book.sign(MSA, CLIENT)
    assert book.run("request", MSA, "--out", str(tmp_path / "third"), "--effective", "2027-06-01") == 2
    assert "leave --effective out to sign the same" in book.printed


def test_a_signature_is_not_lost_unless_somebody_says_so(book, out):
    book.amend()
    book.sign(MSA, CLIENT)
    book.change(f"{MSA}/agreement.md", "for ever", "for five years")
    assert book.run("request", MSA, "--out", str(out)) == 2
    assert f"{CLIENT} signed that" in book.printed
    assert [each.name for each in book.verify().instruments[MSA].newest.signers] == [CLIENT]
    ask(book, out, "--again")
    assert book.verify().instruments[MSA].pending.signers == ()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--for", "nobody@acme.example"], "names no signer 'nobody@acme.example'"),
        (["--for", CLIENT], f"'{CLIENT}' has signed version 2 already"),
        (["--for", SECOND], f"asks for no signature of '{SECOND}'"),
        (["--out", "contracts/acme/packet"], "lies among the contracts"),
    ],
)
def test_what_can_not_be_asked(book, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(book.path)
    book.amend()
    book.sign(MSA, CLIENT)
    before = book.look()
    assert book.run("request", MSA, *words) == 2
    assert said in book.printed
    assert book.look() == before
    assert list(book.path.glob("packet*")) == []


def test_a_folder_with_something_else_is_left_alone(book, out):
    out.mkdir()
    (out / "notes.txt").write_text("mine\n")
    book.amend()
    before = book.look()
    assert book.run("request", MSA, "--out", str(out)) == 2
    assert "holds something else already" in book.printed
    assert book.look() == before


def test_from_among_the_contracts_the_packet_goes_to_the_top(book, monkeypatch):
    book.amend()
    monkeypatch.chdir(book.path / MSA)
    assert book.run("request", ".") == 0, book.printed
    assert (book.path / "packet-acme-msa-v2" / "statement.txt").is_file()
    assert book.codes() == ["L006"]


def test_the_policy_can_be_asked_for_too(book, out):
    book.change(f"{GOVERNANCE}/policy.yaml", "client.legal: 1, vendor.legal: 1}}\n  sow", "client.legal: 2, vendor.legal: 1}}\n  sow")
    assert book.run("request", GOVERNANCE, "--out", str(out)) == 0, book.printed
    signature = book.ssh_sign(out / "statement.txt", CLIENT)
    assert book.run("add-signature", GOVERNANCE, str(signature)) == 0, book.printed
    assert f"{CLIENT} (Globex Telecom Ltd, legal) signed: {GOVERNANCE}, version 2" in book.printed
    assert book.codes() == []


def test_a_first_version_is_shown_as_it_is(book, out):
    terms = book.text(f"{MSA}/terms.yaml").replace("Master services", "Second master services")
    book.write({"contracts/acme/sow-first/terms.yaml": terms, "contracts/acme/sow-first/agreement.md": "# First\n\nOne **Term**.\n"})
    assert book.run("request", "contracts/acme/sow-first", "--out", str(out)) == 0, book.printed
    page = (out / "redline.html").read_text(encoding="utf-8")
    assert "<p>One <b>Term</b>.</p>" in page
    assert "<ins>" not in page
    assert "nothing: this is the first version" in (out / "README.txt").read_text(encoding="utf-8")
