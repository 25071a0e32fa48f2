"""What sites are made of, as digests: as long as nothing changes of what an audience sees, its site need not even be thought about.

The files of a book are put into groups: each vendor's contracts, each manual, and everything else, which all have in common. A digest of an
audience takes in the groups that it can see and what history and verification tell of them; more than it sees does no harm, less would show
something stale. So a group that nobody thought of belongs to all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.load.layout import RESERVED, ROOTS
from pactbook.manuals.vendor_names import vendor_names
from pactbook.site.audience import INTERNAL
from pactbook.site.engine.makers import makers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pactbook.model.book import Book
    from pactbook.site.views.view import Known
    from pactbook.trees.tree import Tree

COMMON = ""
"""The group of what all have in common."""


def group(path: str) -> str:
    """The group of a path: `contracts/<vendor>`, `ops-manuals/<vendor>/<manual>`, or '' for what all have in common."""
    root, _, rest = path.partition("/")
    first, _, more = rest.partition("/")
    if root == "contracts" and more and first not in RESERVED:
        return f"{root}/{first}"
    if root == "ops-manuals" and "/" in more:
        return f"{root}/{first}/{more.partition('/')[0]}"
    return COMMON


@dataclass(slots=True)
class Inputs:
    """The digests of a book's groups, on one day; `of_audience` also takes in what is known beside the files."""

    book: Book
    _day: date
    _files: dict[str, str]
    _known: dict[str, str] = field(default_factory=dict)
    _names: str | None = None

    @classmethod
    def of_files(cls, tree: Tree, book: Book, day: date) -> Inputs:
        """Read every file once."""
        found: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
        for entry in tree.entries(*ROOTS):
            content = hashlib.sha256(tree.read(entry.path)).hexdigest() if entry.is_file else ""
            found[group(entry.path)].update(f"{entry.path}\0{entry.mode}\0{content}\0".encode("utf-8", "surrogatepass"))
        return cls(book, day, {name: digest.hexdigest() for name, digest in found.items()})

    def know(self, known: Known) -> None:
        """Take in what history and verification tell."""
        found: dict[str, hashlib._Hash] = defaultdict(hashlib.sha256)
        for name, days in (("updated", known.updated), ("filed", known.filed)):
            for path, day in sorted(days.items()):
                found[group(path)].update(f"{name}\0{path}\0{day}\0".encode("utf-8", "surrogatepass"))
        if known.today != self._day:  # a site of another day says so, and shows only what may be read today
            found[COMMON].update(f"today\0{known.today}\0".encode())
        for folder, state in sorted(known.states.items()):
            found[group(f"{folder}/.")].update(f"state\0{folder}\0{state!r}\0".encode("utf-8", "surrogatepass"))
        for change in known.page_changes:
            line = f"change\0{change[:5]}\0".encode("utf-8", "surrogatepass")
            for name in {group(path) for path in (change.before, change.after) if path}:
                found[name].update(line)
        self._known = {name: digest.hexdigest() for name, digest in found.items()}

    def of_judged(self, part: str) -> str:
        """The digest of what a vendor's contracts, the manuals in its folder for whoever reads them, or the library ('') can be judged by."""
        groups, vendor = {COMMON, part}, part.partition("/")[2]
        if part.startswith("ops-manuals/"):
            readers = {f"contracts/{each}" for manual in self.book.manuals.values() if manual.vendor == vendor for each in manual.audience}
            groups = self._own(vendor) | readers
        return _digest((makers(), str(self._day), *self._told(self._files, groups)))

    def of_contracts(self, vendor: str) -> str:
        """The digest of what a page of a manual in a vendor's folder is worked out with, beside its manual."""
        return _digest((makers(), *self._told(self._files, (COMMON, f"contracts/{vendor}"))))

    def of_audience(self, name: str) -> str:
        """The digest of everything that an audience's pages are made of."""
        if name == INTERNAL:
            groups: Iterable[str] = {*self._files, *self._known}
        else:
            shared = {path: manual.vendor for path, manual in self.book.manuals.items() if name in manual.audience}
            groups = {*self._own(name), *shared, *(f"contracts/{owner}" for owner in shared.values())}
        told = (*self._told(self._files, groups), *self._told(self._known, groups))
        return _digest((makers(), name, str(self._day), *sorted(self._others(name)), *told))

    def _others(self, audience: str) -> Iterable[str]:
        """Who the vendors are to the client's own people; to a vendor, what others are called, of whom its site says nothing."""
        if audience == INTERNAL:
            return self.book.vendors
        if self._names is None:
            self._names = vendor_names(self.book).key
        return (self._names,)

    def of_part(self, audience: str, name: str, groups: Iterable[str], said: Iterable[str]) -> str:
        """The digest of what a part of a site is made of: these groups, what every page of the site says, and who the others are."""
        told = (*self._told(self._files, groups), *self._told(self._known, groups))
        return _digest((makers(), audience, name, str(self._day), repr(tuple(said)), repr(tuple(self._others(audience))), *told))

    def _own(self, vendor: str) -> set[str]:
        begin = f"ops-manuals/{vendor}/"
        return {COMMON, f"contracts/{vendor}", *(name for name in (*self._files, *self._known) if name.startswith(begin))}

    @staticmethod
    def _told(digests: dict[str, str], groups: Iterable[str]) -> list[str]:
        return [f"{name}\0{digests.get(name, '')}" for name in sorted(groups)]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
