"""Which states an audit judges, and when it refuses because git could not tell them all."""

from __future__ import annotations

import json

import pytest

from pactbook.cli import main
from pactbook.lock.auditing.audit import audit
from pactbook.problems import PactbookError
from signed_books import BOTH, FILES, OUTLINE, POLICY, SOW, SignedBook

TEXT = f"{SOW}/agreement.md"


@pytest.fixture
def grown(book):
    """A book with an edit that was taken back, and an amendment."""
    book.commit("quietly", {TEXT: "# Support\n\nThe target is 70 %.\n"})
    book.commit("back", {TEXT: FILES[TEXT]})
    book.write({TEXT: "# Support\n\nThe target is 85 %.\n"})
    book.sign(SOW, *BOTH)
    book.commit("amend")
    return book


def run(book, *words):
    return main.main(["--root", str(book.path), "audit", *words])


@pytest.fixture
def fresh(tmp_path, keys):
    """An empty repository."""
    return SignedBook(tmp_path / "fresh", keys)


def test_the_time_before_the_book_and_before_the_first_signature_is_no_finding(fresh):
    fresh.commit("a readme", {"README.md": "# Here\n"})
    first = fresh.commit("a draft", {POLICY: fresh.policy(), **FILES})
    fresh.commit("another draft", {TEXT: "# Support\n\nThe target is 80 %.\n"})
    fresh.sign("contracts/governance", "legal@globex.example", "secretary@globex.example")
    fresh.root_digest = fresh.verify().policies.root_digest if fresh.root_digest else audit_digest(fresh)
    signed = fresh.commit("the policy")
    fresh.sign(SOW, *BOTH)
    fresh.commit("the first contract")
    found = audit(fresh.path, "main", fresh.root_digest)
    assert found.findings == ()
    assert (found.before, found.commits[0].oid, found.signed_from.oid) == (1, first, signed)


def audit_digest(book):
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    return verify_tree(WorkTree(book.path)).policies.root_digest


def test_a_branch_on_which_nobody_ever_signed(fresh):
    fresh.commit("a draft", {POLICY: fresh.policy(), **FILES})
    found = audit(fresh.path, "main", "sha256:" + "0" * 64)
    assert [each.problem.rule.code for each in found.errors] == ["L011"]
    assert audit(fresh.path, "main").errors == ()


def test_a_branch_without_a_book(fresh):
    fresh.commit("a readme", {"README.md": "# Here\n"})
    with pytest.raises(PactbookError, match="another history"):
        audit(fresh.path, "main")


def test_no_such_branch(book):
    with pytest.raises(PactbookError, match="no branch or commit 'release'"):
        audit(book.path, "release")
    with pytest.raises(PactbookError, match="no branch or commit '--all'"):
        audit(book.path, "--all")


def test_a_branch_without_commits(fresh):
    with pytest.raises(PactbookError, match="no branch or commit"):
        audit(fresh.path, "HEAD")


def test_a_shallow_clone(grown, tmp_path):
    grown.git("clone", "--quiet", "--depth", "2", f"file://{grown.path}", str(tmp_path / "shallow"))
    with pytest.raises(PactbookError, match="fetch --unshallow"):
        audit(tmp_path / "shallow", "main")


def test_a_partial_clone(grown, tmp_path):
    grown.git("config", "uploadpack.allowFilter", "true")
    grown.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{grown.path}", str(tmp_path / "partial"))
    with pytest.raises(PactbookError, match="without --filter"):
        audit(tmp_path / "partial", "main")


def test_replaced_objects(grown):
    grown.git("replace", "HEAD~2", "HEAD~3")
    with pytest.raises(PactbookError, match="git replace -d"):
        audit(grown.path, "main")


def test_a_file_of_grafts(grown):
    (grown.path / ".git/info/grafts").write_text(f"{grown.git('rev-parse', 'HEAD')} {grown.git('rev-parse', 'HEAD~3')}\n")
    with pytest.raises(PactbookError, match="grafts"):
        audit(grown.path, "main")


def test_several_roots(grown):
    grown.git("checkout", "--quiet", "--orphan", "foreign")
    grown.commit("another beginning", {"elsewhere.md": "text\n"})
    grown.git("checkout", "--quiet", "main")
    grown.git("merge", "--quiet", "--allow-unrelated-histories", "-m", "joined", "-s", "ours", "foreign")
    with pytest.raises(PactbookError, match="joins 2 histories"):
        audit(grown.path, "main")


def test_an_orphan_branch_with_the_same_tree_has_only_its_own_states(grown):
    grown.git("checkout", "--quiet", "--orphan", "squashed")
    grown.commit("everything at once")
    found = audit(grown.path, "squashed", grown.root_digest)
    assert found.findings == ()
    assert len(found.commits) == 1


def test_a_book_in_a_folder_of_a_larger_repository(grown, tmp_path, new_repo):
    outer = new_repo("outer")
    grown.git("worktree", "prune")
    for number, ref in enumerate(("main~3", "main~2", "main~1", "main")):
        tree = grown.git("rev-parse", f"{ref}^{{tree}}")
        outer.git("fetch", "--quiet", str(grown.path), "main")
        outer.git("rm", "-r", "-q", "--cached", "--ignore-unmatch", ".")
        outer.git("read-tree", "--prefix=legal/book/", tree)
        outer.git("commit", "--quiet", "-m", f"state {number}")
    outer.git("checkout", "--quiet", "--force", "HEAD")
    found = audit(outer.path / "legal/book", "HEAD", grown.root_digest)
    assert [(each.problem.rule.code, each.problem.path, each.states) for each in found.findings] == [("L012", TEXT, 1)]


def test_the_settings_of_the_reader_hide_nothing(grown):
    before = audit(grown.path, "main", grown.root_digest)
    for name, value in (
        ("diff.renames", "copies"),
        ("diff.ignoreSubmodules", "all"),
        ("core.quotePath", "true"),
        ("diff.noprefix", "true"),
    ):
        grown.git("config", name, value)
    (grown.path / ".git/info/attributes").write_text("* -diff merge=ours export-ignore\n")
    assert audit(grown.path, "main", grown.root_digest) == before


def test_the_command_prints_writes_and_ends_with_1(grown, tmp_path, capsys):
    data, page = tmp_path / "audit.json", tmp_path / "audit.md"
    words = ["--ref", "main", "--root-digest", grown.root_digest, "--json", str(data), "--markdown", str(page)]
    assert run(grown, *words) == 1
    printed = capsys.readouterr().out
    assert f"{TEXT}:1:1: L012" in printed
    assert "until 2026-01-01" in printed
    assert "1 thing is wrong" in printed
    report = json.loads(data.read_text(encoding="utf-8"))
    assert report["pactbook_audit"] == 1
    assert report["states"] == {"judged": 4, "without_a_book": 0, "with_changes": 4, "clean": 3}
    assert [(each["code"], each["states"]) for each in report["findings"]] == [("L012", 1)]
    assert report["findings"][0]["until"]["commit"] == grown.git("rev-parse", "main~1")
    assert report["changes"][-1]["events"][0]["signed_by"][0]["mailbox"] == "counsel@acme.example"
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Audit of main\n")
    assert f"| L012 | {TEXT}:1 |" in text
    first = data.read_bytes(), page.read_bytes()
    run(grown, *words)
    assert (data.read_bytes(), page.read_bytes()) == first


def test_a_clean_history_ends_with_0_and_what_can_not_run_with_2(book, tmp_path):
    book.commit("a page", {f"{OUTLINE}/index.md": "# New\n"})
    assert run(book, "--root-digest", book.root_digest) == 0
    assert run(book, "--ref", "nowhere") == 2
    assert run(book, "--root-digest", "12ab") == 2
    assert run(book, "--json", str(tmp_path / "missing" / "audit.json")) == 2


def test_names_that_would_be_markup_are_shown_as_they_are(book, tmp_path):
    book.commit("odd", {"contracts/acme/<img src=x>|`.md": "text\n"})
    assert run(book, "--markdown", str(tmp_path / "audit.md")) == 1
    text = (tmp_path / "audit.md").read_text(encoding="utf-8")
    assert "<img" not in text
    assert "&#60;img src=x&#62;&#124;\\`.md" in text


def test_a_tree_that_names_a_file_twice(book):
    lines = book.git("ls-tree", "HEAD").splitlines()
    other = book.git("hash-object", "-w", "--stdin", stdin=b"site_name: Other\n")
    entries = []
    for line in lines:
        mode, _, oid = line.split("\t")[0].split(" ")
        name = line.split("\t")[1]
        entries += [(mode.lstrip("0"), name, oid), *([(mode, name, other)] if name == "mkdocs.yml" else [])]
    raw = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
    tree = book.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", stdin=raw)
    commit = book.git("commit-tree", tree, "-p", "HEAD", "-m", "two of one name")
    book.git("update-ref", "refs/heads/main", commit)
    with pytest.raises(PactbookError, match=r"mkdocs\.yml. stands twice"):
        audit(book.path, "main", book.root_digest)


def test_a_name_that_is_a_branch_and_a_tag(grown):
    grown.git("tag", "main", "main~3")
    with pytest.raises(PactbookError, match="more than one thing"):
        audit(grown.path, "main", grown.root_digest)
    assert len(audit(grown.path, "refs/heads/main", grown.root_digest).commits) == 4
