"""What is to be done for a site: which of its pages are printed, and which are taken over from the one that stands."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.collector import give_back
from pactbook.site.addresses import built_path
from pactbook.site.building.build import frame_of
from pactbook.site.building.job import Closing
from pactbook.site.building.place import refuse_foreign
from pactbook.site.engine import fingerprint, record
from pactbook.site.engine.assembly import Assembly
from pactbook.site.engine.batch import MANY, Batch, Frame, Printed
from pactbook.site.engine.prints import Prints, in_order, room
from pactbook.site.engine.spool import Spool
from pactbook.site.navigation import Place, placed
from pactbook.site.search import SECTIONS
from pactbook.site.stage import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from pathlib import Path

    from pactbook.site.engine.workshop import Workshop
    from pactbook.site.page import Page
    from pactbook.site.reading.source import Source
    from pactbook.site.settings import SiteSettings
    from pactbook.site.views.parts import Part

BATCH = 50  # pages in a job


@dataclass(slots=True)
class Planned:
    """A site on its way. `pages` are those that were taken over or printed, `entries` where their search entries lie; `whole` holds all at once."""

    name: str
    out: Path
    bench: Path
    frame: Frame
    order: tuple[str, ...]
    spool: Spool
    images: dict[str, bytes]
    pages: MutableMapping[str, Printed]
    last: record.Record
    """What of the site that stands can be taken over beside its pages, and what is to be noted of this one beside its pages."""
    note: Path
    bodies: Path
    inputs: str
    problems: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    waiting: int = 0
    over: bool = False
    start: float = field(default_factory=time.monotonic)

    @property
    def small(self) -> bool:
        """Whether so little is new that putting the site together is quicker than telling another process of it."""
        return bool(self.last.others) and self.spool.count <= BATCH

    def batches(self) -> Iterator[Batch]:
        """The pages to print, some at a time."""
        for number, file in enumerate(self.spool.files):
            yield Batch(self.frame, file, self.images, str(self.bench / "site"), str(self.bench / f"entries-{number}"), str(self.bodies))

    def whole(self) -> Batch:
        """All pages at once, for a machine elsewhere."""
        ranks = {path: rank for rank, path in enumerate(self.order)}
        pages = tuple(sorted(self.spool.taken(), key=lambda keyed: ranks[keyed[1].path]))
        return Batch(self.frame, pages, self.images, "", "")

    def used(self) -> set[str]:
        """The bodies that the pages are made of; nothing more is asked of these afterwards."""
        found = {page.body for page in self.pages.values()}
        if isinstance(self.pages, Prints):
            self.pages.close()
        return found

    def closing(self) -> Closing:
        """The last step."""
        made = record.Record(self.frame.key, in_order(self.pages, self.order), self.last.others, self.last.parts, self.last.navs)
        return Closing(
            Assembly(self.frame, str(self.bench / "site"), made, self.entries, str(self.out), tuple(self.problems)), str(self.bench)
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A site that stands as it would be built again."""

    name: str
    out: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A site that is to be built, for an audience; `afresh` without a look at what stands, `elsewhere` by machines that don't see it."""

    name: str
    settings: SiteSettings
    afresh: bool = False
    elsewhere: bool = False


def plan(source: Source, wanted: Wanted, shop: Workshop) -> Planned | Unchanged:
    """The site of an audience held against what was built last; where it was made of the very same, nothing is read for it.

    Of a page that is to be printed only its place stays here; its text waits in the spool.
    """
    name, settings = wanted.name, wanted.settings
    out, note, bench = shop.out / name, shop.record(name), shop.bench(name)
    refuse_foreign(out, known=note.exists())
    inputs = fingerprint.of_inputs(source.inputs.of_audience(name), settings)
    if not wanted.afresh and (count := record.standing(note, inputs, out)) is not None:
        return Unchanged(name, out, count)
    last = record.Record() if wanted.afresh else record.read(note)
    same, whole = record.untouched(last, out)
    usable = not wanted.elsewhere and (not settings.search or SECTIONS in same)
    work = _Planning(source, name, last, same if usable else frozenset(), Spool(bench, BATCH))
    for part in source.each_part(name):
        work.take(part)
    frame = frame_of(work.places, work.images, settings)
    order = tuple(place.path for place in work.places)
    if (
        work.kept and frame.key != last.key
    ):  # what all pages share has changed, so all are printed; they are made once more rather than kept
        work.give_back()
    work.spool.close()
    if len(order) >= MANY:
        give_back()
    if whole and len(work.kept) == len(order) == len(last.pages) and tuple(last.pages) == order:
        record.stamp(note, out, len(order), inputs)
        return Unchanged(name, out, len(order))
    if not wanted.elsewhere:
        (bench / "site").mkdir(parents=True)
    others = last.others if frame.key == last.key and work.same.issuperset(last.others) else {}
    beside = record.Record(others=others, parts=work.parts, navs={place.path: place.nav for place in work.places if place.nav})
    pages = work.kept if wanted.elsewhere else room(work.kept, len(order), bench / "pages")
    return Planned(name, out, bench, frame, order, work.spool, work.images, pages, beside, note, shop.bodies, inputs)


@dataclass(slots=True)
class _Planning:
    """The pages of a site as they are gone through; `same` are the files of the last build that can be taken over."""

    source: Source
    name: str
    last: record.Record
    same: frozenset[str]
    spool: Spool
    images: dict[str, bytes] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    kept: dict[str, Printed] = field(default_factory=dict)
    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def take(self, part: Part) -> None:
        """The pages of a part: made, unless they stand as they would be made again."""
        key, paths = self.last.parts.get(part.name, ("", []))
        if part.key and part.key == key and self._seen.isdisjoint(paths) and all(map(self._stands, paths)):
            self._seen.update(paths)
            self.source.skipped.add(self.name)
            for path in paths:
                printed = self.kept[path] = self.last.pages[path]
                beside = tuple(file for file in printed.files if file != built_path(path))
                self.places.append(Place(path, self.last.navs.get(path), beside))
        else:
            paths = [self._made(page) for page in checked(part.make(), self._seen)]
        if part.key:
            self.parts[part.name] = part.key, paths

    def _stands(self, path: str) -> bool:
        return path in self.last.pages and self.same.issuperset(self.last.pages[path].files)

    def _made(self, page: Page) -> str:
        key = fingerprint.of_page(page, self._bring(page))
        self.places.append(placed(page))
        if self._stands(page.path) and self.last.pages[page.path].key == key:
            self.kept[page.path] = self.last.pages[page.path]
        else:
            self.spool.add((key, page))
        return page.path

    def _bring(self, page: Page) -> list[bytes]:
        """The images of a page."""
        for asset in page.assets:
            if asset.path not in self.images:
                self.images[asset.path] = self.source.read(asset.source)
        return [self.images[asset.path] for asset in page.assets]

    def give_back(self) -> None:
        """Make all pages that were to be kept."""
        for part in self.source.each_part(self.name):
            for page in checked(part.make()):
                if page.path in self.kept:
                    self._bring(page)
                    self.spool.add((self.kept.pop(page.path).key, page))
