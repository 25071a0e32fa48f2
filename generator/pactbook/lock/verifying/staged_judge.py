"""Judges one instrument that a commit touches: its records that change, and its own files against the newest statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.contents import Contents
from pactbook.lock.forms.names import shown
from pactbook.lock.policies.policy import GOVERNANCE, SIGNOFFS, STATEMENT
from pactbook.lock.records.chain import fault, judge_signatures, link_faults
from pactbook.lock.records.quorum import Missing, missing
from pactbook.lock.records.record import Record, Sealed, difference, read_records
from pactbook.problems import Position, Problem
from pactbook.trees import staging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pactbook.lock.policies.policy import Instrument, KnownSigner
    from pactbook.lock.verifying.staged_policy import StagedPolicy
    from pactbook.trees.staging import Change
    from pactbook.trees.tree import Entry, Tree


def judge(
    root: Path, tree: Tree, policy: StagedPolicy, instrument: Instrument, changes: Sequence[Change]
) -> tuple[tuple[Missing, ...], tuple[Problem, ...]]:
    """Who must still sign the instrument that the commit touches, and what is wrong with it."""
    contents = Contents(tree)
    problems = list(_altered(policy, instrument, changes, tree))
    if problems and staging.being_merged(root, f"{instrument.path}/{SIGNOFFS}") == list(tree.entries(f"{instrument.path}/{SIGNOFFS}")):
        problems = []  # of two next versions one gives way to the other side's, record for record; the gate knows which was first
    records = [entry for entry in tree.entries(f"{instrument.path}/{SIGNOFFS}") if entry.path not in {problem.path for problem in problems}]
    wanted = _recent(instrument, records, changes)
    sealed, faults = read_records(instrument.path, wanted, contents)
    problems += faults
    newest = sealed[-1] if sealed else None
    lacking: tuple[Missing, ...] = ()
    if newest and newest.record:
        lacking, faults = _new_records(policy, instrument, sealed, changes, contents)
        problems += faults
        problems += _unsigned(tree, policy, instrument, newest.record, contents)
    elif newest:
        problems += newest.problems
    if not lacking and any(problem.rule is rules.UNSIGNED for problem in problems):
        lacking = missing(instrument.layer.requires, instrument.vendor, policy.rulebook, ())
    return lacking, tuple(problems)


def _number(path: str) -> str:
    return path.partition(f"/{SIGNOFFS}/")[2].partition("/")[0]


def _changed_records(changes: Sequence[Change]) -> set[str]:
    return {_number(change.path) for change in changes if f"/{SIGNOFFS}/" in change.path}


def _recent(instrument: Instrument, records: Sequence[Entry], changes: Sequence[Change]) -> list[Entry]:
    """The records that matter here: those that change, the newest, and the one before each of them."""
    numbers = sorted({_number(entry.path) for entry in records}, key=lambda name: (len(name), name))
    changed = _changed_records(changes)
    keep = {number for index, number in enumerate(numbers) if number in changed or set(numbers[index + 1 : index + 2]) & changed}
    keep.update(numbers[-1:])
    return [entry for entry in records if _number(entry.path) in keep and entry.path.startswith(f"{instrument.path}/")]


def _altered(policy: StagedPolicy, instrument: Instrument, changes: Sequence[Change], tree: Tree) -> Iterator[Problem]:
    """Changes of records that are sealed at HEAD."""
    marked = [change for change in changes if f"/{SIGNOFFS}/" in change.path]
    now = tree.entries(f"{instrument.path}/{SIGNOFFS}")
    changed = {change.path for change in marked}
    head = [entry for entry in now if entry.path not in changed] + [change.before for change in marked if change.before]
    sealed = {_number(entry.path) for entry in head}
    waiting = policy.waiting(instrument, head)
    for change in marked:
        number = _number(change.path)
        if number not in sealed or number == waiting:
            continue
        what = "removed" if change.after is None else "changed" if change.before else "added"
        yield Problem(shown(change.path), Position(), rules.ALTERED, f"it was {what}, and its record is sealed")


def _new_records(
    policy: StagedPolicy, instrument: Instrument, sealed: Sequence[Sealed], changes: Sequence[Change], contents: Contents
) -> tuple[tuple[Missing, ...], list[Problem]]:
    changed = _changed_records(changes)
    lacking: tuple[Missing, ...] = ()
    problems: list[Problem] = []
    before, last = None, 0
    for each in sealed:
        if f"{each.number:04}" in changed:
            problems += each.problems
            if each.number != last + 1:
                problems.append(Problem(each.path, Position(), rules.CHAIN, f"version {last + 1} is missing below version {each.number}"))
            if each.record:
                judge = _new_policy if instrument.path == GOVERNANCE else _new_statement
                lacking, faults = judge(policy, instrument, each.record, before, contents)
                problems += faults
        before, last = each.record.digest if each.record else None, each.number
    return lacking, problems


def _new_statement(
    policy: StagedPolicy, instrument: Instrument, record: Record, before: str | None, _contents: Contents
) -> tuple[tuple[Missing, ...], list[Problem]]:
    problems = list(link_faults(record, instrument.path, policy.rulebook.policy.repository, before))
    named = next((version for version in policy.versions if version.name == record.statement.policy), None)
    if named is None:
        message = "it must name the policy of the branch that it is committed to, completely signed"
        return (), [*problems, fault(record, "policy", rules.POLICY_NAMED, message)]
    then = named.rulebook.instrument(instrument.path)
    if then is None:
        return (), [*problems, fault(record, "policy", rules.POLICY_NAMED, "the policy that it names has no layer for it")]
    signed, lacking, faults = judge_signatures(record, then, named.rulebook)
    return lacking, [*problems, *faults, *_nobody(record, len(signed))]


def _new_policy(
    policy: StagedPolicy, _instrument: Instrument, record: Record, before: str | None, contents: Contents
) -> tuple[tuple[Missing, ...], list[Problem]]:
    from pactbook.lock.records.governance import judge_policy  # seldom needed

    old = policy.versions[-1] if policy.versions else None
    new, state, problems = judge_policy(record, old, before, contents)
    if new and state.complete:
        policy.versions.append(new)
        policy.rulebook = new.rulebook
    known = old.rulebook.signers if old else {each.name: None for each in state.signers}
    holders = [each for each in state.signers if each.name in known and _of_today(known[each.name], each.fingerprint)]
    return state.missing, [*problems, *_nobody(record, len(holders))]


def _of_today(signer: KnownSigner | None, fingerprint: str) -> bool:
    """Whether a key is one that HEAD's policy gives the signer; before the first policy, any that it brings."""
    return signer is None or any(key.fingerprint == fingerprint for key in signer.keys)


def _nobody(record: Record, signed: int) -> Iterator[Problem]:
    if not signed:
        message = "nobody whom the policy names has signed this statement yet; one must before it is committed"
        yield Problem(f"{record.path}/{STATEMENT}", Position(), rules.UNSIGNED, message)


def _unsigned(tree: Tree, policy: StagedPolicy, instrument: Instrument, record: Record, contents: Contents) -> Iterator[Problem]:
    """Where what would be committed is not what the newest statement names."""
    own = _own(tree, instrument)
    for file in record.statement.files:
        if fault_found := difference(file, own.get(file.path), contents):
            message = f"it {fault_found} (version {record.number})"
            yield Problem(f"{instrument.base}{file.path}", Position(), rules.UNSIGNED, message)
    newest = policy.versions[-1].name if policy.versions else None
    if instrument.layer.files and record.statement.policy != newest:
        return  # a newer policy may lock more files than this statement could name
    for extra in sorted(own.keys() - {file.path for file in record.statement.files}):
        message = f"version {record.number} of '{instrument.path}' was signed without this file"
        yield Problem(shown(f"{instrument.base}{extra}"), Position(), rules.UNSIGNED, message)


def _own(tree: Tree, instrument: Instrument) -> dict[str, Entry]:
    if instrument.layer.files:
        found = {file: tree.entry(f"{instrument.base}{file}") for file in instrument.layer.files}
        return {file: entry for file, entry in found.items() if entry}
    inner = {entry.path.removeprefix(instrument.base): entry for entry in tree.entries(instrument.path)}
    return {path: entry for path, entry in inner.items() if instrument.owns(path)}
