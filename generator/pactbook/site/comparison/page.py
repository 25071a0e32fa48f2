"""The HTML of a printed page as a tree of elements, read strictly: what a browser would have to repair is a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements without an end.
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
ARTICLE, BODY, HEAD, SIGNED = "md-content__inner", "pb-body", "pb-head", "pb-signed"


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes, and what lies in it: elements and text."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    line: int = 0
    children: list[Element | str] = field(default_factory=list)
    classes: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Read the classes."""
        self.classes = frozenset(self.attributes.get("class", "").split())

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


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {}, None)
        self.open = self.root
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {}, self.open, self.getpos()[0])
        for name, value in attrs:
            if name in element.attributes:
                self.faults.append(f"line {element.line}: <{tag}> has the attribute '{name}' twice")
            element.attributes[name] = value or ""
        element.__post_init__()
        self.open.children.append(element)
        if tag not in _VOID and not (self._foreign() and (self.get_starttag_text() or "").endswith("/>")):
            self.open = element

    def _foreign(self) -> bool:
        """Whether what is open is a drawing, in which any element may end itself."""
        return any(each.tag == "svg" for each in (self.open, *self.open.up)) or self.open.children[-1].tag == "svg"  # type: ignore[union-attr]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open.tag != tag:
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> closes <{self.open.tag}>")
            if not any(each.tag == tag for each in self.open.up):
                return
            while self.open.tag != tag and self.open.parent:
                self.open = self.open.parent
        if self.open.parent:
            self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it was printed: the whole, the title and the body of the agreement on it, and what is wrong with its markup."""

    root: Element
    article: Element
    title: Element
    body: Element
    faults: tuple[str, ...]

    @property
    def parts(self) -> tuple[Element, ...]:
        """The signed texts of a page that has others beside them."""
        return tuple(each for each in self.body.elements() if SIGNED in each.classes)

    @property
    def sheets(self) -> Iterator[str]:
        """The addresses of the style sheets that the page names."""
        for element in self.root.elements():
            if element.tag == "link" and "stylesheet" in element.attributes.get("rel", "").lower().split():
                yield element.attributes.get("href", "")

    @property
    def styles(self) -> Iterator[str]:
        """The styles that the page brings along."""
        return (element.text() for element in self.root.elements() if element.tag == "style")


def read(html: str) -> Printed | str:
    """The page, or in words why no agreement can be found on it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = list(reader.root.elements())
    articles = [each for each in found if each.tag == "article" and ARTICLE in each.classes]
    bodies = [each for each in found if BODY in each.classes]
    titles = [each for each in found if each.tag == "h1" and each.parent is not None and HEAD in each.parent.classes]
    if len(articles) != 1 or len(bodies) != 1 or len(titles) != 1:
        return "there must be one article on the page with one title and one text in it"
    body, title = bodies[0], titles[0]
    if body.parent is not articles[0] or title.parent is None or title.parent.parent is not articles[0]:
        return "title and text of the agreement do not stand where the theme puts them"
    return Printed(reader.root, articles[0], title, body, tuple(reader.faults))
