"""One site as a job: everything that a process elsewhere needs to build it, and what it answers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from pactbook.site.build import SiteError, SiteSettings, build_stage


@dataclass(frozen=True, slots=True)
class Job:
    """A site to be built from the stage of one audience; paths are absolute, and `pages` says how many there are."""

    audience: str
    stage: str
    out: str
    settings: SiteSettings
    pages: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: `problems` is empty where the new site is in place, else the last good one still is."""

    audience: str
    out: str
    pages: int
    seconds: float
    problems: tuple[str, ...] = ()
    unchanged: bool = False


def run(job: Job) -> Done:
    """Build one site; works in any process that sees the same folders."""
    start = time.monotonic()
    problems: tuple[str, ...] = ()
    try:
        build_stage(Path(job.stage), Path(job.out), job.settings)
    except SiteError as error:
        problems = error.problems
    return Done(job.audience, job.out, job.pages, time.monotonic() - start, problems)
