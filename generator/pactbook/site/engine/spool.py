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


class Spool:
    """Files of so many pages each, in a folder; every page with its digest."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder, self._size = folder, size
        self._waiting: list[Keyed] = []
        self.files: list[str] = []
        self.count = 0

    def add(self, keyed: Keyed) -> None:
        """One page more."""
        self._waiting.append(keyed)
        self.count += 1
        if len(self._waiting) == self._size:
            self.close()

    def taken(self) -> tuple[Keyed, ...]:
        """All pages that were written down, at once."""
        return tuple(keyed for file in self.files for keyed in read(file))

    def close(self) -> None:
        """Write down what is left."""
        if self._waiting:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"pages-{len(self.files)}"
            file.write_bytes(pickle.dumps(tuple(self._waiting), pickle.HIGHEST_PROTOCOL))
            self.files.append(str(file))
            self._waiting = []


def read(file: str) -> tuple[Keyed, ...]:
    """The pages in a file of a spool."""
    found: tuple[Keyed, ...] = pickle.loads(Path(file).read_bytes())  # noqa: S301 - see the module
    return found
