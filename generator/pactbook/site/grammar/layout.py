"""Python-Markdown that arranges headings and tables for reading, on generated pages and on repository text alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

NUMBER = re.compile(
    r"((?:Schedule|Annex|Appendix|Article|Exhibit|Part|Section)\s+(?:\d+|[A-Z]|[IVXL]+)\b[.:]?|\d+(?:\.\d+)+[.)]?|\d+[.)]|[IVXL]+[.)]|[A-Z][.)])\s+(?=\S)"
)
"""The number that a heading of a contract begins with."""

_SUB_NUMBER = re.compile(r"(\(?(?:\d+(?:\.\d+)*|[a-z]{1,4}|[A-Z]{1,4})[.)]|\d+(?:\.\d+)+)\s+(?=\S)")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SUBS = frozenset({"pb-sub1", "pb-sub2", "pb-sub3"})
STACK_FROM = 3
"""Tables with so many columns or more become cards on a phone."""


class Numbers(Treeprocessor):
    """Puts the number of a heading or sub-clause into an element of its own, so that it can hang beside the text."""

    def run(self, root: ET.Element) -> None:
        """Change headings and sub-clauses in place; the text stays the same."""
        for element in root.iter():
            if element.tag in _HEADINGS:
                _split_number(element, NUMBER)
            elif element.tag == "p" and _SUBS.intersection(element.get("class", "").split()):
                _split_number(element, _SUB_NUMBER)


class HeadingLinks(Treeprocessor):
    """Names the link beside each heading for those who hear the page."""

    def run(self, root: ET.Element) -> None:
        """Change links in place."""
        for heading in root.iter():
            if heading.tag in _HEADINGS or heading.tag == "h1":
                for link in heading:
                    if link.tag == "a" and link.get("class") == "headerlink":
                        link.attrib.pop("title", None)
                        link.set("aria-label", f"Link to: {_words(heading).removesuffix('¶')}")


def _split_number(element: ET.Element, pattern: re.Pattern[str]) -> None:
    found = pattern.match(element.text or "")
    if found and element.text:
        number = ET.Element("span", {"class": "pb-number"})
        number.text, number.tail = found.group(1), element.text[found.end(1) :]
        element.text = None
        element.insert(0, number)
        if not found.group(1)[0].isdigit() and found.group(1)[0] != "(":
            element.set("class", f"{element.get('class', '')} pb-worded".strip())


class Tables(Treeprocessor):
    """Labels every cell with the head of its column and wraps the table, so that a phone can show rows as cards.

    Roles are written out because cards take the table's own display away, and with it what a screen reader knows.
    """

    def run(self, root: ET.Element) -> None:
        """Change tables in place."""
        if next(root.iter("table"), None) is None:
            return
        for parent in dict.fromkeys(each for each in root.iter() for child in each if child.tag == "table"):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    self._arrange(child)
                    wrapper = ET.Element("div", {"class": "pb-table"})
                    wrapper.tail, child.tail = child.tail, None
                    parent[place] = wrapper
                    wrapper.append(child)

    @staticmethod
    def _arrange(table: ET.Element) -> None:
        heads = [_words(cell) for cell in table.iterfind("./thead/tr/th")]
        stack = len(heads) >= STACK_FROM and any(heads)
        table.set("class", f"{table.get('class', '')} {'pb-stack' if stack else 'pb-flat'}".strip())
        if not stack:
            return
        table.set("role", "table")
        for group in table:
            group.set("role", "rowgroup")
            for row in group:
                row.set("role", "row")
                for cell, head in zip(row, heads, strict=False):
                    cell.set("role", "columnheader" if cell.tag == "th" else "cell")
                    if cell.tag == "td" and head:
                        cell.set("data-label", head)


def _words(element: ET.Element) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: ET.Element) -> Iterator[str]:
    """Text of a finished element; what Python-Markdown has put aside (inline code) is left out."""
    yield re.sub("\x02[^\x03]*\x03", "", element.text or "")
    for child in element:
        yield from _texts(child)
        yield re.sub("\x02[^\x03]*\x03", "", child.tail or "")


class LayoutExtension(Extension):
    """Tables on every page; numbers where the page is a contract or a clause."""

    def __init__(self, *, numbered: bool) -> None:
        super().__init__()
        self.numbered = numbered

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Both run after the table of contents has read the headings (priority 5)."""
        md.treeprocessors.register(HeadingLinks(md), "pactbook_heading_links", 4.5)
        md.treeprocessors.register(Tables(md), "pactbook_tables", 4)
        if self.numbered:
            md.treeprocessors.register(Numbers(md), "pactbook_numbers", 3)
