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
_BLOCK = re.compile(r"</?(?:p|li|ol|ul|pre)(?:\s[^<>]*)?>")
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


Section = tuple[str | None, str, str]
"""A section of a page: its id (none for the first), its title and its text."""


def said(sections: Iterable[Section]) -> list[Section]:
    """Sections whose title and text are HTML, as the search keeps them."""
    return written((identifier, plain(title), plain(text)) for identifier, title, text in sections)


def written(sections: Iterable[Section]) -> list[Section]:
    """Sections whose title and text are plain, with both as they stand in the file: as strings of JSON."""
    return [(identifier, _json(title), _json(text)) for identifier, title, text in sections]


def entries(page: Page, sections: Iterable[Section], title: str) -> bytes:
    """An entry for each section, as they stand in the file; the first is the page itself, which `title` (HTML) names where it has no heading."""
    if page.search_weight <= 0:
        return b""
    url, where = built_path(page.path), _where(page)
    boost, place = _json(page.search_weight), f',"where":{_json(where)}' if where else ""
    return ",".join(
        f'{{"location":{_json(f"{url}#{identifier}" if identifier else url)},"title":{heading if heading != _NO_WORDS else _json(html.unescape(title))}'
        f',"text":{text},"boost":{boost}{"" if identifier else place}}}'
        for identifier, heading, text in sections
    ).encode()


def stubs(settings: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files that Material's script asks for: its settings, and no documents."""
    stub = json.dumps({"config": dict(settings), "docs": []}, separators=(",", ":"), default=str).encode()
    yield MATERIAL, stub
    yield f"{MATERIAL.removesuffix('.json')}.js", b"var __index=" + stub


_json = json.JSONEncoder(separators=(",", ":")).encode
_NO_WORDS = _json("")


def _where(page: Page) -> str:
    """The agreement, manual or vendor that a page belongs to, in words."""
    titles = [crumb.title for crumb in page.crumbs]
    kicker = page.meta.kicker if page.meta else ""
    above = [*titles, kicker] if kicker and kicker not in titles else titles  # the first page of a manual: which of a vendor's it is
    return ", ".join(above[1:] or above)


def plain(text: str) -> str:
    """The words of a piece of HTML, with a space where a block begins or ends."""
    return " ".join(html.unescape(_INLINE.sub("", _BLOCK.sub(" ", text))).split())
