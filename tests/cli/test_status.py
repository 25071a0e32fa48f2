"""`pactbook status` says how each instrument stands, as people who sign contracts would say it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from signed_books import GOVERNANCE, MSA, SOW
from whole_books import CLIENT, VENDOR, fresh


@pytest.fixture
def book(tmp_path, monkeypatch):
    book = fresh(tmp_path / "book")
    monkeypatch.setenv("PACTBOOK_ROOT_DIGEST", book.root_digest)
    return book


def lines(book, *words, code=0):
    assert book.run("status", *(words or ("--as-of", "2026-06-01"))) == code, book.printed
    return [" ".join(line.split()) for line in book.printed.splitlines()]


def row(book, path, *words, code=0):
    return next(line for line in lines(book, *words, code=code) if line.startswith(f"{path} "))


def test_in_force_with_version_day_and_key_date(book):
    assert row(book, MSA) == (
        f"{MSA} Master services agreement in force (version 1, since 2026-01-01) 2028-10-02 last day for notice against renewal"
    )
    assert "ops-manuals/acme/support Support manual outline in force (version 1, since 2026-01-01) 2 pages" in lines(book)


def test_pending_with_who_is_missing(book):
    book.amend()
    book.sign(MSA, VENDOR)
    found = lines(book)
    at = next(number for number, line in enumerate(found) if line.startswith(f"{MSA} "))
    assert "in force (version 1, since 2026-01-01)" in found[at]
    assert found[at + 1] == f"version 2 waits for 1 of globex's legal ({CLIENT} or secretary@globex.example)"


def test_a_first_version_that_waits(book):
    book.write({"contracts/acme/sow-first/agreement.md": "# First\n"})  # without terms, which is told too
    book.sign("contracts/acme/sow-first", CLIENT)
    assert row(book, "contracts/acme/sow-first", code=1).startswith("contracts/acme/sow-first pending (version 1)")


def test_scheduled_and_what_is_in_force_until_then(book):
    book.amend()
    book.sign(MSA, CLIENT, VENDOR, effective=date(2026, 12, 1))
    found = lines(book)
    assert "version 2 is signed and scheduled from 2026-12-01" in found
    assert "in force (version 1, since 2026-01-01)" in row(book, MSA)
    assert "in force (version 2, since 2026-12-01)" in row(book, MSA, "--as-of", "2026-12-01")
    assert "scheduled from 2026-01-01 (version 1)" in row(book, SOW, "--as-of", "2025-12-01")


def test_superseded_versions_on_request(book):
    book.amend()
    book.sign(MSA, CLIENT, VENDOR, effective=date(2026, 5, 1))
    assert "version 1 superseded; it held from 2026-01-01" in lines(book, "--all", "--as-of", "2026-06-01")
    assert "superseded" not in " ".join(lines(book))


def test_a_change_that_nobody_signed_with_its_remedy(book):
    book.amend()
    found = lines(book, code=1)
    assert "the files here were changed since version 1, and nobody has signed the change" in found
    assert any(line.startswith(f"{MSA}/agreement.md:1:1: L012") for line in found)
    assert any(line.startswith("Take the change back, or have it signed") for line in found)


def test_broken(book):
    book.write({f"{MSA}/signoffs/0001/files/agreement.md": "forged\n"})
    assert "BROKEN (version 1)" in row(book, MSA, code=1)
    assert "L003" in book.printed


def test_key_dates_are_those_of_the_version_in_force(book):
    book.change(f"{MSA}/terms.yaml", "non_renewal_notice: 90 calendar days", "non_renewal_notice: 120 calendar days")
    assert "2028-10-02 last day for notice" in row(book, MSA, code=1)
    book.sign(MSA, CLIENT, VENDOR, effective=date(2026, 12, 1))
    assert "2028-10-02 last day for notice" in row(book, MSA)
    assert "2028-09-02 last day for notice" in row(book, MSA, "--as-of", "2026-12-02")


def test_all_shows_clauses_and_the_policy(book):
    found = lines(book, "--all")
    assert any(line.startswith("clauses/cure Cure period in force (version 1") for line in found)
    assert any(line.startswith(f"{GOVERNANCE} Policy in force (version 1") for line in found)
    assert "clauses/cure" not in " ".join(lines(book))


def test_without_a_pinned_policy_it_says_so(book, monkeypatch):
    assert "pinned" not in " ".join(lines(book))
    monkeypatch.delenv("PACTBOOK_ROOT_DIGEST")
    assert lines(book)[-1].startswith("Not held against a pinned first policy")


def test_the_first_policy_is_not_the_pinned_one(book, monkeypatch):
    monkeypatch.setenv("PACTBOOK_ROOT_DIGEST", "sha256:" + "0" * 64)
    assert any("L011" in line for line in lines(book, code=1))


class Merge:
    """Two people sign the same instrument on two branches, and one branch is merged into the other."""

    def __init__(self, book, ours, theirs):
        self.book = book
        book.git("switch", "-qc", "theirs")
        theirs()
        book.commit("theirs")
        book.git("switch", "-q", "main")
        ours()
        book.commit("ours")
        done = subprocess.run(["git", "merge", "-q", "-m", "merged", "theirs"], cwd=book.path, capture_output=True, check=False)
        self.failed = done.returncode != 0

    def way_out(self, side):
        """Type what status says for one side; then go on as it says."""
        text = [line.strip() for line in self.book.printed.splitlines()]
        start = text.index("1. To keep this side:" if side == "HEAD" else "or, to keep the other side:")
        for line in text[start + 1 : start + 3]:
            assert line.startswith("git ")
            self.book.git(*line.split()[1:])
        assert "2. Go on: git commit" in text
        self.book.git("commit", "-q", "-m", "merged")


def test_the_same_statement_signed_on_two_branches_merges_by_itself(book):
    book.amend()
    assert book.run("request", MSA, "--out", str(book.path.parent / "packet")) == 0
    book.commit("asked")
    merge = Merge(book, lambda: book.sign(MSA, CLIENT), lambda: book.sign(MSA, VENDOR))
    assert not merge.failed
    assert book.codes() == []


@pytest.mark.parametrize("kept", ["HEAD", "MERGE_HEAD"])
def test_two_statements_about_the_same_files_one_gives_way_and_its_signer_joins(book, kept):
    book.amend()
    book.commit("the change, by a way that asks nobody")
    merge = Merge(
        book, lambda: book.sign(MSA, CLIENT, effective=date(2026, 7, 1)), lambda: book.sign(MSA, VENDOR, effective=date(2026, 8, 1))
    )
    assert merge.failed
    found = lines(book, code=1)
    assert f"{MSA}: two sign-offs of version 2 met in a merge, and only one can be version 2" in found
    assert f"this side: effective 2026-07-01, signed by {CLIENT}" in found
    assert f"other side: effective 2026-08-01, signed by {VENDOR}" in found
    assert any("joins the one that stays" in line for line in found)
    assert "L001" not in book.printed
    merge.way_out(kept)
    stays, joins = (CLIENT, VENDOR) if kept == "HEAD" else (VENDOR, CLIENT)
    assert [each.name for each in book.verify().instruments[MSA].pending.signers] == [stays]
    book.sign(MSA, joins)
    assert book.codes() == []
    assert book.git("status", "--porcelain", "--untracked-files=no") == ""


def changed_and_signed(book, words, *signers):
    def work():
        book.change(f"{MSA}/agreement.md", "keeps secrets", f"keeps secrets {words}")
        book.sign(MSA, *signers)

    return work


@pytest.mark.parametrize("kept", ["HEAD", "MERGE_HEAD"])
def test_two_contents_one_gives_way_and_is_made_again_on_top(book, kept):
    merge = Merge(book, changed_and_signed(book, "for ever", CLIENT, VENDOR), changed_and_signed(book, "for a year", CLIENT, VENDOR))
    assert merge.failed
    assert any("make it again on top of what stays" in line for line in lines(book, code=1))
    base = book.git("rev-parse", kept)
    merge.way_out(kept)
    assert book.codes() == []
    stays = "for ever" if kept == "HEAD" else "for a year"
    assert f"keeps secrets {stays}." in book.text(f"{MSA}/agreement.md")
    assert book.range(base) == []
    book.change(f"{MSA}/agreement.md", stays, "for two years")
    book.sign(MSA, CLIENT, VENDOR)
    assert [version.version for version in book.verify().instruments[MSA].versions] == [1, 2, 3]
    book.commit("made again")
    assert book.range(base) == []


def test_a_rebase_is_explained_with_its_own_words(book):
    book.git("switch", "-qc", "theirs")
    changed_and_signed(book, "for a year", CLIENT, VENDOR)()
    book.commit("theirs")
    book.git("switch", "-q", "main")
    changed_and_signed(book, "for ever", CLIENT, VENDOR)()
    book.commit("ours")
    subprocess.run(["git", "rebase", "-q", "theirs"], cwd=book.path, capture_output=True, check=False)
    found = lines(book, code=1)
    assert "2. Go on: git rebase --continue" in found
    assert any(line.startswith("git checkout REBASE_HEAD -- ") for line in found)


def test_marks_that_were_committed(book):
    merge = Merge(book, changed_and_signed(book, "for ever", CLIENT), changed_and_signed(book, "for a year", VENDOR))
    assert merge.failed
    book.commit("resolved by nobody")
    assert any("Both sides of a merge stand in it" in line for line in lines(book, code=1))


def test_a_signature_that_a_merge_left_behind(book):
    merge = Merge(book, changed_and_signed(book, "for ever", CLIENT), changed_and_signed(book, "for a year", VENDOR))
    assert merge.failed
    for path in book.git("diff", "--name-only", "--diff-filter=U").splitlines():
        book.git("checkout", "--ours", "--", path)
    book.commit("resolved by halves")
    found = lines(book, code=1)
    assert any(f"remove it (git rm {MSA}/signoffs/0002/{VENDOR}.sig) and have {VENDOR} sign this statement" in line for line in found)
    book.git("rm", "-q", f"{MSA}/signoffs/0002/{VENDOR}.sig")
    book.sign(MSA, VENDOR)
    assert book.codes() == []


def test_a_book_without_git(book):
    shutil.rmtree(book.path / ".git")
    book.amend()
    assert any("L012" in line for line in lines(book, code=1))
