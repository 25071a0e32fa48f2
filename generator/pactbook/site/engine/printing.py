"""Prints some pages of a site into its new folder; what a worker process does."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pactbook.collector import give_back, seldom
from pactbook.site import search
from pactbook.site.addresses import built_path
from pactbook.site.engine import fingerprint, spool
from pactbook.site.engine.batch import MANY, Batch, BatchDone, Frame, Printed
from pactbook.site.engine.bodies import Body, Renderer, unpacked
from pactbook.site.engine.packs import Packs
from pactbook.site.engine.references import References
from pactbook.site.finish import finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.site.engine.press import Press
    from pactbook.site.page import Page

_FOR_SEARCH = re.compile(r"""\s?data-search-\w+="[^"]+\"""")  # Material takes these marks out of the page, too


@cache
def renderer() -> Renderer:
    """The grammar of pages, set up once in a process."""
    return Renderer()


_presses: list[tuple[Frame, Press]] = []


def press_of(frame: Frame) -> Press:
    """MkDocs and Material, loaded once in a process; the press of the last site is kept for its next pages."""
    if not _presses or _presses[0][0] != frame:
        _presses[:] = [(frame, _press(frame))]
    return _presses[0][1]


def _press(frame: Frame) -> Press:
    from pactbook.site.engine.press import press

    settings = asdict(frame.settings)
    shown = {
        "site_name": settings["name"],
        "site_description": settings["description"] or None,
        "repo_url": settings["repo_url"] or None,
        "edit_uri": settings["edit_uri"] or None,
        "plugins": ["search"] if settings["search"] else [],
    }
    return press(shown, frame.nav, frame.places)


def print_pages(batch: Batch) -> BatchDone:
    """Print the pages."""
    done = BatchDone(batch.entries)
    Path(batch.entries).parent.mkdir(parents=True, exist_ok=True)
    with seldom(), open(batch.entries, "wb") as entries, _packs(batch.bodies) as packs:  # noqa: PTH123 - thousands of small writes
        printer = _Printer(batch, packs, _Folder(batch.folder), entries)
        for key, page in spool.read(batch.pages) if isinstance(batch.pages, str) else batch.pages:
            try:
                done.pages[page.path], problems = printer.page(key, page)
            except OSError:  # of the disk, not of the page
                raise
            except Exception as error:  # noqa: BLE001 - whatever breaks on a page, the build says which page it was
                problems = [_failed(page, error)]
            done.problems += problems
    if len(batch.frame.places) >= MANY:
        give_back()
    return done


def _failed(page: Page, error: Exception) -> str:
    """What is said of a page that could not be printed; what may be left half-way through it is set up anew."""
    renderer.cache_clear()
    _presses.clear()
    what = "it is nested too deeply" if isinstance(error, RecursionError) else f"{type(error).__name__}: {error}".rstrip(": ")
    return (
        f"{page.source or page.path}: no page can be made of this text ({what}). Take half of the text out and build again, "
        "until you have found the passage; then write it in a simpler way."
    )


@dataclass(slots=True)
class _Printer:
    """Prints the pages of a batch; `entries` is the file for what the search finds on them."""

    batch: Batch
    packs: Packs
    place: _Folder
    entries: IO[bytes]

    def page(self, key: str, page: Page) -> tuple[Printed, list[str]]:
        """A page that was printed, and what is wrong with it."""
        press, body_key = press_of(self.batch.frame), fingerprint.of_body(page)
        body = _body(page, body_key, self.packs)
        text, hrefs, wrong = press.page(page, _shown(body.html), body.toc)
        name = built_path(page.path)
        html, problems = finished(name, page, text)
        made = ((name, html.encode("utf-8", errors="xmlcharrefreplace")), *_beside(page, self.batch.images))
        files = {file: self.place.write(file, content) for file, content in made}
        found = search.entries(page, body.sections, press.title(page)) if self.batch.frame.settings.search else b""
        span = self.entries.tell(), len(found)
        self.entries.write(found)
        links = [*body.links, *((href, href.partition("#")[0] or page.path, "") for href in hrefs)]
        references = References(links, body.ids).packed()
        return Printed(key, body_key, files, span, references), [*(f"{page.path}: {problem}" for problem in wrong), *problems]


@dataclass(slots=True)
class _Folder:
    """The folder of a site that is being made."""

    path: str
    _made: set[str] = field(default_factory=set)

    def write(self, name: str, content: bytes) -> str:
        """Write a file; its digest. Plain calls of the system: objects for paths and streams cost as much as the writing."""
        inner = name.rpartition("/")[0]
        if inner not in self._made:
            os.makedirs(f"{self.path}/{inner}", exist_ok=True)  # noqa: PTH103
            self._made.add(inner)
        file = os.open(f"{self.path}/{name}", _NEW, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)
        return hashlib.sha256(content).hexdigest()


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@lru_cache(maxsize=1)
def _packs(folder: str | None) -> Packs:
    """The bodies in a folder; kept for the next batch, for most of what a vendor reads was printed for the client."""
    return Packs(Path(folder) if folder else None)


def _shown(body: str) -> str:
    return _FOR_SEARCH.sub("", body) if "data-search-" in body else body


def _beside(page: Page, images: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files that a page brings with it."""
    for download in page.downloads:
        yield download.path, download.content
    for asset in page.assets:
        if asset.path in images:
            yield asset.path, images[asset.path]


def _body(page: Page, key: str, packs: Packs) -> Body:
    kept = packs.get(key)
    if kept is not None:
        return unpacked(kept)
    made = renderer().body(page)
    packs.put(key, made.packed())
    return made
