"""Addresses that templates print: from a page's path to where a browser finds it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Container

    from pactbook.site.page import Link, Page

SCHEMES = frozenset({"http", "https", "mailto"})
READ_IN_ORDER = frozenset({"manual", "manual-page"})


@dataclass(frozen=True, slots=True)
class Around:
    """The pages before and after one among its siblings."""

    before: Link | None
    after: Link | None


@dataclass(slots=True)
class Addresses:
    """Addresses as seen from one page; `problems` gathers links that lead nowhere."""

    path: str
    pages: Container[str]
    problems: list[str] = field(default_factory=list)

    def of(self, href: str) -> str:
        """The address of a page path with an optional anchor, relative to this page; of anything unsafe, "#"."""
        parts = urlsplit(href)
        if parts.scheme:
            if parts.scheme in SCHEMES:
                return href
            self.problems.append(f"contains a link '{href}' that no page may contain")
            return "#"
        target = parts.path or self.path
        if target not in self.pages:
            self.problems.append(f"contains a link '{href}', but the target is not found among the pages")
            return "#"
        anchor = f"#{quote(parts.fragment, safe=':._-~')}" if parts.fragment else ""
        if target == self.path and anchor:
            return anchor
        return _between(posixpath.dirname(self.path), target) + anchor

    def around(self, page: Page) -> Around:
        """Previous and next page of a manual; other siblings have no reading order."""
        links = page.siblings.links if page.siblings and page.kind in READ_IN_ORDER else ()
        places = [place for place, link in enumerate(links) if link.href == page.path]
        if not places:
            return Around(None, None)
        at = places[0]
        return Around(links[at - 1] if at else None, links[at + 1] if at + 1 < len(links) else None)


@lru_cache(maxsize=16_384)
def _between(folder: str, target: str) -> str:
    return quote(relative(folder, built_path(target)))


@lru_cache(maxsize=16_384)
def relative(folder: str, path: str) -> str:
    """A path from the top of the site as seen from a folder of it; both are normal."""
    here, there = folder.split("/") if folder else [], path.split("/")
    same = 0
    while same < len(here) and same < len(there) - 1 and here[same] == there[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:])


def built_path(path: str) -> str:
    """The file that a page becomes."""
    return f"{path[:-3]}.html" if path.endswith(".md") else path
