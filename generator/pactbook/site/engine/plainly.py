"""The words of a page's sections read straight from regular HTML; the same as `sections.cut` gives once the search has taken the tags out of it.

Material keeps a few tags in what it cuts, and the search drops them again. Here whole sections lose their tags at once. What is not regular, or
where an element without words would take the space around it along, is left to `sections.cut` (None).
"""

from __future__ import annotations

import html
import re

from pactbook.site.engine.sections import RAW, VOID
from pactbook.site.search import plain

Words = list[tuple[str | None, str, str]]

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9-]*)([^<>"']*+(?:"[^"<>]*+"[^<>"']*+)*+)>""")
_HEADING = re.compile(r"""<(h[1-6])\b([^<>]*)>""")
_ID = re.compile(r"""\sid="([^"]*)\"""")
_PERMALINK = re.compile(r"""<a\b[^<>]*\bclass="headerlink"[^<>]*>[^<>]*</a>""")
_RAW = re.compile(rf"<(?:{RAW})\b")
_EMPTY = re.compile(r"<(p|code|pre|li|ol|ul|sub|sup)\b[^<>]*>(?:\s|<[^<>]*>|&#?\w+;)*</\1>")
_LOOSE = re.compile(r"&(?!(?:[a-zA-Z][a-zA-Z0-9]*|#[0-9]+|#[xX][0-9a-fA-F]+);)")


def words(body: str) -> Words | None:
    """The sections of a page: id (none for the first), title and text without any tag. None where it has to be read tag by tag."""
    before, *parts = _HEADING.split(body)
    tags = _nested(before, [])
    if tags is None or _odd(body):
        return None
    found: Words = [(None, "", plain(before))] if before else []
    if before and not found[0][2]:
        return None  # an element without words begins a section, a line break does not
    for tag, attributes, inside in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        heading, end, text = inside.partition(f"</{tag}>")
        title = _PERMALINK.sub("", heading)
        identifier, more = _ID.search(attributes), _nested(inside, [tag])
        if identifier is None or more is None or not end or "headerlink" in title:
            return None
        tags += more + 1
        if tag != "h1" and not found:
            found.append((None, "", ""))
        found.append((html.unescape(identifier[1]) if found else None, plain(title), plain(text)))
    return found if tags == body.count("<") else None


def _odd(body: str) -> bool:
    """Whether something is there that an HTML parser reads in a way of its own, or that the search would leave out."""
    return bool(
        "data-search-" in body or "linenodiv" in body or _RAW.search(body) or _EMPTY.search(body) or ("&" in body and _LOOSE.search(body))
    )


def _nested(piece: str, open_tags: list[str]) -> int | None:
    """How many tags a piece has; None unless it closes, in order, whatever is open before it or opened in it."""
    tags = _TAG.findall(piece)
    for closing, tag, attributes in tags:
        if closing:
            if not open_tags or open_tags.pop() != tag:
                return None
        elif tag not in VOID:
            if attributes[-1:] == "/":
                return None
            open_tags.append(tag)
    return None if open_tags else len(tags)
