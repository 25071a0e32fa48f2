"""The book as it stood, or will stand, on a day: every instrument with the files of its version in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import Kind
from pactbook.trees.tree import Entry, MissingFileError

if TYPE_CHECKING:
    from datetime import date

    from pactbook.lock.records.state import Verified
    from pactbook.trees.tree import Tree


class TreeAsOf:
    """A tree in which each signed instrument has the files of the version that is in force on a day.

    Before its first day an instrument has the files of its first version. One that nobody has signed completely keeps the files of the tree.
    Sealed records and free files are those of the tree.
    """

    def __init__(self, tree: Tree, verified: Verified, day: date) -> None:
        """Lay the sealed files of `verified` over `tree`."""
        self.label = f"{tree.label} as of {day}"
        self._tree = tree
        self._rulebook = verified.rulebook
        self._held: set[str] = set()
        self._copies: dict[str, str] = {}
        self._modes: dict[str, str] = {}
        for folder, state in verified.instruments.items():
            version = state.shown(day)
            instrument = self._rulebook.instrument(folder) if self._rulebook else None
            if version and version.complete and instrument:
                self._held.add(folder)
                for file in version.statement.files:
                    self._copies[f"{instrument.base}{file.path}"] = f"{version.files_path}/{file.path}"
                    self._modes[f"{instrument.base}{file.path}"] = file.mode

    def _replaced(self, path: str) -> bool:
        """Whether a path is an own file of an instrument whose sealed version stands in its place."""
        place = self._rulebook.locate(path) if self._rulebook else None
        return bool(place and place.kind is Kind.FILE and place.instrument and place.instrument.path in self._held)

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders, sorted by path."""
        prefixes = tuple(f"{folder}/" for folder in folders)
        kept = [entry for entry in self._tree.entries(*folders) if not self._replaced(entry.path)]
        kept += [Entry(path, mode) for path, mode in self._modes.items() if path.startswith(prefixes)]
        return tuple(sorted(kept))

    def entry(self, path: str) -> Entry | None:
        """The entry at a path, None where there is none or a folder."""
        if path in self._modes:
            return Entry(path, self._modes[path])
        return None if self._replaced(path) else self._tree.entry(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder, by the tree."""
        return self._tree.names(folder)

    def read(self, path: str) -> bytes:
        """The bytes of a file: the sealed copy where a version in force has it."""
        if path in self._copies:
            return self._tree.read(self._copies[path])
        if self._replaced(path):
            raise MissingFileError(path)
        return self._tree.read(path)
