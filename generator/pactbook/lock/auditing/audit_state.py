"""A book that is replayed state by state: its files sorted by instrument once, and small trees of just what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import suppress
from operator import attrgetter
from typing import TYPE_CHECKING

from pactbook.lock.forms.contents import Contents
from pactbook.lock.policies.policy import SIG, SIGNOFFS, STATEMENT
from pactbook.problems import PactbookError, shown
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pactbook.lock.auditing.audit_history import Change
    from pactbook.lock.policies.policy import Rulebook
    from pactbook.trees.plumbing import Blobs
    from pactbook.trees.tree import Entry

NOBODYS = ""


class Part:
    """Some files of a state, as a tree; `names` tells what lies in folders of the whole state."""

    def __init__(self, label: str, entries: Mapping[str, Entry], blobs: Blobs, names: Mapping[str, Iterable[str]] | None = None) -> None:
        """Hold the entries by path."""
        self.label = label
        self._entries = entries
        self._blobs = blobs
        self._names = names or {}

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders, or in their place."""
        prefixes = tuple(f"{folder}/" for folder in folders)
        inside = (entry for path, entry in self._entries.items() if path.startswith(prefixes) or path in folders)
        return tuple(sorted(inside, key=attrgetter("path")))

    def entry(self, path: str) -> Entry | None:
        """The entry at a path."""
        return self._entries.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """What lies in a folder of the whole state, if this part was made to tell it."""
        return tuple(sorted(self._names.get(folder, ())))

    def read(self, path: str) -> bytes:
        """The bytes of a regular file."""
        entry = self._entries.get(path)
        if entry is None or not entry.is_file:
            raise MissingFileError(path)
        return self._blobs.read(entry.oid)


class Known:
    """What was read of blobs by their object names: a blob is hashed once, whatever the number of states that hold it."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.facts: dict[str, tuple[str, int]] = {}
        self.bytes: dict[str, bytes] = {}


class KnownContents(Contents):
    """Reads a part of a state; statements, signatures and policies are kept, since each later state is judged by them again."""

    def __init__(self, tree: Part, known: Known) -> None:
        """Read from `tree` what is not known."""
        super().__init__(tree)
        self._known = known.facts
        self._bytes = known.bytes

    def read(self, entry: Entry) -> bytes:
        """The bytes of a plain file; raises MissingFileError."""
        if entry.oid not in self._bytes:
            self._bytes[entry.oid] = super().read(entry)
        return self._bytes[entry.oid]


def _twice(path: str) -> str:
    """Git writes no such tree, but stores one that was made by hand; programs differ in which of the two they take."""
    return f"{shown(path)} stands twice in a state of the branch, so nobody can tell what it says. 'git fsck' tells in which."


def is_signing(path: str) -> bool:
    """Whether a path is a statement's or a signature's, which are read before everything else."""
    return path.endswith((f"/{STATEMENT}", SIG)) and f"/{SIGNOFFS}/" in path


class Replay:
    """All files of the state at hand, by path and by the instrument to which the policy of the day gives them."""

    def __init__(self, root: Path, blobs: Blobs) -> None:
        """Begin with an empty book."""
        self.root = root
        self.blobs = blobs
        self.known = Known()
        self.entries: dict[str, Entry] = {}
        self.groups: dict[str, dict[str, Entry]] = {}
        self.rulebook: Rulebook | None = None
        self._names: dict[str, Counter[str]] = {}
        self._group: dict[str, str] = {}

    def apply(self, changes: Iterable[Change]) -> None:
        """Go on to the next state; files are sorted by the policy that was last given to `sort`."""
        for change in changes:
            before = self.entries.pop(change.path, None)
            if change.is_new and before is not None:
                raise PactbookError(_twice(change.path))
            group = self.groups.setdefault(self.group(change.path), {}) if self.rulebook else {}
            group.pop(change.path, None)
            if change.after is not None:
                self.entries[change.path] = group[change.path] = change.after
            if (before is None) != (change.after is None):
                self._count(change.path, 1 if before is None else -1)

    def exchange(self, changes: Iterable[Change]) -> None:
        """Go on to a state in which files of nobody have other content and nothing else differs."""
        group = self.groups.get(NOBODYS, {})
        for change in changes:
            if change.after is not None:
                self.entries[change.path] = group[change.path] = change.after

    def signed(self, changes: Iterable[Iterable[Change]]) -> Iterator[tuple[bytes, bytes]]:
        """The signatures that came together with a statement in some state, each with the statement, whoever may have made them."""
        for changed in changes:
            new = {change.path: change.after.oid for change in changed if change.after and change.after.is_file and is_signing(change.path)}
            for path, oid in new.items():
                statement = new.get(f"{path.rpartition('/')[0]}/{STATEMENT}")
                if statement and path.endswith(SIG):
                    with suppress(MissingFileError):
                        yield self._kept(oid), self._kept(statement)

    def _kept(self, oid: str) -> bytes:
        if oid not in self.known.bytes:
            self.known.bytes[oid] = self.blobs.read(oid)
        return self.known.bytes[oid]

    def _count(self, path: str, step: int) -> None:
        for folder, names in self._names.items():
            prefix = f"{folder}/" if folder else ""
            if path.startswith(prefix):
                names[path[len(prefix) :].partition("/")[0]] += step

    def group(self, path: str) -> str:
        """The instrument's folder, or nothing."""
        found = self._group.get(path)
        if found is None:
            place = self.rulebook.locate(path) if self.rulebook else None
            found = self._group[path] = place.instrument.path if place and place.instrument else NOBODYS
        return found

    def sort(self, rulebook: Rulebook) -> None:
        """Sort all files anew, by another policy."""
        self.rulebook = rulebook
        self._group = {}
        groups: dict[str, dict[str, Entry]] = defaultdict(dict)
        for path, entry in self.entries.items():
            groups[self.group(path)][path] = entry
        self.groups = groups
        ways = {"", *(path[:end] for path in rulebook.outside for end, char in enumerate(path) if char == "/")}
        self._names = {folder: Counter() for folder in ways}
        for path in self.entries:
            self._count(path, 1)

    def unsort(self) -> None:
        """Forget the policy: there is none by which files could be sorted."""
        self.rulebook, self.groups, self._names, self._group = None, {}, {}, {}

    def names(self) -> dict[str, frozenset[str]]:
        """What lies in the folders on the way to locked files."""
        return {folder: frozenset(name for name, count in names.items() if count > 0) for folder, names in self._names.items()}

    def part(self, entries: Mapping[str, Entry], names: Mapping[str, Iterable[str]] | None = None) -> Part:
        """Some of the files as a tree."""
        return Part("a state", entries, self.blobs, names)

    def whole(self) -> Part:
        """All files as a tree."""
        return Part("a state", self.entries, self.blobs)

    def records_of(self, paths: Iterable[str]) -> dict[str, Entry]:
        """All records of the instruments of which `paths` name a file of a record: a record is judged as a whole."""
        mark = f"/{SIGNOFFS}/"
        homes = {(f"{path.partition(mark)[0]}{mark}", self.group(path)) for path in paths if mark in path}
        found: dict[str, Entry] = {}
        for home, group in homes:
            source = self.groups.get(group, {}) if self.rulebook else self.entries
            found.update({path: entry for path, entry in source.items() if path.startswith(home)})
        return found
