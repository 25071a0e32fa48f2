"""The words that a reader sees on a printed page of an agreement, and everything there that a reader could be deceived by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.site.comparison.harmless import BLOCKS, COLOURS, INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.comparison.page import Element, Printed
    from pactbook.site.comparison.styles import Effect, Judge

_HOLD_NO_TEXT = frozenset({"table", "thead", "tbody", "tr", "ol", "ul", "dl"})
_ATTRIBUTES = frozenset({"id", "class", "href", "align", "start", "value", "role", "data-label", "rel", "aria-label"})
_PARTS = frozenset({"pb-bar", "pb-crumbs", "pb-head", "pb-summary", "pb-facts", "pb-proof", "pb-contents", "pb-body", "pb-around"})
"""What the theme puts into the article of an agreement."""
_LINK_SIGN = "¶"
_MARKED = frozenset({"background", "color", "text-decoration"})
"""How a comparison beside the texts shows what came and what went."""
_HIDDEN_LINK = frozenset({"opacity", "font-size", "color", "display", "visibility"})


@dataclass(slots=True)
class Reading:
    """One page under its style sheets."""

    page: Printed
    judge: Judge
    texts: tuple[Element, ...]
    """The elements whose words were signed."""
    _keys: dict[Element, tuple[object, ...]] = field(default_factory=dict)

    def words(self) -> tuple[str, ...]:
        """What each of the texts says, with the numbers of lists; only the signs beside headings are left out."""
        return tuple("".join(_text(each)) for each in self.texts)

    def problems(self) -> Iterator[str]:
        """Everything that hides, adds, moves or covers words, or that could."""
        yield from self._parts()
        around = {above for text in self.texts for above in text.up}
        inside = {each for text in self.texts for each in text.elements()}
        beside = {*self.page.body.elements()} - inside
        for element in self.page.root.elements():
            if element is self.page.root:
                self._keys[element] = ()
                continue
            self._keys[element] = key = self.judge.key(element, self._keys[element.parent] if element.parent else ())
            if "style" in element.attributes:
                yield f"{_where(element)} has a style of its own"
            if element in inside:
                yield from _in_text(element)
            if element in inside or element in around or element in beside:
                effects = self.judge.effects(element, key, text=True)
                free = _MARKED if element in beside and element.tag in {"ins", "del"} else frozenset()
                found = (each for each in effects if each.name not in free and not _tolerated(element, each))
                yield from (f"{_where(element)} may not be read as it stands: {each}" for each in found)
            elif _in_body(element):
                yield from (f"{_where(element)} may cover the text: {each}" for each in self.judge.effects(element, key, text=False))

    def _parts(self) -> Iterator[str]:
        for child in self.page.article.children:
            if isinstance(child, str):
                if child.strip():
                    yield f"beside the signed text the page shows “{child.strip()[:80]}”"
            elif not _PARTS & child.classes:
                yield f"beside the signed text stands {_where(child)}, which the theme does not put there"


def _text(element: Element) -> Iterator[str]:
    """The text of an element, with spaces where a block begins and ends."""
    if _is_link_sign(element):
        return
    block = element.tag in BLOCKS
    if block:
        yield " "
    number = _first_number(element)
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            if child.tag == "li" and element.tag == "ol":
                number = _number(child, number)
                yield f" {number}. "
                number += 1
            yield from _text(child)
    if block:
        yield " "


def _first_number(element: Element) -> int:
    start = element.attributes.get("start", "1")
    return int(start) if start.isdecimal() else 1


def _number(item: Element, following: int) -> int:
    value = item.attributes.get("value", "")
    return int(value) if value.isdecimal() else following


def _in_text(element: Element) -> Iterator[str]:
    """What an element in the text may not be or have."""
    if element.tag not in INLINE | BLOCKS:
        yield f"{_where(element)} may not stand in the signed text"
    for name in element.attributes.keys() - _ATTRIBUTES - {"style"}:
        yield f"{_where(element)} has the attribute '{name}'"
    if "aria-label" in element.attributes and not _is_link_sign(element):
        yield f"{_where(element)} is read aloud as “{element.attributes['aria-label'][:80]}”"
    if element.tag in _HOLD_NO_TEXT and any(isinstance(child, str) and child.strip() for child in element.children):
        yield f"{_where(element)} holds text that a browser would move"
    if element.tag == "table":
        yield from _cards(element)


def _cards(table: Element) -> Iterator[str]:
    """On a phone the heads of a table stand in each cell, by its label: it must be the same."""
    heads = [" ".join(each.text().split()) for each in table.elements() if each.tag == "th"]
    for row in (each for each in table.elements() if each.tag == "tr"):
        cells = [each for each in row.children if not isinstance(each, str) and each.tag == "td"]
        for place, cell in enumerate(cells):
            label = cell.attributes.get("data-label")
            if (label is not None or "pb-stack" in table.classes) and (heads[place : place + 1] or [""])[0] != (label or ""):
                yield f"{_where(cell)} is labelled “{label}” on a phone, which is not the head of its column"


def _is_link_sign(element: Element) -> bool:
    return element.tag == "a" and "headerlink" in element.classes and element.children == [_LINK_SIGN]


def _tolerated(element: Element, effect: Effect) -> bool:
    """What the theme may do as it likes: hide the signs beside headings, draw rules, and colour everything (`colours`)."""
    if _is_link_sign(element):
        return effect.name in _HIDDEN_LINK
    return (element.tag == "hr" and effect.name == "height") or (element.tag in {"html", "body"} and effect.name in COLOURS)


def _in_body(element: Element) -> bool:
    return any(each.tag == "body" for each in element.up) and not any(each.tag == "svg" for each in element.up)


def _where(element: Element) -> str:
    name = element.attributes.get("id") or ".".join(sorted(element.classes))
    said = " ".join(element.text().split())[:60]
    return f"<{element.tag}{f' {name}' if name else ''}> (line {element.line})" + (f" “{said}”" if said else "")
