"""The policy of HEAD for the hook: the newest one that is signed, taken as HEAD has it. The gate proves it from its root."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms import heads
from pactbook.lock.forms.lines import FormatError, digest
from pactbook.lock.policies.policy import FILES, GOVERNANCE, HEADS_FILE, NUMBER, POLICY_FILE, SIG, SIGNOFFS, STATEMENT, Rulebook
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.problems import Position, Problem
from pactbook.trees import staging
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from pactbook.lock.policies.policies import PolicyVersion
    from pactbook.lock.policies.policy import Instrument
    from pactbook.trees.plumbing import Blobs
    from pactbook.trees.tree import Entry, Tree


class StagedPolicy:
    """HEAD's policy, and the completely signed ones that the commit itself brings; `versions` is empty while none is signed."""

    def __init__(self, rulebook: Rulebook, sealed: tuple[int, bytes, Mapping[str, str]] | None = None) -> None:
        """`sealed` are number, statement and heads of HEAD's policy if it is signed."""
        self.rulebook = rulebook
        self._sealed = sealed

    @cached_property
    def versions(self) -> list[PolicyVersion]:
        """The signed policies by which a new statement may be judged."""
        if self._sealed is None:
            return []
        from pactbook.lock.policies.policies import PolicyVersion  # only a commit that brings a statement asks for one

        number, statement, sealed = self._sealed
        return [PolicyVersion(number, digest(statement), self.rulebook, sealed)]

    def waiting(self, instrument: Instrument, records: Iterable[Entry]) -> str:
        """The number of the newest record at HEAD if, by the names of its signatures, it still waits for some; else nothing."""
        found: dict[str, set[str]] = {}
        for entry in records:
            number, _, inner = entry.path.partition(f"/{SIGNOFFS}/")[2].partition("/")
            found.setdefault(number, set()).add(inner.removesuffix(SIG) if inner.endswith(SIG) else "")
        newest = max(found, key=lambda name: (len(name), name), default="")
        signed = [signer for name, signer in self.rulebook.signers.items() if name in found.get(newest, ())]
        return newest if newest and any(self.rulebook.lacking(instrument.layer.requires, instrument.vendor, signed)) else ""


def policy_at_head(root: Path, governance: list[Entry], blobs: Blobs) -> tuple[StagedPolicy | None, list[Problem]]:
    """The policy by which a commit on top of HEAD is judged, from HEAD's entries of its folder, or None with what is wrong with it."""
    tree = staging.tree_of("HEAD", governance, blobs)
    folder = f"{GOVERNANCE}/{SIGNOFFS}"
    numbers = sorted((name for name in tree.names(folder) if NUMBER.fullmatch(name)), key=int, reverse=True)
    for number in numbers:
        staged, problems = _version(tree, f"{folder}/{number}", int(number))
        if staged is None:
            return None, problems
        instrument = staged.rulebook.instrument(GOVERNANCE)
        if instrument is None or not staged.waiting(instrument, tree.entries(f"{folder}/{number}")):
            return staged, []
    return _unsigned(tree, root, blobs)


def _version(tree: Tree, folder: str, number: int) -> tuple[StagedPolicy | None, list[Problem]]:
    path = f"{folder}/{FILES}{POLICY_FILE}"
    try:
        rulebook, problems = read_rulebook(tree.read(path), path)
        sealed = heads.parse(tree.read(f"{folder}/{FILES}{HEADS_FILE}"))
        statement = tree.read(f"{folder}/{STATEMENT}")
    except (MissingFileError, FormatError) as error:
        return None, [Problem(folder, Position(), rules.RECORD, f"the policy of HEAD can't be read: {error}")]
    return (StagedPolicy(rulebook, (number, statement, sealed)) if rulebook else None), problems


def _unsigned(tree: Tree, root: Path, blobs: Blobs) -> tuple[StagedPolicy | None, list[Problem]]:
    """Before a policy is signed, the draft tells which paths will be locked: HEAD's, or the one that comes with this commit."""
    path = f"{GOVERNANCE}/{POLICY_FILE}"
    places: Sequence[Tree] = (tree, staging.tree_of("the index", staging.listed(root, path), blobs))
    for place in places:
        try:
            rulebook, problems = read_rulebook(place.read(path), path)
        except MissingFileError:
            continue
        return (StagedPolicy(rulebook) if rulebook else None), problems
    return None, [Problem(path, Position(), rules.POLICY, "there is no policy, so nobody can say who may sign what")]
