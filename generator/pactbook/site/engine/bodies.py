"""The body of a page: its markdown as HTML, with what other pages and the search need to know of it.

A body depends on the page's path, text and grammar alone, not on the site that it stands in: whoever has the same text at the same place gets
the same body. Whether its links lead anywhere is asked for each site anew.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from pactbook.site import look
from pactbook.site.addresses import built_path, relative
from pactbook.site.engine.inline import sift
from pactbook.site.engine.plainly import words
from pactbook.site.engine.sections import cut, sections_by_material
from pactbook.site.search import said, spaced, written

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from pactbook.site.page import Page
    from pactbook.site.search import Section

_IDS = re.compile(r"""<[^<>]*?\s(?:id|name)="([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class Body:
    """See the module.

    `links` are those into the site: as written, the path that they lead to, and the anchor. `sections` are what the search finds, as it keeps them.
    """

    html: str
    toc: list[dict[str, Any]]
    ids: list[str]
    links: list[tuple[str, str, str]]
    sections: list[Section]

    def packed(self) -> bytes:
        """As bytes."""
        html = self.html.encode("utf-8", "surrogatepass")
        return b"%s\n%s" % (json.dumps([len(html), self.toc, self.ids, self.links, self.sections], separators=(",", ":")).encode(), html)


def unpacked(data: bytes) -> Body:
    """The body that `packed` made bytes of."""
    head, _, rest = data.partition(b"\n")
    length, toc, ids, links, sections = json.loads(head)
    return Body(rest[:length].decode("utf-8", "surrogatepass"), toc, ids, links, sections)


class Links(Treeprocessor):
    """Turns links to pages into links to the files that they become, and notes each, as MkDocs does."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self.path = ""
        self.found: dict[tuple[str, str, str], None] = {}

    def run(self, root: ET.Element) -> None:
        """Change links and images in place."""
        self._folder = posixpath.dirname(self.path)
        for element in root.iter():
            key = "href" if element.tag == "a" else "src" if element.tag == "img" else None
            if key and (url := element.get(key)) is not None:
                element.set(key, self._address(url))

    def _address(self, url: str) -> str:
        address, target, anchor = _read(self._folder, url)
        if target is not None:
            self.found[url, target or self.path, anchor] = None
        return address


@lru_cache(maxsize=16_384)
def _read(folder: str, url: str) -> tuple[str, str | None, str]:
    """A link on a page of a folder: its address, where it leads (empty: on the page itself; None: out of the site) and the anchor."""
    scheme, host, path, query, anchor = urlsplit(url)
    if scheme or host or (AMP_SUBSTITUTE in url and not url.startswith(("/", "\\"))):
        return url, None, ""
    if not path:
        return url, "" if anchor else None, anchor
    if url.startswith(("/", "\\")):
        return url, url, anchor
    target = posixpath.normpath(posixpath.join(folder, unquote(path)))
    return urlunsplit(("", "", relative(folder, built_path(target)), query, anchor)), target, anchor


def sections_of(made: str) -> list[Section]:
    """What the search finds on a page, by the quickest way that gives what Material would."""
    body = spaced(made)
    found = words(body)
    if found is not None:
        return written(found)
    cutting = cut(body)
    return said(sections_by_material(body) if cutting is None else cutting)


@dataclass(slots=True)
class Renderer:
    """Makes bodies; each grammar is set up once."""

    _extensions: look.Extensions = field(default_factory=look.Extensions)
    _made: dict[tuple[bool, bool], tuple[markdown.Markdown, Links]] = field(default_factory=dict)

    def body(self, page: Page) -> Body:
        """The body of a page."""
        md, links = self._of(page)
        md.reset()
        links.path, links.found = page.path, {}
        made = md.convert(page.markdown)
        ids = dict.fromkeys(html.unescape(found) for found in _IDS.findall(made))
        return Body(made, getattr(md, "toc_tokens", []), list(ids), list(links.found), sections_of(made))

    def _of(self, page: Page) -> tuple[markdown.Markdown, Links]:
        key = look.grammar(page)
        if key not in self._made:
            names, settings = self._extensions.of(page)
            md = markdown.Markdown(extensions=names, extension_configs=settings)
            links = Links(md)
            md.treeprocessors.register(links, "relpath", 0)
            sift(md)
            self._made[key] = md, links
        return self._made[key]
