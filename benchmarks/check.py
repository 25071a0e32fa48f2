"""`pactbook check` against the PyPI package `contract-lint` on the same contracts: the time of each, and what each finds.

    .venv/bin/python benchmarks/check.py [CONTRACTS]        (default: 750)

A book of so many contracts of about 50 KB is made in a temporary folder, each brought in as its own text with four planted faults of twelve kinds.
`contract-lint` is installed into an environment of its own beside it. Each program runs once over all texts as a whole process, its output
kept as JSON: first `contract-lint` in one process for all files, then `pactbook check`. A fault counts as found if a finding of the fitting kind
stands on its line; `beside` are findings of these kinds on other lines. `contract-lint` does not look for terms without a definition
unless it is told to, and is told to here.

Both are whole processes, as their users run them. The documentation of `contract-lint` gates a folder in two ways: `contract-lint contracts/*.md`,
one process for all, and a loop in the shell, one process for each. The budget is held against the first; the second, measured on
twenty contracts and scaled up, stands beside it. Seconds of the processor tell more than seconds of the clock where other work goes on.
What pactbook needs before it looks at the first word is a row of its own: the same command on a book of one contract, and the reading of
every terms.yaml, of which `contract-lint` has none. docs/decisions/0016 says what the figures mean.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from benchmarks.contract_books import FAULTS, make

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.contract_books import Fault

BUDGET = 0.1
SINGLE = 20  # contracts on which a process each is measured
PACKAGE = "contract-lint==0.2.6"
# The kinds of findings that each program has for a fault.
OURS = {
    "broken reference": {"C255"},
    "misnumbered reference": {"C256"},
    "undefined term": {"C250"},
    "unused term": {"C252"},
    "term defined twice": {"C253"},
    "skipped number": {"C262"},
    "repeated number": {"C261"},
    "repeated heading": {"C260"},
    "empty section": {"C263"},
    "words against figures": {"C202"},
    "missing exhibit": {"C257"},
    "open blank": {"C214"},
}
THEIRS = {
    "broken reference": {"broken-xref"},
    "misnumbered reference": {"broken-xref"},
    "undefined term": {"undefined-term"},
    "unused term": {"unused-definition"},
    "term defined twice": {"double-definition"},
    "skipped number": {"numbering"},
    "repeated number": {"numbering"},
    "repeated heading": {"duplicate-heading"},
    "empty section": {"empty-section"},
    "words against figures": {"number-consistency"},
    "missing exhibit": {"broken-xref"},
    "open blank": {"placeholder"},
}
Place = tuple[str, int, str]  # path, line, kind of finding


READING = (
    "import sys; from pathlib import Path; from pactbook.load.book import load_book; from pactbook.trees.worktree import WorkTree; "
    "print(len(load_book(WorkTree(Path(sys.argv[1]))).problems))"
)


class Taken(NamedTuple):
    """Seconds of the clock and of the processor that a process took, its own processes among it."""

    clock: float
    processor: float

    def times(self, factor: float) -> Taken:
        """As much for each of so many."""
        return Taken(self.clock * factor, self.processor * factor)


def timed(command: Sequence[str | Path], folder: Path) -> tuple[Taken, Any]:
    """What a whole process takes, and the JSON that it prints; findings make it end with 1."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, check=False)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return Taken(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), json.loads(done.stdout)


def install(folder: Path) -> Path:
    """The other program in an environment of its own."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin" / "pip", "install", "-qq", "--disable-pip-version-check", PACKAGE], check=True)
    return folder / "bin" / "contract-lint"


def places(reports: Iterable[Mapping[str, Any]], kind: str) -> list[Place]:
    """Where each finding of a report stands."""
    return [(each["path"], each["line"], each[kind]) for each in reports]


def compare(
    planted: Mapping[str, Sequence[Fault]], kinds: Mapping[str, set[str]], found: Sequence[Place]
) -> tuple[Counter[str], Counter[str]]:
    """How many faults of each kind were found, and how many findings of each kind of finding stand elsewhere."""
    there = set(found)
    hits: Counter[str] = Counter()
    explained = set()
    for path, faults in planted.items():
        for fault in faults:
            here = {(path, fault.line, kind) for kind in kinds[fault.kind]} & there
            hits[fault.kind] += bool(here)
            explained |= here
    return hits, Counter(kind for path, line, kind in found if (path, line, kind) not in explained)


def print_faults(planted: Mapping[str, Sequence[Fault]], ours: Sequence[Place], theirs: Sequence[Place]) -> int:
    """The table of what each found; the number of planted faults that pactbook missed."""
    total = Counter(fault.kind for faults in planted.values() for fault in faults)
    ours_hit, ours_beside = compare(planted, OURS, ours)
    theirs_hit, theirs_beside = compare(planted, THEIRS, theirs)
    print("\n| planted fault | planted | pactbook finds | contract-lint finds |\n|---|---:|---:|---:|")
    for kind in FAULTS:
        print(f"| {kind} | {total[kind]:,} | {ours_hit[kind]:,} | {theirs_hit[kind]:,} |")
    print(f"| all | {total.total():,} | {ours_hit.total():,} | {theirs_hit.total():,} |")
    for name, beside in (("pactbook", ours_beside), ("contract-lint", theirs_beside)):
        told = ", ".join(f"{kind} {count:,}" for kind, count in sorted(beside.items()))
        print(f"\nBeside the planted faults {name} reports {beside.total():,} findings: {told or 'none'}.")
    return total.total() - ours_hit.total()


def print_times(ours: Taken, theirs: Mapping[str, Taken], parts: Mapping[str, Taken]) -> None:
    """The table of what each took."""
    print("| program | seconds | of the processor | pactbook / it | of the processor | budget |\n|---|---:|---:|---:|---:|---:|")
    print(f"| pactbook check | {ours.clock:.1f} | {ours.processor:.1f} | | | |")
    for name, part in parts.items():
        print(f"| {name} | {part.clock:.1f} | {part.processor:.1f} | | | |")
    for name, other in theirs.items():
        ratio, of_processor = ours.clock / other.clock, ours.processor / other.processor
        print(f"| {name} | {other.clock:.1f} | {other.processor:.1f} | {ratio:.2f} | {of_processor:.2f} | {BUDGET} |")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the tables; 1 if the ratio is over the budget or a planted fault was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contracts", nargs="?", type=int, default=750)
    count = parser.parse_args(argv).contracts
    with tempfile.TemporaryDirectory(prefix="pactbook-bench-") as scratch:
        folder = Path(scratch, "book")
        planted = make(folder, count)
        other = install(Path(scratch, "other"))
        lint = [other, "lint", "--json", "--enable", "undefined-term", "--fail-on", "none"]
        together, reports = timed([*lint, *planted], folder)
        singles = [timed([*lint, path], folder)[0] for path in list(planted)[:SINGLE]]
        each = Taken(*map(sum, zip(*singles, strict=True))).times(count / len(singles))
        make(Path(scratch, "one"), 1)
        check = [sys.executable, "-m", "pactbook", "check", "--format", "json", "--root"]
        parts = {
            "of it: a book of one contract": timed([*check, Path(scratch, "one")], ROOT)[0],
            "of it: start, and reading every terms.yaml": timed([sys.executable, "-c", READING, folder], ROOT / "generator")[0],
        }
        taken, ours = timed([*check, folder], ROOT)
        size = sum((folder / path).stat().st_size for path in planted)
    print(f"{count:,} contracts, {size / 1e6:.1f} MB of text\n")
    print_times(taken, {"contract-lint, one process for all": together, "contract-lint, a process for each": each}, parts)
    theirs = [
        (report["path"], each["line"], each["rule"])
        for report in (reports if isinstance(reports, list) else [reports])
        for each in report["findings"]
    ]
    missed = print_faults(planted, places(ours["findings"], "code"), theirs)
    return 1 if missed or taken.clock > BUDGET * together.clock else 0


if __name__ == "__main__":
    raise SystemExit(main())
