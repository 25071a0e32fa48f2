"""What a proposal would do to the protected branch, through real commits."""

from __future__ import annotations

import shutil

import pytest

from pactbook.lock.forms.lines import digest
from pactbook.lock.verifying.verify_range import verify_refs
from pactbook.problems import PactbookError
from signed_books import BOTH, CLAUSE, GOVERNANCE, LAYERS, LEGAL, MSA, OTHER_MSA, OUTLINE, POLICY, SOW

NEW_KEY = {"legal@globex.example": ["legal@globex.example", "the-new-one"]}


def amend(book, instrument=MSA, *signers):
    book.write({f"{instrument}/agreement.md": f"# Amended {instrument}\n"})
    book.sign(instrument, *(signers or BOTH))


def test_a_signed_amendment_and_free_edits_pass(book):
    amend(book)
    book.commit("amendment", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n", f"{MSA}/draft/agreement.md": "# Third?\n"})
    assert book.range("HEAD~1") == []


def test_two_sound_changes_merge(book):
    book.git("checkout", "-q", "-b", "one")
    amend(book)
    book.commit("one")
    book.git("checkout", "-q", "main")
    amend(book, SOW)
    book.commit("two")
    book.git("merge", "-q", "--no-edit", "one")
    assert book.range("HEAD~1") == []
    assert book.range("main^2", "main") == []


def test_an_amendment_needs_every_signature(book):
    amend(book, MSA, LEGAL[0])
    book.commit("half")
    assert book.range("HEAD~1") == ["L006"]


def test_an_edit_without_a_statement(book):
    book.commit("edit", {f"{MSA}/agreement.md": "# Mine\n"})
    assert book.range("HEAD~1") == ["L012"]


def test_a_merge_with_content_of_neither_side(book):
    book.git("checkout", "-q", "-b", "side")
    book.commit("manual", {f"{OUTLINE}/index.md": "# Support manual\n\nSide.\n"})
    book.git("checkout", "-q", "main")
    book.commit("manual", {f"{OUTLINE}/refunds.md": "# Refunds\n"})
    book.git("merge", "-q", "--no-commit", "side")
    book.commit("evil merge", {f"{MSA}/agreement.md": "# Evil\n"})
    assert book.range("HEAD~1") == ["L012"]


@pytest.mark.parametrize("what", [f"{MSA}/signoffs/0001", MSA, f"{GOVERNANCE}/signoffs", "clauses"])
def test_nothing_signed_disappears(book, what):
    shutil.rmtree(book.path / what)
    book.commit("gone")
    assert "L017" in book.range("HEAD~1")


def test_a_chain_that_starts_over(book):
    amend(book)
    book.commit("second")
    shutil.rmtree(book.path / MSA / "signoffs")
    book.sign(MSA, *BOTH)
    book.commit("first again")
    assert book.codes() == []
    assert book.range("HEAD~1") == ["L017"]


def test_a_sealed_record_gains_nothing(book):
    record = book.path / MSA / "signoffs/0001"
    from pactbook.lock.signing.sign import signature

    (record / "deputy@acme.example.sig").write_bytes(
        signature((record / "statement.txt").read_bytes(), book.keys.private("deputy@acme.example"))
    )
    book.commit("late")
    assert book.codes() == []
    assert book.range("HEAD~1") == ["L017"]


def test_a_waiting_record_gains_signatures(book):
    amend(book, MSA, LEGAL[0])
    book.commit("half")
    book.sign(MSA, BOTH[1])
    book.commit("whole")
    assert book.range("HEAD~1") == []
    assert book.range("HEAD~2") == []


def test_a_policy_comes_alone(book):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy", {f"{OUTLINE}/index.md": "# Support manual\n\nOther words.\n"})
    assert book.range("HEAD~1") == []
    book.write({f"{MSA}/agreement.md": "# Amended\n"})
    book.sign(MSA, LEGAL[0], key="the-new-one")
    book.sign(MSA, BOTH[1])
    book.commit("what relies on it")
    assert book.range("HEAD~1") == []
    assert book.range("HEAD~2") == ["L019"]


def test_two_policies_do_not_come_together(book):
    for names in (NEW_KEY, {}):
        book.write({POLICY: book.policy(keys=names)})
        book.sign(GOVERNANCE, *LEGAL)
    book.commit("both")
    assert book.range("HEAD~1") == ["L019"]


def test_a_statement_under_a_policy_that_the_branch_has_left_behind(book):
    book.git("checkout", "-q", "-b", "slow")
    amend(book, CLAUSE, LEGAL[0])
    book.commit("amendment under the old policy")
    book.git("checkout", "-q", "main")
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    book.git("merge", "-q", "--no-edit", "slow")
    assert book.range("HEAD~1") == ["L009", "L018"]
    (book.path / CLAUSE / "signoffs").exists()
    book.sign(CLAUSE, LEGAL[0])
    book.commit("signed again")
    assert book.range("main~2") == []


def test_a_policy_that_seals_other_heads_than_the_branch_has(book):
    """An amendment that landed meanwhile would be cut off by heads that do not know it."""
    book.git("checkout", "-q", "-b", "policy")
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    book.git("checkout", "-q", "main")
    amend(book)
    book.commit("amendment")
    book.git("merge", "-q", "--no-edit", "policy")
    assert book.range("HEAD~1") == ["L009"]


def test_the_first_policy_comes_alone_too(book):
    book.git("checkout", "-q", "--orphan", "fresh")
    for folder in ("contracts", "clauses", "ops-manuals"):
        shutil.rmtree(book.path / folder)
    book.commit("nothing", {POLICY: book.policy()})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("policy")
    first = digest((book.path / GOVERNANCE / "signoffs/0001/statement.txt").read_bytes())
    assert book.range("HEAD~1", root_digest=first) == []
    assert book.range("HEAD~1", root_digest="sha256:" + "0" * 64) == ["L011"]
    amend(book, CLAUSE, LEGAL[0])
    book.commit("a clause")
    assert book.range("HEAD~1", root_digest=first) == []
    assert book.range("HEAD~2", root_digest=first) == ["L019"]


def test_history_that_does_not_build_on_the_base(book):
    book.git("checkout", "-q", "-b", "old")
    book.commit("other")
    book.git("checkout", "-q", "main")
    book.commit("main goes on", {f"{OUTLINE}/index.md": "# Support manual\n"})
    with pytest.raises(PactbookError, match="does not build on"):
        book.range("main", "old")


def test_a_shallow_clone_is_refused(book, tmp_path):
    book.commit("more")
    book.git("clone", "-q", "--depth", "1", f"file://{book.path}", str(tmp_path / "shallow"))
    with pytest.raises(PactbookError, match="shallow"):
        verify_refs(tmp_path / "shallow", "HEAD", "HEAD")


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "0" * 40])
def test_a_base_that_is_not_there(book, ref):
    with pytest.raises(PactbookError, match="there is no commit"):
        book.range(ref)


def test_replace_refs_show_nothing_else(book):
    evil = book.commit("evil", {f"{MSA}/agreement.md": "# Evil\n"})
    book.git("replace", evil, "HEAD~1")
    assert book.range(f"{evil}~1", evil) == ["L012"]


def test_a_draft_may_change_and_go(book):
    book.commit("draft", {f"{OTHER_MSA}/agreement.md": "# Other\n"})
    assert book.range("HEAD~1") == []
    shutil.rmtree(book.path / OTHER_MSA)
    book.commit("no contract after all")
    assert book.range("HEAD~1") == []


def test_weakening_a_layer_by_the_same_change_that_uses_it(book):
    book.write({POLICY: book.policy(layers=LAYERS.replace("{client.legal: 1, vendor.legal: 1}", "{client.legal: 1}"))})
    book.sign(GOVERNANCE, *LEGAL)
    amend(book, MSA, LEGAL[0])
    book.commit("all at once")
    assert {"L006"} <= set(book.range("HEAD~1"))
