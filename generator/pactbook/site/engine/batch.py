"""Prints some pages of a site into its new folder; what a worker process does."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pactbook.site import fingerprint, search
from pactbook.site.addresses import built_path
from pactbook.site.engine.bodies import Body, Renderer, unpacked
from pactbook.site.engine.store import Store
from pactbook.site.finish import finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.site.engine.press import Press
    from pactbook.site.page import Page
    from pactbook.site.settings import SiteSettings

_FOR_SEARCH = re.compile(r"""\s?data-search-\w+="[^"]+\"""")  # Material takes these marks out of the page, too


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site share: its settings, its navigation, and the pages and downloads that there are. `key` stands for all of it."""

    settings: SiteSettings
    nav: list[Any]
    places: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages to be printed into `folder`, their images by path of the site, and the file for what the search finds on them."""

    frame: Frame
    pages: tuple[tuple[str, Page], ...]
    """Each with its digest."""
    images: Mapping[str, bytes]
    folder: str
    entries: str
    bodies: str | None = None


class Printed(NamedTuple):
    """A page that was printed: what it was made of, what became of it, and what other pages and the search have to know.

    `files` are the digests of the files that came of it, by name; `span` is where its search entries stand (offset, length).
    """

    key: str
    body: str
    files: dict[str, str]
    span: tuple[int, int]
    links: list[tuple[str, str, str]]
    ids: list[str]


@dataclass(slots=True)
class BatchDone:
    """The pages of a batch by path, the file with their search entries, and what is wrong with them."""

    entries: str
    pages: dict[str, Printed] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@cache
def renderer() -> Renderer:
    """The grammar of pages, set up once in a process."""
    return Renderer()


def press_of(frame: Frame) -> Press:
    """MkDocs and Material, loaded once in a process."""
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


def print_batch(batch: Batch) -> BatchDone:
    """Print the pages."""
    done = BatchDone(batch.entries)
    press, store, folder = press_of(batch.frame), Store(Path(batch.bodies) if batch.bodies else None), Path(batch.folder)
    made: set[Path] = set()
    at = 0
    Path(batch.entries).parent.mkdir(parents=True, exist_ok=True)
    with open(batch.entries, "wb") as entries:  # noqa: PTH123 - thousands of small writes
        for key, page in batch.pages:
            body_key = fingerprint.of_body(page)
            body = _body(page, body_key, store)
            text, hrefs, wrong = press.page(page, _FOR_SEARCH.sub("", body.html), body.toc)
            name = built_path(page.path)
            html, problems = finished(name, page, text)
            done.problems += [f"{page.path}: {problem}" for problem in wrong] + problems
            links = [*body.links, *((href, href.partition("#")[0] or page.path, "") for href in hrefs)]
            files = {}
            for file, content in ((name, html.encode("utf-8", errors="xmlcharrefreplace")), *_beside(page, batch.images)):
                place = folder / file
                if place.parent not in made:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    made.add(place.parent)
                place.write_bytes(content)
                files[file] = hashlib.sha256(content).hexdigest()
            found = search_entries(page, body, press) if batch.frame.settings.search else b""
            entries.write(found)
            done.pages[page.path] = Printed(key, body_key, files, (at, len(found)), links, body.ids)
            at += len(found)
    return done


def _beside(page: Page, images: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files that a page brings with it."""
    for download in page.downloads:
        yield download.path, download.content
    for asset in page.assets:
        if asset.path in images:
            yield asset.path, images[asset.path]


def _body(page: Page, key: str, store: Store) -> Body:
    kept = store.get(key)
    if kept is not None:
        return unpacked(kept)
    made = renderer().body(page)
    store.put(key, made.packed())
    return made


def search_entries(page: Page, body: Body, press: Press) -> bytes:
    """What the search finds on a page, as `pactbook.site.search` keeps it."""
    sections = body.sections
    if sections is None and page.search_weight > 0:
        from pactbook.site.plugin import sections_by_material

        sections = sections_by_material(search.spaced(body.html))
    return search.packed(search.entries(page, sections or (), press.title(page)))
