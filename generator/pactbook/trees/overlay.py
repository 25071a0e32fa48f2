"""A tree as it would be with some files written and others gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.trees.tree import Entry, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.trees.tree import Tree


class Overlay:
    """`tree` with `files` (mode and bytes by path) in it, and without the files under the folders `hidden` or at the paths `gone`."""

    def __init__(
        self, tree: Tree, files: Mapping[str, tuple[str, bytes]], *, hidden: tuple[str, ...] = (), gone: tuple[str, ...] = ()
    ) -> None:
        """Lay `files` over `tree`."""
        self.label = f"{tree.label} with {len(files)} files changed"
        self._tree = tree
        self._files = files
        self._hidden = tuple(f"{folder}/" for folder in hidden)
        self._gone = frozenset(gone)

    def _shown(self, path: str) -> bool:
        return path not in self._files and path not in self._gone and not path.startswith(self._hidden)

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders, sorted by path."""
        prefixes = tuple(f"{folder}/" for folder in folders)
        kept = [entry for entry in self._tree.entries(*folders) if self._shown(entry.path)]
        return tuple(sorted([*kept, *(Entry(path, mode) for path, (mode, _) in self._files.items() if path.startswith(prefixes))]))

    def entry(self, path: str) -> Entry | None:
        """The entry at a path, None where there is none or a folder."""
        if path in self._files:
            return Entry(path, self._files[path][0])
        return self._tree.entry(path) if self._shown(path) else None

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder, by the tree."""
        return self._tree.names(folder)

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        if path in self._files:
            return self._files[path][1]
        if not self._shown(path):
            raise MissingFileError(path)
        return self._tree.read(path)
