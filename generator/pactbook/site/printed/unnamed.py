"""A step of `pactbook.site.finish`: no page of a vendor's site shows the name of another vendor, as its readers and the search see it.

What is looked at is the finished page: its text with the tags cut out, its title and description, what pictures and links say, and the addresses
that they lead to. The look and the scripts of the theme are left out.
"""

from __future__ import annotations

import html as html_text
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.manuals.name_search import Name, NameSearch
from pactbook.site.printed.parted import parted
from pactbook.text.letters.as_seen import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.manuals.name_search import Hit
    from pactbook.site.page import Page
    from pactbook.site.printed.parted import Parted

_TAG = re.compile(r"<[^<>\"']*+(?:\"[^\"]*+\"[^<>\"']*+|'[^']*+'[^<>\"']*+)*+>|<!--")
_SAYS = "href|src|alt|title|content|label|aria-label|aria-description|placeholder|cite|datetime|value|summary"
_SAID = re.compile(rf"""\s(?:{_SAYS})\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_THEME = ("script", "style", "link", "meta http-equiv", "path", "svg")
_WITHIN = "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strong|sub|sup|time|tt|u|var|wbr"
_INLINE = re.compile(rf"</?(?:{_WITHIN})(?![a-zA-Z0-9-])[^<>]*>|<!--[^<>]*>")
_NO_LETTER = r"\s.,:!?()\[\]\"'“”‘’¶"
_PARTED = re.compile(
    rf"<(?<=[^>{_NO_LETTER}]<)(?:!--|/?(?:{_WITHIN})(?![a-zA-Z0-9-])[^<>]*>(?:</?(?:{_WITHIN})(?![a-zA-Z0-9-])[^<>]*>)*)(?=[^<;{_NO_LETTER}])"
)
"""A tag or a comment between two signs that a reader sees without a gap."""
_MOST_CLEAN = 32_768
_AROUND = 40
_CONTENTS = "<article"
_NONE: frozenset[str] = frozenset()
_MOST_TEXTS = 4_096

_without: dict[bytes, frozenset[str]] = {}
"""The names that are not in texts that stand on the sites of many vendors, by the digest of the text."""
_sets: dict[frozenset[str], frozenset[str]] = {}
"""Each set of names once."""


def unnamed(name: str, page: Page | None, html: str) -> tuple[str, Iterable[str]]:  # noqa: ARG001
    """The page as it is, and the names on it that its readers must not know."""
    if page is None or page.unnamed is None:
        return html, ()
    return html, _lines(page, html)


def _lines(page: Page, html: str) -> Iterator[str]:
    if page.unnamed is None:
        return
    found: dict[str, str] = {}
    look, parts = _look(page.unnamed.names), parted(html) if page.signed_parts else None
    for hit, seen in look.over(parts.frame if parts and look.knows(parts) else html):
        found.setdefault(hit.name, seen)
    if parts and parts.is_whole and not found:
        look.learn(parts)
    for words, seen in found.items():
        yield (
            f"the page would show the name of another vendor, '{words}', to '{page.unnamed.reader}': “{seen}”. Take it out of "
            f"{page.source or 'what the page is made of'}; where it has to stand, legal can waive C064 in what they sign"
        )


class _Look:
    """Looks over pages of one site; what was without a name is not looked at again."""

    def __init__(self, names: str) -> None:
        self._search = NameSearch(Name(vendor, tuple(words.split()), tuple(forms.split())) for vendor, words, forms in _read(names))
        lines = names.splitlines()
        self._names = frozenset(line for line in lines if not line.startswith("\t"))
        self._alike = len(self._names) == len(lines)  # no words that only this reader knows, and that hold a name
        self._clean: set[str] = set()

    def knows(self, parts: Parted) -> bool:
        """Whether none of these names is in the text of a page; each look at it may have been for another reader."""
        return parts.is_whole and self._names <= _without.get(parts.text, _NONE)

    def learn(self, parts: Parted) -> None:
        """Note that none of these names is in the text of a page; what only this reader may read says nothing of others."""
        if not self._alike:
            return
        if len(_without) >= _MOST_TEXTS:
            _without.clear()
        names = _without.get(parts.text, _NONE) | self._names
        _without[parts.text] = _sets.setdefault(names, names)

    def over(self, html: str) -> Iterator[tuple[Hit, str]]:
        """Each name on a page, with what stands around it."""
        yield from self._pieces(html.split("<"))
        begin = max(html.find(_CONTENTS), 0)
        if _PARTED.search(html, begin):
            yield from self._pieces(_INLINE.sub("", html[begin:]).split("<"))

    def _pieces(self, pieces: list[str]) -> Iterator[tuple[Hit, str]]:
        """The names in pieces that each begin behind a '<'."""
        new = set(pieces) - self._clean
        if not new:
            return
        tags = "<".join(("", *(piece for piece in dict.fromkeys(pieces) if piece in new and not piece.startswith(_THEME))))
        text = "\n".join((_TAG.sub("\n", tags), *_SAID.findall(tags)))
        seen = as_seen(html_text.unescape(text) if "&" in text else text)
        clean = True
        for hit in self._search.find(seen):
            clean = False
            yield hit, _around(seen, hit)
        if clean:
            if len(self._clean) > _MOST_CLEAN:
                self._clean.clear()
            self._clean |= new


def _around(seen: str, hit: Hit) -> str:
    """What stands beside a name, in the same line."""
    begin, end = max(0, hit.start - _AROUND), hit.stop + _AROUND
    before, after = seen[begin : hit.start].rpartition("\n")[2], seen[hit.start : end].partition("\n")[0]
    return " ".join((before + after).split())


@lru_cache(maxsize=4)
def _look(names: str) -> _Look:
    """For the pages of a site, which come one after the other."""
    return _Look(names)


def written(names: Iterable[Name]) -> str:
    """Names as one string, as they travel with a page."""
    return "\n".join(f"{name.vendor}\t{' '.join(name.words)}\t{' '.join(name.forms)}" for name in names)


def _read(names: str) -> Iterator[tuple[str, str, str]]:
    for line in names.splitlines():
        vendor, words, forms = line.split("\t")
        yield vendor, words, forms
