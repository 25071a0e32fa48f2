"""Verifies a tree by itself: any checkout, exported archive or commit proves what it holds, from the pinned first policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock import rules
from pactbook.lock.forms.contents import Contents
from pactbook.lock.forms.names import shown
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.policies.policy import GOVERNANCE, POLICY_FILE, SIGNOFFS, Rulebook
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.lock.records import inventory as listing
from pactbook.lock.records.chain import judge_chain
from pactbook.lock.records.checking_ahead import helper
from pactbook.lock.records.governance import judge_policies, stopped_at_root
from pactbook.lock.records.record import difference, read_records, signed_pairs
from pactbook.lock.records.state import InstrumentState, Policies, Verified, VersionState
from pactbook.problems import Position, Problem, in_order
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.lock.policies.policy import Instrument
    from pactbook.lock.records.checking_ahead import Helper
    from pactbook.lock.records.inventory import Inventory
    from pactbook.lock.records.quorum import Holding
    from pactbook.lock.records.record import Sealed
    from pactbook.trees.tree import Entry, Tree

POLICY_PATH = f"{GOVERNANCE}/{POLICY_FILE}"


def verify_tree(tree: Tree, root_digest: str | None = None) -> Verified:
    """Every instrument of a tree with its versions, and everything that is wrong.

    `root_digest` is the digest of the first policy's statement, as it was handed over outside the repository; without it the tree only
    shows that it fits together, which is reported as a warning.
    """
    contents, entries = Contents(tree), tree.entries(*ROOTS)
    with helper(sum(f"/{SIGNOFFS}/" in entry.path for entry in entries)) as ahead:
        governance = listing.governance_records(tree)
        contents.expect([*governance, *(entry for entry in entries if listing.likely_locked(entry.path))])
        sealed, problems = read_records(GOVERNANCE, governance, contents)
        policies, faults = judge_policies(sealed, contents, root_digest)
        problems += faults
        rulebook = policies.newest.rulebook if policies.newest else draft_rulebook(tree, problems)
        if rulebook is None:
            return Verified({}, in_order(stopped_at_root(problems)), policies)
        inventory = listing.take(tree, rulebook, entries)
        problems += inventory.problems
        add_sealed(inventory, policies)
        read = _read_all(inventory, policies, contents, ahead)
        states: dict[str, InstrumentState] = {}
        for folder in sorted(inventory.instruments):
            if folder == GOVERNANCE:
                states[folder], found = judge_governance(inventory, sealed, policies, contents)
            else:
                states[folder], found = _judge(inventory, read[folder], policies, ahead or ())
            problems += found
    return Verified(states, in_order(stopped_at_root(problems)), policies, rulebook)


def _read_all(inventory: Inventory, policies: Policies, contents: Contents, ahead: Helper | None) -> dict[str, _ReadInstrument]:
    """Every instrument but the policy; where there is a second process, it begins with the signatures."""
    contents.expect(_files(inventory))
    read = {}
    for folder in sorted(inventory.instruments.keys() - {GOVERNANCE}):
        read[folder] = _read(inventory, folder, policies, contents)
        if ahead:
            ahead.submit(signed_pairs(read[folder].sealed))
    return read


def draft_rulebook(tree: Tree, problems: list[Problem]) -> Rulebook | None:
    """The unsigned policy, by which paths can be told apart while nothing is in force."""
    try:
        data = tree.read(POLICY_PATH)
    except MissingFileError:
        problems.append(Problem(POLICY_PATH, Position(), rules.POLICY, "there is no policy, so nobody can say who may sign what"))
        return None
    rulebook, found = read_rulebook(data, POLICY_PATH)
    problems += found
    return rulebook


def add_sealed(inventory: Inventory, policies: Policies) -> None:
    """Instruments that a policy has sealed are looked for even where nothing of them is left."""
    for policy in policies.versions:
        for folder in policy.heads:
            instrument = inventory.rulebook.instrument(folder)
            if instrument:
                inventory.instruments.setdefault(folder, instrument)
            else:
                message = f"policy version {policy.version} sealed a statement of '{folder}', and the policy of today has no layer for it"
                inventory.problem(folder, rules.HEADS, message)


def _files(inventory: Inventory) -> Iterator[Entry]:
    """Every locked file in the order in which it is judged."""
    for folder in sorted(inventory.instruments):
        yield from inventory.records[folder]
        yield from inventory.own[folder].values()


def judge_governance(
    inventory: Inventory, sealed: list[Sealed], policies: Policies, contents: Contents
) -> tuple[InstrumentState, list[Problem]]:
    """The policy's own files, held against its newest statement; its records are judged before everything else."""
    instrument = inventory.instruments[GOVERNANCE]
    problems = list(_own_files(inventory, instrument, sealed, contents))
    return InstrumentState(GOVERNANCE, instrument.layer_name, "", policies.states, as_signed=not problems), problems


def judge_instrument(
    inventory: Inventory, folder: str, policies: Policies, contents: Contents, holding: Holding = ()
) -> tuple[InstrumentState, list[Problem]]:
    """One instrument: its chain of statements, and its own files against the newest of them."""
    return _judge(inventory, _read(inventory, folder, policies, contents), policies, holding)


class _ReadInstrument(NamedTuple):
    """An instrument of which every file was read: its records, what is wrong with them, and where its own files depart from the newest."""

    instrument: Instrument
    newest: Instrument
    sealed: list[Sealed]
    problems: list[Problem]
    changed: list[Problem]


def _read(inventory: Inventory, folder: str, policies: Policies, contents: Contents) -> _ReadInstrument:
    instrument = inventory.instruments[folder]
    sealed, problems = read_records(folder, inventory.records[folder], contents)
    newest = _named_instrument(folder, sealed, policies) or instrument
    return _ReadInstrument(instrument, newest, sealed, problems, list(_own_files(inventory, newest, sealed, contents)))


def _judge(inventory: Inventory, read: _ReadInstrument, policies: Policies, holding: Holding = ()) -> tuple[InstrumentState, list[Problem]]:
    instrument, changed = read.instrument, read.changed
    versions, faults = judge_chain(instrument.path, read.sealed, policies, holding)
    problems = [*read.problems, *faults, *changed, *_not_yet_locked(inventory, instrument, read.newest, versions)]
    return InstrumentState(instrument.path, instrument.layer_name, instrument.vendor, tuple(versions), as_signed=not changed), problems


def _named_instrument(folder: str, sealed: list[Sealed], policies: Policies) -> Instrument | None:
    """The instrument as the policy that its newest statement names sees it."""
    record = sealed[-1].record if sealed else None
    policy = policies.named(record.statement.policy) if record and record.statement.policy else None
    return policy.rulebook.instrument(folder) if policy else None


def _own_files(inventory: Inventory, instrument: Instrument, sealed: list[Sealed], contents: Contents) -> Iterator[Problem]:
    """Where the tree's own files depart from the newest statement."""
    if not sealed or sealed[-1].record is None:
        return
    record = sealed[-1].record
    own = inventory.own_files(instrument)
    for file in record.statement.files:
        if fault := difference(file, own.get(file.path), contents):
            message = f"it {fault} (version {record.number})"
            yield Problem(f"{instrument.base}{file.path}", Position(), rules.CHANGED, message)
    for extra in sorted(own.keys() - {file.path for file in record.statement.files}):
        message = f"version {record.number} of '{instrument.path}' was signed without this file"
        yield Problem(shown(f"{instrument.base}{extra}"), Position(), rules.CHANGED, message)


def _not_yet_locked(inventory: Inventory, instrument: Instrument, newest: Instrument, versions: list[VersionState]) -> Iterator[Problem]:
    if not versions or newest.layer == instrument.layer:
        return
    for inner in sorted(inventory.own[instrument.path].keys() - inventory.own_files(newest).keys()):
        message = f"the policy of today locks it, and version {versions[-1].version} of '{instrument.path}' was signed before that"
        yield Problem(f"{instrument.base}{inner}", Position(), rules.NOT_YET_LOCKED, message)
