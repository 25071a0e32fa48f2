"""What is about to be committed: the index, whatever the files on disk say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from pactbook.lock.verifying.verify_staged import verify_staged
from pactbook.problems import PactbookError
from signed_books import BOTH, CLAUSE, GOVERNANCE, LEGAL, MACHINERY, MSA, OTHER_MSA, OUTLINE, POLICY

NEW_KEY = {"legal@globex.example": ["legal@globex.example", "the-new-one"]}


def amend(book, *signers):
    book.write({f"{MSA}/agreement.md": "# Amended\n"})
    book.sign(MSA, *signers)


def test_nothing_staged(book):
    assert book.staged() == []


def test_free_edits_pass(book):
    book.write({f"{OUTLINE}/index.md": "# Other\n", f"{MSA}/draft/agreement.md": "# Next\n", f"{OTHER_MSA}/agreement.md": "# Draft\n"})
    assert book.staged() == []


@pytest.mark.parametrize("path", [f"{MSA}/agreement.md", f"{CLAUSE}/v1.md", f"{OUTLINE}/outline.yaml", POLICY, "mkdocs.yml"])
@pytest.mark.parametrize("change", ["edit", "delete", "executable", "rename away"])
def test_a_locked_file(book, path, change):
    match change:
        case "edit":
            book.write({path: "other\n"})
        case "delete":
            (book.path / path).unlink()
        case "executable":
            (book.path / path).chmod(0o755)
        case "rename away":
            (book.path / path).rename(book.path / "elsewhere.md")
    assert book.staged() == ["L020"]
    (touched,) = verify_staged(book.path).touched
    assert touched.missing != ()


def test_one_valid_sign_off_is_enough_and_the_others_are_named(book):
    amend(book, LEGAL[0])
    assert book.staged() == []
    (touched,) = verify_staged(book.path).touched
    assert [missing.party for missing in touched.missing] == ["acme"]


def test_a_statement_that_nobody_signed(book):
    amend(book, LEGAL[0])
    (book.path / MSA / f"signoffs/0002/{LEGAL[0]}.sig").unlink()
    assert book.staged() == ["L020"]


def test_the_edit_goes_on_after_it_was_signed(book):
    amend(book, *BOTH)
    book.write({f"{MSA}/agreement.md": "# Amended once more\n"})
    assert book.staged() == ["L020"]


def test_the_index_counts_not_the_work_tree(book):
    book.write({f"{MSA}/agreement.md": "# Evil\n"})
    book.git("add", "--all")
    book.git("show", f"HEAD:{MSA}/agreement.md")
    (book.path / f"{MSA}/agreement.md").write_text(book.git("show", f"HEAD:{MSA}/agreement.md") + "\n")
    assert {problem.rule.code for problem in verify_staged(book.path).problems} == {"L020"}


def test_the_index_that_git_names_counts(book, monkeypatch):
    book.write({f"{MSA}/agreement.md": "# Evil\n"})
    shutil.copy(book.path / ".git/index", book.path / ".git/other")
    book.git("add", "--all", env={"GIT_INDEX_FILE": str(book.path / ".git/other")})
    assert verify_staged(book.path).problems == ()
    monkeypatch.setenv("GIT_INDEX_FILE", str(book.path / ".git/other"))
    assert verify_staged(book.path).problems != ()


@pytest.mark.parametrize("name", ["statement.txt", "legal@globex.example.sig", "files/agreement.md", ""])
def test_a_sealed_record(book, name):
    if name:
        (book.path / MSA / "signoffs/0001" / name).unlink()
    else:
        shutil.rmtree(book.path / MSA / "signoffs")
    assert "L017" in book.staged()


def test_a_sealed_record_gains_nothing(book):
    book.write({f"{MSA}/signoffs/0001/deputy@acme.example.sig": "x"})
    assert book.staged() == ["L017"]


def test_a_waiting_record_may_be_made_anew(book):
    amend(book, LEGAL[0])
    book.commit("half")
    book.write({f"{MSA}/agreement.md": "# Amended once more\n"})
    book.sign(MSA, LEGAL[1])
    assert book.staged() == []


def test_a_signer_of_the_same_commit_does_not_count(book):
    """Who brings along a policy that names them is judged by the policy of HEAD."""
    book.write({POLICY: book.policy(keys={"legal@globex.example": ["intruder"]})})
    record = book.path / GOVERNANCE / "signoffs/0002"
    book.sign(GOVERNANCE, LEGAL[0], key="intruder")
    assert record.exists()
    book.write({f"{CLAUSE}/v1.md": "# Evil\n"})
    assert "L020" in book.staged()


def test_a_completely_signed_policy_counts_at_once(book):
    book.write({POLICY: book.policy(keys=NEW_KEY)})
    book.sign(GOVERNANCE, *LEGAL)
    book.write({f"{MSA}/agreement.md": "# Amended\n"})
    book.sign(MSA, LEGAL[0], key="the-new-one")
    assert book.staged() == []


def test_versions_do_not_skip(book):
    amend(book, *BOTH)
    book.git("mv", "-k", "x", "y")
    (book.path / MSA / "signoffs/0002").rename(book.path / MSA / "signoffs/0003")
    assert book.staged() == ["L007"]


@pytest.mark.parametrize("path", ["contracts/notes.md", "contracts/initech/msa/terms.yaml", f"{MACHINERY}/x.yaml"])
def test_a_stray_file(book, path):
    book.write({path: "x\n"})
    assert book.staged() == ["L013"]


@pytest.mark.parametrize("path", ["MKDOCS.yml", f"{OUTLINE}/OUTLINE.yaml", "Clauses/confidentiality/v1.md"])
def test_a_twin(book, path):
    book.write({path: "x\n"})
    assert book.staged() == ["L015"]


@pytest.mark.parametrize("mode", ["120000", "160000"])
@pytest.mark.parametrize("path", [f"{MSA}/agreement.md", f"{MSA}/draft/x.md", "ops-manuals/initech", OUTLINE])
def test_links_and_submodules(book, mode, path):
    book.git("rm", "-r", "-q", "--cached", "--ignore-unmatch", path)
    oid = book.git("rev-parse", "HEAD") if mode == "160000" else book.git("hash-object", "-w", "--stdin", stdin=b"x")
    book.git("update-index", "--add", "--cacheinfo", f"{mode},{oid},{path}")
    assert {problem.rule.code for problem in verify_staged(book.path).problems} & {"L014", "L020"}


def test_a_conflict_is_not_judged(book):
    book.git("checkout", "-q", "-b", "side")
    book.commit("one", {f"{OUTLINE}/index.md": "# One\n"})
    book.git("checkout", "-q", "main")
    book.commit("two", {f"{OUTLINE}/index.md": "# Two\n"})
    book.git("merge", "-q", "side", check=False)
    with pytest.raises(PactbookError, match="in the middle of a merge"):
        verify_staged(book.path)


def test_the_first_commit(book):
    book.git("checkout", "-q", "--orphan", "fresh")
    assert book.staged() == []
    book.write({f"{MSA}/agreement.md": "# Evil\n"})
    assert book.staged() == ["L012"]


def test_a_book_below_the_repositorys_root(book, new_repo):
    outer = new_repo("outer")
    shutil.copytree(book.path, outer.path / "legal/book", ignore=shutil.ignore_patterns(".git"))
    outer.commit("a book in a folder")
    inner = outer.path / "legal/book"
    outer.write({"legal/book/mkdocs.yml": "x: 1\n", f"legal/book/{MSA}/agreement.md": "# Evil\n"})
    outer.git("add", "--all")
    found = verify_staged(inner).problems
    assert sorted(problem.path for problem in found) == [f"{MSA}/agreement.md", "mkdocs.yml"]


def test_it_imports_nothing_heavy_and_starts_few_processes(book):
    book.write({f"{MSA}/agreement.md": "# Evil\n"})
    book.git("add", "--all")
    code = (
        "import sys, subprocess; from pathlib import Path; started = []; real = subprocess.Popen.__init__\n"
        "def spy(self, *a, **k): started.append(a); real(self, *a, **k)\n"
        "subprocess.Popen.__init__ = spy\n"
        "from pactbook.lock.verifying.verify_staged import verify_staged; verify_staged(Path.cwd())\n"
        "print(len(started), [n for n in ('mkdocs', 'jinja2', 'jsonschema', 'git', 'cryptography', 'asyncio') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=book.path, env=os.environ, capture_output=True, text=True, check=True)
    count, rest = done.stdout.strip().split(" ", 1)
    assert int(count) <= 5
    assert rest == "[]"
