"""Looks at a built site from outside: does any page ask another host for something, or run what the theme did not bring?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.site import csp
from pactbook.site.comparison import unlike_the_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ABSOLUTE = r"""\s*(?:[a-z][a-z0-9+.-]*:)?//"""
_TAG = re.compile(r"<(?!/)([a-z][a-z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_LOADED = re.compile(rf"""\s(?:src|srcset|data|poster|action|formaction|background|manifest)\s*=\s*["']?{_ABSOLUTE}""", re.IGNORECASE)
_HREF_AWAY = re.compile(rf"""\shref\s*=\s*["']?{_ABSOLUTE}""", re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]+\s*=""", re.IGNORECASE)
_STYLE = re.compile(r"""\sstyle\s*=""", re.IGNORECASE)
_SCRIPT_ADDRESS = re.compile(r"""\s(?:href|src|action|formaction)\s*=\s*["']?\s*(?:javascript|vbscript|data):""", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_STYLE_AWAY = re.compile(rf"""(?:url\(\s*["']?|@import\s*(?:url\()?\s*["']?){_ABSOLUTE}""", re.IGNORECASE)
_LINKED_TAGS = ("a", "area")
_FORBIDDEN = frozenset({"iframe", "object", "embed", "base", "frame", "frameset", "applet", "portal"})
_INTERESTING = re.compile(r"//|\son|\sstyle|script:|data:|<(?:iframe|object|embed|base|frame|applet|portal)|http-equiv", re.IGNORECASE)


def inspect_site(folder: Path) -> list[str]:
    """One line per reference of a page or style sheet to another host, event handler or frame; plain links are fine."""
    problems = inspect_files(folder)
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        problems += [f"{name}: {problem}" for problem in inspect_page(file.read_text(encoding="utf-8"))]
    return problems


def inspect_files(folder: Path) -> list[str]:
    """The same for everything but the pages, which `pactbook.site.finish` looks at one by one."""
    problems: list[str] = []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_symlink():
            problems.append(f"{name}: is a symbolic link; a site holds files only")
        elif file.suffix == ".css" and (found := _STYLE_AWAY.search(file.read_text(encoding="utf-8"))):
            problems.append(f"{name}: loads {found.group()!r} from another host")
    problems += unlike_the_theme(folder)
    if not (folder / "404.html").is_file():
        problems.append("404.html: is missing")
    return problems


def inspect_page(text: str) -> Iterator[str]:
    """What is wrong with one page."""
    yield from csp.faults(text)
    for found in _TAG.finditer(text):
        yield from _tag(found.group())


@lru_cache(maxsize=16_384)
def _tag(text: str) -> tuple[str, ...]:
    """What is wrong with one tag; most stand on every page."""
    found = _TAG.fullmatch(text)
    return tuple(_faults(text, found.group(1).lower(), found.group(2))) if found else ()


def _faults(text: str, tag: str, attributes: str) -> Iterator[str]:
    if tag in _FORBIDDEN:
        yield f"holds a <{tag}>"
    if not attributes or not _INTERESTING.search(text):
        return
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
