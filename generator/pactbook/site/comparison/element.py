"""An element of a printed page, as its style sheets and the comparison see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class Attributes:
    """What stands in the tag of an element; most tags of a site are alike, and share one of these."""

    __slots__ = ("classes", "twice", "values")

    values: Mapping[str, str]
    classes: frozenset[str]
    twice: tuple[str, ...]
    """Those that stand there twice."""

    def __init__(self, given: Iterable[tuple[str, str]]) -> None:
        """Read them from names and values; of two with one name the last counts."""
        values, twice = {}, []
        for name, value in given:
            if name in values:
                twice.append(name)
            values[name] = value
        self.values, self.twice = values, tuple(twice)
        self.classes = frozenset(values.get("class", "").split())


class Element:
    """An element with its attributes, and what lies in it: elements and text."""

    __slots__ = ("attributes", "children", "classes", "key", "line", "parent", "tag", "written", "zone")

    key: int
    """What style sheets can tell it by; set by whoever judges it, as is `zone`: where on the page it lies."""
    zone: int

    def __init__(self, tag: str, written: Attributes, parent: Element | None, line: int = 0) -> None:
        """An element in which nothing lies yet."""
        self.tag, self.written, self.parent, self.line = tag, written, parent, line
        self.attributes, self.classes = written.values, written.classes
        self.children: list[Element | str] = []

    def elements(self) -> Iterator[Element]:
        """The element itself and all elements in it, in their order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if not isinstance(child, str)]

    def text(self) -> str:
        """All text in it."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    @property
    def up(self) -> Iterator[Element]:
        """The elements that it lies in, the nearest first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent
