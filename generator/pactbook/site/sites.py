"""The sites of a book, one for each audience: printed side by side, and only what changed."""

from __future__ import annotations

import errno
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactbook.problems import PactbookError, did_you_mean, shown
from pactbook.site import fingerprint
from pactbook.site.audience import INTERNAL
from pactbook.site.build import frame_of, swap
from pactbook.site.engine import record
from pactbook.site.engine.assembly import Assembly
from pactbook.site.engine.batch import Batch, BatchDone, Frame, Printed, print_batch
from pactbook.site.engine.packs import Packs
from pactbook.site.engine.spool import Spool
from pactbook.site.engine.workshop import FOLDER, Workshop, workshop
from pactbook.site.executors import Elsewhere, ended_with
from pactbook.site.job import RECORD, Closing, Done, Parcel, build_elsewhere, close, unpack
from pactbook.site.judge import BookProblemsError
from pactbook.site.navigation import Place, placed
from pactbook.site.place import refuse_foreign
from pactbook.site.search import SECTIONS
from pactbook.site.stage import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pactbook.site.settings import SiteSettings
    from pactbook.site.source import Source

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EPERM, errno.EIO})
AHEAD = 2  # jobs that wait for a free process, for each that works
BATCH = 50  # pages in a job


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


def left_over(out: Path, source: Source) -> list[Path]:
    """Sites in a folder of sites whose vendor the book does not have any more."""
    records = (out / FOLDER).glob("*.json")
    return sorted(out / record.stem for record in records if record.stem not in audiences(source) and (out / record.stem).is_dir())


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
    A part of the book that has errors keeps the sites that show it from being built, and no others.
    """
    with _terminable(), workshop(out) as shop, ended_with(work.executor):
        yard = _Yard(work, shop)
        good = True
        for name in sorted(names, key=INTERNAL.__eq__):  # the vendors first, of whose parts the client's own site is made
            try:
                site = _site(source, name, settings(name), shop, work)
            except BookProblemsError as error:
                good = False
                yield Done(
                    name, str(shop.out / name), 0, 0.0, tuple(f"{each.line}\n    {each.advice}" for each in error.problems), faulty=True
                )
                continue
            if isinstance(site, _Unchanged):
                yield Done(name, str(site.out), site.pages, 0.0, unchanged=True)
                continue
            for done in yard.build(site):
                good = good and not done.problems
                yield done
        for done in yard.settle(0):
            good = good and not done.problems
            yield done
        if good and source.asked.issuperset(audiences(source)):
            Packs(shop.bodies).keep_only(record.bodies(shop.record(name) for name in names))


@dataclass(slots=True)
class _Site:
    """A site on its way. `pages` are those that were taken over or printed, `entries` where their search entries lie; `whole` holds all at once."""

    name: str
    out: Path
    bench: Path
    frame: Frame
    order: tuple[str, ...]
    spool: Spool
    images: dict[str, bytes]
    pages: dict[str, Printed]
    note: Path
    bodies: Path
    inputs: str
    problems: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    waiting: int = 0
    over: bool = False
    start: float = field(default_factory=time.monotonic)

    def batches(self) -> Iterator[Batch]:
        """The pages to print, some at a time."""
        for number, file in enumerate(self.spool.files):
            yield Batch(self.frame, file, self.images, str(self.bench / "site"), str(self.bench / f"entries-{number}"), str(self.bodies))

    def whole(self) -> Batch:
        """All pages at once, for a machine elsewhere."""
        return Batch(self.frame, self.spool.taken(), self.images, "", "")

    def closing(self) -> Closing:
        """The last step."""
        pages = {path: self.pages[path] for path in self.order if path in self.pages}
        assembly = Assembly(self.frame, str(self.bench / "site"), pages, self.entries, str(self.out), tuple(self.problems))
        return Closing(assembly, str(self.bench))


@dataclass(frozen=True, slots=True)
class _Unchanged:
    """A site that stands as it would be built again."""

    name: str
    out: Path
    pages: int


def _site(source: Source, name: str, settings: SiteSettings, shop: Workshop, work: Work) -> _Site | _Unchanged:
    """The site of an audience held against what was built last; where it was made of the very same, nothing is read for it.

    Of a page that is to be printed only its place stays here; its text waits in the spool.
    """
    out, note, bench = shop.out / name, shop.record(name), shop.bench(name)
    refuse_foreign(out, known=note.exists())
    inputs = fingerprint.of_inputs(source.inputs.of_audience(name), settings)
    if not work.afresh and (count := record.standing(note, inputs, out)) is not None:
        return _Unchanged(name, out, count)
    last = record.Record() if work.afresh else record.read(note)
    same, whole = record.untouched(last, out)
    usable = not isinstance(work.executor, Elsewhere) and (not settings.search or SECTIONS in same)
    images: dict[str, bytes] = {}
    spool, places, kept = Spool(bench, BATCH), list[Place](), dict[str, Printed]()
    for page in checked(source.each_page(name)):
        images.update({asset.path: source.read(asset.source) for asset in page.assets if asset.path not in images})
        key = fingerprint.of_page(page, [images[asset.path] for asset in page.assets])
        then = last.pages.get(page.path)
        places.append(placed(page))
        if usable and then and then.key == key and same.issuperset(then.files):
            kept[page.path] = then
        else:
            spool.add((key, page))
    frame = frame_of(places, images, settings)
    order = tuple(page.path for page in places)
    if kept and frame.key != last.key:  # what all pages share has changed, so all are printed; they are made once more rather than kept
        for page in checked(source.each_page(name)):
            if page.path in kept:
                spool.add((kept.pop(page.path).key, page))
    spool.close()
    if whole and len(kept) == len(order) == len(last.pages) and tuple(last.pages) == order:
        record.stamp(note, out, len(order), inputs)
        return _Unchanged(name, out, len(order))
    if not isinstance(work.executor, Elsewhere):
        (bench / "site").mkdir(parents=True)
    return _Site(name, out, bench, frame, order, spool, images, kept, note, shop.bodies, inputs)


@dataclass(slots=True)
class _Yard:
    """Hands jobs to the executor, never too many at once, and takes in what comes back."""

    work: Work
    shop: Workshop
    _running: dict[Future[Any], _Site] = field(default_factory=dict)

    def build(self, site: _Site) -> Iterator[Done]:
        """Begin a site; tells of sites that are done meanwhile."""
        if isinstance(self.work.executor, Elsewhere):
            yield from self._submit(site, build_elsewhere, site.whole())
            return
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
            future = self.work.executor.submit(job, given)
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
                unpack(came, site.bench)
            came = came.problems
        site.over = True
        if not came:
            swap(site.bench / "site", site.out, site.bench)
            (site.bench / RECORD).replace(site.note)
            record.stamp(site.note, site.out, len(site.order), site.inputs)
        self.shop.clear(site.bench)
        yield Done(site.name, str(site.out), len(site.order), time.monotonic() - site.start, came)


def _is_loss(error: Exception) -> bool:
    """Whether it says that a worker is gone, and not that the engine is wrong."""
    return isinstance(error, BrokenExecutor | CancelledError | OSError) or type(error).__module__.partition(".")[0] == "distributed"


def _lost(name: str, error: Exception) -> str:
    what = f"{type(error).__name__}: {error}".strip().rstrip(":.").splitlines()[0]
    if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
        return f"the site of '{name}' can't be written: {error.strerror} ({shown(str(error.filename or ''))}). Make room or name another folder with --out."
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
