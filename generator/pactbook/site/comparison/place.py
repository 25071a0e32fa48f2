"""Places on a page: elements that neither a style sheet nor the comparison can tell apart share one, and are judged once.

A place is an element that stands for all others in it. What is asked of these is asked of it (`text.wrong`), when a page first has one there; a
place in which anything was found wrong is not kept, and the page is left to the reader who says what it is (`step.compare`). So a page that
consists of known places needs no look at its elements, only at their order (`walk`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.site.comparison import text
from pactbook.site.comparison.element import Attributes, Element
from pactbook.site.comparison.harmless import BLOCKS
from pactbook.site.comparison.page import ARTICLE, BODY, HEAD, OUTERMOST, SIGNED
from pactbook.site.comparison.tree import HELD, VOID, Unusual, is_drawn, tag_of

if TYPE_CHECKING:
    from collections.abc import Hashable

    from pactbook.site.comparison.styles import Judge

_OUTSIDE = {"html": "#document", "head": "html", "body": "html"}
_MOST = 16_384
"""Of so many tags, and of so many places, something is remembered."""
_ROWS = frozenset({"table", "thead", "tbody", "tfoot"})
_SAID = {"link": ("rel", "href"), "ol": ("start",), "li": ("value",)}
"""What attributes say to the comparison, beside that they are there."""
_IN_TABLES = frozenset({"table", "tr", "td", "th"})


class Kind:
    """A tag by one of the many that are alike in all that style sheets and the comparison ask of a tag: addresses, say, may differ."""

    __slots__ = ("ends_itself", "name", "written")

    def __init__(self, name: str, written: Attributes, *, ends_itself: bool = False) -> None:
        """As it is written."""
        self.name, self.written, self.ends_itself = name, written, ends_itself


class Place(Element):
    """An element that stands for all in one place."""

    __slots__ = ("above", "bare", "block", "closed", "end", "hollow", "inside", "kind", "noted", "read", "role")

    above: Place
    role: str
    """What it is on a page of an agreement: what lies around everything, its article, its title, its text, or one of several texts."""
    noted: str
    """What has to be noted when an element begins or ends here; empty for most."""
    inside: dict[Kind, Place]

    def __init__(self, kind: Kind, above: Place | None) -> None:
        """An element in which something lies, no text if that would be wrong; or nothing can."""
        super().__init__(kind.name, kind.written, above)
        self.kind, self.above = kind, above or self
        self.inside, self.hollow, self.role, self.noted = {}, False, "", ""
        self.end = f"/{kind.name}" if above else "<"  # no tag is written so: nothing ends a page
        nothing = kind.name in VOID or (kind.ends_itself and is_drawn(self))
        self.closed = nothing or kind.name in HELD
        self.children = [] if nothing else [text.LINK_SIGN if self.is_sign else " "]

    @property
    def is_sign(self) -> bool:
        """Whether it may be a sign beside a heading, and so must be one here."""
        return self.tag == "a" and "headerlink" in self.classes

    def told(self) -> None:
        """Say what is read of it, once it is known where it lies."""
        inside = self.zone == text.INSIDE
        self.block = inside and self.tag in BLOCKS
        self.bare = (inside and self.tag in text.HOLD_NO_TEXT) or self.role == ARTICLE
        self.read = (inside and not self.is_sign) or self.bare
        noted = self._noted(inside=inside)
        if self.role and noted:  # a list that is a text, say
            raise Unusual
        self.noted = self.role or noted

    def _noted(self, *, inside: bool) -> str:
        if self.is_sign:
            return "sign"
        if self.tag in HELD or self.tag == "link":
            return self.tag if self.tag in {"link", "style"} else "held"
        if self.tag == "li":
            return "li" if inside and self.above.tag == "ol" else ""
        return self.tag if inside and (self.tag == "ol" or self.tag in _IN_TABLES) else ""


class Places:
    """The places on pages that have the same style sheets; `one` for pages of one signed text, not of several."""

    def __init__(self, judge: Judge, *, one: bool) -> None:
        """A page of which nothing is known."""
        self._judge, self._one = judge, one
        self.root = Place(Kind("#document", Attributes(())), None)
        self.root.zone, self.root.key = text.APART, 0
        self.root.told()
        self.kinds: dict[str, Kind] = {}
        """The kinds of tags as these are written."""
        self._alike: dict[Hashable, Kind] = {}
        self._count = 0

    def forget(self) -> None:
        """Begin anew, where more is remembered than pages of one book need."""
        if self._count > _MOST or len(self.kinds) > _MOST:
            self.root.inside.clear()
            self.kinds.clear()
            self._alike.clear()
            self._count = 0

    def enter(self, above: Place, written: str) -> Place:
        """Where an element lies that begins with a tag."""
        kind = self.kinds.get(written)
        if kind is None:
            kind = self.kinds[written] = self._kind(written)
        place = above.inside.get(kind)
        if place is None:
            place = self._new(above, kind)
            above.inside[kind] = place
            self._count += 1
        return place

    def empty(self, place: Place) -> None:
        """Know that nothing wrong is in a place with an element in which there is nothing."""
        if place.hollow:
            return
        if place.role or place.is_sign:
            raise Unusual
        twin = Place(place.kind, place.above)
        twin.children, twin.zone = [], place.zone
        twin.key = self._judge.key(twin, place.above.key)
        self._look(twin)
        place.hollow = True

    def _kind(self, written: str) -> Kind:
        tag = tag_of(written)
        if tag is None or tag.written is None or tag.written.twice:
            raise Unusual
        given = tag.written.values
        said = tuple(given.get(name) for name in _SAID.get(tag.name, ()))
        alike = (tag.name, tag.ends_itself, self._judge.tells(tag.written), frozenset(given), said)
        return self._alike.setdefault(alike, Kind(tag.name, tag.written, ends_itself=tag.ends_itself))

    def _new(self, above: Place, kind: Kind) -> Place:
        place = Place(kind, above)
        _fits(place)
        place.role = self._role(place)
        place.zone = text.below(above) if above is not self.root else text.APART
        if place.role in {HEAD, SIGNED} or (place.role == BODY and self._one):
            place.zone = text.INSIDE
        elif place.role == BODY and place.zone != text.INSIDE:
            place.zone = text.BESIDE
        place.told()
        place.key = self._judge.key(place, above.key)
        self._look(place)
        if place.role in {HEAD, SIGNED, BODY} and place.zone == text.INSIDE:
            while above is not self.root:
                self._look(above, around=True)
                above = above.above
        return place

    def _look(self, place: Place, *, around: bool = False) -> None:
        for _ in text.wrong(place, self._judge, around=around):
            raise Unusual

    def _role(self, place: Place) -> str:
        above = place.above
        outermost = above is self.root or above.tag == "html"
        if outermost or place.tag in OUTERMOST:
            return place.tag if outermost and above.tag == _OUTSIDE.get(place.tag) else _unusual()
        if place.tag == "article" and ARTICLE in place.classes:
            return ARTICLE if BODY not in place.classes else _unusual()
        if BODY in place.classes:
            return BODY if above.role == ARTICLE and (self._one or SIGNED not in place.classes) else _unusual()
        if place.tag == "h1" and HEAD in above.classes:
            return HEAD if above.above.role == ARTICLE else _unusual()
        if SIGNED in place.classes and not self._one and above.zone in {text.BESIDE, text.INSIDE}:
            return SIGNED if above.zone == text.BESIDE else _unusual()
        return ""


def _fits(place: Place) -> None:
    """Leave to others what must not lie in the article, what lies in a sign, and what would make a table hard to follow."""
    above = place.above
    if (above.role == ARTICLE and not text.PARTS & place.classes) or above.is_sign:
        raise Unusual
    if (place.tag == "td" and above.tag != "tr") or (place.tag == "tr" and above.tag not in _ROWS):
        raise Unusual
    if (place.tag in BLOCKS or place.is_sign) and any(each.tag == "th" for each in place.up):
        raise Unusual


def _unusual() -> str:
    raise Unusual


@lru_cache(maxsize=32)
def places(judge: Judge, *, one: bool) -> Places:
    """Those of pages that have the same style sheets; kept, as is the judge of these (`styles.judge`)."""
    return Places(judge, one=one)
