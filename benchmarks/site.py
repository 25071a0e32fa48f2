"""The engine's part of a full build against MkDocs' own time on the same pages.

    .venv/bin/python benchmarks/site.py [PAGES ...]        (default: 100 1000)

For each size a book is made in a temporary folder: the sample book's contracts and clauses, and so many manual pages of about 1,200 words.
`engine` is reading the book, running every check and making every page (`read_book`, `pages`); `mkdocs` is the time from MkDocs'
configuration to the last file written, on these very pages, with the theme's and the plugin's own work in it. Both run in one process, the rounds
alternate, and the table gives the median of each. The budget is 15 % (engine / mkdocs).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from benchmarks.books import make_book  # noqa: E402 - the path is set above
from pactbook.site.build import build  # noqa: E402
from pactbook.site.settings import read_settings  # noqa: E402
from pactbook.site.source import read_book  # noqa: E402
from pactbook.site.view import INTERNAL  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

BUDGET = 0.15


def measure(pages: int, rounds: int) -> tuple[int, float, float]:
    """Pages of the whole site, seconds of the engine, seconds of MkDocs; medians of the rounds."""
    engine, mkdocs, count = [], [], 0
    with tempfile.TemporaryDirectory(prefix="pactbook-bench-") as scratch:
        folder = Path(scratch, "book")
        folder.mkdir()
        make_book(ROOT, folder, pages)
        for _ in range(rounds):
            start = time.perf_counter()
            source = read_book(folder)
            made = source.pages(INTERNAL)
            engine.append(time.perf_counter() - start)
            settings = read_settings(folder, INTERNAL, source.book.client_name())
            start = time.perf_counter()
            count = build(made, Path(scratch, "site"), settings)
            mkdocs.append(time.perf_counter() - start)
    return count, statistics.median(engine), statistics.median(mkdocs)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the table; 1 if a ratio is over the budget."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args(argv)
    print("| manual pages | pages of the site | engine, s | mkdocs, s | engine / mkdocs | budget |")
    print("|---:|---:|---:|---:|---:|---:|")
    worst = 0.0
    for pages in arguments.pages:
        count, engine, mkdocs = measure(pages, arguments.rounds)
        worst = max(worst, engine / mkdocs)
        print(f"| {pages:,} | {count:,} | {engine:.2f} | {mkdocs:.2f} | {engine / mkdocs:.1%} | {BUDGET:.0%} |", flush=True)
    return 1 if worst > BUDGET else 0


if __name__ == "__main__":
    raise SystemExit(main())
