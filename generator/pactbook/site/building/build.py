"""Build a site: print, check, and only then swap, so that the last good site stays until a better one is there."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError
from pactbook.site.engine import fingerprint
from pactbook.site.engine.assembly import Assembly, assemble
from pactbook.site.engine.batch import Batch, Frame
from pactbook.site.engine.record import Record
from pactbook.site.engine.run import print_batch
from pactbook.site.navigation import Place, navigation, placed
from pactbook.site.settings import SiteSettings
from pactbook.site.stage import checked, no_files
from pactbook.trees import placing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pactbook.site.page import Page

__all__ = ["SiteError", "SiteSettings", "build"]


class SiteError(PactbookError):
    """The site was not built; `problems` has one line per cause, each with its page."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(("the site was not built, the last good one is still in place:", *self.problems)))


def build(pages: Iterable[Page], out: Path, settings: SiteSettings, read: Callable[[str], bytes] = no_files) -> int:
    """Build `pages` into the folder `out`, replacing what is there only when everything went well.

    `read` gives the bytes of an image by its path in the repository. Returns the number of pages. Raises SiteError with every broken link and
    every reference to another host. Nothing is kept for the next build; `pactbook.site.building.sites` does that.
    """
    listed = list(checked(pages))
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with _beside(out) as bench:
        images = {asset.path: read(asset.source) for page in listed for asset in page.assets}
        frame = frame_of([placed(page) for page in listed], images, settings)
        fresh, entries = bench / "site", str(bench / "entries")
        fresh.mkdir()
        done = print_batch(Batch(frame, tuple(("", page) for page in listed), images, str(fresh), entries))
        _, problems = assemble(
            Assembly(frame, str(fresh), Record(frame.key, done.pages), dict.fromkeys(done.pages, entries), problems=tuple(done.problems))
        )
        if problems:
            raise SiteError(dict.fromkeys(problems))
        swap(fresh, out, bench)
    return len(listed)


def frame_of(pages: list[Place], images: Iterable[str], settings: SiteSettings) -> Frame:
    """What the pages of a site share, by their places."""
    nav = navigation(pages)
    downloads = (path for page in pages for path in page.downloads)
    places = frozenset((*(page.path for page in pages), *downloads, *images))
    return Frame(settings, nav, places, fingerprint.of_frame(settings, nav))


def swap(fresh: Path, out: Path, bench: Path) -> None:
    """Put a new site into its place, in one step where the system can exchange two folders, so that there is a site at every moment.

    Elsewhere by two renames; when the second fails the old one goes back. `bench` is an own folder on the same disk.
    """
    if not out.exists():
        fresh.rename(out)
        return
    placing.exchange(fresh, out, bench / "old")
    for old in (fresh, bench / "old"):
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """An empty folder on the same disk as `out`, gone afterwards."""
    bench = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)
