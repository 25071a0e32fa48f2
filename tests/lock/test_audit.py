"""The audit names whatever the branch has ever had that was not signed, also where a later state mended it."""

from __future__ import annotations

import shutil

import pytest

from pactbook.lock.auditing.audit import audit
from pactbook.lock.auditing.audit_events import What
from pactbook.lock.verifying.verify_range import verify_refs
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.trees.plumbing import commit_tree
from signed_books import BOTH, CLAUSE, FILES, GOVERNANCE, LEGAL, MACHINERY, MSA, OTHER_MSA, OUTLINE, POLICY, SOW

TEXT = f"{SOW}/agreement.md"


def audited(book, ref="main", *, pinned=True):
    return audit(book.path, ref, book.root_digest if pinned else None)


def codes(found):
    """The findings as (code, number of states, mended), those on the way with 0 states."""
    return [(each.problem.rule.code, 0 if each.on_the_way else each.states, each.until is not None) for each in found.findings]


def amend(book, text="# Support\n\nThe target is 85 %.\n", signers=BOTH, message="amend"):
    book.write({TEXT: text})
    book.sign(SOW, *signers)
    return book.commit(message)


def as_the_other_verifiers_say(book, found):
    """The audit says of each state what `verify` says of it, and of each step what the gate says."""
    commits = [commit.oid for commit in found.commits]
    for number, oid in enumerate(commits):
        since = {each.problem for each in found.findings if not each.on_the_way and commits.index(each.since.oid) <= number}
        over = {
            each.problem
            for each in found.findings
            if not each.on_the_way and each.until is not None and commits.index(each.until.oid) <= number
        }
        again = {
            each.problem
            for each in found.findings
            if not each.on_the_way and commits.index(each.since.oid) <= number < commits.index(each.since.oid) + each.states
        }
        tree = set(verify_tree(commit_tree(book.path, oid), book.root_digest).problems)
        assert tree == again
        assert since - over <= again
        if number:
            way = {each.problem for each in found.findings if each.on_the_way and each.since.oid == oid}
            assert set(verify_refs(book.path, commits[number - 1], oid, book.root_digest).problems) == tree | way


def test_a_history_of_signed_amendments_is_clean(book):
    book.commit("a page", {f"{OUTLINE}/index.md": "# Support manual\n\nBegin here.\n"})
    amend(book)
    amend(book, "# Support\n\nThe target is 87 %.\n")
    found = audited(book)
    assert found.findings == ()
    assert len(found.commits) == 4
    assert [(event.what, event.instrument, event.version.version) for state in found.states[1:] for event in state.events] == [
        (What.SIGNED, SOW, 2),
        (What.SIGNED, SOW, 3),
    ]
    assert [signer.name for signer in found.states[-1].events[0].version.signers] == sorted(BOTH)
    as_the_other_verifiers_say(book, found)


def test_an_unsigned_edit_that_a_later_state_took_back(book):
    bad = book.commit("quietly", {TEXT: "# Support\n\nThe target is 70 %.\n"})
    good = book.commit("back", {TEXT: FILES[TEXT]})
    book.commit("a page", {f"{OUTLINE}/index.md": "# New\n"})
    found = audited(book)
    assert codes(found) == [("L012", 1, True)]
    assert (found.findings[0].since.oid, found.findings[0].until.oid) == (bad, good)
    assert found.findings[0].problem.path == TEXT
    assert [event.what for state in found.states[1:] for event in state.events] == [What.CHANGED, What.RESTORED]
    as_the_other_verifiers_say(book, found)


def test_an_edit_that_was_signed_only_afterwards(book):
    book.commit("before anybody signed", {TEXT: "# Support\n\nThe target is 85 %.\n"})
    book.sign(SOW, *BOTH)
    book.commit("signed")
    found = audited(book)
    assert codes(found) == [("L012", 1, True)]
    as_the_other_verifiers_say(book, found)


def test_an_edit_that_still_stands(book):
    book.commit("quietly", {TEXT: "# Support\n\nThe target is 70 %.\n"})
    book.commit("a page", {f"{OUTLINE}/index.md": "# New\n"})
    assert codes(audited(book)) == [("L012", 2, False)]


def test_a_record_that_was_rewritten_in_the_middle_and_put_back(book):
    amend(book)
    copy = f"{SOW}/signoffs/0001/files/agreement.md"
    before = book.text(copy)
    bad = book.commit("rewrite the past", {copy: "# Support\n\nThe target was never 82 %.\n"})
    book.commit("put it back", {copy: before})
    found = audited(book)
    assert ("L003", 1, True) in codes(found)
    assert ("L017", 0, False) in codes(found)
    assert {each.since.oid for each in found.findings if each.problem.rule.code == "L003"} == {bad}
    as_the_other_verifiers_say(book, found)


def test_a_version_that_was_resigned_under_the_same_number(book):
    amend(book)
    shutil.rmtree(book.path / SOW / "signoffs/0002")
    amend(book, "# Support\n\nThe target is 60 %.\n")
    found = audited(book)
    assert {code for code, _, _ in codes(found)} == {"L017"}
    as_the_other_verifiers_say(book, found)


def test_a_version_that_was_left_out(book):
    amend(book)
    book.write({TEXT: "# Support\n\nThe target is 86 %.\n"})
    book.sign(SOW, *BOTH)
    shutil.rmtree(book.path / SOW / "signoffs/0002")
    book.commit("version 3 without version 2")
    found = audited(book)
    assert {"L007", "L017"} <= {code for code, _, _ in codes(found)}
    assert any("version 2 is missing" in each.problem.message for each in found.findings)
    as_the_other_verifiers_say(book, found)


def test_an_instrument_that_vanished(book):
    shutil.rmtree(book.path / CLAUSE)
    book.commit("gone")
    found = audited(book)
    assert {code for code, _, _ in codes(found)} == {"L017"}
    assert [event.what for event in found.states[-1].events] == [What.REMOVED]
    as_the_other_verifiers_say(book, found)


def test_a_policy_rotation_that_comes_by_itself(book):
    book.write({POLICY: book.policy(keys={"counsel@acme.example": ["new@acme.example"]})})
    book.sign(GOVERNANCE, *LEGAL)
    book.sign(GOVERNANCE, "counsel@acme.example")
    book.commit("a new key")
    book.write({TEXT: "# Support\n\nThe target is 85 %.\n"})
    book.sign(SOW, LEGAL[0])
    book.sign(SOW, "counsel@acme.example", key="new@acme.example")
    book.commit("signed under the new policy")
    found = audited(book)
    assert found.findings == ()
    assert [policy.version for policy in found.policies] == [1, 2]
    as_the_other_verifiers_say(book, found)


def test_a_policy_that_comes_with_what_relies_on_it(book):
    book.write({POLICY: book.policy(keys={"counsel@acme.example": ["new@acme.example"]})})
    book.sign(GOVERNANCE, *LEGAL, "counsel@acme.example")
    book.write({TEXT: "# Support\n\nThe target is 85 %.\n"})
    book.sign(SOW, LEGAL[0])
    book.sign(SOW, "counsel@acme.example", key="new@acme.example")
    book.commit("both at once")
    found = audited(book)
    assert codes(found) == [("L019", 0, False)]
    as_the_other_verifiers_say(book, found)


def test_a_withdrawn_key_that_signs_again(book, tmp_path):
    old = book.copy_to(tmp_path / "old")
    amend(old)
    book.write({POLICY: book.policy(keys={"counsel@acme.example": ["new@acme.example"]})})
    book.sign(GOVERNANCE, *LEGAL, "counsel@acme.example")
    book.commit("the key is withdrawn")
    shutil.copytree(old.path / SOW, book.path / SOW, dirs_exist_ok=True)
    bad = book.commit("signed with it, as if it were older")
    found = audited(book)
    assert {"L009", "L018"} <= {code for code, _, _ in codes(found)}
    assert {each.since.oid for each in found.findings} == {bad}
    as_the_other_verifiers_say(book, found)


def test_a_layer_that_holds_other_files_than_it_did(book):
    layers = book.policy().partition("layers:")[2].replace('["mkdocs.yml", ".gitattributes"]', '[".gitattributes"]')
    book.write({POLICY: book.policy(layers=f"layers:{layers}")})
    book.sign(GOVERNANCE, *LEGAL)
    book.commit("mkdocs.yml is free from the next version on")
    book.commit("too early", {"mkdocs.yml": "site_name: Other\n"})
    book.sign(MACHINERY, LEGAL[1])
    book.commit("signed without it")
    book.commit("free now", {"mkdocs.yml": "site_name: Third\n"})
    found = audited(book)
    assert codes(found) == [("L012", 1, True)]
    as_the_other_verifiers_say(book, found)


@pytest.mark.parametrize(
    ("path", "code"),
    [("contracts/acme/stray.md", "L013"), (f"{MSA}/side-letter.md", "L012"), ("Contracts/acme/msa/agreement.md", "L015")],
)
def test_files_that_came_and_went(book, path, code):
    book.commit("in", {path: "text\n"})
    (book.path / path).unlink()
    book.commit("out")
    found = audited(book)
    assert code in {each for each, _, _ in codes(found)}
    assert all(states == 1 and mended for _, states, mended in codes(found))
    as_the_other_verifiers_say(book, found)


def test_a_link_in_a_locked_place_that_was_replaced_again(book):
    file = book.path / TEXT
    file.unlink()
    file.symlink_to("terms.yaml")
    book.commit("a link")
    file.unlink()
    book.commit("back", {TEXT: FILES[TEXT]})
    found = audited(book)
    assert {("L012", 1, True), ("L014", 1, True)} == set(codes(found))
    as_the_other_verifiers_say(book, found)


def test_a_sign_off_that_waited_on_the_branch(book):
    book.write({f"{OTHER_MSA}/terms.yaml": "schema: 1\ntitle: Other\n"})
    book.sign(OTHER_MSA, LEGAL[0])
    book.commit("half signed")
    book.sign(OTHER_MSA, "counsel@zenith.example")
    book.commit("signed")
    found = audited(book)
    assert codes(found) == [("L006", 1, True)]
    assert [event.what for state in found.states[1:] for event in state.events] == [What.PENDING, What.SIGNED]
    as_the_other_verifiers_say(book, found)


def test_the_book_that_was_deleted_and_brought_back(book):
    shutil.move(book.path / "contracts", book.path.parent / "kept")
    bad = book.commit("all gone")
    shutil.move(book.path.parent / "kept", book.path / "contracts")
    book.commit("back")
    found = audited(book)
    assert {"L011", "L017"} <= {code for code, _, _ in codes(found)}
    assert bad in {each.since.oid for each in found.findings}


def test_another_first_policy_than_the_pinned_one(book):
    amend(book)
    found = audit(book.path, "main", "sha256:" + "0" * 64)
    assert codes(found) == [("L011", 2, False)]  # and not a line for every statement that rests on it


def test_a_first_policy_that_waits_and_is_not_the_pinned_one(book):
    signature = f"{GOVERNANCE}/signoffs/0001/{LEGAL[1]}.sig"
    text = book.text(signature)
    (book.path / signature).unlink()
    book.git("checkout", "--quiet", "--orphan", "again")
    book.commit("one of two signed")
    book.commit("the other", {signature: text})
    found = audit(book.path, "again", "sha256:" + "0" * 64)
    assert [(code, until) for code, _, until in codes(found) if code != "L006"] == [("L011", False)]
    assert all(not each.on_the_way for each in found.findings)


def test_what_was_lost_while_another_first_policy_stood_is_named(book):
    amend(book)
    statement = f"{GOVERNANCE}/signoffs/0001/statement.txt"
    text = book.text(statement)
    other = book.commit("another policy", {statement: text.replace("version: 1", "version: 1\neffective: 2020-01-01", 1)})
    shutil.rmtree(book.path / SOW / "signoffs/0002")
    book.commit("unseen", {TEXT: FILES[TEXT]})
    book.commit("back", {statement: text})
    found = audited(book)
    assert ("L011", 2, True) in codes(found)
    assert {each.since.oid for each in found.findings if each.problem.path == statement} == {other}
    lost = [each.problem.path for each in found.findings if each.problem.rule.code == "L017" and each.problem.path.startswith(SOW)]
    assert f"{SOW}/signoffs/0002/statement.txt" in lost
    assert not [each for each in found.findings if each.problem.path.startswith(MSA)]


def test_another_first_policy_and_back(book):
    digest, statement = book.root_digest, f"{GOVERNANCE}/signoffs/0001"
    shutil.copytree(book.path / GOVERNANCE, book.path.parent / "kept")
    shutil.rmtree(book.path / statement)
    book.sign(GOVERNANCE, *LEGAL, note="Another one.")
    book.commit("another first policy")
    book.commit("a page", {f"{OUTLINE}/index.md": "# New\n"})
    shutil.rmtree(book.path / GOVERNANCE)
    shutil.move(book.path.parent / "kept", book.path / GOVERNANCE)
    book.commit("back")
    book.root_digest = digest
    found = audited(book)
    assert ("L011", 2, True) in codes(found)
    assert {each.problem.path.rpartition("/")[0] for each in found.findings} == {statement}
    assert [each.states for each in found.findings if each.problem.rule.code == "L011"] == [2]


def test_without_a_pinned_policy_it_says_so_and_passes(book):
    found = audited(book, pinned=False)
    assert codes(found) == [("L021", 1, False)]
    assert found.errors == ()


def test_a_merge_is_judged_as_what_the_branch_had(book):
    book.git("checkout", "--quiet", "-b", "work")
    book.commit("bad on the side", {TEXT: "# Support\n\nThe target is 70 %.\n"})
    book.commit("good again", {TEXT: FILES[TEXT], f"{OUTLINE}/index.md": "# New\n"})
    book.git("checkout", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "-m", "merge", "work")
    assert audited(book).findings == ()
    book.git("checkout", "--quiet", "-b", "evil", "work")
    book.git("checkout", "--quiet", "main")
    book.git("merge", "--quiet", "--no-ff", "--no-commit", "evil", check=False)
    book.commit("content of neither side", {TEXT: "# Support\n\nThe target is 1 %.\n"})
    assert codes(audited(book)) == [("L012", 1, False)]
