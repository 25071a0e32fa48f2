"""Python-Markdown for the text of agreements: what is signed is shown, each word at its place, under the number that it was signed with.

Markdown drops some of what is written (definitions of links, cells beyond the head of a table), moves some (footnotes) and counts lists anew.
On pages that anybody may edit that is what people expect. In a signed text it would be a lie, so here all of it stays as it stands.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.extensions.toc import nest_toc_tokens
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from pactbook.redline.grammar import NumberedItems, WholeRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from markdown import Markdown

# Written by `NumberedItems`; Python-Markdown takes both signs out of every text before it begins, so that nobody else can write this.
_MARK = re.compile(f"{STX}number:(\\d+){ETX}")
DEFINITION = "def-"
"""What the ids of defined terms begin with."""
_DROPPING = ("reference",)
_FROM_ELSEWHERE = ("reference", "image_link", "image_reference", "short_reference", "short_image_ref")


class ListNumbers(Treeprocessor):
    """Gives each item of a list the number that it was written with."""

    def run(self, root: ET.Element) -> None:
        """Change items in place."""
        for each in root.iter("ol"):
            following = int(each.get("start", "1"))
            for item in each.iterfind("li"):
                number = _taken(item)
                if number is not None and number != following:
                    item.set("value", str(number))
                following = (following if number is None else number) + 1
        for element in root.iter():  # an item that turned out to be none
            element.text = _MARK.sub(r"\1. ", element.text) if element.text and STX in element.text else element.text


class ItemContents(Treeprocessor):
    """Puts sections that are items of a list into the table of contents: an item counts that begins with bold words and an id.

    Runs after the table of contents has read the headings.
    """

    def run(self, root: ET.Element) -> None:
        """Leave the tree as it is and change what is known of it."""
        headings = {each["id"]: each for each in _flat(self.md.toc_tokens)}
        inner = {each for outer in root.iter("ol") for each in outer.iter("ol") if each is not outer}
        level, found = 1, []
        for element in root.iter():
            if element.get("id") in headings:
                found.append(headings[element.get("id", "")])
                level = found[-1]["level"]
            elif element.tag == "ol" and element not in inner:
                found += _items(element, level + 1, "")
        if len(found) > len(headings):
            self.md.toc_tokens = nest_toc_tokens(found)


def _flat(tokens: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in tokens:
        yield each
        yield from _flat(each["children"])


def _items(outer: ET.Element, level: int, above: str) -> Iterator[dict[str, Any]]:
    """The entries of a list: level, id and words of each section, with the number that the lists give it."""
    following = int(outer.get("start", "1"))
    for item in outer.iterfind("li"):
        number = int(item.get("value", following))
        following = number + 1
        holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        bold = holder[0] if not (holder.text or "").strip() and len(holder) and holder[0].tag == "strong" else None
        name, words = f"{above}{number}", " ".join("".join(bold.itertext()).split()) if bold is not None else ""
        if bold is not None and not bold.get("id", DEFINITION).startswith(DEFINITION):
            said = html.escape(f"{name}{'' if above else '.'} {words.rstrip('.:')}")
            yield {"level": level, "id": bold.get("id"), "name": said, "html": said, "data-toc-label": ""}
        for inner in item.iterfind("ol"):
            yield from _items(inner, level + 1, f"{name}.")


def _taken(item: ET.Element) -> int | None:
    holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
    found = _MARK.match(holder.text or "")
    if not found:
        return None
    holder.text = (holder.text or "")[found.end() :]
    return int(found[1])


class AgreementExtension(Extension):
    """Everything above, and the paragraphs as a redline reads them; to be given last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Replace what counts and drops, and take out what looks a word up elsewhere on the page."""
        for name in _DROPPING:
            md.parser.blockprocessors.deregister(name)
        for name in _FROM_ELSEWHERE:
            md.inlinePatterns.deregister(name)
        md.parser.blockprocessors.register(NumberedItems(md.parser), "olist", 40)
        md.parser.blockprocessors.register(WholeRows(md.parser, {"use_align_attribute": True}), "table", 75)
        md.treeprocessors.register(ListNumbers(md), "pactbook_list_numbers", 25)
        md.treeprocessors.register(ItemContents(md), "pactbook_item_contents", 4.8)
