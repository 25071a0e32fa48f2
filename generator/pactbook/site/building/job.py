"""What is handed to the processes that build: some pages of a site, a site to be put together, or a whole site for a machine elsewhere."""

from __future__ import annotations

import io
import tarfile
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from pactbook.site.building.build import frame_of
from pactbook.site.engine import record
from pactbook.site.engine.assembly import Assembly, assemble
from pactbook.site.engine.batch import Batch
from pactbook.site.engine.run import print_batch
from pactbook.site.navigation import placed
from pactbook.site.page import Page
from pactbook.site.settings import SiteSettings

RECORD = "record.json"
"""The record of a site that lies on its bench."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a site: `problems` is empty where the new site is in place, else the last good one still is."""

    audience: str
    out: str
    pages: int
    seconds: float
    problems: tuple[str, ...] = ()
    unchanged: bool = False
    faulty: bool = False
    """The problems are those of the book itself."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The last step for a site on its `bench`: put it together, and write the record of it there."""

    assembly: Assembly
    bench: str


_AN_AGREEMENT = """# -

## 1. -

1. -
    1. -

- **-** [-](#1) `-`

| - | - | - |
| --- | --- | --- |
| - | - | - |

### 1.1. -

-
"""


def warm_up(*, signed: bool = False) -> None:
    """Load and set up what printing needs, by printing a page of each grammar; with `signed` also what holding pages against signed texts needs."""
    pages = [Page(f"{kind}.md", "-", "# -\n", kind, trusted=kind == "home") for kind in ("home", "agreement", "manual-page")]
    if signed:
        pages[1] = replace(pages[1], markdown=_AN_AGREEMENT, signed=_AN_AGREEMENT)
    with tempfile.TemporaryDirectory(prefix="pactbook-") as bench:
        frame = frame_of([placed(page) for page in pages], (), SiteSettings("-"))
        print_batch(Batch(frame, tuple(("", page) for page in pages), {}, bench, str(Path(bench, "entries"))))


def close(work: Closing) -> tuple[str, ...]:
    """What is wrong with the site; nothing where it may be moved into place, with its record."""
    made, problems = assemble(work.assembly)
    if problems:
        return tuple(dict.fromkeys(problems))
    record.write(Path(work.bench, RECORD), made)
    return ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A whole site as it comes back from another machine: what it was made of, its files in a tar, or what is wrong."""

    made: record.Record
    files: bytes
    problems: tuple[str, ...]


def build_elsewhere(batch: Batch) -> Parcel:
    """Build a site on a machine that sees none of this one's folders: everything comes with the call, and goes back as bytes."""
    with tempfile.TemporaryDirectory(prefix="pactbook-") as bench:
        folder, entries = Path(bench, "site"), str(Path(bench, "entries"))
        folder.mkdir()
        done = print_batch(replace(batch, folder=str(folder), entries=entries, bodies=None))
        work = Assembly(
            batch.frame,
            str(folder),
            record.Record(batch.frame.key, done.pages),
            dict.fromkeys(done.pages, entries),
            problems=tuple(done.problems),
        )
        made, problems = assemble(work)
        return Parcel(made, b"" if problems else _packed(folder), tuple(dict.fromkeys(problems)))


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
        tar.add(folder, arcname=".")
    return packed.getvalue()


def unpack(parcel: Parcel, bench: Path) -> None:
    """Lay the site of a parcel on the bench; only files that its own list names are taken, each with the digest that is noted there."""
    folder = bench / "site"
    folder.mkdir(parents=True)
    wanted = parcel.made.files()
    with tarfile.open(fileobj=io.BytesIO(parcel.files), mode="r:gz") as tar:
        for member in tar:
            name = member.name.removeprefix("./")
            content = tar.extractfile(member) if member.isfile() and name in wanted else None
            if content is not None:
                place = folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content.read())
    record.write(bench / RECORD, parcel.made)
