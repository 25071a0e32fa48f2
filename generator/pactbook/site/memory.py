"""What was read of manuals and agreements, kept between builds beside the sites: reading them is most of what a small change costs.

Each piece lies under the digest of everything that it was made from, so that nothing stale is ever found; only what was without fault is kept.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from pactbook.manuals.page import recall, remembered
from pactbook.site import texts
from pactbook.site.engine.makers import makers
from pactbook.site.engine.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactbook.manuals.links import Linker
    from pactbook.model.manual import Manual
    from pactbook.trees.tree import Entry, Tree

FOLDER = "readings"
_LOCKED = ("contracts", "clauses")


class Memory:
    """The memory in a folder; without one, nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._store = Store(folder / FOLDER if folder else None)
        self._keys: dict[str, str] = {}
        self._known: set[str] = set()

    def recall(self, tree: Tree, linker: Linker) -> None:
        """Give a linker what was worked out of manuals that have not changed, under contracts and clauses that have not changed."""
        texts.keep_in(self._store)
        locked = _digest(f"{entry.path}\0{hashlib.sha256(tree.read(entry.path)).hexdigest()}" for entry in _own(tree))
        for manual in linker.book.manuals.values():
            key = self._keys[manual.path] = _digest((makers(), locked, *_of(manual)))
            if kept := self._store.get(key):
                recall(linker, manual, json.loads(kept))
                self._known.add(key)

    def remember(self, linker: Linker) -> None:
        """Keep what was worked out since."""
        for manual in linker.book.manuals.values():
            key = self._keys[manual.path]
            if key not in self._known and (worked := remembered(linker, manual)) is not None:
                self._store.put(key, json.dumps(worked, ensure_ascii=False, separators=(",", ":")).encode())

    def forget(self) -> None:
        """Drop what no manual and no agreement of this book needs any more; once every page is made."""
        self._store.keep_only({*self._keys.values(), *texts.asked()})


def _own(tree: Tree) -> list[Entry]:
    return [entry for entry in tree.entries(*_LOCKED) if "/signoffs/" not in entry.path]


def _of(manual: Manual) -> Iterator[str]:
    """Everything of a manual that its pages are worked out from."""
    yield repr((manual.path, manual.vendor, manual.outline, sorted(manual.images.items()), sorted(manual.others)))
    for page in manual.pages:
        yield repr((page.path, page.file, page.text, page.text_line, sorted(page.front_matter.items())))


def _digest(parts: Iterable[str]) -> str:
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d\0" % len(data))
        found.update(data)
    return found.hexdigest()
