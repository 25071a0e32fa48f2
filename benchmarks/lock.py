"""What the lock costs, side by side with the least that anything of the kind would cost.

    .venv/bin/python benchmarks/lock.py [--rounds N] [--keep DIR]

Two books are made in a temporary folder (`lock_books.py`): one of 1,000 instruments, 2,000 signatures and 10,000 locked files, with 2,000
commits of which one in ten amends a contract, and one of 100 locked files. Then, round by round so that everything meets the same
machine, whole processes are timed; the table gives medians.

- `verify --staged`, with one page staged, against `python -c "import yaml"`, and the large book against the small one;
- `verify` of a commit and of the files on disk against reading the same blobs with `git cat-file --batch` and hashing them;
- `audit` of all commits against `git rev-list --first-parent` and `cat-file --batch-check` of the locked roots of each; and, since an
  audit has to verify one whole tree whatever else it does, against one `verify` of a commit and four times that
  (docs/decisions/0015-what-an-audit-must-cost.md).

Ends with 1 when a ratio is over its budget. Rows without a budget say where the time goes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "hooks"), str(ROOT)]

from benchmarks.lock_books import LARGE, SMALL, Made, make_signed_book

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOTS = ("contracts", "clauses", "ops-manuals")
# What the script that an installation makes of `pactbook` does.
COMMAND = "import sys; from pactbook.cli.main import main; sys.exit(main())"
HASHING = """
import subprocess, sys
from hashlib import sha256
with open(sys.argv[2], "rb") as names:
    git = subprocess.Popen(["git", "-C", sys.argv[1], "cat-file", "--batch"], stdin=names, stdout=subprocess.PIPE)
    while head := git.stdout.readline():
        sha256(memoryview(git.stdout.read(int(head.split()[2]) + 1))[:-1]).hexdigest()
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: what is timed, what it is held against, and the largest ratio that is allowed (None: just told)."""

    what: str
    one: str
    other: str
    budget: float | None
    less: str = ""  # what is taken off `one` before
    times: int = 1  # how often `other` counts
    plus: str = ""  # what is added to that


ROWS = (
    Row("verify --staged, 10,000 locked files / import yaml", "staged large", "import yaml", 3.0),
    Row("verify --staged, 10,000 locked files / 100", "staged large", "staged small", 1.2),
    Row("verify of a commit / reading and hashing its blobs", "verify commit", "hashing", 3.0),
    Row("verify of the files on disk / reading and hashing the blobs", "verify disk", "hashing", 3.0),
    Row("audit of 2,000 commits / rev-list and batch-check", "audit", "history", 4.0),
    Row("audit / one verify of a commit and 4x that", "audit", "history", 1.0, times=4, plus="verify commit"),
    Row("  of the audit, beyond verifying the newest commit", "audit", "history", None, less="verify commit"),
)


class Bench:
    """The two books and everything that is timed on them."""

    def __init__(self, folder: Path) -> None:
        self.large = make_signed_book(folder / "large", LARGE)
        self.small = make_signed_book(folder / "small", SMALL)
        self.names = folder / "blobs"
        self.names.write_bytes("".join(f"{oid}\n" for oid in _locked_blobs(self.large.root)).encode())
        for book in (self.large, self.small):
            page = book.root / "ops-manuals/vendor-1/manual-1/page-1.md"
            page.write_bytes(page.read_bytes() + b"One more line.\n")
            _git(book.root, "add", "--all")
        self.timed: dict[str, Callable[[], None]] = {
            "import yaml": lambda: _python("-c", "import yaml"),
            "staged small": lambda: _pactbook(self.small, "verify", "--staged"),
            "staged large": lambda: _pactbook(self.large, "verify", "--staged"),
            "hashing": lambda: _python("-c", HASHING, str(self.large.root), str(self.names)),
            "verify commit": lambda: _pactbook(self.large, "verify", "--to-ref", "main", "--root-digest", self.large.root_digest),
            "verify disk": lambda: _pactbook(self.large, "verify", "--root-digest", self.large.root_digest),
            "history": lambda: _history(self.large.root),
            "audit": lambda: _pactbook(self.large, "audit", "--ref", "main", "--root-digest", self.large.root_digest),
        }

    def run(self, rounds: int) -> dict[str, float]:
        """The median of each, in seconds; the first round warms up and does not count."""
        seconds: dict[str, list[float]] = {name: [] for name in self.timed}
        for _ in range(rounds + 1):
            for name, work in self.timed.items():
                start = time.perf_counter()
                work()
                seconds[name].append(time.perf_counter() - start)
        return {name: statistics.median(found[1:]) for name, found in seconds.items()}


def _locked_blobs(root: Path) -> list[str]:
    listed = _git(root, "ls-tree", "-r", "-z", "main").split("\0")[:-1]
    entries = [(line.partition("\t")[2], line.split()[2]) for line in listed]
    return list(dict.fromkeys(oid for path, oid in entries if "/page-" not in path))


def _history(root: Path) -> None:
    commits = _git(root, "rev-list", "--first-parent", "main").split()
    names = "".join(f"{commit}:{folder}\n" for commit in commits for folder in ROOTS)
    _git(root, "cat-file", "--batch-check", given=names)


def _git(root: Path, *words: str, given: str = "") -> str:
    return subprocess.run(["git", *words], cwd=root, input=given, capture_output=True, text=True, check=True).stdout


def _python(*words: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])


def _pactbook(book: Made, *words: str) -> None:
    _python("-c", COMMAND, "--root", str(book.root), *words)


def _print(medians: dict[str, float]) -> int:
    print("| what | ms | against, ms | ratio | budget |")
    print("|:---|---:|---:|---:|---:|")
    over = 0
    for row in ROWS:
        one = medians[row.one] - (medians[row.less] if row.less else 0)
        other = medians[row.other] * row.times + (medians[row.plus] if row.plus else 0)
        ratio = one / other
        budget = "" if row.budget is None else f"{row.budget:.1f}"
        over += row.budget is not None and ratio > row.budget
        mark = " over" if row.budget is not None and ratio > row.budget else ""
        print(f"| {row.what} | {one * 1000:,.0f} | {other * 1000:,.0f} | {ratio:.2f} | {budget}{mark} |")
    return 1 if over else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print the table; 1 if a ratio is over its budget."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="make the books in this folder, which must not exist, and leave them there"
    )
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="pactbook-bench-") as scratch:
        start = time.perf_counter()
        bench = Bench(arguments.keep or Path(scratch))
        book = bench.large
        made = f"{book.instruments:,} instruments, {book.signatures:,} signatures, {LARGE.commits:,} commits, {book.amendments} amendments"
        print(f"made in {time.perf_counter() - start:.1f} s: {made}\n", flush=True)
        return _print(bench.run(arguments.rounds))


if __name__ == "__main__":
    raise SystemExit(main())
