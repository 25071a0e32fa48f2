"""Two sign-offs of one version that met in a merge: what each of them says, and the way out.

Git can't know that a record is one thing: where both sides made version 2, it mixes their signatures and leaves marks in the statement.
One record has to give way as a whole; whoever signed it joins the other, or signs again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.lines import FormatError
from pactbook.lock.forms.signature import SignatureError, made_by
from pactbook.lock.forms.statement import Statement, parse
from pactbook.lock.policies.policy import SIG, SIGNOFFS, STATEMENT
from pactbook.problems import PactbookError, Problem
from pactbook.trees.plumbing import Blobs, git
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pactbook.lock.policies.policy import Rulebook
    from pactbook.trees.tree import Tree

OURS, THEIRS = "2", "3"
_RECORD = re.compile(rf"(.+)/{SIGNOFFS}/([0-9]+)/(.+)")
_MARK = re.compile(rb"^<{7} ", re.MULTILINE)
# What git calls the other side, and how its work goes on afterwards.
_OTHERS = (
    ("MERGE_HEAD", "git commit"),
    ("REBASE_HEAD", "git rebase --continue"),
    ("CHERRY_PICK_HEAD", "git cherry-pick --continue"),
    ("REVERT_HEAD", "git revert --continue"),
)


@dataclass(frozen=True, slots=True)
class Half:
    """One side's record: its statement, and whose signatures fit it."""

    statement: Statement
    signers: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What is signed, apart from the day and the note."""
        return self.statement.files

    def __str__(self) -> str:
        """For a person."""
        note = f", '{self.statement.note}'" if self.statement.note else ""
        return f"effective {self.statement.effective}{note}, signed by {', '.join(self.signers) or 'nobody'}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that both sides of a merge made."""

    instrument: str
    record: str
    ours: Half
    theirs: Half
    base: str

    def paths(self, half: Half) -> list[str]:
        """The record and the files of the instrument as one side has them."""
        return [self.record, *(f"{self.base}{file.path}" for file in half.statement.files)]


def conflicts(root: Path, tree: Tree, rulebook: Rulebook | None) -> list[Conflict]:
    """Every record that a merge left in two halves; none where there is no git."""
    groups: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
    for path, stage, oid in _unmerged(root):
        if match := _RECORD.fullmatch(path):
            groups[f"{match[1]}/{SIGNOFFS}/{match[2]}"][stage, match[3]] = oid
    blobs, found = Blobs(root), []
    for record, entries in groups.items():
        halves = [_half(tree, record, stage, entries, blobs) for stage in (OURS, THEIRS)]
        if halves[0] and halves[1]:
            instrument = record.partition(f"/{SIGNOFFS}/")[0]
            known = rulebook.instrument(instrument) if rulebook else None
            found.append(Conflict(instrument, record, halves[0], halves[1], known.base if known else f"{instrument}/"))
    blobs.close()
    return found


def _unmerged(root: Path) -> Iterator[tuple[str, str, str]]:
    try:
        listed = git(root, "ls-files", "--unmerged", "-z")
    except PactbookError:
        return
    for line in listed.split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        _, oid, stage = head.decode("ascii").split(" ")
        yield path.decode("utf-8", "surrogateescape"), stage, oid


def _half(tree: Tree, record: str, stage: str, entries: Mapping[tuple[str, str], str], blobs: Blobs) -> Half | None:
    try:
        raw = blobs.read(entries[stage, STATEMENT])
        statement = parse(raw)
    except (KeyError, MissingFileError, FormatError):
        return None
    signatures = {entry.path.rpartition("/")[2]: tree.read(entry.path) for entry in tree.entries(record) if entry.path.endswith(SIG)}
    signatures.update({inner: blobs.read(oid) for (own, inner), oid in entries.items() if own == stage and inner.endswith(SIG)})
    return Half(statement, tuple(name.removesuffix(SIG) for name, data in sorted(signatures.items()) if _fits(data, raw)))


def _fits(armored: bytes, raw: bytes) -> bool:
    try:
        made_by(armored, raw)
    except SignatureError:
        return False
    return True


def explain(conflict: Conflict, root: Path) -> Iterator[str]:
    """What happened, and the way out, line by line."""
    number, name = conflict.ours.statement.version, conflict.instrument
    yield f"{name}: two sign-offs of version {number} met in a merge, and only one can be version {number}"
    yield f"    this side:  {conflict.ours}"
    yield f"    other side: {conflict.theirs}"
    yield "    Nothing is lost: each branch still has its own. Keep one whole; if one is on the protected branch already, keep that one."
    other, onward = _other(root)
    yield "  1. To keep this side:"
    yield from (f"       {line}" for line in _commands(conflict, "HEAD", conflict.ours))
    if other:
        yield "     or, to keep the other side:"
        yield from (f"       {line}" for line in _commands(conflict, other, conflict.theirs))
    yield f"  2. Go on: {onward}"
    if conflict.ours.content == conflict.theirs.content:
        yield "  3. Both signed the same files; only the day or the note differ. Whoever signed the other statement joins the one that stays:"
    else:
        yield "  3. The files differ. If the other change is still wanted, make it again on top of what stays, and sign that:"
    yield f"       pactbook sign {name} --as SIGNER --key FILE"


def _commands(conflict: Conflict, side: str, half: Half) -> Iterator[str]:
    both = sorted({*conflict.paths(conflict.ours), *conflict.paths(conflict.theirs)})
    yield f"git rm -rfq --ignore-unmatch -- {' '.join(both)}"
    yield f"git checkout {side} -- {' '.join(conflict.paths(half))}"


def _other(root: Path) -> tuple[str, str]:
    for name, onward in _OTHERS:
        try:
            git(root, "rev-parse", "--quiet", "--verify", name)
        except PactbookError:
            continue
        return name, onward
    return "", "git commit"


def explained(problems: Iterable[Problem], tree: Tree) -> Iterator[Problem]:
    """The problems, with a better remedy where a merge is behind them."""
    for problem in problems:
        record = problem.path.rpartition("/")[0]
        if problem.rule is rules.STATEMENT and _marked(tree, problem.path):
            fix = f"Both sides of a merge stand in it. Take the whole folder from one of them: git checkout COMMIT -- {record}"
        elif problem.rule is rules.SIGNATURE and problem.path.endswith(SIG):
            name = problem.path.rpartition("/")[2].removesuffix(SIG)
            fix = f"If a merge brought it here, remove it (git rm {problem.path}) and have {name} sign this statement: 'pactbook sign'."
        else:
            yield problem
            continue
        yield Problem(problem.path, problem.position, problem.rule, problem.message, fix)


def _marked(tree: Tree, path: str) -> bool:
    try:
        return _MARK.search(tree.read(path)) is not None
    except MissingFileError:
        return False
