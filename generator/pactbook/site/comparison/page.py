"""A printed page of an agreement: where on it the title and the text stand, and what it brings along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.site.comparison import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.comparison.element import Element

OUTERMOST = ("html", "head", "body")
ARTICLE, BODY, HEAD, SIGNED = "md-content__inner", "pb-body", "pb-head", "pb-signed"


@dataclass(frozen=True, slots=True)
class Printed:
    """A page as it was printed: all elements in their order, the title and the body of the agreement on it, and what is wrong with its markup."""

    elements: list[Element]
    article: Element
    title: Element
    body: Element
    faults: tuple[str, ...]

    @property
    def parts(self) -> tuple[Element, ...]:
        """The signed texts of a page that has others beside them."""
        return tuple(each for each in self.elements if SIGNED in each.classes and self.body in {each, *each.up})

    @property
    def sheets(self) -> Iterator[str]:
        """The addresses of the style sheets that the page names."""
        for element in self.elements:
            if element.tag == "link" and "stylesheet" in element.attributes.get("rel", "").lower().split():
                yield element.attributes.get("href", "")

    @property
    def styles(self) -> Iterator[str]:
        """The styles that the page brings along."""
        return (element.text() for element in self.elements if element.tag == "style")

    def let_go(self) -> None:
        """Nobody asks any more what an element lies in: the elements then go at once, without a search for what is unreachable."""
        for element in self.elements:
            element.parent = None


def read(html: str) -> Printed | str:
    """The page, or in words why no agreement can be found on it."""
    read = tree.read(html)
    found = read.elements
    articles = [each for each in found if each.tag == "article" and ARTICLE in each.classes]
    bodies = [each for each in found if BODY in each.classes]
    titles = [each for each in found if each.tag == "h1" and each.parent is not None and HEAD in each.parent.classes]
    if len(articles) != 1 or len(bodies) != 1 or len(titles) != 1:
        return "there must be one article on the page with one title and one text in it"
    body, title = bodies[0], titles[0]
    if body.parent is not articles[0] or title.parent is None or title.parent.parent is not articles[0]:
        return "title and text of the agreement do not stand where the theme puts them"
    if [each.tag for each in found if each.parent and (each.parent.parent is None or each.parent.tag == "html")] != [*OUTERMOST]:
        return "around title and text there must be one page with a head and a body, and nothing beside these"
    return Printed(found, articles[0], title, body, tuple(read.faults))
