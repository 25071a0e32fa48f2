"""Walks over a printed page from tag to tag and says of a page with nothing wrong on it what it shows; of any other it says nothing.

It makes no elements: what is wrong with one is known of its place (`place`), and the words of the texts are noted in passing, with whatever
depends on order: the numbers of lists, the heads of tables, what there must be one of. It knows only pages as the engine writes them. Where
anything is otherwise, `step.compare` reads the whole page and says what is wrong, if anything is.
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from dataclasses import dataclass, field
from operator import length_hint
from typing import TYPE_CHECKING, NoReturn

from pactbook.site.comparison.page import ARTICLE, BODY, HEAD, OUTERMOST
from pactbook.site.comparison.place import places
from pactbook.site.comparison.text import INSIDE, LINK_SIGN, first_number, number_of
from pactbook.site.comparison.tree import Unusual, cut, held, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pactbook.site.comparison.place import Place, Places
    from pactbook.site.comparison.styles import Judge

_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]*)">')
_STYLE = re.compile(r"<style[^>]*>([^<]*)</style>")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows on which nothing is wrong: the words of its title and its texts, and the key of the element around these."""

    judge: Judge
    words: tuple[str, ...]
    key: int
    body: tuple[str, ...]
    """What stands in that element: each tag in it without its first bracket and with the text behind it, and what stands before the first."""

    @property
    def begun(self) -> int:
        """How many elements begin in it."""
        return sum(not piece.startswith("/") for piece in self.body[1:])


def over(page: str, judged: Callable[[Iterator[str], Iterator[str]], Judge | str], *, one: bool) -> Seen | None:
    """What a page shows, if nothing is wrong on it and it is written as the engine writes pages; `one` where one text was signed, not several.

    `judged` gives the judge of style sheets with some addresses and of the styles on the page.
    """
    head = page[: page.find("</head>") + 1]
    sheets, styles = _SHEET.findall(head), _STYLE.findall(head)
    judge = judged(iter(sheets), iter(styles))
    if isinstance(judge, str) or judge.faults:
        return None
    try:
        walk = _Walk(places(judge, one=one), cut(page)[1])
        walk.over()
    except Unusual:
        return None
    return walk.seen(judge) if (walk.sheets, walk.styles) == (sheets, styles) else None


@dataclass(slots=True)
class _Table:
    """On a phone the heads of a table stand in each cell, by its label: they must be the same."""

    labelled: bool
    heads: list[str] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    column: int = 0
    head: int = 0

    def is_right(self) -> bool:
        return all((self.heads[place : place + 1] or [""])[0] == label for place, label in self.labels)


class _Walk:
    def __init__(self, known: Places, pieces: list[str]) -> None:
        known.forget()
        self.sheets: list[str] = []
        self.styles: list[str] = []
        self._known, self._cuts, self._pieces = known, pieces, iter(pieces)
        self._roles: Counter[str] = Counter()
        self._words: list[list[str]] = []
        self._said: list[str] = []
        self._numbers: list[int] = []
        self._table: _Table | None = None
        self._body: tuple[str, ...] = ()
        self._key = 0

    def over(self) -> None:  # noqa: C901, PLR0912 - a call for each tag would cost as much as all the rest
        kinds, enter, unescape = self._known.kinds, self._known.enter, entities.unescape
        place, begun, said, unknown = self._known.root, None, self._said, self._known.root.kind
        for piece in self._pieces:
            written, bracket, text = piece.partition(">")
            if not bracket:
                raise Unusual
            if written == place.end:
                if place is begun:
                    self._known.empty(place)
                if place.block:
                    said.append(" ")
                if place.noted:
                    said = self._ends(place)
                place, begun = place.above, None
            else:
                inner = place.inside.get(kinds.get(written, unknown)) or enter(place, written)
                if inner.noted:
                    text = self._begins(inner, written, text)
                    said = self._said
                if inner.block:
                    said.append(" ")
                if inner.closed:
                    begun = None
                else:
                    place, begun = inner, None if text else inner
            if text and place.read:
                if place.bare and text.strip():
                    raise Unusual
                said.append(unescape(text) if "&" in text else text)
        if place is not self._known.root:
            raise Unusual

    def _begins(self, place: Place, written: str, text: str) -> str:
        """Note what begins in a place, and what stands behind it."""
        noted, table = place.noted, self._table
        if noted == "sign":
            return text if text == LINK_SIGN else _unusual()
        if noted == "li":
            number = number_of(place, self._numbers[-1])
            self._said.append(f" {number}. ")
            self._numbers[-1] = number + 1
        elif noted == "ol":
            self._numbers.append(first_number(place))
        elif noted == "table":
            self._table = _Table("pb-stack" in place.classes) if table is None else _unusual()
        elif noted in {"td", "th", "tr"}:
            self._cell(noted, written, table or _unusual())
        elif place.role:
            self._role(place, text)
        elif noted == "link":
            if "stylesheet" in place.attributes.get("rel", "").lower().split():
                self.sheets.append(place.attributes.get("href", ""))
        else:
            return self._held(place, text)
        return text

    def _cell(self, noted: str, written: str, table: _Table) -> None:
        if noted == "tr":
            table.column = 0
        elif noted == "th":
            table.head = len(self._said)
        else:
            tag = tag_of(written)
            label = tag.written.values.get("data-label") if tag and tag.written else None
            if label is not None or table.labelled:
                table.labels.append((table.column, label or ""))
            table.column += 1

    def _role(self, place: Place, text: str) -> None:
        self._roles[place.role] += 1
        if place.role == BODY:
            left = length_hint(self._pieces)
            self._body, self._key = (text, *self._cuts[len(self._cuts) - left :]), place.key
        if place.zone == INSIDE:
            if place.role != HEAD and not self._words:
                raise Unusual
            self._said = []
            self._words.append(self._said)

    def _held(self, place: Place, text: str) -> str:
        """Note what an element holds in which no tags are read; what stands behind it."""
        text, _, after = held(place.tag, text, self._pieces)
        if not text:
            self._known.empty(place)
        if place.noted == "style":
            self.styles.append(text)
        return after

    def _ends(self, place: Place) -> list[str]:
        """Note what ends in a place, and to what the words belong that follow."""
        if place.noted == "ol":
            self._numbers.pop()
        elif self._table and place.noted == "th":
            self._table.heads.append(" ".join("".join(self._said[self._table.head :]).split()))
        elif self._table and place.noted == "table":
            self._table = None if self._table.is_right() else _unusual()
        elif place.role:
            if place.role == BODY:
                self._body = self._body[: len(self._body) - length_hint(self._pieces) - 1]
            if place.zone == INSIDE:
                self._said = []
        return self._said

    def seen(self, judge: Judge) -> Seen | None:
        """What the page shows, if there is one article on it with one title and one text in it."""
        if any(self._roles[role] != 1 for role in (*OUTERMOST, ARTICLE, HEAD, BODY)):
            return None
        return Seen(judge, tuple(map("".join, self._words)), self._key, self._body)


def _unusual() -> NoReturn:
    raise Unusual
