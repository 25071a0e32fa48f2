"""The refusal's screen: what it says of each kind of change, that it stays one screen, and that its commands put things right."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from pactbook.lock.telling.refusal import screen
from pactbook.lock.verifying.verify_staged import verify_staged
from signed_books import CLAUSE, MACHINERY, MSA, OUTLINE, POLICY, SOW

AGREEMENT = f"{SOW}/agreement.md"
ONE_SCREEN = 40


def refused(book):
    """The screen for everything that lies in the work tree."""
    book.git("add", "--all")
    staged = verify_staged(book.path)
    assert staged.problems
    return screen(book.path, staged)


def put_right(book, text):
    for line in text.splitlines():
        if line.strip().startswith("git "):
            subprocess.run(shlex.split(line), cwd=book.path, check=True, capture_output=True)
    return verify_staged(book.path).problems == ()


EDITS = {
    "words": ("# Support\n\nThe target is 85 %.\n", "under 'Support': The target is [was: 82 %] [now: 85 %]."),
    "spaces": ("# Support\n\nThe target  is 82 %.\n", "Only spaces, line breaks or line ends changed, no word."),
    "line ends": ("# Support\r\n\r\nThe target is 82 %.\r\n", "Only its line ends changed"),
    "markup": ("# Support\n\nThe **target** is 82 %.\n", "Only markup changed"),
    "a byte order mark": ("\ufeff# Support\n\nThe target is 82 %.\n", "It can't be compared as text"),
    "another alphabet": ("# Supp\u043ert\n\nThe target is 82 %.\n", "(with U+043E)"),
    "an invisible letter": ("# Support\n\nThe tar\u200bget is 82 %.\n", "\\u200b"),
    "text that runs backwards": ("# Support\n\nThe target is \u202e82 %.\n", "\\u202e"),
    "no text": (b"\x00\xff", "It can't be compared as text"),
    "nothing left": ("", "[removed: The target is 82 %.]"),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_named_for_what_it_is(book, name):
    content, said = EDITS[name]
    book.write({AGREEMENT: content})
    text = refused(book)
    assert said in text
    assert ("It is refused all the same" in " ".join(text.split())) == (said.startswith("Only") or "compared" in said)
    assert put_right(book, text)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("schema: 1   # one\ntitle: 'Support'\n", "Only markup changed"),
        ("schema:  1\ntitle: Support\n", "Only spaces"),
        ("schema: 1\ntitle: Help\n", "line 2: title: [was: Support] [now: Help]"),
    ],
)
def test_the_values_of_yaml_decide(book, content, said):
    book.write({f"{SOW}/terms.yaml": content})
    assert said in refused(book)


def test_a_moved_file(book):
    book.git("mv", AGREEMENT, f"{OUTLINE}/agreement.md")
    text = refused(book)
    assert f"{AGREEMENT}\n  It was moved to {OUTLINE}/agreement.md. Its content is the same." in text
    assert put_right(book, text)


def test_a_moved_and_changed_file(book):
    book.git("mv", f"{MSA}/agreement.md", f"{MSA}/text.md")
    book.write({f"{MSA}/text.md": "# Master services agreement\n\nThe Vendor pays EUR 900.00.\n"})
    text = refused(book)
    assert f"It was moved to {MSA}/text.md, and changed:" in text
    assert "[was: 100.00] [now: 900.00]" in text
    assert text.count("It was moved") == 1
    assert put_right(book, text)


def test_a_file_that_comes_to_where_it_may_not(book):
    book.git("mv", f"{OUTLINE}/index.md", "contracts/acme/index.md")
    text = refused(book)
    assert f"It was moved here from {OUTLINE}/index.md." in text
    assert "The policy has no layer for this place." in text
    assert put_right(book, text)


def test_a_new_file_stays_on_disk(book):
    book.write({f"{MSA}/annex.md": "# Annex\n"})
    text = refused(book)
    assert "It is new." in text
    assert put_right(book, text)
    assert book.text(f"{MSA}/annex.md") == "# Annex\n"


def test_a_link(book):
    (book.path / AGREEMENT).unlink()
    (book.path / AGREEMENT).symlink_to("terms.yaml")
    text = refused(book)
    assert "It was replaced by a symbolic link" in text
    assert put_right(book, text)


def test_a_sealed_record(book):
    book.write({f"{MSA}/signoffs/0001/statement.txt": "pactbook sign-off 1\n"})
    text = refused(book)
    assert "its record is sealed" in text
    assert "Missing sign-offs" not in text
    assert put_right(book, text)


def test_who_is_missing_is_named_by_company_and_role(book):
    book.write({AGREEMENT: "# Other\n"})
    text = refused(book)
    assert "Globex Ltd, legal: deputy@globex.example, legal@globex.example or" in text
    assert "Acme Ltd, legal: counsel@acme.example or deputy@acme.example" in text
    assert "zenith" not in text


def test_only_those_who_have_not_signed_are_missing(book):
    book.write({AGREEMENT: "# Other\n"})
    book.sign(SOW, "legal@globex.example")
    book.write({AGREEMENT: "# Yet another\n"})
    text = refused(book)
    assert "Acme Ltd, legal" in text
    assert "Globex Ltd, legal" not in text.split("To take it back")[0]


@pytest.mark.parametrize(
    ("path", "manual"),
    [(AGREEMENT, True), (f"{MSA}/agreement.md", True), (f"{OUTLINE}/outline.yaml", True), (POLICY, False), ("mkdocs.yml", False)],
)
def test_the_manual_of_that_contract(book, path, manual):
    book.write({path: "schema: 1\n"})
    text = refused(book)
    assert (f"\n  {OUTLINE}/\n" in text) == manual
    assert f"{OUTLINE}/signoffs" not in text


def test_how_legal_would_sign(book):
    book.write({f"{CLAUSE}/v1.md": "Other\n"})
    assert f"pactbook sign {CLAUSE} --as" in refused(book)
    book.git("reset", "--hard", "--quiet")
    book.write({"mkdocs.yml": "site_name: x\n"})
    assert f"pactbook sign {MACHINERY} --as" in refused(book)


def test_one_screen_however_much_was_changed(book):
    for path in list((book.path / "contracts").rglob("*.*")):
        path.write_text("Other words. " * 400, encoding="utf-8")
    book.write({f"contracts/acme/msa/annex-{number}.md": "# Annex\n" for number in range(200)})
    text = refused(book)
    assert len(text.splitlines()) <= ONE_SCREEN, text
    assert max(map(len, text.splitlines())) <= 160
    assert put_right(book, text)


def test_a_long_paragraph_shows_what_changed_and_little_else(book):
    long = "The Vendor answers every contact of every customer on every day of the year. " * 30
    book.write({AGREEMENT: f"# Support\n\n{long}The target is 82 %. {long}\n"})
    book.sign(SOW, "legal@globex.example", "counsel@acme.example")
    book.commit("longer")
    book.write({AGREEMENT: f"# Support\n\n{long}The target is 85 %. {long}\n"})
    text = refused(book)
    assert "The target is [was: 82 %] [now: 85 %]." in text
    assert len(text.splitlines()) <= ONE_SCREEN


@pytest.mark.parametrize("name", ["two words.md", "quote'.md", "$(touch x).md", "-rf.md", "ü.md", "line\nbreak.md", "\x1b[2Jclear.md"])
def test_odd_names_are_shown_safely_and_can_be_undone(book, name):
    book.write({f"{MSA}/{name}": "# Odd\n"})
    text = refused(book)
    assert all(line.isprintable() for line in text.splitlines())
    assert put_right(book, text)
    assert not (book.path / "x").exists()


def test_the_first_commit_of_a_broken_book(book, tmp_path):
    elsewhere = book.copy_to(tmp_path / "elsewhere")
    elsewhere.git("update-ref", "-d", "HEAD")
    elsewhere.write({AGREEMENT: "# Other\n"})
    text = refused(elsewhere)
    assert AGREEMENT in text


def test_a_policy_that_cannot_be_read(book):
    book.write({"contracts/governance/signoffs/0001/files/policy.yaml": "{"})
    book.commit("broken")
    book.write({AGREEMENT: "# Other\n"})
    text = refused(book)
    assert "contracts/governance/signoffs/0001" in text
