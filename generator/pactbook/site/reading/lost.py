"""Signed versions that git's history knows and the tree has lost: whoever takes the newest record away makes the one before it look in force.

So does whoever takes a signature away: the record then looks like a request for which somebody has still to sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.policies.policy import SIG, SIGNOFFS, STATEMENT
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import Position, Problem
from pactbook.trees.history import last_state_with
from pactbook.trees.plumbing import commit_tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactbook.lock.records.state import InstrumentState, VersionState

Instruments = Mapping[str, "InstrumentState"]


def marked(root: Path, instruments: Instruments, mentioned: Iterable[str]) -> tuple[Instruments, tuple[Problem, ...]]:
    """The instruments, those that have lost a signed version as ones that do not verify, with a problem for each such version.

    `mentioned` are the files that history mentions; of an instrument that is gone as a whole there is the problem alone. A request that was withdrawn before everybody had signed is not lost.
    """
    lost = dict(_lost(root, instruments, mentioned))
    states = {
        folder: replace(state, as_signed=False) if folder in {each[0] for each in lost} else state for folder, state in instruments.items()
    }
    return states, tuple(_problem(folder, number, commit) for (folder, number), commit in sorted(lost.items()))


def _lost(root: Path, instruments: Instruments, mentioned: Iterable[str]) -> Iterator[tuple[tuple[str, int], str]]:
    there = {version.record: version for state in instruments.values() for version in state.versions}
    for path in sorted(mentioned):
        record = path.rpartition("/")[0]
        above, _, number = record.rpartition("/")
        folder = above.removesuffix(f"/{SIGNOFFS}")
        if folder == above or not number.isdecimal() or not _may_be_missed(root / path, there.get(record)):
            continue
        commit = last_state_with(root, path)
        if commit and _was_signed(root, commit, folder, int(number)):
            yield (folder, int(number)), commit


def _may_be_missed(file: Path, version: VersionState | None) -> bool:
    """Whether a file of a record is gone without which its version is not known, or not signed by everybody."""
    if version is None:
        return file.name == STATEMENT
    return bool(version.missing) and file.name.endswith(SIG) and not file.exists()


def _was_signed(root: Path, commit: str, folder: str, number: int) -> bool:
    """Whether everybody had signed a version in an earlier state."""
    state = verify_tree(commit_tree(root, commit)).instruments.get(folder)
    return state is not None and any(version.version == number and version.complete for version in state.versions)


def _problem(folder: str, number: int, commit: str) -> Problem:
    message = f"version {number} was signed by everybody and stands in commit {commit[:10]}; here its record, or a signature in it, is gone"
    where = f"{folder}/{SIGNOFFS} {folder}/outline.yaml" if folder.startswith("ops-manuals/") else folder
    advice = f"Put it back: git checkout {commit[:10]} -- {where}. Until then no page shows it as something that verifies."
    return Problem(f"{folder}/{SIGNOFFS}/{number:04}/{STATEMENT}", Position(), rules.ALTERED, message, advice)
