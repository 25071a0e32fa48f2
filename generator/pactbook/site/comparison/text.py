"""The words that a reader sees on a printed page of an agreement, and everything there that a reader could be deceived by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.site.comparison.harmless import BLOCKS, COLOURS, INLINE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.comparison.element import Element
    from pactbook.site.comparison.page import Printed
    from pactbook.site.comparison.styles import Effect, Judge

HOLD_NO_TEXT = frozenset({"table", "thead", "tbody", "tr", "ol", "ul", "dl"})
_ATTRIBUTES = frozenset({"id", "class", "href", "align", "start", "value", "role", "data-label", "rel", "aria-label", "style"})
"""What an element in the text may have; a style is told by itself."""
PARTS = frozenset(
    {"pb-bar", "pb-crumbs", "pb-head", "pb-summary", "pb-facts", "pb-proof", "pb-contents", "pb-uses", "pb-body", "pb-around"}
)
"""What the theme puts into the article of an agreement."""
_AROUND = frozenset({"html", "body", "div", "main", "article", "header"})
"""What a text may lie in: nothing that a browser shows only when it is asked to."""
_UNSHOWN = frozenset({"hidden", "popover", "inert", "aria-hidden"})
"""What hides an element and all in it without any style sheet."""
LINK_SIGN = "¶"
_TEXT = INLINE | BLOCKS
_MARKED = frozenset({"background", "color", "text-decoration"})
"""How a comparison beside the texts shows what came and what went."""
_HIDDEN_LINK = frozenset({"opacity", "font-size", "color", "display", "visibility"})


APART, FRAME, BESIDE, INSIDE = range(4)
"""Where an element lies: in the head or a drawing, in the frame of the page, beside the signed texts in its body, or in one of them."""
_READ = frozenset({BESIDE, INSIDE})


@dataclass(slots=True)
class Reading:
    """One page under its style sheets."""

    page: Printed
    judge: Judge
    texts: tuple[Element, ...]
    """The elements whose words were signed."""

    def words(self) -> tuple[str, ...]:
        """What each of the texts says, with the numbers of lists; only the signs beside headings are left out."""
        return tuple(words_of(each) for each in self.texts)

    def problems(self) -> Iterator[str]:
        """Everything that hides, adds, moves or covers words, or that could."""
        yield from self._parts()
        around = {above for text in self.texts for above in text.up}
        for element in self.page.elements:
            above = element.parent if element.parent and element.parent.parent else None
            zone = below(above) if above else APART
            if element in self.texts:
                zone = INSIDE
            elif element is self.page.body and zone != INSIDE:
                zone = BESIDE
            element.zone, element.key = zone, self.judge.key(element, above.key if above else 0)
            yield from wrong(element, self.judge, around=element in around)

    def _parts(self) -> Iterator[str]:
        for child in self.page.article.children:
            if isinstance(child, str):
                if child.strip():
                    yield f"beside the signed text the page shows “{child.strip()[:80]}”"
            elif not PARTS & child.classes:
                yield f"beside the signed text stands {_where(child)}, which the theme does not put there"


def wrong(element: Element, judge: Judge, *, around: bool) -> Iterator[str]:
    """What is wrong with an element whose zone and key are known; `around` where a text lies in it."""
    if "style" in element.attributes:
        yield f"{_where(element)} has a style of its own"
    if element.zone == INSIDE:
        yield from _in_text(element)
    if around:
        yield from _around(element)
    if element.zone in _READ or around:
        yield from _unread(element, judge)
    elif element.zone == FRAME:
        yield from (f"{_where(element)} may cover the text: {each}" for each in judge.effects(element, element.key, text=False))


def _unread(element: Element, judge: Judge) -> Iterator[str]:
    """What may keep a reader from reading an element as it stands."""
    free = _MARKED if element.zone == BESIDE and element.tag in {"ins", "del"} else frozenset()
    for effect in judge.effects(element, element.key, text=True):
        if effect.name not in free and not _tolerated(element, effect):
            yield f"{_where(element)} may not be read as it stands: {effect}"


def _around(element: Element) -> Iterator[str]:
    """What may not be around a text."""
    if element.tag not in _AROUND and element.parent is not None:
        yield f"<{element.tag}> (line {element.line}) may not be around the signed text"
    for name in sorted(_UNSHOWN & element.attributes.keys()):
        yield f"<{element.tag}> (line {element.line}), around the signed text, has the attribute '{name}'"


def words_of(text: Element) -> str:
    """All that a text says."""
    said: list[str] = []
    _say(text, said)
    return "".join(said)


def _say(element: Element, said: list[str]) -> None:
    """Add what an element says, with spaces where a block begins and ends."""
    if is_link_sign(element):
        return
    block = element.tag in BLOCKS
    if block:
        said.append(" ")
    number = first_number(element) if element.tag == "ol" else 0
    for child in element.children:
        if isinstance(child, str):
            said.append(child)
            continue
        if child.tag == "li" and element.tag == "ol":
            number = number_of(child, number)
            said.append(f" {number}. ")
            number += 1
        _say(child, said)
    if block:
        said.append(" ")


def first_number(element: Element) -> int:
    """The number with which a list begins."""
    start = element.attributes.get("start", "1")
    return int(start) if start.isdecimal() else 1


def number_of(item: Element, following: int) -> int:
    """The number of an item of a list; `following` where it has none of its own."""
    value = item.attributes.get("value", "")
    return int(value) if value.isdecimal() else following


def _in_text(element: Element) -> Iterator[str]:
    """What an element in the text may not be or have."""
    if element.tag not in _TEXT:
        yield f"{_where(element)} may not stand in the signed text"
    for name in element.attributes.keys() - _ATTRIBUTES if element.attributes else ():
        yield f"{_where(element)} has the attribute '{name}'"
    if "aria-label" in element.attributes and not is_link_sign(element):
        yield f"{_where(element)} is read aloud as “{element.attributes['aria-label'][:80]}”"
    if element.tag in HOLD_NO_TEXT and any(isinstance(child, str) and child.strip() for child in element.children):
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


def is_link_sign(element: Element) -> bool:
    """Whether it is the sign beside a heading that links to it, and nothing else."""
    return element.tag == "a" and "headerlink" in element.classes and element.children == [LINK_SIGN]


def _tolerated(element: Element, effect: Effect) -> bool:
    """What the theme may do as it likes: hide the signs beside headings, draw rules, and colour everything (`colours`)."""
    if is_link_sign(element):
        return effect.name in _HIDDEN_LINK
    return (element.tag == "hr" and effect.name == "height") or (element.tag in {"html", "body"} and effect.name in COLOURS)


def below(element: Element) -> int:
    """Where something lies that lies in an element."""
    if element.zone in _READ:
        return element.zone
    if element.tag == "svg":
        return APART
    return FRAME if element.tag == "body" else element.zone


def _where(element: Element) -> str:
    name = element.attributes.get("id") or ".".join(sorted(element.classes))
    said = " ".join(element.text().split())[:60]
    return f"<{element.tag}{f' {name}' if name else ''}> (line {element.line})" + (f" “{said}”" if said else "")
