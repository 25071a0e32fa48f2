"""Sorts a tree's files by the instrument that they belong to, and reports what nobody signs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.names import fold, path_fault, short_for, short_name, shown, twins
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.policies.policy import GOVERNANCE, SIGNOFFS, Instrument, Kind, Place, Rulebook
from pactbook.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.problems import Rule
    from pactbook.trees.tree import Entry, Tree


_SIGNED = frozenset({Kind.FILE, Kind.RECORD})


@dataclass(slots=True)
class Inventory:
    """The locked files of a tree under one policy: an instrument's own files by path from its base, and the files of its records."""

    tree: Tree
    rulebook: Rulebook
    own: dict[str, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    records: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    instruments: dict[str, Instrument] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: str, rule: Rule, message: str) -> None:
        """Record what is wrong with a path."""
        self.problems.append(Problem(shown(path), Position(), rule, message))

    def own_files(self, instrument: Instrument) -> dict[str, Entry]:
        """The instrument's own files as the policy that `instrument` comes from sees them."""
        if instrument.layer == self.instruments[instrument.path].layer:
            return self.own[instrument.path]
        if instrument.layer.files:
            found = {file: self.tree.entry(f"{instrument.base}{file}") for file in instrument.layer.files}
            return {file: entry for file, entry in found.items() if entry}
        inner = {entry.path.removeprefix(instrument.base): entry for entry in self.tree.entries(instrument.path)}
        return {path: entry for path, entry in inner.items() if instrument.owns(path)}


def governance_records(tree: Tree) -> list[Entry]:
    """The files of the policy's own records, which are read before anything is known of the policy."""
    return list(tree.entries(f"{GOVERNANCE}/{SIGNOFFS}"))


def likely_locked(path: str) -> bool:
    """Whether a path is locked as far as can be told before the policy is known; good for reading ahead and for nothing else."""
    return f"/{SIGNOFFS}/" in path or path.startswith(("contracts/", "clauses/"))


def take(tree: Tree, rulebook: Rulebook, entries: Iterable[Entry] | None = None) -> Inventory:
    """All locked files of a tree; `entries` are those under the book's folders, where they were listed already."""
    inventory = Inventory(tree, rulebook)
    home, records = "\n", []
    for entry in tree.entries(*ROOTS) if entries is None else entries:
        if entry.path.startswith(home) and entry.is_file:
            records.append(entry)
            continue
        place = _sort(inventory, entry)
        if place.kind is Kind.RECORD and place.instrument:  # as is all else below this folder, so that nobody has to look
            home, records = f"{place.instrument.path}/{SIGNOFFS}/", inventory.records[place.instrument.path]
    _outside(inventory)
    _twins(inventory)
    return inventory


def _sort(inventory: Inventory, entry: Entry) -> Place:
    place = inventory.rulebook.locate(entry.path)
    if place.kind is Kind.REFUSED:
        inventory.problem(entry.path, rules.STRAY, place.reason)
    elif place.kind is Kind.FREE:
        _look_alike(inventory, entry)
    elif not entry.is_file:
        inventory.problem(entry.path, rules.NOT_A_FILE, "this is a symbolic link, a submodule or a special file")
    if place.instrument is None or place.kind not in _SIGNED:
        return place
    inventory.instruments[place.instrument.path] = place.instrument
    if place.kind is Kind.RECORD:
        inventory.records[place.instrument.path].append(entry)
        return place
    inventory.own[place.instrument.path][place.inner] = entry
    if fault := path_fault(place.inner):
        inventory.problem(entry.path, rules.NAME, fault)
    return place


def _look_alike(inventory: Inventory, entry: Entry) -> None:
    """A free file must not stand for a locked one on any system, nor be on the way to one."""
    folded = fold(entry.path)
    if folded != entry.path and inventory.rulebook.locate(folded).locked:
        inventory.problem(entry.path, rules.TWIN, f"on some systems this is the locked '{folded}'")
    elif short_name(entry.path):
        inventory.problem(entry.path, rules.TWIN, "it has the form of a short name, by which Windows may take it for a locked file")
    elif not entry.is_file and entry.path.count("/") < inventory.rulebook.deepest:
        inventory.problem(entry.path, rules.NOT_A_FILE, "this is a symbolic link or submodule where folders with locked files lie")


def _outside(inventory: Inventory) -> None:
    for path, instrument in inventory.rulebook.outside.items():
        entry = inventory.tree.entry(path)
        if entry is None:
            continue
        inventory.instruments[instrument.path] = instrument
        inventory.own[instrument.path][path.removeprefix(instrument.base)] = entry
        if not entry.is_file:
            inventory.problem(path, rules.NOT_A_FILE, "this is a symbolic link, a submodule or a special file")


def _twins(inventory: Inventory) -> None:
    for path in (*ROOTS, *inventory.rulebook.outside):
        _twins_on_the_way(inventory, path)
    for own in inventory.own.values():
        paths = [entry.path for entry in own.values()]
        if all(fold(path) == path for path in paths):
            continue  # each stands for itself alone, and so do the folders on its way
        for path, other in twins(paths):
            inventory.problem(path, rules.TWIN, f"on some systems this and '{shown(other)}' are one file")


def _twins_on_the_way(inventory: Inventory, path: str) -> None:
    folder = ""
    for name in path.split("/"):
        for other in inventory.tree.names(folder):
            if other != name and (fold(other).partition("/")[0] == fold(name) or short_for(other, name)):
                inventory.problem(f"{folder}/{other}".lstrip("/"), rules.TWIN, f"on some systems this is '{name}', which is locked")
        folder = f"{folder}/{name}".lstrip("/")
