"""What was read of manuals and agreements, kept between builds beside the sites: reading them is most of what a small change costs.

Each piece lies under the digest of everything that it was made from, so that nothing stale is ever found; only what was without fault is kept.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.load.aside import Aside
from pactbook.manuals.page import recall, remembered
from pactbook.site.engine.makers import makers
from pactbook.site.engine.packs import Packs
from pactbook.site.views import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pactbook.load.kept import Shelf
    from pactbook.manuals.links import Linker
    from pactbook.model.manual import Manual
    from pactbook.site.views.inputs import Inputs

FOLDER = "readings"
_SOUND = b"sound"


class Memory:
    """The memory in a folder; without one, nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._packs = Packs(folder / FOLDER if folder else None)
        self._inputs: Inputs | None = None
        self._asked: set[str] = set()
        self._known: set[str] = set()

    def recall(self, inputs: Inputs, linker: Linker) -> None:
        """Give a linker, whenever it asks, what was worked out of manuals that have not changed, under contracts and clauses that have not changed."""
        texts.keep_in(self._packs)
        self._inputs = inputs
        linker.recall = lambda manual: self._recall(linker, manual)

    def _recall(self, linker: Linker, manual: Manual) -> None:
        key = self._key(manual)
        with self._packs:
            kept = self._packs.get(key)
        if kept:
            recall(linker, manual, json.loads(kept))
            self._known.add(key)

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """Where the documents of the book stand that were read and found sound before; what is put there is kept at the end."""
        with self._packs:
            yield _Shelf(self._packs, self._asked, Aside(self._packs.folder and self._packs.folder.parent))

    def is_sound(self, part: str) -> bool:
        """Whether this part of the book was judged before, as it is now, and had no error."""
        with self._packs:
            return self._packs.get(self._verdict(part)) == _SOUND

    def remember(self, part: str, linker: Linker) -> None:
        """Keep that a part of the book is without error, and what was worked out of its manuals since."""
        with self._packs:
            self._packs.put(self._verdict(part), _SOUND)
            for manual in linker.book.manuals.values():
                key = self._key(manual) if part == f"ops-manuals/{manual.vendor}" else ""
                if key and key not in self._known and (worked := remembered(linker, manual)) is not None:
                    self._packs.put(key, json.dumps(worked, ensure_ascii=False, separators=(",", ":")).encode())

    def let_go(self, linker: Linker) -> None:
        """Have a linker drop what lies here, too: in a large book that is more than its pages."""
        if self._packs.folder is not None:
            linker.let_go()

    def forget(self) -> None:
        """Drop what no manual and no agreement of this book needs any more; once every page of every site is made."""
        self._packs.keep_only({*self._asked, *texts.asked()})

    def _verdict(self, part: str) -> str:
        return self._name("verdict", part, self._inputs.of_judged(part) if self._inputs else "")

    def _key(self, manual: Manual) -> str:
        return self._name("manual", self._inputs.of_contracts(manual.vendor) if self._inputs else "", *_of(manual))

    def _name(self, *parts: str) -> str:
        found = hashlib.sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            found.update(b"%d\0" % len(data))
            found.update(data)
        key = found.hexdigest()
        self._asked.add(key)
        return key


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Documents under their bytes, their kind and the programs."""

    packs: Packs
    asked: set[str]
    aside: Aside

    def get(self, kind: str, data: bytes) -> bytes | None:
        return self.packs.get(self._key(kind, data))

    def put(self, kind: str, data: bytes, content: bytes) -> None:
        self.packs.put(self._key(kind, data), content)

    def _key(self, kind: str, data: bytes) -> str:
        key = hashlib.sha256(f"{makers()}\0document\0{kind}\0".encode() + data).hexdigest()
        self.asked.add(key)
        return key


def _of(manual: Manual) -> Iterator[str]:
    """Everything of a manual that its pages are worked out from."""
    yield repr((manual.path, manual.vendor, manual.outline, sorted(manual.images.items()), sorted(manual.others)))
    for page in manual.pages:
        yield repr((page.path, page.file, page.text, page.text_line, sorted(page.front_matter.items())))
