"""The sites of a book, one for each audience: staged one after the other, built side by side, and only where something changed."""

from __future__ import annotations

import shutil
import tempfile
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, did_you_mean
from pactbook.site import fingerprint, job
from pactbook.site.job import Done, Job
from pactbook.site.stage import write_stage
from pactbook.site.view import INTERNAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pactbook.site.build import SiteSettings
    from pactbook.site.source import Source

AHEAD = 2  # stages that wait for a free process, for each that works


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

    Only a few stages exist at any time, so that memory and disk do not grow with the number of vendors. A site whose stage is the same as
    last time is left as it is, unless `work.afresh`.
    """
    with tempfile.TemporaryDirectory(prefix="pactbook-sites-") as scratch:
        running: dict[Future[Done], tuple[Path, str]] = {}
        for name in names:
            made = _staged(source, name, Path(scratch, name), (out / name).resolve(), settings(name))
            digest = fingerprint.of_stage(Path(made.stage), made.settings)
            if not work.afresh and fingerprint.is_current(Path(made.out), digest):
                shutil.rmtree(made.stage)
                yield Done(name, made.out, made.pages, 0.0, unchanged=True)
                continue
            running[work.executor.submit(job.run, made)] = (Path(made.stage), digest)
            if len(running) >= work.workers * AHEAD:
                yield from _finished(running)
        while running:
            yield from _finished(running)


def _staged(source: Source, name: str, stage: Path, out: Path, settings: SiteSettings) -> Job:
    count = write_stage(source.pages(name), stage, source.read)
    return Job(name, str(stage), str(out), settings, count)


def _finished(running: dict[Future[Done], tuple[Path, str]]) -> Iterator[Done]:
    """Wait until at least one is done."""
    ready, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in ready:
        stage, digest = running.pop(future)
        done = future.result()
        shutil.rmtree(stage, ignore_errors=True)
        if not done.problems:
            fingerprint.remember(Path(done.out), digest)
        yield done
