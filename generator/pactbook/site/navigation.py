"""The navigation of a site, from the places that pages name for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.page import Page

OVERVIEW = "Overview"


class Place(NamedTuple):
    """Where a page stands: its path, its place in the navigation, and the downloads that it brings."""

    path: str
    nav: tuple[str, ...] | None
    downloads: tuple[str, ...]


def placed(page: Page) -> Place:
    """The place of a page, without the page."""
    return Place(page.path, page.nav, tuple(download.path for download in page.downloads))


def navigation(pages: Iterable[Page | Place]) -> list[Any]:
    """MkDocs' `nav` for the pages that have a place, in the order given.

    A page whose place is the beginning of another's leads its section. Pages without a place stay out, so that
    the navigation's size does not grow with the number of manual pages.
    """
    placed = [(page.nav, page.path) for page in pages if page.nav]
    return _level(placed, 0)


def paths_in(nav: Iterable[Any]) -> Iterator[str]:
    """The pages that a navigation leads to, in its order."""
    for item in nav:
        for target in item.values():
            if isinstance(target, str):
                yield target
            else:
                yield from paths_in(target)


def _level(placed: list[tuple[tuple[str, ...], str]], depth: int) -> list[Any]:
    groups: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for place, path in placed:
        groups.setdefault(place[depth], []).append((place, path))
    items: list[Any] = []
    for title, members in groups.items():
        here = [path for place, path in members if len(place) == depth + 1]
        below = [member for member in members if len(member[0]) > depth + 1]
        if below:
            items.append({title: [{OVERVIEW: path} for path in here] + _level(below, depth + 1)})
        else:
            items.extend({title: path} for path in here)
    return items
