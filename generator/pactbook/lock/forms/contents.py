"""Bytes and digests of a tree's files; what git stores once is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pactbook.lock.forms.lines import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.trees.tree import Entry, Tree


@runtime_checkable
class Reader(Protocol):
    """A tree that can read ahead."""

    def expect(self, entries: Iterable[Entry]) -> None:
        """Files that will be read, in about this order."""


class Contents:
    """Reads the files of one tree."""

    def __init__(self, tree: Tree) -> None:
        """Read from `tree`."""
        self.tree = tree
        self._known: dict[str, tuple[str, int]] = {}

    def expect(self, entries: Iterable[Entry]) -> None:
        """Files that will be judged, in about this order: where git has to unpack them, it begins."""
        if isinstance(self.tree, Reader):
            self.tree.expect([entry for entry in entries if entry.oid not in self._known])

    def read(self, entry: Entry) -> bytes:
        """The bytes of a plain file; raises MissingFileError."""
        return self.tree.read(entry.path)

    def facts(self, entry: Entry) -> tuple[str, int]:
        """Digest and size of a plain file; raises MissingFileError."""
        key = entry.oid or entry.path
        if key not in self._known:
            data = self.tree.read(entry.path)
            self._known[key] = (digest(data), len(data))
        return self._known[key]
