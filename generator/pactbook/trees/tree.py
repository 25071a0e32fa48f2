"""What every source of files offers: the entries under a folder, and the bytes of a file."""

from __future__ import annotations

from typing import NamedTuple, Protocol

REGULAR = "100644"
EXECUTABLE = "100755"
SYMLINK = "120000"
GITLINK = "160000"
_FILES = frozenset({REGULAR, EXECUTABLE})


class MissingFileError(LookupError):
    """The tree has no regular file at that path."""


class Entry(NamedTuple):
    """A file of a tree: path with forward slashes from the root, and git's mode.

    Bytes of a name that are not UTF-8 stand in `path` as surrogate escapes. `oid` is git's object name where the tree is git's.
    """

    path: str
    mode: str
    oid: str = ""

    @property
    def is_file(self) -> bool:
        """Whether this is a regular file (no symlink, no submodule)."""
        return self.mode in _FILES


class Tree(Protocol):
    """All content of a book enters through this."""

    @property
    def label(self) -> str:
        """What this tree is, for messages: `the work tree`, `the index`, `commit 1a2b3c4`."""

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders, sorted by path; a folder that does not exist has none.

        Where something stands in a folder's place (a file, a link, a submodule), it is the entry.
        """

    def entry(self, path: str) -> Entry | None:
        """The entry at a path, None where there is none or a folder."""

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder, files and folders; `""` is the root."""

    def read(self, path: str) -> bytes:
        """The bytes of a regular file as they are stored; raises MissingFileError."""


def same_file(one: Tree, first: Entry, other: Tree, second: Entry) -> bool:
    """Whether two entries have the same mode and the same bytes: by git's names of the contents where both trees have them, else by reading."""
    if first.mode != second.mode:
        return False
    if first.oid and second.oid:
        return first.oid == second.oid
    try:
        return one.read(first.path) == other.read(second.path)
    except MissingFileError:
        return False
