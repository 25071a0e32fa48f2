"""Verifies what git is about to commit, quickly: only instruments that the commit touches, under the policy of HEAD.

A locked edit needs at least one valid sign-off of its exact content. This is advice to the person who commits; the gate asks for all.
Most commits touch nothing that is locked: what only those need that do is imported when it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock import rules
from pactbook.lock.forms.names import fold, short_for, short_name, shown
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.policies.policy import GOVERNANCE, MANUALS, Instrument, Kind, Rulebook
from pactbook.problems import PactbookError, Position, Problem, in_order
from pactbook.trees import staging
from pactbook.trees.plumbing import Blobs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactbook.lock.records.quorum import Missing
    from pactbook.lock.verifying.staged_policy import StagedPolicy
    from pactbook.trees.staging import Change


class Touched(NamedTuple):
    """An instrument that the commit touches: its locked changes, who must still sign, and what is wrong."""

    instrument: Instrument
    changes: tuple[Change, ...]
    missing: tuple[Missing, ...] = ()
    problems: tuple[Problem, ...] = ()


class Staged(NamedTuple):
    """What the commit touches of the lock; `problems` are all of them, those of the touched instruments included."""

    touched: tuple[Touched, ...]
    problems: tuple[Problem, ...]
    rulebook: Rulebook | None = None


def verify_staged(root: Path) -> Staged:
    """Judge the index (the one of GIT_INDEX_FILE where it is set) against HEAD; raises PactbookError where git can't tell."""
    comparison, governance = staging.comparing(root), staging.at_head(root, GOVERNANCE)
    from pactbook.lock.verifying.staged_policy import policy_at_head  # read in while git works

    try:
        changes = staging.changes(comparison)
    except PactbookError:
        if staging.has_commits(root):
            raise
        return _first_commit(root)
    if not changes:
        return Staged((), ())
    blobs = Blobs(root)
    policy, problems = policy_at_head(root, staging.entries_of(governance), blobs)
    if policy is None:
        return Staged((), in_order(problems))
    own = [change for change in changes if change.path.startswith(f"{GOVERNANCE}/")]
    touched = _touched(root, policy, own, blobs)
    touched += _touched(root, policy, [change for change in changes if change not in own], blobs)
    problems = [problem for change in changes for problem in _misplaced(policy.rulebook, change)]
    problems += [problem for each in touched for problem in each.problems]
    return Staged(tuple(touched), in_order(problems), policy.rulebook)


def _first_commit(root: Path) -> Staged:
    """Without a commit there is nothing to compare with: the whole index is judged, and only signatures may be missing."""
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.plumbing import index_tree

    verified = verify_tree(index_tree(root))
    return Staged((), tuple(problem for problem in verified.errors if problem.rule is not rules.PENDING), verified.rulebook)


def _misplaced(rulebook: Rulebook, change: Change) -> Iterator[Problem]:
    """What may not come to where it comes; whatever goes away is judged with its instrument."""
    if change.after is None:
        return
    path, place = shown(change.path), rulebook.locate(change.path)
    if place.kind is Kind.REFUSED:
        yield Problem(path, Position(), rules.STRAY, place.reason)
    elif place.kind is Kind.FREE:
        folded = fold(change.path)
        if folded != change.path and rulebook.locate(folded).locked:
            yield Problem(path, Position(), rules.TWIN, f"on some systems this is the locked '{folded}'")
        elif _short(rulebook, change.path):
            message = "it has the form of a short name, by which Windows may take it for a locked file"
            yield Problem(path, Position(), rules.TWIN, message)
        elif not change.after.is_file and _on_the_way(rulebook, change.path):
            yield Problem(path, Position(), rules.NOT_A_FILE, "this is a symbolic link or submodule where locked files lie")
    elif not change.after.is_file:
        yield Problem(path, Position(), rules.NOT_A_FILE, "this is a symbolic link, a submodule or a special file")


def _short(rulebook: Rulebook, path: str) -> bool:
    if path.startswith(f"{MANUALS}/"):
        return short_name(path)
    return any(short_for(path, locked) for locked in (*ROOTS, *rulebook.outside))


def _on_the_way(rulebook: Rulebook, path: str) -> bool:
    if any(locked.startswith(f"{path}/") for locked in rulebook.outside):
        return True
    return path.startswith("ops-manuals") and path.count("/") < rulebook.deepest


def _touched(root: Path, policy: StagedPolicy, changes: Iterable[Change], blobs: Blobs) -> list[Touched]:
    """Each instrument with locked changes; a policy that comes completely signed counts for what is judged after it."""
    groups: dict[Instrument, list[Change]] = {}
    for change in changes:
        place = policy.rulebook.locate(change.path)
        if place.instrument and place.kind in {Kind.FILE, Kind.RECORD}:
            groups.setdefault(place.instrument, []).append(change)
    if not groups:
        return []
    from pactbook.lock.verifying.staged_judge import judge

    outside = [path for path, instrument in policy.rulebook.outside.items() if instrument in groups]
    tree = staging.tree_of("the index", staging.listed(root, *(instrument.path for instrument in groups), *outside), blobs)
    judged = [judge(root, tree, policy, instrument, groups[instrument]) for instrument in groups]
    return [Touched(each, tuple(groups[each]), *found) for each, found in zip(groups, judged, strict=True)]
