"""Build a site: stage, MkDocs, checks, and only then the swap, so that the last good site stays until a better one is there."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError
from pactbook.site.inspection import inspect_site
from pactbook.site.stage import no_files, write_stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pactbook.site.page import Page

_DOC_FILE = "Doc file '"


class SiteError(PactbookError):
    """The site was not built; `problems` has one line per cause, each with its page."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(("the site was not built, the last good one is still in place:", *self.problems)))


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What differs between the sites of one book."""

    name: str
    description: str = ""
    repo_url: str = ""
    """Empty for a vendor's site: then no page leads to the repository."""
    edit_uri: str = ""
    """As in mkdocs.yml, for example `edit/main/`; the forge's own default when empty and the forge is known."""
    search: bool = True


def build(pages: Iterable[Page], out: Path, settings: SiteSettings, read: Callable[[str], bytes] = no_files) -> int:
    """Build `pages` into the folder `out`, replacing what is there only when everything went well.

    `read` gives the bytes of an image by its path in the repository. Returns the number of pages. Raises SiteError with every broken link and every reference to another host.
    """
    with tempfile.TemporaryDirectory(prefix="pactbook-") as scratch:
        stage = Path(scratch, "stage")
        count = write_stage(pages, stage, read)
        build_stage(stage, out, settings)
    return count


def build_stage(stage: Path, out: Path, settings: SiteSettings) -> None:
    """Build the site of a stage into the folder `out`, replacing what is there only when everything went well; raises SiteError."""
    from pactbook.site.plugin import run_mkdocs

    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pactbook-") as empty, _beside(out) as fresh:
        mkdocs = {
            "site_name": settings.name,
            "site_description": settings.description or None,
            "docs_dir": empty,
            "site_dir": str(fresh),
            "repo_url": settings.repo_url or None,
            "edit_uri": settings.edit_uri or None,
            "theme": {"name": "material"},
            "plugins": ["search"] if settings.search else [],
        }
        problems = [reworded(message) for message in run_mkdocs(mkdocs, {"stage": str(stage)})]
        problems = problems or inspect_site(fresh)
        if problems:
            raise SiteError(problems)
        _swap(fresh, out)


def reworded(message: str) -> str:
    """A warning of MkDocs as `page: what is wrong`."""
    if message.startswith(_DOC_FILE):
        page, _, rest = message.removeprefix(_DOC_FILE).partition("' ")
        return f"{page}: {rest.replace('among documentation files', 'among the pages of this site')}"
    return message


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """An empty folder on the same disk as `out`, gone afterwards unless it was moved into place."""
    fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    fresh.chmod(0o755)
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, out: Path) -> None:
    """Two renames; when the second fails the old site goes back to its place."""
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent)) / "site"
    out.rename(old)
    try:
        fresh.rename(out)
    except BaseException:
        old.rename(out)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
