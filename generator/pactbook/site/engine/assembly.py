"""Makes a site of printed pages: takes over what has not changed, writes the search index, adds the theme's files, and looks at the whole."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pactbook.site import search
from pactbook.site.engine.prints import like
from pactbook.site.engine.record import Record, faults
from pactbook.site.printed.files import inspect_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.site.engine.batch import Frame, Printed


@dataclass(frozen=True, slots=True)
class Assembly:
    """A site to be put together in `folder`, the file with the search entries of each of its pages, and the site that stands now.

    Of `made` all is known but where search entries stand and, where it has no others, which other files there are; those that it has are taken over.
    """

    frame: Frame
    folder: str
    made: Record
    entries: Mapping[str, str]
    """By path of the page; a page without one is taken over from the site in `last`."""
    last: str = ""
    problems: tuple[str, ...] = field(default=())


def assemble(work: Assembly) -> tuple[Record, list[str]]:
    """The record of the site that now lies in the folder, and everything that is wrong with it."""
    folder = Path(work.folder)
    problems = [*work.problems, *faults(work.made.pages, work.frame.places)]
    if problems:
        return Record(), problems
    others = dict(work.made.others)
    _take_over(work, folder)
    if not others:
        problems += _beside(work, folder, others)
    pages = _search(work, folder, others)
    problems += inspect_files(folder)
    return replace(work.made, pages=pages, others=others), problems


def _beside(work: Assembly, folder: Path, others: dict[str, str]) -> list[str]:
    """Write what a site has beside its pages, and note it; what is wrong with it. The sections that the search reads are written last."""
    from pactbook.site.engine.printing import press_of
    from pactbook.site.finish import finished

    press, problems = press_of(work.frame), list[str]()
    for name, content in _assets():
        others[name] = _put(folder / name, content)
    for name, text in press.statics():
        html, found = finished(name, None, text)
        problems += found
        others[name] = _put(folder / name, html.encode("utf-8", errors="xmlcharrefreplace"))
    if (settings := press.search()) is not None:
        for name, content in search.stubs(settings):
            others[name] = _put(folder / name, content)
        others[search.SECTIONS] = ""
    return problems


@cache
def _assets() -> tuple[tuple[str, bytes], ...]:
    """The theme's files, read once in a process."""
    from pactbook.site.engine.press import press

    return tuple((name, place.read_bytes()) for name, place in press({}, [], frozenset()).assets())


def _put(place: Path, content: bytes) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def _take_over(work: Assembly, folder: Path) -> None:
    """What has not changed: the same files under a second name, which costs nothing, else copies."""
    names = [name for path, page in work.made.pages.items() if path not in work.entries for name in page.files]
    made = set[str]()
    for name in (*names, *(name for name in work.made.others if name != search.SECTIONS)):
        inner, place = name.rpartition("/")[0], f"{folder}/{name}"
        if inner not in made:
            Path(folder, inner).mkdir(parents=True, exist_ok=True)
            made.add(inner)
        try:
            os.link(f"{work.last}/{name}", place)
        except FileExistsError:  # an image of several pages
            continue
        except OSError:
            shutil.copyfile(f"{work.last}/{name}", place)


def _search(work: Assembly, folder: Path, others: dict[str, str]) -> Mapping[str, Printed]:
    """Write the sections that the search reads; the pages with their new places in it."""
    if search.SECTIONS not in others:
        return {path: page._replace(span=(0, 0)) for path, page in work.made.pages.items()}
    pages = like(work.made.pages, f"{folder}-pages")
    digest, at = hashlib.sha256(), 0
    with (folder / search.SECTIONS).open("wb") as file:
        for path, piece, found in _pieces(work):
            file.write(piece)
            digest.update(piece)
            if path:
                pages[path] = work.made.pages[path]._replace(span=(at + len(piece) - found, found))
            at += len(piece)
    others[search.SECTIONS] = digest.hexdigest()
    return pages


def _pieces(work: Assembly) -> Iterator[tuple[str, bytes, int]]:
    """The file piece by piece: the page, the bytes, and how many of them at their end are its entries."""
    yield "", search.BEGIN, 0
    first = True
    with ExitStack() as stack:
        files: dict[str, IO[bytes]] = {}
        for path, page in work.made.pages.items():
            offset, length = page.span
            if not length:
                yield path, b"", 0
                continue
            source = work.entries.get(path) or str(Path(work.last, search.SECTIONS))
            if source not in files:
                files[source] = stack.enter_context(open(source, "rb"))  # noqa: PTH123 - closed by the stack
            files[source].seek(offset)
            yield path, (b"" if first else b",") + files[source].read(length), length
            first = False
    yield "", search.END, 0
