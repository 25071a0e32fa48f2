"""Work tree, index and commit show the same book through one protocol, and each shows exactly what it holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pactbook.problems import PactbookError
from pactbook.trees.history import last_changes
from pactbook.trees.plumbing import commit_tree, index_tree
from pactbook.trees.tree import EXECUTABLE, GITLINK, SYMLINK, Entry, MissingFileError
from pactbook.trees.worktree import WorkTree

FILE = "contracts/acme/msa/terms.yaml"
ROOT = Path(__file__).resolve().parent.parent.parent
HOOK = f"""\
#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT / "generator")!r})
from pathlib import Path
from pactbook.trees.plumbing import index_tree
tree = index_tree(Path("BOOK").resolve())
Path("/".join(["SEEN"])).write_bytes(b"".join(entry.path.encode() + b"=" + tree.read(entry.path) for entry in tree.entries("contracts")))
"""


def hook(repo, book="."):
    path = repo.path / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    seen = repo.path.parent / "seen"
    path.write_text(HOOK.replace("BOOK", book).replace("SEEN", str(seen)), encoding="utf-8")
    path.chmod(0o755)
    return seen


def every(repo):
    """The three trees of a repository whose work tree is committed as it is."""
    repo.commit()
    return [WorkTree(repo.path), index_tree(repo.path), commit_tree(repo.path, "HEAD")]


def seen(tree, *folders):
    return [(entry.path, entry.mode) for entry in tree.entries(*folders)]


def test_the_three_trees_agree(repo):
    repo.write({FILE: "a\r\n", "contracts/acme/msa/é.md": b"\xff\x00", "clauses/x/v1.md": "", "other.txt": "x"})
    (repo.path / "clauses/x/run.md").write_text("x")
    (repo.path / "clauses/x/run.md").chmod(0o755)
    (repo.path / "clauses/x/link.md").symlink_to("v1.md")
    trees = every(repo)
    expected = [("clauses/x/link.md", SYMLINK), ("clauses/x/run.md", EXECUTABLE), ("clauses/x/v1.md", "100644")]
    expected += [(FILE, "100644"), ("contracts/acme/msa/é.md", "100644")]
    for tree in trees:
        assert seen(tree, "contracts", "clauses", "ops-manuals") == expected
        assert tree.read(FILE) == b"a\r\n"
        assert tree.read("contracts/acme/msa/é.md") == b"\xff\x00"
        assert tree.read("clauses/x/v1.md") == b""
    assert [tree.label for tree in trees[:2]] == ["the work tree", "the index"]


@pytest.mark.parametrize(
    "path", ["clauses/x/link.md", "clauses/x", "clauses/none.md", "clauses/../other.txt", "/etc/hostname", "", "clauses//x/v1.md", "a\0b"]
)
def test_only_plain_files_by_their_own_path_are_read(repo, path):
    repo.write({"clauses/x/v1.md": "x", "other.txt": "x"})
    (repo.path / "clauses/x/link.md").symlink_to("v1.md")
    for tree in every(repo):
        with pytest.raises(MissingFileError):
            tree.read(path)


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.md",
        'quo"te.md',
        "tab\t.md",
        "é.md",
        "e\u0301.md",
        " space.md",
        "\\back.md",
        os.fsdecode(b"\xff\xfe.md"),
        "*?[.md",
        ":(top)x",
    ],
)
def test_odd_names_come_as_they_are(repo, name):
    repo.write({f"clauses/x/{name}": "bytes", "clauses/x/v1.md": "x"})
    for tree in every(repo):
        assert f"clauses/x/{name}" in [entry.path for entry in tree.entries("clauses")]
        assert tree.read(f"clauses/x/{name}") == b"bytes"


def test_a_link_in_a_folders_place_is_an_entry_and_leads_nowhere(repo):
    repo.write({"elsewhere/acme/msa/terms.yaml": "x"})
    (repo.path / "contracts").symlink_to("elsewhere")
    for tree in every(repo):
        assert seen(tree, "contracts") == [("contracts", SYMLINK)]
        with pytest.raises(MissingFileError):
            tree.read(FILE)


def test_a_file_in_a_folders_place_is_an_entry(repo):
    repo.write({"contracts": "x", "contracts-old/x": "x"})
    for tree in every(repo):
        assert seen(tree, "contracts") == [("contracts", "100644")]


def test_a_submodule_is_one_entry(new_repo):
    inner, repo = new_repo("inner"), new_repo("outer")
    inner.commit(files={"terms.yaml": "x"})
    repo.git("submodule", "--quiet", "add", str(inner.path), "contracts/acme/msa")
    for tree in every(repo):
        assert seen(tree, "contracts") == [("contracts/acme/msa", GITLINK)]


def test_a_pipe_is_listed_and_does_not_hold_the_reader_up(repo):
    repo.write({FILE: "x"})
    os.mkfifo(repo.path / "contracts/acme/msa/pipe.md")
    tree = WorkTree(repo.path)
    assert ("contracts/acme/msa/pipe.md", "000000") in seen(tree, "contracts")
    with pytest.raises(MissingFileError):
        tree.read("contracts/acme/msa/pipe.md")


def test_very_deep_folders_are_walked(tmp_path):
    deep = "/".join(["contracts", *["d"] * 1_200])
    here = os.open(tmp_path, os.O_RDONLY)
    for part in deep.split("/"):
        os.mkdir(part, dir_fd=here)
        here, old = os.open(part, os.O_RDONLY, dir_fd=here), here
        os.close(old)
    os.close(os.open("x.md", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    found = WorkTree(tmp_path).entries("contracts")
    subprocess.run(["rm", "-r", str(tmp_path / "contracts")], check=True)  # Python's own way of removing folders gives up
    assert [entry.path for entry in found] == [f"{deep}/x.md"]


def test_the_index_is_not_the_work_tree(repo):
    repo.commit(files={FILE: "old"})
    repo.write({FILE: "staged"})
    repo.git("add", FILE)
    repo.write({FILE: "work"})
    assert [tree.read(FILE) for tree in (WorkTree(repo.path), index_tree(repo.path), commit_tree(repo.path, "HEAD"))] == [
        b"work",
        b"staged",
        b"old",
    ]


@pytest.mark.parametrize("book", [".", "sub"])
def test_a_hook_of_commit_all_sees_what_is_committed(repo, book):
    folder = "" if book == "." else f"{book}/"
    repo.commit(files={folder + FILE: "old", folder + "contracts/b.md": "old"})
    found = hook(repo, book)
    repo.write({folder + FILE: "new"})
    repo.git("commit", "--quiet", "-a", "-m", "all")
    assert found.read_bytes() == f"{FILE}=newcontracts/b.md=old".encode()


@pytest.mark.parametrize("book", [".", "sub"])
def test_a_hook_of_commit_of_one_path_sees_that_path_alone(repo, book):
    folder = "" if book == "." else f"{book}/"
    repo.commit(files={folder + FILE: "old", folder + "contracts/b.md": "old"})
    found = hook(repo, book)
    repo.write({folder + FILE: "new", folder + "contracts/b.md": "new"})
    repo.git("add", folder + "contracts/b.md")
    repo.git("commit", "--quiet", "-m", "one", "--", folder + FILE)
    assert found.read_bytes() == f"{FILE}=newcontracts/b.md=old".encode()


def test_another_index_is_honoured(repo, monkeypatch):
    repo.commit(files={FILE: "old"})
    other = repo.path.parent / "other.index"
    repo.write({FILE: "new"})
    repo.git("add", FILE, env={"GIT_INDEX_FILE": str(other)})
    assert index_tree(repo.path).read(FILE) == b"old"
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    assert index_tree(repo.path).read(FILE) == b"new"


def test_a_file_that_is_only_intended_is_not_about_to_be_committed(repo):
    repo.commit(files={FILE: "", "contracts/c.md": ""})
    repo.git("rm", "--quiet", "--cached", FILE)
    repo.git("add", "--intent-to-add", FILE)
    assert seen(index_tree(repo.path), "contracts") == [("contracts/c.md", "100644")]
    repo.git("commit", "--quiet", "-m", "takes it away")
    assert seen(commit_tree(repo.path, "HEAD"), "contracts") == [("contracts/c.md", "100644")]


def test_replaced_and_filtered_blobs_are_seen_as_they_are_stored(repo):
    repo.write({".gitattributes": "* text eol=crlf ident\n", FILE: "$Id$\nold\n"})
    repo.commit()
    oid = repo.git("rev-parse", f"HEAD:{FILE}")
    other = repo.git("hash-object", "-w", "--stdin", stdin=b"another text")
    repo.git("replace", oid, other)
    assert index_tree(repo.path).read(FILE) == b"$Id$\nold\n"
    assert commit_tree(repo.path, "HEAD").read(FILE) == b"$Id$\nold\n"


def test_a_merge_that_is_not_resolved_has_no_tree(repo):
    repo.commit(files={FILE: "base"})
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit(files={FILE: "side"})
    repo.git("checkout", "--quiet", "main")
    repo.commit(files={FILE: "main"})
    repo.git("merge", "side", check=False)
    with pytest.raises(PactbookError, match="in the middle of a merge"):
        index_tree(repo.path)


@pytest.mark.parametrize("revision", ["nothing", "--help", "HEAD~9", "", "-x", "HEAD:contracts"])
def test_what_is_no_commit_is_said_so(repo, revision):
    repo.commit(files={FILE: "x"})
    with pytest.raises(PactbookError, match="there is no commit"):
        commit_tree(repo.path, revision)


def test_a_commit_before_the_book_is_empty(repo):
    repo.commit(files={"README.md": "x"})
    repo.commit(files={f"book/{FILE}": "x"})
    assert commit_tree(repo.path / "book", "HEAD").entries("contracts") == (
        Entry(FILE, "100644", repo.git("rev-parse", f"HEAD:book/{FILE}")),
    )
    assert commit_tree(repo.path / "book", "HEAD~1").entries("contracts") == ()


def test_a_folder_without_git_is_said_so(tmp_path):
    with pytest.raises(PactbookError, match="not a git repository"):
        index_tree(tmp_path)


def test_a_missing_blob_fails(repo):
    repo.commit(files={FILE: "x"})
    oid = repo.git("rev-parse", f"HEAD:{FILE}")
    tree = commit_tree(repo.path, "HEAD")
    (repo.path / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(MissingFileError):
        tree.read(FILE)


def test_history_names_the_day_of_the_last_change(repo):
    repo.commit(files={"book/ops-manuals/a/b/index.md": "x", "book/ops-manuals/a/b/é\n.md": "x"})
    for _ in range(3):
        repo.commit(files={"book/ops-manuals/a/b/index.md": f"{_}"})
    repo.git("config", "log.showSignature", "true")
    repo.git("config", "diff.relative", "true")
    repo.git("config", "color.ui", "always")
    found = last_changes(repo.path / "book", "ops-manuals")
    assert {path: str(day) for path, day in found.items()} == {
        "ops-manuals/a/b/index.md": "2026-01-01",
        "ops-manuals/a/b/é\n.md": "2026-01-01",
    }


def test_history_is_silent_where_it_can_not_tell(tmp_path, repo):
    assert last_changes(tmp_path / "none", "ops-manuals") == {}
    assert last_changes(repo.path, "ops-manuals") == {}
    repo.commit(files={"ops-manuals/a/b/index.md": "x"})
    repo.commit(files={"ops-manuals/a/b/index.md": "y"})
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", repo.path.as_uri(), str(clone)], check=True)
    assert last_changes(clone, "ops-manuals") == {}


def test_files_are_read_in_any_order_and_no_link_on_the_way_is_missed(repo):
    repo.write({"mkdocs.yml": "top", "contracts/a/b/c/x.md": "deep", "contracts/a/x.md": "high", "elsewhere/c/x.md": "foreign"})
    tree = WorkTree(repo.path)
    for path, text in [
        ("contracts/a/b/c/x.md", b"deep"),
        ("mkdocs.yml", b"top"),
        ("contracts/a/x.md", b"high"),
        ("mkdocs.yml", b"top"),
    ] * 2:
        assert tree.read(path) == text
    (repo.path / "contracts/a/d").symlink_to("../../elsewhere")
    assert tree.read("contracts/a/x.md") == b"high"
    for path in ("contracts/a/d/c/x.md", "contracts/a/b/../x.md", "/mkdocs.yml", "contracts/a/b/c/"):
        with pytest.raises(MissingFileError):
            tree.read(path)
        assert tree.read("contracts/a/b/c/x.md") == b"deep"


def test_a_file_that_grows_while_it_is_read_comes_whole(repo, monkeypatch):
    repo.write({FILE: "the beginning, "})
    real = os.fstat

    def grown(descriptor):
        found = real(descriptor)
        with (repo.path / FILE).open("ab") as file:
            file.write(b"and more")
        return found

    monkeypatch.setattr(os, "fstat", grown)
    assert WorkTree(repo.path).read(FILE) == b"the beginning, and more"
