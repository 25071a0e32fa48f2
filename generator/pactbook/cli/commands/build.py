"""`pactbook build`: makes the sites, one for the client's own people and one for each vendor."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.findings import report
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.problems import Problem
    from pactbook.site.job import Done

HELP = "make the sites of the book, one for each audience: files that open from a folder"


def add_arguments(parser: ArgumentParser) -> None:
    """For whom, where, and for which day."""
    parser.add_argument(
        "--audience", metavar="NAME", action="append", default=[], help="only this site: internal, or a vendor (can be given again)"
    )
    parser.add_argument("--out", metavar="DIR", help="the folder of the sites (default: site/ in the book)")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the book as it binds on that day (default: today)")
    parser.add_argument(
        "--jobs", type=int, metavar="N", default=0, help="how many sites are built at once (default: one for each processor)"
    )
    parser.add_argument(
        "--executor", metavar="dask://HOST:PORT", help="build on a Dask cluster instead of this machine; needs pactbook[dask]"
    )
    parser.add_argument("--afresh", action="store_true", help="build every site again, also where nothing changed")


def run(context: Context) -> int:
    """Build the sites; the last good one of each stays in place where anything is wrong."""
    from pactbook.cli.progress import Progress
    from pactbook.site.engine.workshop import FOLDER
    from pactbook.site.executors import executor_for
    from pactbook.site.memory import Memory
    from pactbook.site.settings import read_settings
    from pactbook.site.sites import Work, audiences, build_sites
    from pactbook.site.source import BookProblemsError, read_book

    start = time.monotonic()
    args = context.args
    out = Path(args.out) if args.out else context.root / "site"
    try:
        memory = Memory(None if args.afresh else out.resolve() / FOLDER)
        source = read_book(context.root, args.as_of, os.environ.get("PACTBOOK_ROOT_DIGEST"), memory)
    except BookProblemsError as error:
        report(error.problems)
        print("no site was made; the last good ones, if there were any, are still in place")
        return 1
    names = audiences(source, args.audience)
    client = source.book.client_name()
    done: list[Done] = []
    workers = min(len(names), args.jobs or os.cpu_count() or 1)
    with executor_for(args.executor, workers) as executor, Progress("sites", total=len(names)) as progress:
        work = Work(executor, workers, afresh=args.afresh)
        for each in build_sites(source, out, names, lambda name: read_settings(context.root, name, client), work):
            done.append(each)
            progress.step()
    if not args.audience:
        memory.forget()
    return _told(sorted(done, key=lambda each: names.index(each.audience)), start, source.problems)


def _told(done: list[Done], start: float, problems: tuple[Problem, ...]) -> int:
    for each in done:
        how = "unchanged" if each.unchanged else f"{each.seconds:.1f} s"
        if not each.problems:
            print(f"{_shown(Path(each.out))}: {each.pages} pages, {how}")
    print(f"{len(done)} sites in {time.monotonic() - start:.1f} s" if len(done) > 1 else f"done in {time.monotonic() - start:.1f} s")
    failed = [each for each in done if each.problems]
    if failed:
        lines = [
            line
            for each in failed
            for line in (f"the site of '{each.audience}' was not built, the last good one is still in place:", *each.problems)
        ]
        raise PactbookError("\n".join(lines))
    print(f"open {_shown(Path(done[0].out) / 'index.html')} in a browser, or run 'pactbook serve'")
    if problems:
        print("\nThe book does not verify. The pages concerned say so:")
        return report(problems)
    return 0


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
