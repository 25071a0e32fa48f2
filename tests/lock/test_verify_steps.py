"""What a fast-forward would bring: each commit on the way is judged as a state of the protected branch, and where it is merged as one it is not."""

from __future__ import annotations

import pytest

from pactbook.cli.main import main
from pactbook.lock.auditing.audit import audit
from pactbook.lock.verifying.verify_steps import verify_every_state
from pactbook.problems import PactbookError
from signed_books import BOTH, LEGAL, MSA, OUTLINE, SOW


def steps(book, base="main~2", head="main"):
    return verify_every_state(book.path, base, head, book.root_digest).problems


def amend(book, instrument=MSA, *signers):
    book.write({f"{instrument}/agreement.md": f"# Amended {instrument}\n"})
    book.sign(instrument, *(signers or BOTH))


def bad_then_mended(book):
    before = book.text(f"{MSA}/agreement.md")
    book.commit("bad", {f"{MSA}/agreement.md": "# Mine\n"})
    book.commit("mended", {f"{MSA}/agreement.md": before})


def test_sound_steps_pass(book):
    amend(book)
    book.commit("amendment")
    book.commit("manual", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n"})
    amend(book, SOW)
    book.commit("another")
    assert steps(book, "main~3") == ()
    assert steps(book, "main", "main") == ()


def test_a_bad_state_that_is_mended_is_told_as_the_audit_would(book):
    bad_then_mended(book)
    assert book.range("HEAD~2") == []
    (found,) = steps(book)
    bad = book.git("rev-parse", "HEAD~1")[:10]
    assert (found.rule.code, found.path) == ("L012", f"{MSA}/agreement.md")
    assert f"in commit {bad}" in found.message
    assert "git merge --no-ff" in found.advice
    assert {each.problem.rule.code for each in audit(book.path, "main", book.root_digest).errors} == {"L012"}


def test_the_same_commits_merged_as_one_pass_and_leave_nothing_for_the_audit(book):
    book.git("checkout", "-q", "-b", "side")
    bad_then_mended(book)
    book.commit("manual", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n"})
    book.git("checkout", "-q", "main")
    book.git("merge", "-q", "--no-ff", "--no-edit", "side")
    assert steps(book, "main^1") == ()
    assert audit(book.path, "main", book.root_digest).errors == ()


def test_signatures_that_come_one_by_one(book):
    amend(book, MSA, LEGAL[0])
    book.commit("the client")
    book.sign(MSA, BOTH[1] if BOTH[1] != LEGAL[0] else BOTH[0])
    book.commit("the vendor")
    assert book.range("HEAD~2") == []
    assert [found.rule.code for found in steps(book)] == ["L006"]


def test_a_record_that_goes_and_comes_back(book):
    kept = book.text(f"{MSA}/signoffs/0001/statement.txt")
    (book.path / MSA / "signoffs/0001/statement.txt").unlink()
    book.commit("gone")
    book.commit("back", {f"{MSA}/signoffs/0001/statement.txt": kept})
    assert book.range("HEAD~2") == []
    assert "L017" in {found.rule.code for found in steps(book)}


def test_what_is_still_wrong_at_the_end_is_told_once(book):
    book.commit("bad", {f"{MSA}/agreement.md": "# Mine\n"})
    book.commit("manual", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n"})
    assert [found.message.startswith("in commit") for found in steps(book)] == [False]


def test_first_parents_that_lead_past_the_tip(book):
    book.commit("on main", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n"})
    book.git("checkout", "-q", "-b", "side", "HEAD~1")
    book.commit("side", {f"{OUTLINE}/side.md": "# Side\n"})
    book.git("merge", "-q", "--no-edit", "main")
    assert book.range("main", "side") == []
    with pytest.raises(PactbookError, match="lead past the states of 'main'"):
        steps(book, "main", "side")


def test_the_option(book, capsys):
    bad_then_mended(book)
    words = ["--root", str(book.path), "verify", "--root-digest", book.root_digest]
    assert main([*words, "--from-ref", "main~2"]) == 0
    assert main([*words, "--from-ref", "main~2", "--every-state"]) == 1
    assert "would make a state of the protected branch" in capsys.readouterr().out
    assert main([*words, "--every-state"]) == 2
