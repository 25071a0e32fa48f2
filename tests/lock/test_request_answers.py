"""Signatures that come back: whose they are is found out, what does not count is refused in plain words, and nothing is written then."""

from __future__ import annotations

import pytest

from pactbook.lock.signing.received import tidied
from pactbook.problems import PactbookError
from signed_books import GOVERNANCE, MSA, SOW
from whole_books import CLIENT, DEPUTY, VENDOR, fresh


@pytest.fixture
def book(tmp_path):
    book = fresh(tmp_path / "book")
    book.amend()
    assert book.run("request", MSA, "--out", str(tmp_path / "packet")) == 0, book.printed
    return book


@pytest.fixture
def statement(book, tmp_path):
    return tmp_path / "packet" / "statement.txt"


def refused(book, file, said, instrument=MSA):
    before = book.look()
    assert book.run("add-signature", instrument, str(file)) == 2
    assert said in book.printed, book.printed
    assert book.look() == before


def test_who_signed_what_and_who_is_missing(book, statement):
    assert book.run("add-signature", MSA, str(book.ssh_sign(statement, VENDOR))) == 0
    assert f"{VENDOR} (Acme Contact Centres Inc, legal) signed: {MSA}, version 2" in book.printed
    assert f"waits for 1 of globex's legal ({CLIENT} or" in book.printed
    assert book.printed.splitlines()[-1].startswith("The protected branch takes a version with all its signatures or not at all")
    assert (book.path / MSA / "signoffs/0002" / f"{VENDOR}.sig").is_file()
    assert book.run("add-signature", MSA, str(book.ssh_sign(statement, CLIENT))) == 0
    assert "version 2 is complete" in book.printed
    assert "git merge --no-ff" in book.printed  # the commits before it hold one signature
    assert book.codes() == []


def test_the_same_file_twice_changes_nothing(book, statement):
    signature = book.ssh_sign(statement, VENDOR)
    book.run("add-signature", MSA, str(signature))
    before = book.look()
    assert book.run("add-signature", MSA, str(signature)) == 0
    assert "has signed already" in book.printed
    assert book.look() == before


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: b"Dear colleague,\n\n" + data.replace(b"\n", b" \n") + b"\nBest regards\n",
    ],
    ids=["line ends", "byte order mark", "utf-16", "within a mail"],
)
def test_what_a_mail_program_does_to_a_signature_is_undone(book, statement, spoil):
    signature = book.ssh_sign(statement, VENDOR)
    good = signature.read_bytes()
    signature.write_bytes(spoil(good))
    assert book.run("add-signature", MSA, str(signature)) == 0, book.printed
    assert (book.path / MSA / "signoffs/0002" / f"{VENDOR}.sig").read_bytes() == good


def test_a_stranger(book, statement):
    signature = book.ssh_sign(statement, "stranger@acme.example")
    refused(book, signature, "the policy names nobody with the key SHA256:")
    assert f"Awaited: {VENDOR} with SHA256:" in book.printed or VENDOR in book.printed


def test_a_wrong_namespace(book, statement):
    refused(book, book.ssh_sign(statement, VENDOR, namespace="file"), "made for 'file', not for 'pactbook-signoff'")
    assert "-n pactbook-signoff" in book.printed


def test_a_statement_that_was_changed(book, statement):
    statement.write_bytes(statement.read_bytes().replace(b"version: 2", b"version: 3"))
    refused(book, book.ssh_sign(statement, VENDOR), f"it does not fit version 2 of '{MSA}'")


def test_an_old_statement(book, tmp_path):
    old = tmp_path / "statement.txt"
    old.write_bytes((book.path / MSA / "signoffs/0001/statement.txt").read_bytes())
    refused(book, book.ssh_sign(old, DEPUTY), f"it signs version 1 of '{MSA}', an old statement")


def test_a_statement_of_another_instrument(book, statement):
    refused(book, book.ssh_sign(statement, VENDOR), f"pactbook add-signature {MSA}", instrument=SOW)


def test_somebody_whose_role_is_fulfilled_or_not_asked(book, statement):
    book.run("add-signature", MSA, str(book.ssh_sign(statement, VENDOR)))
    book.run("add-signature", MSA, str(book.ssh_sign(statement, CLIENT)))
    refused(book, book.ssh_sign(statement, DEPUTY), "complete and sealed")


def test_a_second_signature_of_the_same_person(book, statement, tmp_path):
    text = book.text(f"{GOVERNANCE}/policy.yaml")
    own, other = book.keys.public(VENDOR), book.keys.public("second-key", "-t", "ecdsa")
    book.write({f"{GOVERNANCE}/policy.yaml": text.replace(f"'{own}'", f"'{own}', '{other}'")})
    book.sign(GOVERNANCE, CLIENT, VENDOR)
    assert book.run("request", MSA, "--out", str(tmp_path / "newer")) == 0, book.printed
    newer = tmp_path / "newer" / "statement.txt"
    assert book.run("add-signature", MSA, str(book.ssh_sign(newer, VENDOR))) == 0, book.printed
    refused(book, book.ssh_sign(newer, VENDOR, key="second-key"), f"'{VENDOR}' has signed version 2")


def test_a_policy_that_overtook_the_statement(book, statement):
    signature = book.ssh_sign(statement, VENDOR)
    text = book.text(f"{GOVERNANCE}/policy.yaml")
    book.write({f"{GOVERNANCE}/policy.yaml": text.replace("clause: {instruments", "clause:  {instruments")})
    book.sign(GOVERNANCE, CLIENT)
    refused(book, signature, "version 2")
    assert "pactbook" in book.printed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "this is no signature"),
        (b"ssh-ed25519 AAAA me\n", "this is no signature"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n", "private key"),
        (b"-----BEGIN PGP SIGNATURE-----\n", "PGP"),
        (b"pactbook sign-off 1\n", "the statement itself"),
        (b"-----BEGIN SSH SIGNATURE-----\n!!!\n-----END SSH SIGNATURE-----\n", "damaged"),
        (b"-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", "does not fit"),
    ],
)
def test_a_file_that_is_no_signature(book, tmp_path, content, said):
    file = tmp_path / "answer"
    file.write_bytes(content)
    refused(book, file, said)


def test_a_file_that_is_not_there(book, tmp_path):
    refused(book, tmp_path / "nothing", "can't be read")


def test_a_signature_is_filed_though_the_files_here_went_on(book, statement):
    signature = book.ssh_sign(statement, VENDOR)
    book.change(f"{MSA}/agreement.md", "for ever", "for a year")
    assert book.run("add-signature", MSA, str(signature)) == 0
    assert "not those that were signed any more" in book.printed


def test_a_key_is_never_shown_back():
    with pytest.raises(PactbookError) as caught:
        tidied(b"-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----\n")
    assert "c2VjcmV0" not in str(caught.value)
