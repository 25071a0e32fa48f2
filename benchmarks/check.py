"""`pactbook check` against the PyPI package `contract-lint` on the same contracts: the time of each, and what each finds.

    .venv/bin/python benchmarks/check.py [CONTRACTS]        (default: 750)

A book of so many contracts of about 50 KB is made in a temporary folder, each brought in as its own text with four planted faults of twelve kinds.
`contract-lint` is installed into an environment of its own beside it. Each program runs once over all texts as a whole process, its output
kept as JSON: first `contract-lint` in one process for all files, then `pactbook check`. A fault counts as found if a finding of the fitting kind
stands on its line; `beside` are findings of these kinds on other lines. `contract-lint` does not look for terms without a definition
unless it is told to, and is told to here. The time of a process for each contract is measured on twenty of them and scaled up: so
a hook or a pipeline that names one file at a time runs it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from benchmarks.contract_books import FAULTS, make  # noqa: E402 - the path is set above

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


def timed(command: Sequence[str | Path], folder: Path) -> tuple[float, Any]:
    """Seconds of a whole process, and the JSON that it prints; findings make it end with 1."""
    start = time.perf_counter()
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-500:]}")
    return seconds, json.loads(done.stdout)


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
        theirs_seconds, reports = timed([*lint, *planted], folder)
        each = sum(timed([*lint, path], folder)[0] for path in list(planted)[:SINGLE]) / min(SINGLE, count) * count
        ours_seconds, ours = timed([sys.executable, "-m", "pactbook", "--root", folder, "check", "--format", "json"], ROOT)
        size = sum((folder / path).stat().st_size for path in planted)
    print(f"{count:,} contracts, {size / 1e6:.1f} MB of text\n")
    print("| program | seconds | pactbook / it | budget |\n|---|---:|---:|---:|")
    print(f"| pactbook check | {ours_seconds:.1f} | | |")
    print(f"| contract-lint, one process for all | {theirs_seconds:.1f} | {ours_seconds / theirs_seconds:.2f} | {BUDGET} |")
    print(f"| contract-lint, a process for each | {each:.1f} | {ours_seconds / each:.2f} | {BUDGET} |")
    theirs = [
        (report["path"], each["line"], each["rule"])
        for report in (reports if isinstance(reports, list) else [reports])
        for each in report["findings"]
    ]
    missed = print_faults(planted, places(ours["findings"], "code"), theirs)
    return 1 if missed or ours_seconds > BUDGET * theirs_seconds else 0


if __name__ == "__main__":
    raise SystemExit(main())
