"""Makes a tree of the tags of a page, strictly: what a browser would have to repair is a fault.

Two readers feed it. `_quickly` cuts a page at its tags, as long as they are written the way in which the site's engine writes them: it makes
nothing of a page with anything else in it, and Python's own reader of HTML reads that page. Both make the same tree. `walk` cuts pages in the
same way, and makes no tree of them.
"""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from pactbook.site.comparison.element import Attributes, Element

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements without an end.
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_RAW = frozenset({"script", "style"})
_WORDS_ONLY = frozenset({"textarea", "title"})
HELD = _RAW | _WORDS_ONLY
_NEVER_WRITTEN = frozenset({"iframe", "math", "noembed", "noframes", "noscript", "plaintext", "template", "xmp"})
"""Elements in which readers of HTML take tags for words or read them by other rules; the engine writes none."""

_NAME, _SPACE = "[a-zA-Z][a-zA-Z0-9_:-]*", r"[ \t\n]"
_BEGIN = re.compile(rf'([a-zA-Z][a-zA-Z0-9-]*)((?:{_SPACE}+{_NAME}(?:="[^"]*")?)*){_SPACE}*(/?)')
_END = re.compile(r"/([a-zA-Z][a-zA-Z0-9-]*)")
_ATTRIBUTE = re.compile(rf'({_NAME})(?:="([^"]*)")?')
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
_DOCTYPE = re.compile(r"\s*(<!doctype html>)", re.IGNORECASE)
_NEVER = ("<!--", "\r", "\f", "\0")


class Tree:
    """What was read of a page so far."""

    __slots__ = ("elements", "faults", "open", "root")

    def __init__(self) -> None:
        """A page of which nothing was read."""
        self.root = self.open = Element("#document", Attributes(()), None)
        self.elements: list[Element] = []
        """All elements in their order, without the root."""
        self.faults: list[str] = []

    def begin(self, tag: str, written: Attributes, line: int, *, ends_itself: bool) -> None:
        """A tag begins an element; one that ends itself does so in a drawing only."""
        above = self.open
        element = Element(tag, written, above, line)
        above.children.append(element)
        self.elements.append(element)
        if written.twice:
            self.faults += (f"line {line}: <{tag}> has the attribute '{name}' twice" for name in written.twice)
        if tag not in VOID and not (ends_itself and is_drawn(element)):
            self.open = element

    def end(self, tag: str, line: int) -> None:
        """A tag ends an element."""
        if tag in VOID:
            return
        if self.open.tag != tag:
            self.faults.append(f"line {line}: </{tag}> closes <{self.open.tag}>")
            if not any(each.tag == tag for each in self.open.up):
                return
            while self.open.tag != tag and self.open.parent:
                self.open = self.open.parent
        if self.open.parent:
            self.open = self.open.parent


def is_drawn(element: Element) -> bool:
    """Whether an element is, or lies in, a drawing."""
    return element.tag == "svg" or any(each.tag == "svg" for each in element.up)


def read(html: str) -> Tree:
    """The tree of a page, with what is wrong with its tags."""
    return _quickly(html) or _slowly(html)


class Tag(NamedTuple):
    """A tag as it is written between its brackets; `written` is None where it ends an element."""

    name: str
    written: Attributes | None
    ends_itself: bool = False
    lines: int = 0


class Unusual(Exception):  # noqa: N818 - no error: another reader reads such a page
    """A page is not written as the engine writes pages."""


def _quickly(html: str) -> Tree | None:
    """The tree of a page that is written as the engine writes pages; None for any other."""
    tree, line = Tree(), 1
    try:
        for text, tag in _cut(html):
            if text:
                tree.open.children.append(entities.unescape(text) if "&" in text and tree.open.tag not in _RAW else text)
                line += text.count("\n")
            if tag is None:
                continue
            if tag.written is None:
                tree.end(tag.name, line)
            else:
                tree.begin(tag.name, tag.written, line, ends_itself=tag.ends_itself)
                line += tag.lines
    except Unusual:
        return None
    return tree


def _cut(html: str) -> Iterator[tuple[str, Tag | None]]:
    """Each text of a page with the tag behind it, None at the end."""
    text, cuts = cut(html)
    pieces = iter(cuts)
    for piece in pieces:
        written, bracket, after = piece.partition(">")
        found = tag_of(written) if bracket else None
        if found is None:
            raise Unusual
        yield text, found
        text = after
        if found.written is not None and found.name in HELD:
            text, end, after = held(found.name, after, pieces)
            yield text, end
            text = after
    yield text, None


def cut(html: str) -> tuple[str, list[str]]:
    """What stands before the first tag of a page, and each tag without its first bracket and with the text behind it."""
    if any(never in html for never in _NEVER):
        raise Unusual
    doctype = _DOCTYPE.match(html)
    first, *pieces = html[doctype.end() if doctype else 0 :].split("<")
    return (doctype[0].removesuffix(doctype[1]) if doctype else "") + first, pieces


def held(name: str, text: str, pieces: Iterator[str]) -> tuple[str, Tag, str]:
    """The text of an element in which no tags are read, its end, and the text after that."""
    kept = [text]
    for piece in pieces:
        if piece.startswith("/"):
            written, bracket, after = piece.partition(">")
            end = tag_of(written)
            if not bracket or end is None or end.name != name:
                break
            return "<".join(kept), end, after
        if name in _WORDS_ONLY:
            break
        kept.append(piece)
    raise Unusual


@lru_cache(maxsize=8192)
def tag_of(written: str) -> Tag | None:
    """What stands between two brackets, None where the engine would not write it so."""
    if end := _END.fullmatch(written):
        return Tag(end[1].lower(), None)
    begin = _BEGIN.fullmatch(written)
    if begin is None or written.count("&") != len(_ENTITY.findall(written)):
        return None
    name, given = begin[1].lower(), [(each[1].lower(), entities.unescape(each[2] or "")) for each in _ATTRIBUTE.finditer(begin[2])]
    ends_itself = bool(begin[3])
    if name in _NEVER_WRITTEN or (ends_itself and name in HELD):
        return None
    return Tag(name, Attributes(given), ends_itself, written.count("\n"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = Tree()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ends_itself = (self.get_starttag_text() or "").endswith("/>")
        self.tree.begin(tag, Attributes((name, value or "") for name, value in attrs), self.getpos()[0], ends_itself=ends_itself)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag, self.getpos()[0])

    def handle_data(self, data: str) -> None:
        self.tree.open.children.append(data)


def _slowly(html: str) -> Tree:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tree
