"""How long sites take, against plain mkdocs-material and hugo on the same pages, in one run.

    .venv/bin/python benchmarks/site.py [--pages 1000] [--pages 10000] [--rounds 3]

For each size a book is made: so many manual pages of about 1,200 words over a vendor for every fifty, with a contract of each kind for each
vendor. `pactbook build` makes the client's site, which has every page, and one for each vendor: each manual page is printed twice.
mkdocs-material (default settings) and hugo (Debian's package, a bare template) make one site of the client's pages. Whole processes; the rounds
alternate, the table gives medians. Every round writes into folders of its own: where thousands of files were deleted a moment ago, ext4 looks long
for a place for each new one. Memory is the most that all processes of a program held together. `engine` is reading the book and making
the client's pages, held against the time that MkDocs takes for these very pages with this theme, in one process.
Above 1,000 pages plain mkdocs-material would take an hour (its navigation is quadratic); its budget is for 1,000 pages.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from benchmarks import site_programs as programs
from benchmarks.books import make_book_of_vendors
from pactbook.site.audience import INTERNAL
from pactbook.site.plugin import run_mkdocs
from pactbook.site.reading.source import read_book
from pactbook.site.stage import write_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGES_OF_A_VENDOR = 50
FIRST = 1_000
ENGINE, FULL_PLAIN, FULL_HUGO, AGAIN_HUGO, TEN_TIMES, MEMORY = 0.15, 0.12, 6.0, 1.0, 12.0, 2.0


@dataclass
class Size:
    """One size with the runs of each program."""

    pages: int
    shown: int = 0
    runs: dict[str, list[programs.Run]] = field(default_factory=dict)
    engine: list[float] = field(default_factory=list)
    same_theme: list[float] = field(default_factory=list)

    def add(self, name: str, run: programs.Run) -> None:
        """Note a run, and show it."""
        self.runs.setdefault(name, []).append(run)

    def wall(self, name: str) -> float:
        """The median of the wall's seconds; 0 where it did not run."""
        return statistics.median(run.wall for run in self.runs[name]) if name in self.runs else 0.0

    def cpu(self, name: str) -> float:
        """The median of the processors' seconds."""
        return statistics.median(run.cpu for run in self.runs[name])

    def memory(self, name: str) -> float:
        """The most memory of any run, MB."""
        return max(run.memory for run in self.runs[name])


def measure(pages: int, rounds: int, *, plain: bool) -> Size:
    """Every program on a book of so many pages."""
    size = Size(pages)
    with tempfile.TemporaryDirectory(prefix="pactbook-bench-") as scratch:
        book = Path(scratch, "book")
        make_book_of_vendors(ROOT, book, pages, max(1, pages // PAGES_OF_A_VENDOR))
        made = read_book(book).pages(INTERNAL)
        size.shown = len(made)
        mkdocs, hugo = programs.mkdocs(made, Path(scratch, "mkdocs")), programs.hugo(made, Path(scratch, "hugo"))
        if plain:
            _engine(size, book, Path(scratch), rounds)
        del made
        changed = sorted((book / "ops-manuals").rglob("*.md"))[pages // 2]
        for number in range(rounds):
            out, public, site = (Path(scratch, f"{name}-{number}") for name in ("sites", "public", "site"))
            size.add("pactbook, all sites", programs.run(programs.pactbook(book, out), book))
            changed.write_text(changed.read_text(encoding="utf-8") + f"\nOne line more, number {number}.\n", encoding="utf-8")
            size.add("pactbook, one page changed", programs.run(programs.pactbook(book, out), book))
            size.add("pactbook, nothing changed", programs.run(programs.pactbook(book, out), book))
            size.add("hugo", programs.run([*hugo, str(public)], book))
            if plain:
                size.add("mkdocs-material", programs.run([*mkdocs, str(site)], book))
    return size


def _engine(size: Size, book: Path, scratch: Path, rounds: int) -> None:
    """Reading the book and making the client's pages, and MkDocs on these pages, both in this process and in its own time."""
    for number in range(rounds):
        start = time.process_time()
        made = read_book(book).pages(INTERNAL)
        size.engine.append(time.process_time() - start)
        stage = scratch / f"stage-{number}"
        write_stage(made, stage)
        settings = {
            "site_name": "Measured",
            "docs_dir": str(book / "docs"),
            "site_dir": str(scratch / "one"),
            "theme": {"name": "material"},
        }
        start = time.process_time()
        run_mkdocs({**settings, "plugins": ["search"]}, {"stage": str(stage)})
        size.same_theme.append(time.process_time() - start)


def show(size: Size) -> None:
    """The runs of one size."""
    print(f"\n{size.pages:,} manual pages; the client's site has {size.shown:,} pages\n")
    print("| program | wall, s | processor, s | memory, MB |\n|---|---:|---:|---:|")
    for name in size.runs:
        print(f"| {name} | {size.wall(name):.2f} | {size.cpu(name):.2f} | {size.memory(name):.0f} |")
    if size.engine:
        print(f"| engine alone (in one process) | | {statistics.median(size.engine):.2f} | |")
        print(f"| MkDocs with this theme (in one process) | | {statistics.median(size.same_theme):.2f} | |", flush=True)


def ratios(sizes: Sequence[Size]) -> list[tuple[str, float, float]]:
    """What was found against its budget."""
    found = []
    for size in sizes:
        full, again, hugo = (size.wall(name) for name in ("pactbook, all sites", "pactbook, one page changed", "hugo"))
        if size.engine:
            part = statistics.median(size.engine) / statistics.median(size.same_theme)
            found += [(f"{size.pages:,}: engine / MkDocs with this theme", part, ENGINE)]
            found += [(f"{size.pages:,}: all sites / mkdocs-material on one", full / size.wall("mkdocs-material"), FULL_PLAIN)]
        if size.pages == FIRST:
            found += [(f"{size.pages:,}: all sites / hugo on one", full / hugo, FULL_HUGO)]
            found += [(f"{size.pages:,}: one page changed / hugo's full build", again / hugo, AGAIN_HUGO)]
    for small, large in pairwise(sizes):
        name = f"{large.pages:,} / {small.pages:,}"
        found += [(f"{name}: time", large.wall("pactbook, all sites") / small.wall("pactbook, all sites"), TEN_TIMES)]
        found += [(f"{name}: memory", large.memory("pactbook, all sites") / small.memory("pactbook, all sites"), MEMORY)]
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the tables; 1 if a ratio is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, action="append", help="manual pages; can be given again")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args(argv)
    sizes = []
    for pages in sorted(arguments.pages or [FIRST]):
        sizes.append(measure(pages, arguments.rounds, plain=pages <= FIRST))
        show(sizes[-1])
    print("\n| ratio | found | budget |\n|---|---:|---:|")
    met = True
    for name, ratio, budget in ratios(sizes):
        met = met and ratio <= budget
        print(f"| {name} | {ratio:.2f} | {budget:g} |")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
