"""The folder `.pactbook/` beside the sites: what is kept between builds, and what lies about while one runs.

It holds the words of every audience, so nobody but its owner may look into it, and it is never inside a folder that is published.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ".pactbook"


@dataclass(frozen=True, slots=True)
class Workshop:
    """`out` holds the sites; `_work` is where new ones are made, on the same disk."""

    out: Path
    _work: Path

    @property
    def bodies(self) -> Path:
        """The folder of the rendered bodies."""
        return self.out / FOLDER / "bodies"

    def record(self, name: str) -> Path:
        """The file with what a site was made of."""
        return self.out / FOLDER / f"{name}.json"

    def bench(self, name: str) -> Path:
        """The folder in which a new site is made."""
        return self._work / name

    def clear(self, bench: Path) -> None:
        """Throw away what lies on a bench."""
        shutil.rmtree(bench, ignore_errors=True)


@contextmanager
def workshop(out: Path) -> Iterator[Workshop]:
    """The workshop of the sites in `out`, for one build at a time; what a killed build left there is thrown away."""
    out = out.resolve()
    kept = out / FOLDER
    kept.mkdir(parents=True, exist_ok=True)
    kept.chmod(0o700)
    with (kept / "lock").open("w") as lock:
        _hold(lock, out)
        _put_back(kept / "work", out)
        shutil.rmtree(kept / "work", ignore_errors=True)
        (kept / "work").mkdir(exist_ok=True)
        work = Path(tempfile.mkdtemp(dir=kept / "work"))
        try:
            yield Workshop(out, work)
        finally:
            shutil.rmtree(kept / "work", ignore_errors=True)


def _put_back(work: Path, out: Path) -> None:
    """A build that was killed between its two renames left the last good site on its bench."""
    for old in work.glob("*/*/old"):
        if not (out / old.parent.name).exists():
            old.rename(out / old.parent.name)


def _hold(lock: IO[str], out: Path) -> None:
    """Keep other builds out; the system lets go when this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows has none; two builds at once into one folder are rare there
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = f"another build is writing to {out}: wait until it is done, or name another folder with --out"
        raise PactbookError(message) from None
