"""A tree by itself: whatever is not as it was signed is found, wherever it hides; what is signed passes."""

from __future__ import annotations

import os
import shutil
from datetime import date

import pytest

from pactbook.lock.records.state import Standing
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MACHINERY, MSA, OTHER_MSA, OUTLINE, POLICY, SOW

DAY = date(2026, 7, 1)


def test_what_was_signed_passes(book):
    verified = book.verify()
    assert verified.problems == ()
    assert verified.problems == book.verify("HEAD").problems
    assert verified.instruments[MSA].standing(DAY) is Standing.IN_FORCE
    assert verified.instruments[OTHER_MSA].standing(DAY) is Standing.DRAFT
    assert [signer.name for signer in verified.instruments[MSA].versions[0].signers] == sorted(BOTH)


def test_the_proof_needs_no_git(book, tmp_path):
    shutil.copytree(book.path, tmp_path / "export", ignore=shutil.ignore_patterns(".git"))
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    assert verify_tree(WorkTree(tmp_path / "export"), book.root_digest).problems == ()


@pytest.mark.parametrize("path", [f"{MSA}/agreement.md", f"{CLAUSE}/v1.md", f"{OUTLINE}/outline.yaml", POLICY, "mkdocs.yml"])
@pytest.mark.parametrize("change", ["a byte", "gone", "executable", "a link", "other line ends"])
def test_a_locked_file_that_is_not_as_signed(book, path, change):
    file = book.path / path
    match change:
        case "a byte":
            file.write_bytes(file.read_bytes() + b" ")
        case "gone":
            file.unlink()
        case "executable":
            file.chmod(0o755)
        case "a link":
            file.rename(book.path / "elsewhere")
            file.symlink_to(os.path.relpath(book.path / "elsewhere", file.parent))
        case "other line ends":
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    found = [problem for problem in book.verify().problems if problem.path == path]
    assert {problem.rule.code for problem in found} >= {"L012"}
    book.commit()
    assert "L012" in book.codes("HEAD")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{MSA}/side-letter.md", "L012"),
        (f"{MSA}/deep/er/side-letter.md", "L012"),
        (f"{CLAUSE}/v2.md", "L012"),
        ("contracts/notes.md", "L013"),
        ("contracts/acme/notes.md", "L013"),
        ("contracts/acme/annex/terms.yaml", "L013"),
        ("contracts/initech/msa/terms.yaml", "L013"),
        ("clauses/README.md", "L013"),
        (f"{MACHINERY}/extra.yaml", "L013"),
        (f"{CLAUSE}/draft/v2.md", "L013"),
        ("contracts/acme/MSA/agreement.md", "L013"),
        ("Contracts/acme/msa/agreement.md", "L015"),
        ("MKDOCS.yml", "L015"),
        (f"{MSA}/Agreement.md", "L015"),
        (f"{OUTLINE}/Outline.yaml", "L015"),
        (f"{OUTLINE}/outline.yaml.", "L015"),
        (f"{OUTLINE}/out\u200dline.yaml", "L015"),
        (f"{OUTLINE}/outl\u0456ne.yaml", ""),
        ("ops-manuals/initech/support/outline.yaml", "L013"),
        (f"{OTHER_MSA}/naïve.md", "L016"),
        (f"{MSA}/signoffs/0001/extra.txt", "L002"),
        (f"{MSA}/signoffs/0001/files/extra.md", "L003"),
        (f"{MSA}/signoffs/notes.txt", "L002"),
        (f"{MSA}/signoffs/0002/notes.txt", "L002"),
        (f"{MSA}/signoffs/1/statement.txt", "L002"),
        (f"{MSA}/draft/terms.yaml", ""),
        (f"{OUTLINE}/refunds.md", ""),
        (f"{OUTLINE}/results/june.csv", ""),
        ("README.md", ""),
    ],
)
def test_a_file_that_was_added(book, path, code):
    book.commit("added", {path: "something\n"})
    assert (code in book.codes("HEAD")) if code else (book.codes("HEAD") == [])
    assert book.codes() == book.codes("HEAD")


@pytest.mark.parametrize("path", [f"{MSA}/draft/link.md", "contracts/acme/sow-new", "ops-manuals/acme", "ops-manuals/initech", "clauses"])
@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_links_and_submodules_have_nowhere_to_hide(book, path, mode):
    book.git("rm", "-r", "-q", "--cached", "--ignore-unmatch", path)
    oid = book.git("rev-parse", "HEAD") if mode == "160000" else book.git("hash-object", "-w", "--stdin", stdin=b"/etc/passwd")
    book.git("update-index", "--add", "--cacheinfo", f"{mode},{oid},{path}")
    tree = book.git("write-tree")
    commit = book.git("commit-tree", tree, "-p", "HEAD", "-m", "hidden")
    assert set(book.codes(commit)) & {"L013", "L014"}


@pytest.mark.parametrize("name", ["statement.txt", "legal@globex.example.sig", "files/agreement.md"])
def test_a_record_that_lost_a_part(book, name):
    (book.path / MSA / "signoffs/0001" / name).unlink()
    assert book.codes() != []
    assert book.verify().instruments[MSA].in_force(DAY) is None


@pytest.mark.parametrize("name", ["statement.txt", "legal@globex.example.sig", "files/agreement.md"])
def test_a_record_that_was_changed(book, name):
    file = book.path / MSA / "signoffs/0001" / name
    file.write_bytes(
        file.read_bytes().replace(b"EUR 100.00", b"EUR 900.00").replace(b"2026-06-01", b"2026-06-02").replace(b"U1NI", b"V1NI")
    )
    assert set(book.codes()) & {"L003", "L004"}
    assert book.verify().instruments[MSA].in_force(DAY) is None


def test_an_old_version_can_not_be_put_back_over_the_new_one(book):
    old = {path: book.text(path) for path in (f"{MSA}/agreement.md",)}
    book.write({f"{MSA}/agreement.md": "# Second\n"})
    book.sign(MSA, *BOTH)
    assert book.codes() == []
    book.write(old)
    assert book.codes() == ["L012"]


def test_the_sign_off_of_another_instrument_does_not_count(book):
    shutil.copytree(book.path / MSA / "signoffs", book.path / OTHER_MSA / "signoffs")
    shutil.copy(book.path / MSA / "agreement.md", book.path / OTHER_MSA / "agreement.md")
    shutil.copy(book.path / MSA / "terms.yaml", book.path / OTHER_MSA / "terms.yaml")
    assert {"L007", "L005"} <= set(book.codes())
    assert book.verify().instruments[OTHER_MSA].in_force(DAY) is None


@pytest.mark.parametrize(("signer", "code"), [("counsel@zenith.example", "L005"), ("procurement@globex.example", "L005")])
def test_a_signer_who_has_no_say(book, signer, code):
    record = book.path / MSA / "signoffs/0001"
    from pactbook.lock.signing.sign import signature

    (record / f"{signer}.sig").write_bytes(signature((record / "statement.txt").read_bytes(), book.keys.private(signer)))
    assert book.codes() == [code]


def test_nobody_counts_twice(book):
    book.write({f"{MSA}/agreement.md": "# Second\n"})
    book.sign(MSA, LEGAL[0])
    record = book.path / MSA / "signoffs/0002"
    shutil.copy(record / f"{LEGAL[0]}.sig", record / "counsel@acme.example.sig")
    assert book.codes() == ["L005", "L006"]
    assert str(book.verify().instruments[MSA].versions[-1].missing[0]).startswith("1 of acme's legal")


def test_what_waits_is_not_in_force_and_what_is_scheduled_is_not_yet(book):
    book.write({f"{MSA}/agreement.md": "# Second\n"})
    book.sign(MSA, LEGAL[0], effective=date(2027, 1, 1))
    state = book.verify().instruments[MSA]
    assert book.codes() == ["L006"]
    assert book.verify().sound
    assert (state.in_force(date(2028, 1, 1)).version, state.standing(DAY, state.versions[1])) == (1, Standing.PENDING)
    book.sign(MSA, "deputy@acme.example")
    state = book.verify().instruments[MSA]
    assert book.codes() == []
    assert [state.standing(DAY, version) for version in state.versions] == [Standing.IN_FORCE, Standing.SCHEDULED]
    assert [state.standing(date(2027, 1, 1), version) for version in state.versions] == [Standing.SUPERSEDED, Standing.IN_FORCE]


def test_a_record_taken_out_of_the_middle(book):
    for text in ("# Second\n", "# Third\n"):
        book.write({f"{MSA}/agreement.md": text})
        book.sign(MSA, *BOTH)
    shutil.rmtree(book.path / MSA / "signoffs/0002")
    assert "L007" in book.codes()
    (book.path / MSA / "signoffs/0003").rename(book.path / MSA / "signoffs/0002")
    assert "L007" in book.codes()


def test_another_first_policy_is_not_the_pinned_one(book):
    pinned = "sha256:" + "0" * 64
    verified = book.verify(root_digest=pinned)
    assert [problem.rule.code for problem in verified.problems] == ["L011"]  # and not a line for every statement that rests on it
    assert not any(state.in_force(DAY) for state in verified.instruments.values())


def test_where_the_first_policy_is_another_its_own_record_is_still_looked_at(book):
    statement = book.path / GOVERNANCE / "signoffs/0001/statement.txt"
    statement.write_bytes(statement.read_bytes().replace(b"\n", b"\r\n"))
    book.write({f"{MSA}/agreement.md": "# Other\n", "contracts/stray.md": "x\n"})
    found = book.verify().problems
    assert [problem.rule.code for problem in found if problem.path == f"{GOVERNANCE}/signoffs/0001/statement.txt"] == ["L011", "L001"]
    assert {problem.path.rpartition("/")[0] for problem in found} == {f"{GOVERNANCE}/signoffs/0001"}


def test_without_a_pinned_root_the_reader_is_told(book):
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    verified = verify_tree(WorkTree(book.path))
    assert [problem.rule.code for problem in verified.problems] == ["L021"]
    assert verified.errors == ()
    assert verified.instruments[MSA].standing(DAY) is Standing.IN_FORCE


def test_without_a_policy_nothing_is_believed(book):
    shutil.rmtree(book.path / GOVERNANCE)
    assert book.path.exists()
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    assert verify_tree(WorkTree(book.path)).errors != ()


def test_an_instrument_of_several_files_is_one_whole(book):
    book.write({f"{SOW}/terms.yaml": "schema: 1\ntitle: Other\n"})
    book.sign(SOW, *BOTH)
    book.git("checkout", "--quiet", "HEAD", "--", f"{SOW}/terms.yaml")
    assert [problem.path for problem in book.verify().problems] == [f"{SOW}/terms.yaml"]
