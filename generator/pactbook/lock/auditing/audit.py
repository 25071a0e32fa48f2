"""Audits a branch: every state that it has had, along first parents, with the policy replayed from the pinned first one.

A state is held against the state before it as the gate would have held it, and by itself as `verify` would; a fault that a later state
mended is told with the states between which it stood. Nothing was signed before the first record, so nothing is found before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock.auditing.audit_events import Event, events
from pactbook.lock.auditing.audit_history import Change, Commit, History, read_history
from pactbook.lock.auditing.audit_judge import Judge
from pactbook.lock.auditing.audit_state import Replay, is_signing
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.policies.policy import GOVERNANCE, SIGNOFFS
from pactbook.lock.records.checking_ahead import helper
from pactbook.lock.records.inventory import likely_locked
from pactbook.problems import PactbookError, Problem, Severity, shown
from pactbook.trees.plumbing import Blobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pactbook.lock.records.state import VersionState

BOOK = "contracts"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: with the way into the state `since`, or with the states from `since` on.

    `until` is the first state without it, None where the branch still has it; `states` is the number of states that had it. What went
    wrong on the way into a state (`on_the_way`) can't be mended: it has `until` None and one state.
    """

    problem: Problem
    since: Commit
    until: Commit | None
    states: int
    on_the_way: bool = False

    @property
    def is_error(self) -> bool:
        """Whether it makes the audit fail."""
        return self.problem.rule.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class State:
    """A state of the branch in which something that is signed, or a record, changed; `errors` counts what is wrong since it."""

    commit: Commit
    events: tuple[Event, ...]
    errors: int


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    `commits` are all states from the first that holds a book on; `before` counts the states without one; `signed_from` is the first state
    with a record. `policies` are those that the newest state holds.
    """

    ref: str
    commits: tuple[Commit, ...]
    before: int
    signed_from: Commit | None
    root_digest: str
    pinned: str | None
    policies: tuple[VersionState, ...]
    states: tuple[State, ...]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What makes the audit fail."""
        return tuple(finding for finding in self.findings if finding.is_error)


@dataclass
class _Log:
    """What was found so far; `open` holds what the state at hand still has, with the number of the state in which it began."""

    commits: Sequence[Commit]
    findings: list[tuple[int, Finding]] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    open: dict[Problem, int] = field(default_factory=dict)

    def note(self, number: int, before: dict[str, tuple[Problem, ...]], after: dict[str, tuple[Problem, ...]]) -> int:
        """Begin what is new in a state, end what is gone; returns the errors that are new."""
        units = [unit for unit in before.keys() | after.keys() if before.get(unit) is not after.get(unit)]
        gone = dict.fromkeys(problem for unit in units for problem in before.get(unit, ()))
        here = dict.fromkeys(problem for unit in units for problem in after.get(unit, ()))
        for problem in gone.keys() - here.keys():
            self._end(problem, number)
        new = [problem for problem in here if problem not in self.open]
        self.open.update(dict.fromkeys(new, number))
        return sum(problem.rule.severity is Severity.ERROR for problem in new)

    def _end(self, problem: Problem, number: int | None) -> None:
        since = self.open.pop(problem)
        until = self.commits[number] if number is not None else None
        count = (len(self.commits) if number is None else number) - since
        self.findings.append((since, Finding(problem, self.commits[since], until, count)))

    def happened(self, number: int, problems: Sequence[Problem]) -> int:
        """What went wrong on the way into a state; returns the errors."""
        unique = dict.fromkeys(problems)
        self.findings += [(number, Finding(problem, self.commits[number], None, 1, on_the_way=True)) for problem in unique]
        return sum(problem.rule.severity is Severity.ERROR for problem in unique)

    def all(self) -> tuple[Finding, ...]:
        """Every finding in the order of the states."""
        for problem in list(self.open):
            self._end(problem, None)
        return tuple(finding for _, finding in sorted(self.findings, key=_order))


def _order(found: tuple[int, Finding]) -> tuple[object, ...]:
    number, finding = found
    problem = finding.problem
    return number, problem.path, problem.position, problem.rule.code, problem.message


def audit(root: Path, ref: str, root_digest: str | None = None, step: Callable[[], None] = lambda: None) -> Audit:
    """Judge every state of a branch; raises PactbookError where git can't tell them all. `step` is called for each state."""
    history = read_history(root, ref)
    changes = list(history.changes())
    first = _first_book(history, changes)
    replay, log = Replay(root, Blobs(root)), _Log(history.commits)
    with helper(sum(f"/{SIGNOFFS}/" in change.path for changed in changes for change in changed)) as ahead:
        replay.blobs.expect(_expected(changes))
        judge = Judge(replay, root_digest, ahead or ())
        if ahead:
            ahead.submit(replay.signed(changes))
        signed_from = _replayed(judge, log, changes, first, step)
    replay.blobs.close()
    policies = judge.policies
    return Audit(
        ref, history.commits[first:], first, signed_from, policies.root_digest, root_digest, policies.states, tuple(log.states), log.all()
    )


def _replayed(judge: Judge, log: _Log, changes: Sequence[Sequence[Change]], first: int, step: Callable[[], None]) -> Commit | None:
    """Judge one state after the other; the first with a record, None where nothing was ever signed."""
    signed_from: Commit | None = None
    for number, changed in enumerate(changes):
        step()
        if signed_from is None and not _brings_record(changed):
            judge.replay.apply(changed)
            continue
        signed_from = signed_from or log.commits[number]
        if number != first and judge.passes(changed):
            continue
        _state(judge, log, number, changed, alone=number == first)
    if signed_from is None:
        judge.everything()
        log.note(len(log.commits) - 1, {}, judge.problems)
    return signed_from


def _first_book(history: History, changes: Sequence[Sequence[Change]]) -> int:
    for number, changed in enumerate(changes):
        if any(change.path.startswith(f"{BOOK}/") for change in changed):
            return number
    message = (
        f"no state of {shown(history.ref)} holds {BOOK}/: it is another history than the book's. Name the protected branch with --ref."
    )
    raise PactbookError(message)


def _brings_record(changes: Sequence[Change]) -> bool:
    return any(f"/{SIGNOFFS}/" in change.path and change.path.startswith(ROOTS) for change in changes)


def _expected(changes: Sequence[Sequence[Change]]) -> Iterator[str]:
    """The blobs that will be judged, as far as can be told before the policy is known: statements and signatures, then what was signed."""
    likely = [change for changed in changes for change in changed if change.after and change.after.is_file and likely_locked(change.path)]
    for wanted in (True, False):
        yield from (change.after.oid for change in likely if change.after and is_signing(change.path) == wanted)


def _state(judge: Judge, log: _Log, number: int, changes: Sequence[Change], *, alone: bool) -> None:
    problems, states = dict(judge.problems), dict(judge.states)
    on_the_way = judge.step(changes, alone=alone)
    errors = log.note(number, problems, judge.problems) + log.happened(number, on_the_way)
    found = tuple(events(states, judge.states, {judge.replay.group(change.path) for change in changes} | {GOVERNANCE}))
    if found or errors:
        log.states.append(State(log.commits[number], found, errors))
