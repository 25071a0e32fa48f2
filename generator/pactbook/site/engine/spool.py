"""Pages on their way to the processes that print them: written down as they are made, so that nobody ever holds all pages of a large site.

The files lie on the bench of one build, which this machine's own user made a moment ago, and are gone with it.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.site.page import Page

Keyed = tuple[str, "Page"]
LARGE = 500_000
"""Characters of a page that takes a process thirty times their room to print: a large book has a few of them, and no two are printed at once."""


class Spool:
    """Files of so many pages each, in a folder; every page with its digest. Large pages are in one file, the first."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._waiting: list[Keyed] = []
        self._large: list[Keyed] = []
        self.files: list[str] = []
        self.count = 0

    def add(self, keyed: Keyed) -> None:
        """One page more."""
        self.count += 1
        if len(keyed[1].markdown) >= LARGE:
            self._large.append(keyed)
            return
        self._waiting.append(keyed)
        if len(self._waiting) == self._size:
            self.files.append(self._written(self._waiting))
            self._waiting = []

    def taken(self) -> tuple[Keyed, ...]:
        """All pages that were written down, at once, in any order."""
        return tuple(keyed for file in self.files for keyed in read(file))

    def close(self) -> None:
        """Write down what is left."""
        if self._waiting:
            self.files.append(self._written(self._waiting))
        if self._large:
            self.files.insert(0, self._written(self._large))
        self._waiting, self._large = [], []

    def _written(self, pages: list[Keyed]) -> str:
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._folder / f"pages-{len(self.files)}"
        file.write_bytes(pickle.dumps(tuple(pages), pickle.HIGHEST_PROTOCOL))
        return str(file)


def read(file: str) -> tuple[Keyed, ...]:
    """The pages in a file of a spool."""
    found: tuple[Keyed, ...] = pickle.loads(Path(file).read_bytes())  # noqa: S301 - see the module
    return found
