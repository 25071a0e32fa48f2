"""The sites of a book, one for each audience: printed side by side, and only what changed."""

from __future__ import annotations

import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactbook.problems import PactbookError, did_you_mean
from pactbook.site import fingerprint
from pactbook.site.audience import INTERNAL
from pactbook.site.build import frame_of
from pactbook.site.engine import record
from pactbook.site.engine.assembly import Assembly
from pactbook.site.engine.batch import Batch, BatchDone, Frame, Printed, print_batch
from pactbook.site.engine.store import Store
from pactbook.site.engine.workshop import Workshop, workshop
from pactbook.site.executors import Elsewhere, Here
from pactbook.site.job import Closing, Done, Parcel, build_elsewhere, close, unpack
from pactbook.site.search import SECTIONS
from pactbook.site.stage import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pactbook.site.page import Page
    from pactbook.site.settings import SiteSettings
    from pactbook.site.source import Source

AHEAD = 2  # jobs that wait for a free process, for each that works
BATCH = 50  # pages in a job
FEW = 25  # pages of a site that are not worth a second process
_AT_HOME = 50  # so many pages in all are printed in this process


@dataclass(frozen=True, slots=True)
class Work:
    """Who builds: an executor with so many workers; `afresh` builds also what has not changed."""

    executor: Executor
    workers: int = 1
    afresh: bool = False


def audiences(source: Source, wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """The audiences to build for: those that were named, else the client's own people and every vendor; raises PactbookError for one that is none."""
    known = (INTERNAL, *source.book.vendors)
    for name in wanted:
        if name not in known:
            message = f"there is no audience '{name}'{did_you_mean(name, known)}. The audiences are: {', '.join(known)}."
            raise PactbookError(message)
    return tuple(dict.fromkeys(wanted)) or known


def build_sites(
    source: Source,
    out: Path,
    names: Sequence[str],
    settings: Callable[[str], SiteSettings],
    work: Work,
) -> Iterator[Done]:
    """Build the site of each audience into its folder under `out`, and tell of each as it is done.

    Pages are taken over from the site that stands where they would come out the same, unless `work.afresh`. Only a few jobs exist at any time, so
    that memory does not grow with the number of vendors. Interrupted at any moment, the build leaves every site as it was or as it will be.
    """
    with _terminable(), workshop(out) as shop:
        yard = _Yard(work, shop)
        good = True
        for name in names:
            site = _site(source, name, settings(name), shop, work)
            if site.unchanged:
                yield Done(name, str(site.out), len(site.order), 0.0, unchanged=True)
                continue
            for done in yard.build(site):
                good = good and not done.problems
                yield done
        for done in yard.settle(0):
            good = good and not done.problems
            yield done
        if good and yard.built and set(names) >= {INTERNAL, *source.book.vendors}:
            Store(shop.bodies).keep_only(record.bodies(shop.record(name) for name in names))


@dataclass(slots=True)
class _Site:
    """A site on its way. `todo` are the pages to print, `pages` those that were taken over or printed, `entries` where their search entries lie."""

    name: str
    out: Path
    bench: Path
    frame: Frame
    order: tuple[str, ...]
    todo: list[tuple[str, Page]]
    images: dict[str, bytes]
    pages: dict[str, Printed]
    note: Path
    bodies: Path
    unchanged: bool = False
    problems: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    waiting: int = 0
    over: bool = False
    executor: Executor | None = None
    start: float = field(default_factory=time.monotonic)

    def batches(self) -> Iterator[Batch]:
        """The pages to print, some at a time; what was handed out is forgotten here."""
        number = 0
        while self.todo:
            part, self.todo = tuple(self.todo[:BATCH]), self.todo[BATCH:]
            images = {asset.path: self.images[asset.path] for _, page in part for asset in page.assets}
            number += 1
            yield Batch(self.frame, part, images, str(self.bench / "site"), str(self.bench / f"entries-{number}"), str(self.bodies))

    def whole(self) -> Batch:
        """All pages at once, for a machine elsewhere."""
        part, self.todo = tuple(self.todo), []
        return Batch(self.frame, part, self.images, "", "")

    def closing(self) -> Closing:
        """The last step."""
        pages = {path: self.pages[path] for path in self.order if path in self.pages}
        assembly = Assembly(self.frame, str(self.bench / "site"), pages, self.entries, str(self.out), tuple(self.problems))
        return Closing(assembly, str(self.out), str(self.bench), str(self.note))


def _site(source: Source, name: str, settings: SiteSettings, shop: Workshop, work: Work) -> _Site:
    """The site of an audience held against what was built last."""
    listed = list(checked(source.pages(name)))
    images = {asset.path: source.read(asset.source) for page in listed for asset in page.assets}
    frame = frame_of(listed, images, settings)
    keyed = [(fingerprint.of_page(page, [images[asset.path] for asset in page.assets]), page) for page in listed]
    out, note = (shop.out / name).resolve(), shop.record(name)
    last = record.Record() if work.afresh else record.read(note)
    same, whole = record.untouched(last, out) if last.key == frame.key else (frozenset[str](), False)
    kept: dict[str, Printed] = {}
    if not settings.search or SECTIONS in same:
        found = ((page.path, key, last.pages.get(page.path)) for key, page in keyed if last.key == frame.key)
        kept = {path: then for path, key, then in found if then and then.key == key and same.issuperset(then.files)}
    order = tuple(page.path for page in listed)
    unchanged = whole and len(kept) == len(order) == len(last.pages) and tuple(last.pages) == order
    if isinstance(work.executor, Elsewhere) and not unchanged:
        kept = {}  # a machine elsewhere has nothing to take over
    todo = [(key, page) for key, page in keyed if page.path not in kept]
    bench = shop.bench(name)
    if not unchanged and not isinstance(work.executor, Elsewhere):
        (bench / "site").mkdir(parents=True)
    return _Site(name, out, bench, frame, order, todo, images, kept, note, shop.bodies, unchanged)


@dataclass(slots=True)
class _Yard:
    """Hands jobs to the executor, never too many at once, and takes in what comes back."""

    work: Work
    shop: Workshop
    built: int = 0
    _running: dict[Future[Any], _Site] = field(default_factory=dict)
    _at_home: int = 0

    def build(self, site: _Site) -> Iterator[Done]:
        """Begin a site; tells of sites that are done meanwhile."""
        self.built += 1
        if isinstance(self.work.executor, Elsewhere):
            yield from self._submit(site, build_elsewhere, site.whole())
            return
        if not self.work.afresh and len(site.todo) <= FEW and self._at_home + len(site.todo) <= _AT_HOME:
            self._at_home += len(site.todo)
            site.executor = Here()
        site.waiting += 1  # until every batch is handed out
        for batch in site.batches():
            yield from self._submit(site, print_batch, batch)
        site.waiting -= 1
        yield from self._closed(site)

    def _submit(self, site: _Site, job: Callable[[Any], Any], given: object) -> Iterator[Done]:
        yield from self.settle(self.work.workers * AHEAD - 1)
        if site.over:
            return
        try:
            future = (site.executor or self.work.executor).submit(job, given)
        except BrokenExecutor as error:  # a pool that lost a process takes no more jobs
            future = Future()
            future.set_exception(error)
        site.waiting += 1
        self._running[future] = site

    def _closed(self, site: _Site) -> Iterator[Done]:
        if not site.waiting and not site.over:
            yield from self._submit(site, close, site.closing())

    def settle(self, most: int) -> Iterator[Done]:
        """Wait until at most so many jobs are under way."""
        while len(self._running) > most:
            ready, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in ready:
                site = self._running.pop(future, None)
                if site is not None:  # else it was taken in meanwhile
                    site.waiting -= 1
                    yield from self._taken(future, site)

    def _taken(self, future: Future[Any], site: _Site) -> Iterator[Done]:
        try:
            came = future.result()
        except Exception as error:
            if not _is_loss(error):
                raise
            came = (_lost(site.name, error),)
        if site.over:
            return
        if isinstance(came, BatchDone):
            site.pages.update(came.pages)
            site.entries.update(dict.fromkeys(came.pages, came.entries))
            site.problems += came.problems
            yield from self._closed(site)
            return
        if isinstance(came, Parcel):
            if not came.problems:
                unpack(came, site.out, site.bench, site.note)
            came = came.problems
        site.over = True
        self.shop.clear(site.bench)
        yield Done(site.name, str(site.out), len(site.order), time.monotonic() - site.start, came)


def _is_loss(error: Exception) -> bool:
    """Whether it says that a worker is gone, and not that the engine is wrong."""
    return isinstance(error, BrokenExecutor | CancelledError | OSError) or type(error).__module__.partition(".")[0] == "distributed"


def _lost(name: str, error: Exception) -> str:
    what = f"{type(error).__name__}: {error}".strip().rstrip(":.").splitlines()[0]
    return (
        f"the process that built the site of '{name}' ended before it was done ({what}). Most often the machine ran out of memory: "
        "build again with --jobs 1, or on a larger machine."
    )


@contextmanager
def _terminable() -> Iterator[None]:
    """Make SIGTERM end the build in order, as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
