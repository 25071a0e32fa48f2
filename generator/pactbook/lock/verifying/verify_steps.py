"""Verifies a proposal as a fast-forward would bring it: every commit along its first parents becomes a state of the protected branch."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pactbook.lock.verifying.verify_range import named_commit, verify_range, verify_refs
from pactbook.problems import PactbookError, in_order, shown
from pactbook.trees.plumbing import commit_tree, git

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pactbook.lock.records.state import Verified
    from pactbook.problems import Problem


def verify_every_state(root: Path, from_ref: str, to_ref: str, root_digest: str | None = None) -> Verified:
    """What `verify_refs` finds, and what is wrong with the first state on the way that is not as signed; what follows it rests on it."""
    verified = verify_refs(root, from_ref, to_ref, root_digest)
    for before, after in pairwise(_states(root, from_ref, to_ref)):
        found = verify_range(commit_tree(root, before), commit_tree(root, after), root_digest)
        if found.errors:
            told = [problem for problem in found.errors if problem not in verified.problems]
            return replace(verified, problems=in_order([*verified.problems, *_at(after, told)]))
    return verified


def _states(root: Path, from_ref: str, to_ref: str) -> list[str]:
    """The commits from the tip on, along first parents; raises PactbookError where those pass the tip by."""
    tip, new = named_commit(root, from_ref), named_commit(root, to_ref)
    found = git(root, "-c", "core.commitGraph=false", "rev-list", "--first-parent", "--parents", "--reverse", f"{tip}..{new}")
    steps = [line.split() for line in found.decode("ascii").splitlines()]
    states = [tip]
    for name, *parents in steps:
        if parents[:1] != states[-1:]:
            message = (
                f"a fast-forward to {shown(to_ref)} would lead past the states of {shown(from_ref)}: its first parents do not come from there."
                f" Type 'git pull --rebase', or merge {shown(to_ref)} into {shown(from_ref)} with 'git merge --no-ff'."
            )
            raise PactbookError(message)
        states.append(name)
    return states


def _at(commit: str, problems: Sequence[Problem]) -> list[Problem]:
    return [
        problem._replace(
            message=f"in commit {commit[:10]}, which a fast-forward would make a state of the protected branch: {problem.message}",
            fix=f"{problem.advice} If a later commit mends it, bring both in as one, by 'git merge --no-ff' or a squash.",
        )
        for problem in problems
    ]
