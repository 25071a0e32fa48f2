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
from pactbook.site.audience import INTERNAL
from pactbook.site.building.build import swap
from pactbook.site.building.executors import Elsewhere, Here, ended_with
from pactbook.site.building.job import RECORD, Done, Parcel, build_elsewhere, close, unpack
from pactbook.site.building.planned import Planned, Unchanged, Wanted, plan
from pactbook.site.engine import record
from pactbook.site.engine.batch import BatchDone
from pactbook.site.engine.packs import Packs
from pactbook.site.engine.run import print_batch
from pactbook.site.engine.workshop import FOLDER, Workshop, workshop
from pactbook.site.reading.judge import BookProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pactbook.site.reading.source import Source
    from pactbook.site.settings import SiteSettings

_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EPERM, errno.EIO})
AHEAD = 2  # jobs that wait for a free process, for each that works


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
        yard = _Yard(work, shop, source)
        good = True
        for name in sorted(names, key=INTERNAL.__eq__):  # the vendors first, of whose parts the client's own site is made
            try:
                site = plan(source, Wanted(name, settings(name), work.afresh, isinstance(work.executor, Elsewhere)), shop)
            except BookProblemsError as error:
                good = False
                yield _faulty(name, shop.out / name, error)
                continue
            if isinstance(site, Unchanged):
                yard.unchanged.append(name)
                yield Done(name, str(site.out), site.pages, 0.0, unchanged=True)
                continue
            for done in yard.build(site):
                good = good and not done.problems
                yield done
        for done in yard.settle(0):
            good = good and not done.problems
            yield done
        if good and source.asked.issuperset(audiences(source)):
            Packs(shop.bodies).keep_only(yard.bodies.union(*(record.bodies(shop.record(name)) for name in yard.unchanged)))


@dataclass(slots=True)
class _Yard:
    """Hands jobs to the executor, never too many at once, and takes in what comes back."""

    work: Work
    shop: Workshop
    source: Source
    bodies: set[str] = field(default_factory=set)
    """The bodies that the sites are made of that were built."""
    unchanged: list[str] = field(default_factory=list)
    _running: dict[Future[Any], Planned] = field(default_factory=dict)

    def build(self, site: Planned) -> Iterator[Done]:
        """Begin a site; tells of sites that are done meanwhile."""
        if isinstance(self.work.executor, Elsewhere):
            yield from self._submit(site, build_elsewhere, site.whole())
            return
        site.waiting += 1  # until every batch is handed out
        for batch in site.batches():
            yield from self._submit(site, print_batch, batch)
        site.waiting -= 1
        yield from self._closed(site)

    def _submit(self, site: Planned, job: Callable[[Any], Any], given: object, *, here: bool = False) -> Iterator[Done]:
        yield from self.settle(self.work.workers * AHEAD - 1)
        if site.over:
            return
        try:
            future = (Here() if here else self.work.executor).submit(job, given)
        except BrokenExecutor as error:  # a pool that lost a process takes no more jobs
            future = Future()
            future.set_exception(error)
        site.waiting += 1
        self._running[future] = site

    def _closed(self, site: Planned) -> Iterator[Done]:
        if not site.waiting and not site.over:
            yield from self._submit(site, close, site.closing(), here=site.small)

    def settle(self, most: int) -> Iterator[Done]:
        """Wait until at most so many jobs are under way."""
        while len(self._running) > most:
            ready, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in ready:
                site = self._running.pop(future, None)
                if site is not None:  # else it was taken in meanwhile
                    site.waiting -= 1
                    yield from self._taken(future, site)

    def _taken(self, future: Future[Any], site: Planned) -> Iterator[Done]:
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
            self.bodies |= site.used()
        self.shop.clear(site.bench)
        yield (came and self._said_of_the_book(site)) or Done(
            site.name, str(site.out), len(site.order), time.monotonic() - site.start, came
        )

    def _said_of_the_book(self, site: Planned) -> Done | None:
        """What is wrong with a site in words of the book, with file and line, where its pages tell it before they are printed."""
        try:
            if site.name != INTERNAL:  # whose readers may know everything
                self.source.pages(site.name)
        except BookProblemsError as error:
            return _faulty(site.name, site.out, error)
        return None


def _faulty(name: str, out: Path, error: BookProblemsError) -> Done:
    """A site that shows what is wrong with the book."""
    return Done(name, str(out), 0, 0.0, tuple(f"{each.line}\n    {each.advice}" for each in error.problems), faulty=True)


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
