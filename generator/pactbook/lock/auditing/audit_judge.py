"""Judges a replayed book state by state: what `verify_tree` and `verify_range` say, at the cost of what changed.

Whatever is wrong belongs to a unit: an instrument, a path that belongs to none, the policy's chain, or the names on the way to locked
files. A unit is judged again only where something changed that its verdict depends on; a new policy makes all of them be judged again.

Where the first policy is not the pinned one, nothing that rests on it is judged. The next state that rests on the pinned one again is
held against the last that did, so that nothing gets lost in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.auditing.audit_state import NOBODYS, KnownContents, Replay
from pactbook.lock.policies.policy import GOVERNANCE, SIGNOFFS
from pactbook.lock.records import inventory as listing
from pactbook.lock.records.governance import judge_policies, stopped_at_root
from pactbook.lock.records.inventory import Inventory
from pactbook.lock.records.record import read_records
from pactbook.lock.records.state import InstrumentState, Policies, Verified
from pactbook.lock.verifying.verify_range import Base, step_problems
from pactbook.lock.verifying.verify_tree import POLICY_PATH, add_sealed, draft_rulebook, judge_governance, judge_instrument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pactbook.lock.auditing.audit_history import Change
    from pactbook.lock.policies.policy import Instrument, Rulebook
    from pactbook.lock.records.quorum import Holding
    from pactbook.lock.records.record import Sealed
    from pactbook.problems import Problem
    from pactbook.trees.tree import Tree

RECORDS = f"{GOVERNANCE}/{SIGNOFFS}"
# Units that are no instrument; none of these can be a path in a book.
CHAIN, NAMES, LAYERS, LOOSE = "//policy", "//names", "//layers", "//path/"


class _Before(Base):
    """The state before, which was judged already."""

    def __init__(self, tree: Tree, policies: Policies, verified: Verified) -> None:
        super().__init__(tree, None)
        self.__dict__.update(policies=policies, verified=verified)


class Judge:
    """The verdict on the state at hand: `states` of the instruments, `problems` by unit, `policies` as they were replayed."""

    def __init__(self, replay: Replay, root_digest: str | None, holding: Holding = ()) -> None:
        """Judge what `replay` holds, from the pinned first policy; `holding`: see `valid_signatures`."""
        self._holding = holding
        self.replay = replay
        self.policies = Policies()
        self.states: dict[str, InstrumentState] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self._root_digest = root_digest
        self._rulebook: Rulebook | None = None
        self._sealed: list[Sealed] = []
        self._sealed_folders: frozenset[str] = frozenset()
        self._older: dict[str, Instrument] = {}
        self._wrong_root: Problem | None = None
        self._last_rooted: _Before | None = None

    def passes(self, changes: Iterable[Change]) -> bool:
        """Go on to the next state if nothing that is judged differs in it: free files with other content, and no more."""
        if self._rulebook is None or self._older or not all(map(self._is_free, changes)):
            return False
        self.replay.exchange(changes)
        return True

    def _is_free(self, change: Change) -> bool:
        before = self.replay.entries.get(change.path)
        same = before is not None and change.after is not None and before.mode == change.after.mode
        return same and not change.is_new and f"/{SIGNOFFS}/" not in change.path and self.replay.group(change.path) == NOBODYS

    def step(self, changes: Sequence[Change], *, alone: bool = False) -> list[Problem]:
        """Go on to the next state; what is wrong with the way there (nothing where the state stands `alone`, with none before it)."""
        paths = [change.path for change in changes]
        whole = self._rests_on_policy(paths)
        before = _Before(self._records(paths, whole=whole), self.policies, Verified(dict(self.states), (), self.policies, self._rulebook))
        modes = {path: entry.mode for path in paths if (entry := self.replay.entries.get(path))}
        names = self.replay.names()
        self.replay.apply(changes)
        if whole:
            self.everything()
        elif self._rulebook is not None:
            self._again(changes, modes)
            if self.replay.names() != names:
                self._names()
        way = self._way(before, paths, whole=whole)
        return [] if alone else way

    def _records(self, paths: Iterable[str], *, whole: bool) -> Tree:
        if whole:
            return self.replay.part({path: entry for path, entry in self.replay.entries.items() if f"/{SIGNOFFS}/" in path})
        return self.replay.part(self.replay.records_of(paths))

    def _way(self, before: _Before, paths: Iterable[str], *, whole: bool) -> list[Problem]:
        """What is wrong with the way into the state at hand from the last one that rested on the pinned policy."""
        folders = {self.replay.group(path) for path in paths if f"/{SIGNOFFS}/" in path}
        if self._last_rooted:
            if self._wrong_root:
                return []
            before, self._last_rooted, whole, folders = self._last_rooted, None, True, set(self.states)
        elif self._wrong_root:
            self._last_rooted = before
        touched = {folder: self.states[folder] for folder in sorted(folders) if folder in self.states}
        problems = step_problems(before, Verified(touched, (), self.policies, self._rulebook), self._records(paths, whole=whole))
        if self._wrong_root is None:
            return problems
        return [problem for problem in stopped_at_root([self._wrong_root, *problems]) if problem != self._wrong_root]

    def _rests_on_policy(self, paths: Iterable[str]) -> bool:
        if self.policies.newest is None and POLICY_PATH in paths:
            return True
        return any(path == RECORDS or path.startswith(f"{RECORDS}/") for path in paths)

    def everything(self) -> None:
        """Judge the whole state: the chain of policies, then every unit."""
        self.problems, self.states, self._older = {}, {}, {}
        self._rulebook = self._replay_policies()
        if self._rulebook is None:
            self.replay.unsort()
            return
        self.replay.sort(self._rulebook)
        empty = Inventory(self.replay.part({}), self._rulebook)
        add_sealed(empty, self.policies)
        self._keep(LAYERS, empty.problems)
        self._sealed_folders = frozenset(empty.instruments)
        self._names()
        for folder in sorted((self.replay.groups.keys() | self._sealed_folders) - {NOBODYS}):
            self._instrument(folder)
        self._loose(list(self.replay.groups.get(NOBODYS, {})))

    def _replay_policies(self) -> Rulebook | None:
        part = self.replay.part({path: entry for path, entry in self.replay.entries.items() if path.startswith(GOVERNANCE)})
        contents = KnownContents(part, self.replay.known)
        self._sealed, problems = read_records(GOVERNANCE, listing.governance_records(part), contents)
        self.policies, faults = judge_policies(self._sealed, contents, self._root_digest)
        problems += faults
        self._wrong_root = next((problem for problem in faults if problem.rule is rules.ROOT), None)
        if self._wrong_root:
            if self._sealed:
                self.states[GOVERNANCE] = InstrumentState(GOVERNANCE, "", "", self.policies.states)
            self._keep(CHAIN, stopped_at_root(problems))
            return None
        rulebook = self.policies.newest.rulebook if self.policies.newest else draft_rulebook(part, problems)
        self._keep(CHAIN, problems)
        return rulebook

    def _keep(self, unit: str, problems: Iterable[Problem]) -> None:
        found = tuple(dict.fromkeys(problems))
        if found:
            self.problems[unit] = found
        else:
            self.problems.pop(unit, None)

    def _again(self, changes: Iterable[Change], modes: dict[str, str]) -> None:
        """Judge the units whose verdict depends on what changed."""
        folders: set[str] = set()
        loose = []
        for change in changes:
            folder = self.replay.group(change.path)
            folders.add(folder)
            folders.update(name for name, older in self._older.items() if _holds(older, change.path))
            if folder == NOBODYS and modes.get(change.path) != (change.after.mode if change.after else None):
                loose.append(change.path)
        self._loose(loose)
        for folder in sorted(folders - {NOBODYS}):
            self._instrument(folder)

    def _take(self, entries: Iterable[str], folder: str) -> Inventory:
        group = self.replay.groups.get(folder, {})
        part = self.replay.part({path: group[path] for path in entries if path in group})
        return listing.take(part, self._known_rulebook())

    def _known_rulebook(self) -> Rulebook:
        if self._rulebook is None:
            message = "nothing is judged without a policy"
            raise AssertionError(message)
        return self._rulebook

    def _loose(self, paths: list[str]) -> None:
        """Files that belong to no instrument, each by itself; as long as all is well one look at all of them tells it."""
        known = [path for path in paths if f"{LOOSE}{path}" in self.problems]
        for path in paths if self._take(paths, NOBODYS).problems else known:
            self._keep(f"{LOOSE}{path}", self._take([path], NOBODYS).problems)

    def _names(self) -> None:
        """Whether something in the folders on the way to locked files could be taken for a locked one."""
        self._keep(NAMES, listing.take(self.replay.part({}, self.replay.names()), self._known_rulebook()).problems)

    def _instrument(self, folder: str) -> None:
        rulebook = self._known_rulebook()
        inventory = self._take(self.replay.groups.get(folder, {}), folder)
        sealed = rulebook.instrument(folder) if folder in self._sealed_folders else None
        if sealed:
            inventory.instruments.setdefault(folder, sealed)
        self._older.pop(folder, None)
        self.states.pop(folder, None)
        problems = list(inventory.problems)
        if folder in inventory.instruments:
            inventory.tree = self.replay.whole()
            contents = KnownContents(self.replay.whole(), self.replay.known)
            if folder == GOVERNANCE:
                state, found = judge_governance(inventory, self._sealed, self.policies, contents)
            else:
                state, found = judge_instrument(inventory, folder, self.policies, contents, self._holding)
            self.states[folder] = state
            self._note_older(inventory.instruments[folder], state)
            problems += found
        self._keep(folder, problems)

    def _note_older(self, instrument: Instrument, state: InstrumentState) -> None:
        """An instrument that was last signed under a policy which gave it other files depends on those."""
        named = state.newest.statement.policy if state.newest else None
        policy = self.policies.named(named) if named else None
        older = policy.rulebook.instrument(instrument.path) if policy else None
        if older and older.layer != instrument.layer:
            self._older[instrument.path] = older


def _holds(instrument: Instrument, path: str) -> bool:
    return path.startswith(instrument.base) and instrument.owns(path.removeprefix(instrument.base))
