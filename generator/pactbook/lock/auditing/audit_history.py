"""The states that a branch has had, along first parents, and what changed from each to the next: two walks of git, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, shown
from pactbook.trees.plumbing import git, refuse_ambiguous
from pactbook.trees.tree import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOTHING = "000000"
# The tree without entries, which git knows in every repository, as SHA-1 and SHA-256.
_EMPTY = {40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904", 64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"}
_FIELDS = "%H%x00%T%x00%P%x00%ct%x00%ae"
_DIFF = ("diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-relative", "--ignore-submodules=none", "--", ".")
# The commit-graph is a cache that says who a commit's parents are; the commits themselves are asked.
_COMMITS = ("-c", "core.commitGraph=false", "rev-list", f"--format={_FIELDS}")


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of the branch: object names of the commit and its tree, the committer's day in UTC, and the author's mailbox."""

    oid: str
    tree: str
    day: date
    mailbox: str


@dataclass(frozen=True, slots=True)
class Change:
    """A path that came (`is_new`), went (`after` is None) or became something else."""

    path: str
    after: Entry | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A branch: its name as it was given, its states from the oldest on, and where in the repository the book lies (`""`: at its top)."""

    root: Path
    ref: str
    commits: tuple[Commit, ...]
    prefix: str

    def changes(self) -> Iterator[list[Change]]:
        """For each state what changed since the one before; for the first, everything that it holds."""
        trees = [commit.tree for commit in self.commits]
        pairs = [f"{before} {after}" for before, after in zip([_EMPTY[len(trees[0])], *trees], trees, strict=False)]
        found: dict[str, list[Change]] = {}
        here: list[Change] = []
        fields = git(self.root, *_DIFF, given="".join(f"{pair}\n" for pair in pairs).encode("ascii")).split(b"\0")
        for head, path in zip(fields[::2], fields[1::2], strict=False):
            *names, line = head.split(b"\n")
            if names:
                here = found.setdefault(names[-1].decode("ascii"), [])
                here.clear()  # the same pair again says the same again
            here.append(self._change(line, path))
        for pair in pairs:
            yield _each_once(found.get(pair, []))

    def _change(self, line: bytes, path: bytes) -> Change:
        before, mode, _, oid, _ = line.decode("ascii").split(" ")
        name = path.decode("utf-8", "surrogateescape")[len(self.prefix) + 1 if self.prefix else 0 :]
        return Change(name, None if mode == NOTHING else Entry(name, mode, oid), before[1:] == NOTHING)


def _each_once(changes: list[Change]) -> list[Change]:
    """The changes of a state; a tree that was made by hand can hold one name twice, and programs differ in which they take."""
    names = {change.path for change in changes}
    if len(names) != len(changes):
        paths = [change.path for change in changes]
        path = next(path for path in paths if paths.count(path) > 1)
        message = f"{shown(path)} stands twice in a state of the branch, so nobody can tell what it said. 'git fsck' names the tree."
        raise PactbookError(message)
    return changes


def read_history(root: Path, ref: str) -> History:
    """The states of a branch; raises PactbookError where git can't tell all of them."""
    _refuse_doctored(root)
    prefix = git(root, "rev-parse", "--show-prefix").removesuffix(b"\n").decode("utf-8", "surrogateescape").rstrip("/")
    tip = _tip(root, ref)
    commits: dict[str, tuple[Commit, list[str]]] = {}
    for line in git(root, *_COMMITS, tip).split(b"\n"):
        if b"\0" in line:
            commit, parents = _commit(line)
            commits[commit.oid] = (commit, parents)
    _refuse_joined(ref, [oid for oid, (_, parents) in commits.items() if not parents])
    return History(root, ref, _first_parents(tip, commits), prefix)


def _commit(line: bytes) -> tuple[Commit, list[str]]:
    oid, tree, parents, seconds, mailbox = line.decode("utf-8", "replace").split("\0", 4)
    return Commit(oid, tree, _day(seconds), mailbox), parents.split()


def _day(seconds: str) -> date:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.min  # a commit may claim any time; only the order of the states counts


def _first_parents(tip: str, commits: dict[str, tuple[Commit, list[str]]]) -> tuple[Commit, ...]:
    found = []
    names = [tip]
    while names:
        if names[0] not in commits:
            message = f"the commit {names[0]} is missing here. Clone the repository again, with its whole history."
            raise PactbookError(message)
        commit, names = commits[names[0]]
        found.append(commit)
    return tuple(reversed(found))


def _tip(root: Path, ref: str) -> str:
    refuse_ambiguous(root, ref)
    try:
        return git(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").decode("ascii").strip()
    except PactbookError as error:
        message = f"there is no branch or commit {shown(ref)} here ({error}). Fetch the protected branch and name it with --ref."
        raise PactbookError(message) from None


def _refuse_doctored(root: Path) -> None:
    """What makes git tell another history than the one that was made, or less of it."""
    shallow, grafts = git(root, "rev-parse", "--is-shallow-repository", "--git-path", "info/grafts").decode().splitlines()
    if shallow != "false":
        message = "this clone is shallow: the states before it are not here. Fetch the whole history: git fetch --unshallow"
        raise PactbookError(message)
    if (root / grafts).is_file() and (root / grafts).stat().st_size:
        message = f"the file {grafts} gives commits other parents than they have. Delete it, or audit a fresh clone."
        raise PactbookError(message)
    if git(root, "for-each-ref", "--count=1", "refs/replace/"):
        message = "this repository replaces objects by others (git replace --list). Remove that (git replace -d), or audit a fresh clone."
        raise PactbookError(message)
    if _partial(root):
        message = "this clone is partial: git would fetch what is missing while it is judged. Make a clone without --filter and audit that."
        raise PactbookError(message)


def _partial(root: Path) -> bool:
    try:
        return bool(git(root, "config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"))
    except PactbookError:
        return False  # git ends with 1 where nothing of the kind is set


def _refuse_joined(ref: str, roots: list[str]) -> None:
    if len(roots) > 1:
        names = ", ".join(oid[:10] for oid in sorted(roots))
        message = (
            f"{shown(ref)} joins {len(roots)} histories that began apart ({names}), so nobody can tell which states it has had. Take the"
            " merge that joined them back; bring foreign files in as one ordinary commit (git merge --squash)."
        )
        raise PactbookError(message)
