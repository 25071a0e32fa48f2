"""`pactbook build`: makes the sites, one for the client's own people and one for each vendor."""

from __future__ import annotations

import os
import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.days import day
from pactbook.cli.findings import report
from pactbook.problems import PactbookError, shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from concurrent.futures import Executor

    from pactbook.cli.context import Context
    from pactbook.site.building.job import Done
    from pactbook.site.reading.source import Source

MOST_TOLD = 30  # faults of a site that are told one by one
HELP = "make the sites of the book, one for each audience: files that open from a folder"


def add_arguments(parser: ArgumentParser) -> None:
    """For whom, where, and for which day."""
    parser.add_argument(
        "--audience", metavar="NAME", action="append", default=[], help="only this site: internal, or a vendor (can be given again)"
    )
    parser.add_argument("--out", metavar="DIR", help="the folder of the sites (default: site/ in the book)")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="the book as it binds on that day, such as 2026-03-14 (default: today)")
    parser.add_argument(
        "--jobs", type=_jobs, metavar="N", default=0, help="how many processes print pages (default: one for each processor)"
    )
    parser.add_argument(
        "--executor", metavar="dask://HOST:PORT", help="build on a Dask cluster instead of this machine; needs pactbook[dask]"
    )
    parser.add_argument("--afresh", action="store_true", help="build every site again, also where nothing changed")


def _jobs(text: str) -> int:
    """How many processes; raises ArgumentTypeError."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        message = f"'{text}' is no number of processes: write 1 or more"
        raise ArgumentTypeError(message)
    return int(text)


def run(context: Context) -> int:
    """Build the sites; the last good one of each stays in place where anything is wrong."""
    from pactbook.collector import seldom
    from pactbook.load import key_dates as clock
    from pactbook.site.building.executors import executor_for
    from pactbook.site.building.job import warm_up
    from pactbook.site.building.place import refuse_place
    from pactbook.site.engine.workshop import FOLDER
    from pactbook.site.reading.judge import BookProblemsError

    start = time.monotonic()
    args = context.args
    out = Path(args.out) if args.out else context.root / "site"
    if args.as_of and not args.out and args.as_of != clock.today():
        out /= f"as-of-{args.as_of}"  # what is published shows today
    refuse_place(context.root, out)
    workers = args.jobs or os.cpu_count() or 1
    expected = 1 if (out / FOLDER).is_dir() and not args.afresh else workers
    try:
        with seldom(), executor_for(args.executor, workers, (expected, warm_up)) as executor:
            done, source = _build(context, out, executor, workers)
    except BookProblemsError as error:
        report(error.problems)
        print("no site was made; the last good ones, if there were any, are still in place")
        return 1
    except OSError as error:
        message = f"{shown(str(error.filename or out))} can't be written: {error.strerror}. Name another folder with --out."
        raise PactbookError(message) from error
    return _told(done, start, source)


def _build(context: Context, out: Path, executor: Executor, workers: int) -> tuple[list[Done], Source]:
    """What came of each site, and the book that they were made of; raises BookProblemsError."""
    from pactbook.cli.progress import Progress
    from pactbook.site.building.sites import Work, audiences, build_sites
    from pactbook.site.engine.workshop import FOLDER
    from pactbook.site.reading.memory import Memory
    from pactbook.site.reading.source import open_book
    from pactbook.site.settings import read_settings

    args = context.args
    memory = Memory(None if args.afresh else out.resolve() / FOLDER)
    source = open_book(context.root, args.as_of, os.environ.get("PACTBOOK_ROOT_DIGEST"), memory)
    names = audiences(source, args.audience)
    client = source.book.client_name()
    done: list[Done] = []
    with Progress("sites", total=len(names)) as progress:
        work = Work(executor, workers, afresh=args.afresh)
        for each in build_sites(source, out, names, lambda name: read_settings(context.root, name, client), work):
            done.append(each)
            progress.step()
    if source.asked.issuperset(audiences(source)) and not source.skipped:
        memory.forget()
    return sorted(done, key=lambda each: names.index(each.audience)), source


def _told(done: list[Done], start: float, source: Source) -> int:
    from pactbook.site.building.sites import left_over

    good = [each for each in done if not each.problems]
    for each in good:
        how = "unchanged" if each.unchanged else f"{each.seconds:.1f} s"
        print(f"{_shown(Path(each.out))}: {each.pages} pages, {how}")
    for old in left_over(Path(done[0].out).parent, source):
        print(
            f"{_shown(old)}: the book has no such vendor any more; the site still shows what it had. Delete the folder, and take it off the web."
        )
    print(f"{len(good)} sites in {time.monotonic() - start:.1f} s" if len(good) != 1 else f"done in {time.monotonic() - start:.1f} s")
    _unguarded(source)
    if faulty := [each for each in done if each.faulty]:
        _say_why(faulty, source)
    _refused([each for each in done if each.problems and not each.faulty])
    if faulty:
        return 1
    print(f"open {_shown(Path(done[0].out) / 'index.html')} in a browser, or run 'pactbook serve'")
    if source.notes:
        report(source.notes)
    if source.problems:
        print("\nThe book does not verify. Every page that shows any of this says so:")
        return report(source.problems)
    return 0


def _say_why(faulty: list[Done], source: Source) -> None:
    """What is wrong with the book, each once, and then what only the pages of a site showed."""
    from pactbook.cli.findings import printable

    names = [each.audience for each in faulty]
    found = source.judge.problems
    if found:
        report(found)
    said = {f"{problem.line}\n    {problem.advice}" for problem in found}
    for line in dict.fromkeys(line for each in faulty for line in each.problems if line not in said):
        print(printable(line))
    which = f"the site of {names[0]} was" if len(names) == 1 else f"the sites of {', '.join(names[:-1])} and {names[-1]} were"
    they = "it shows" if len(names) == 1 else "they show"
    print(f"{which} not made, since {they} what is wrong; the last good ones, if there were any, are still in place")


def _unguarded(source: Source) -> None:
    """Say of whom no name is known by which it could be kept off the sites of others."""
    from pactbook.cli.findings import printable
    from pactbook.manuals.vendor_names import vendor_names

    if not source.book.vendors[1:]:  # of one vendor no other can learn
        return
    for vendor, full in vendor_names(source.book).unguarded.items():
        known = f"only its full name, '{full}', is looked for" if full else "no name of it can be looked for"
        print(
            printable(
                f"note: '{vendor}' is called by ordinary words, so that {known} on the sites of other vendors (C064). "
                "Give it a short_name in its contracts that is no ordinary word, if it has one, and read what you write for others."
            )
        )


def _refused(failed: list[Done]) -> None:
    """Raise PactbookError with what is wrong with the sites themselves."""
    lines = [
        line
        for each in failed
        for line in (f"the site of '{each.audience}' was not built, the last good one is still in place:", *_first(each.problems))
    ]
    if lines:
        raise PactbookError("\n".join(lines))


def _first(problems: tuple[str, ...]) -> tuple[str, ...]:
    """So many that somebody reads them; a fault of the whole site stands on every page."""
    return problems if len(problems) <= MOST_TOLD else (*problems[:MOST_TOLD], f"and {len(problems) - MOST_TOLD} more like these")


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
