"""Whoever takes the newest record away, in a commit or on the disk, gets no green site as long as history knows better."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from pactbook.cli.main import main
from pactbook.site.reading.source import open_book
from whole_books import CLIENT, MSA, SOW, VENDOR, fresh

DAY = date(2026, 6, 1)
PAGE = "vendors/acme/sow-support.md"


@pytest.fixture
def book(tmp_path):
    """A book with a second version of the SOW, signed by both sides for September and landed."""
    book = fresh(tmp_path / "book")
    on(book, "2026-04-01")
    book.amend(SOW)
    book.sign(SOW, CLIENT, VENDOR, today=date(2026, 5, 1), effective=date(2026, 9, 1), note="The cure period is 25 days")
    on(book, "2026-05-01")
    return book


def on(book, day):
    book.git("add", "--all")
    book.git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "x", env={"GIT_COMMITTER_DATE": f"{day}T10:00:00+00:00"})


def roll_back(book, instrument=SOW, number=2):
    """The newest record goes; the folder's files are those of the one before."""
    shutil.rmtree(book.path / instrument / "signoffs" / f"{number:04}")
    for file in (book.path / instrument / "signoffs" / f"{number - 1:04}" / "files").iterdir():
        shutil.copy(file, book.path / instrument / file.name)


def status(book):
    source = open_book(book.path, DAY)
    meta = next(page for page in source.pages("internal") if page.path == PAGE).meta
    return meta.status, [problem.path for problem in source.problems]


def test_the_book_as_it_was_landed_is_green(book):
    assert status(book) == ("In force", [])


def test_a_record_that_was_taken_away_on_the_disk(book):
    roll_back(book)
    assert status(book) == ("Does not verify", [f"{SOW}/signoffs/0002/statement.txt"])


def test_a_record_that_was_taken_away_in_a_commit(book):
    roll_back(book)
    on(book, "2026-05-02")
    assert status(book)[0] == "Does not verify"
    on(book, "2026-05-03")
    assert status(book)[0] == "Does not verify"


def test_a_record_that_was_taken_away_on_a_branch_that_was_merged(book):
    book.git("checkout", "--quiet", "-b", "side")
    roll_back(book)
    on(book, "2026-05-02")
    book.git("checkout", "--quiet", "-")
    book.git("merge", "--quiet", "--no-ff", "-m", "x", "side")
    assert status(book)[0] == "Does not verify"


@pytest.mark.parametrize("folder", ["ops-manuals/acme/support", "clauses", "contracts/governance"])
def test_records_of_outlines_clauses_and_the_policy_are_missed_too(book, folder):
    signoffs = next((book.path / folder).rglob("signoffs"))
    gone = max(signoffs.iterdir())
    shutil.rmtree(gone)
    assert f"{gone.relative_to(book.path).as_posix()}/statement.txt" in status(book)[1]


def test_the_build_says_which_record_and_where_it_is(book, capsys, tmp_path):
    roll_back(book)
    on(book, "2026-05-02")
    commit = book.git("rev-parse", "--short=10", "HEAD~1").strip()
    assert main(["--root", str(book.path), "build", "--as-of", str(DAY), "--out", str(tmp_path / "site")]) == 1
    said = "".join(capsys.readouterr())
    assert f"{SOW}/signoffs/0002/statement.txt" in said
    assert f"stands in commit {commit}" in said
    assert f"git checkout {commit} -- {SOW}." in said
    assert "Does not verify" in (tmp_path / "site/acme/vendors/acme/sow-support.html").read_text(encoding="utf-8")


def test_what_the_message_says_puts_it_back(book):
    roll_back(book)
    on(book, "2026-05-02")
    book.git("checkout", "HEAD~1", "--", SOW)
    assert status(book)[1] == []


@pytest.mark.parametrize("folder", [SOW, "ops-manuals/acme/support"])
def test_an_instrument_that_was_taken_away_as_a_whole_is_named(book, folder):
    """There is no page to say it on."""
    shutil.rmtree(book.path / "ops-manuals/acme/support")
    if folder == SOW:
        shutil.rmtree(book.path / SOW)
    on(book, "2026-05-02")
    assert f"{folder}/signoffs/0001/statement.txt" in [problem.path for problem in open_book(book.path, DAY).problems]


def test_an_instrument_that_nobody_signed_may_go(book):
    shutil.copytree(book.path / SOW, book.path / "contracts/acme/sow-second", ignore=shutil.ignore_patterns("signoffs"))
    on(book, "2026-05-02")
    shutil.rmtree(book.path / "contracts/acme/sow-second")
    on(book, "2026-05-03")
    assert open_book(book.path, DAY).problems == ()


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("people", [(VENDOR,), (CLIENT, VENDOR)])
def test_a_signature_that_was_taken_away_makes_of_nothing_signed_a_request(book, people, landed):
    """The version before would be in force again, and the build would end with 0."""
    for person in people:
        (book.path / SOW / "signoffs" / "0002" / f"{person}.sig").unlink()
    if landed:
        on(book, "2026-05-02")
    assert status(book) == ("Does not verify", [f"{SOW}/signoffs/0002/statement.txt"])


def test_a_signature_that_was_taken_away_from_another_text_is_missed_too(book):
    """The text is changed along with its statement, as if it had never been signed by the other side."""
    (book.path / SOW / "signoffs" / "0002" / f"{VENDOR}.sig").unlink()
    (book.path / SOW / "signoffs" / "0002" / f"{CLIENT}.sig").unlink()
    statement = book.path / SOW / "signoffs" / "0002" / "statement.txt"
    statement.write_text(statement.read_text(encoding="utf-8").replace("effective: 2026-09-01", "effective: 2027-09-01"), encoding="utf-8")
    book.ssh_sign(statement, CLIENT).rename(statement.with_name(f"{CLIENT}.sig"))
    on(book, "2026-05-02")
    assert status(book)[0] == "Does not verify"


def test_a_request_from_which_one_side_takes_its_signature_back_is_not_missed(book):
    book.amend(MSA)
    book.sign(MSA, CLIENT, today=date(2026, 5, 2), effective=date(2026, 10, 1))
    on(book, "2026-05-02")
    (book.path / MSA / "signoffs" / "0002" / f"{CLIENT}.sig").unlink()
    on(book, "2026-05-03")
    assert not any("signoffs/0002" in path for path in status(book)[1])


def test_a_request_that_was_withdrawn_is_not_missed(book):
    before = {path: (book.path / path).read_bytes() for path in (f"{MSA}/agreement.md", f"{MSA}/terms.yaml")}
    book.amend(MSA)
    book.sign(MSA, CLIENT, today=date(2026, 5, 2), effective=date(2026, 10, 1))
    on(book, "2026-05-02")
    shutil.rmtree(book.path / MSA / "signoffs" / "0002")
    for path, content in before.items():
        (book.path / path).write_bytes(content)
    assert status(book) == ("In force", [])
    on(book, "2026-05-03")
    assert status(book) == ("In force", [])


def test_without_history_the_tree_speaks_for_itself(book):
    roll_back(book)
    shutil.rmtree(book.path / ".git")
    assert status(book) == ("In force", [])
