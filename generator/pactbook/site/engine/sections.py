"""A page cut into the sections that the search finds, as Material's own search plugin cuts it.

Material reads each page with Python's HTML parser. What Python-Markdown writes is regular, so one expression cuts it; `cut` gives up (None) on
anything else, and the caller asks Material.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TOKEN = re.compile(r"""<(/?)([a-z][a-z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|([^<]+)""")
_ID = re.compile(r"""\sid="([^"]*)\"""")
RAW = "script|style|object|title|textarea|xmp|iframe|noembed|noframes|plaintext"
_ODD = re.compile(rf"<[!?A-Z]|<(?:{RAW})\b|data-search-|linenodiv")
_GONE = 1 << 30


@dataclass(slots=True)
class _Section:
    tag: str
    depth: int
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Cutter:
    """Where the reading stands: the open elements, the section, and how many of the open elements are links beside headings."""

    context: list[str] = field(default_factory=list)
    section: _Section | None = None
    found: list[_Section] = field(default_factory=list)
    permalinks: list[int] = field(default_factory=list)

    def begin(self, tag: str, attributes: str) -> None:
        if tag in VOID:
            return
        self.context.append(tag)
        if tag in HEADINGS and (identifier := _ID.search(attributes)):
            depth = len(self.context)
            if tag != "h1" and not self.found:
                self.found.append(_Section("hx", depth))
            self.section = _Section(tag, depth, html.unescape(identifier[1]) if self.found else None)
            self.found.append(self.section)
        section = self._preface()
        if tag == "a" and 'class="headerlink"' in attributes:
            self.permalinks.append(len(self.context))
        if tag in KEPT:
            (section.title if section.tag in self.context else section.text).append(f"<{tag}>")

    def _preface(self) -> _Section:
        if self.section is None:
            self.section = _Section("hx", 0)
            self.found.append(self.section)
        return self.section

    def end(self, tag: str) -> None:
        if not self.context or self.context[-1] != tag:
            return
        section = self._preface()
        if section.depth > len(self.context):
            for earlier in reversed(self.found):
                if earlier.depth <= len(self.context):
                    section.depth = _GONE
                    self.section = section = earlier
                    break
        if self.permalinks and self.permalinks[-1] == len(self.context):
            self.permalinks.pop()
        self.context.pop()
        if tag in KEPT:
            _close(tag, section.title if section.tag in self.context else section.text)

    def words(self, data: str) -> None:
        if "&" in data:
            data = html.unescape(data)
        blank = data.isspace()
        in_pre = "pre" in self.context
        if not in_pre:
            data = " " if blank else data.replace("\n", " ")
        section = self._preface()
        if section.tag in self.context:
            if not self.permalinks:
                section.title.append(html.escape(data, quote=False))
        elif blank:
            if not section.text or not section.text[-1].isspace() or in_pre:
                section.text.append(data)
        else:
            section.text.append(html.escape(data, quote=False))


def _close(tag: str, data: list[str]) -> None:
    """End an element, or take it out again where nothing but space is in it."""
    opened = data.index(f"<{tag}>")
    if any(not part.isspace() for part in data[opened + 1 :]):
        data.append(f"</{tag}>")
    else:
        del data[opened:]


def cut(body: str) -> list[tuple[str | None, str, str]] | None:
    """The sections of a page: id (none for the first), title and text, both as the search shows them. None where Material has to be asked."""
    if _ODD.search(body):
        return None
    cutter = _Cutter()
    at = 0
    for token in _TOKEN.finditer(body):
        if token.start() != at:
            return None
        at = token.end()
        closing, tag, attributes, data = token.groups()
        if data is not None:
            cutter.words(data)
        elif closing:
            cutter.end(tag)
        else:
            cutter.begin(tag, attributes)
            if attributes.endswith("/") and tag not in VOID:
                cutter.end(tag)
    if at != len(body):
        return None
    return [(each.id, "".join(each.title).strip(), "".join(each.text).strip()) for each in cutter.found]


def sections_by_material(content: str) -> list[tuple[str | None, str, str]]:
    """The sections of a page for the search, by Material's own parser: id, title and text of each."""
    from material.plugins.search.plugin import Parser  # loads MkDocs; few pages need it

    parser = Parser()
    parser.feed(content)
    parser.close()
    return [(each.id, "".join(each.title).strip(), "".join(each.text).strip()) for each in parser.data if not each.is_excluded()]
