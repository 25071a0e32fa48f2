"""Looks at a built site from outside: does any page ask another host for something, or run what the theme did not bring?"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pactbook.site.printed import csp
from pactbook.site.printed.files import ABSOLUTE, inspect_files
from pactbook.site.printed.parted import parted
from pactbook.yamlfile.encoding import forbidden, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactbook.site.page import Page

_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_TAGS = re.compile(r"<[a-z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>", re.IGNORECASE)
"""The same tags as a whole, read without a step back."""
_LOADED = re.compile(rf"""\s(?:src|srcset|data|poster|action|formaction|background|manifest)\s*=\s*["']?{ABSOLUTE}""", re.IGNORECASE)
_HREF_AWAY = re.compile(rf"""\shref\s*=\s*["']?{ABSOLUTE}""", re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]+\s*=""", re.IGNORECASE)
_STYLE = re.compile(r"""\sstyle\s*=""", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(r"""\s(?:href|src|action|formaction)\s*=\s*["']?\s*(?:javascript|vbscript|data):""", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LINKED_TAGS = ("a", "area")
_FORBIDDEN = frozenset({"iframe", "object", "embed", "base", "frame", "frameset", "applet", "portal"})
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|\d+);?")
_MOST_GOOD = 16_384
_INTERESTING = re.compile(r"//|\son|\sstyle|script:|data:|<(?:iframe|object|embed|base|frame|applet|portal)|http-equiv", re.IGNORECASE)
"""What a tag must hold for anything to be wrong with it."""
_PLAINLY_INTERESTING = re.compile("//| on| style|script:|data:|<iframe|<object|<embed|<base|<frame|<applet|<portal|http-equiv")
"""The same for small ASCII letters with no other space than the common one."""


def inspect_site(folder: Path) -> list[str]:
    """One line per reference of a page or style sheet to another host, event handler or frame; plain links are fine."""
    problems = inspect_files(folder)
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        problems += [f"{name}: {problem}" for problem in inspect_page(file.read_text(encoding="utf-8"))]
    return problems


def inspected(name: str, page: Page | None, html: str) -> tuple[str, Iterable[str]]:  # noqa: ARG001
    """A step of `pactbook.site.finish`: the page as it is, and what it may not hold."""
    parts = parted(html) if page and (page.signed or page.signed_parts) else None
    if parts is None or not parts.is_whole:
        return html, inspect_page(html)
    if parts.text in _good_texts:
        return html, inspect_page(parts.frame)
    problems = tuple(inspect_page(html))
    if not problems:
        if len(_good_texts) > _MOST_GOOD:
            _good_texts.clear()
        _good_texts.add(parts.text)
    return html, problems


_good_texts: set[bytes] = set()
"""The whole texts of pages that have nothing wrong."""


def inspect_page(text: str) -> Iterator[str]:
    """What is wrong with one page."""
    yield from csp.faults(text)
    if "&#" in text:
        yield from _by_number(text)
    tags = _TAGS.findall(text)
    bad = _bad(set(tags))
    for tag in tags if bad else ():
        yield from bad.get(tag, ())


def _by_number(text: str) -> Iterator[str]:
    """Characters that are written by their number and that no file of a book may hold as they are: they hide, strike out or turn round what is read."""
    for reference in dict.fromkeys(_REFERENCE.findall(text)):
        if found := forbidden(html.unescape(reference)):
            yield f"holds {reference}, {in_words(found[0])}; take it out of the text"


_good: set[str] = set()
"""Tags that were looked at in this process and have nothing wrong; most stand on every page."""


def _bad(tags: set[str]) -> dict[str, tuple[str, ...]]:
    """What is wrong with each of these tags that is not as it should be."""
    new = tags - _good
    found = {tag: faults for tag in new if _may_matter(tag) and _INTERESTING.search(tag) and (faults := tuple(_faults(tag)))}
    if len(_good) > _MOST_GOOD:
        _good.clear()
    _good.update(new.difference(found))
    return found


def _may_matter(tag: str) -> bool:
    """Whether `_INTERESTING` could match; said quickly of what is plain."""
    return not (tag.isascii() and tag.isprintable()) or _PLAINLY_INTERESTING.search(tag.lower()) is not None


def _faults(text: str) -> Iterator[str]:
    parts = _TAG.fullmatch(text)
    if not parts:
        return
    tag, attributes = parts.group(1).lower(), parts.group(2)
    if tag in _FORBIDDEN:
        yield f"holds a <{tag}>"
    shown = text[:120]
    if _LOADED.search(attributes) or (tag not in _LINKED_TAGS and _HREF_AWAY.search(attributes)):
        yield f"asks another host for something: {shown}"
    if _STYLE.search(_QUOTED.sub('""', attributes)):
        yield f"has a style of its own: {shown}"
    if _HANDLER.search(_QUOTED.sub('""', attributes)):
        yield f"holds a script in an attribute: {shown}"
    if _SCRIPT_ADDRESS.search(attributes) and not ("md-search__icon" in attributes and "javascript:void(0)" in attributes):
        yield f"holds an address that runs or loads: {shown}"
    if tag == "meta" and "refresh" in attributes.lower():
        yield f"sends its readers elsewhere: {shown}"
