"""Mandatory sections of manuals, by what their outline says that they define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.coverage.place import Place
from pactbook.problems import Position
from pactbook.text.passages.substance import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.coverage.readings import Reader
    from pactbook.model.manual import Manual, ManualPage, OutlinePage


def defining(manual: Manual, thing: str, reader: Reader) -> Iterator[Place]:
    """The sections that define one of the ten things; a page or heading that is missing is none (C010 and C011 report it)."""
    pages = {page.file: page for page in manual.pages}
    for planned in manual.outline.pages:
        page = pages.get(planned.file)
        if page is None:
            continue
        headed = [heading for heading in planned.headings if thing in heading.defines]
        if headed:
            titles = {heading.title for heading in headed}
            yield from _headings(manual, planned, page, titles, reader)
        elif thing in planned.defines:
            yield _place(manual, planned, page, (1, "", planned.title), lacking(page.text))


def _headings(manual: Manual, planned: OutlinePage, page: ManualPage, titles: set[str], reader: Reader) -> Iterator[Place]:
    headings = reader.read(page).headings
    lines = page.text.split("\n")
    for index, heading in enumerate(headings):
        if heading.title in titles:
            following = next((each.line for each in headings[index + 1 :] if each.level <= heading.level), None)
            first = heading.line - page.text_line + 1
            body = lines[first : following - page.text_line if following else None]
            yield _place(manual, planned, page, (heading.line, heading.id, heading.title), lacking("\n".join(body)))


def _place(manual: Manual, planned: OutlinePage, page: ManualPage, where: tuple[int, str, str], lacks: str) -> Place:
    line, anchor, title = where
    owner = planned.owner or manual.outline.owner
    return Place(page.path, Position(line, 1), manual.path, anchor, title, owner, page.file, lacks)
