"""What the search of a site knows: every section of every page as plain text, with its weight and the place that the page has in the book.

The browser reads `SECTIONS` through when somebody asks (`theme/assets/pactbook/search.js`); no index is built, neither here nor there. The stub is
what Material's script asks for on every page and would build its own index of. docs/decisions/0017 says why.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from pactbook.site.addresses import built_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactbook.site.page import Page

SECTIONS = "search/sections.js"
VARIABLE = b"self.pactbookSections="
BEGIN, END = VARIABLE + b"[", b"]"
MATERIAL = "search/search_index.json"
_BLOCK = re.compile(r"</?(?:p|li|ol|ul|pre)>")
_INLINE = re.compile(r"<[^<>]*>")
_IN_A_ROW = (
    ("</th>\n<th", " ·</th>\n<th"),
    ("</th>\n</tr>", ":</th>\n</tr>"),
    ("</td>\n<td", " ·</td>\n<td"),
    ("</td>\n</tr>", ";</td>\n</tr>"),
)


def spaced(body: str) -> str:
    """A page's HTML with signs between the cells of its tables, so that a row reads as one in a result."""
    for written, read in _IN_A_ROW:
        body = body.replace(written, read)
    return body


def entries(page: Page, sections: Iterable[tuple[str | None, str, str]], title: str) -> Iterator[dict[str, Any]]:
    """An entry for each section (id, title and text in HTML); the first is the page itself, which `title` names where it has no heading."""
    if page.search_weight <= 0:
        return
    url, where = built_path(page.path), _where(page)
    for identifier, heading, text in sections:
        entry: dict[str, Any] = {
            "location": f"{url}#{identifier}" if identifier else url,
            "title": _plain(heading) or html.unescape(title),
            "text": _plain(text),
            "boost": page.search_weight,
        }
        if where and not identifier:
            entry["where"] = where
        yield entry


def packed(found: Iterable[Mapping[str, Any]]) -> bytes:
    """Entries as they stand in the file: with commas between them."""
    return ",".join(json.dumps(entry, separators=(",", ":")) for entry in found).encode()


def stubs(settings: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files that Material's script asks for: its settings, and no documents."""
    stub = json.dumps({"config": dict(settings), "docs": []}, separators=(",", ":"), default=str).encode()
    yield MATERIAL, stub
    yield f"{MATERIAL.removesuffix('.json')}.js", b"var __index=" + stub


def _where(page: Page) -> str:
    """The agreement, manual or vendor that a page belongs to, in words."""
    above = page.crumbs[1:] if len(page.crumbs) > 1 else page.crumbs
    return ", ".join(crumb.title for crumb in above)


def _plain(text: str) -> str:
    return " ".join(html.unescape(_INLINE.sub("", _BLOCK.sub(" ", text))).split())
