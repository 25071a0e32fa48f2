"""What git is about to commit, as the difference from HEAD: few processes, and a cost that follows the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pactbook.problems import PactbookError
from pactbook.trees.plumbing import Blobs, GitTree, Running, git, without_intended
from pactbook.trees.tree import Entry

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = "000000"


class Change(NamedTuple):
    """A path whose mode or bytes differ between HEAD and the index; None on the side where it does not exist."""

    path: str
    before: Entry | None
    after: Entry | None


def has_commits(root: Path) -> bool:
    """Whether HEAD points at a commit."""
    try:
        git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except PactbookError:
        return False
    return True


def comparing(root: Path) -> Running:
    """Git while it compares the index (the one of GIT_INDEX_FILE where it is set) with HEAD; `changes` reads what it finds."""
    words = ("--cached", "--raw", "-z", "--no-renames", "--ignore-submodules=none", "--relative", "--no-abbrev")
    return Running(root, "diff-index", *words, "--ita-invisible-in-index", "HEAD")


def changes(comparison: Running) -> list[Change]:
    """Every change that the index would bring to HEAD, below the root of the comparison; renames as two."""
    fields = comparison.result().split(b"\0")[:-1]
    found = []
    for head, raw in zip(fields[::2], fields[1::2], strict=True):
        old, new, old_oid, new_oid, status = head[1:].decode("ascii").split(" ")
        path = raw.decode("utf-8", "surrogateescape")
        if status == "U":
            message = (
                f"'{path.encode('ascii', 'backslashreplace').decode()}' is in the middle of a merge: resolve it and 'git add' it first"
            )
            raise PactbookError(message)
        found.append(Change(path, _entry(path, old, old_oid), _entry(path, new, new_oid)))
    return found


def _entry(path: str, mode: str, oid: str) -> Entry | None:
    return None if mode == NOTHING else Entry(path, mode, oid)


def listed(root: Path, *folders: str) -> list[Entry]:
    """The index's entries below some folders (or files)."""
    found = []
    for line in git(root, "ls-files", "--stage", "-z", "--", *folders).split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        mode, oid, _ = head.decode("ascii").split(" ")
        found.append(Entry(path.decode("utf-8", "surrogateescape"), mode, oid))
    return without_intended(root, found)


def being_merged(root: Path, folder: str) -> list[Entry] | None:
    """The entries below a folder on the branch that is being merged, None where there is no merge."""
    try:
        return entries_of(_at(root, "MERGE_HEAD", folder))
    except PactbookError:
        return None


def at_head(root: Path, *folders: str) -> Running:
    """Git while it lists HEAD's entries below some folders (or files), for `entries_of`."""
    return _at(root, "HEAD", *folders)


def _at(root: Path, commit: str, *folders: str) -> Running:
    return Running(root, "ls-tree", "-r", "-z", commit, "--", *folders)


def entries_of(listing: Running) -> list[Entry]:
    """The entries of a commit that git lists."""
    found = []
    for line in listing.result().split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        mode, _, oid = head.decode("ascii").split(" ")
        found.append(Entry(path.decode("utf-8", "surrogateescape"), mode, oid))
    return found


def tree_of(label: str, entries: list[Entry], blobs: Blobs) -> GitTree:
    """Entries that were listed already, as a tree to read from."""
    return GitTree(label, entries, blobs)
