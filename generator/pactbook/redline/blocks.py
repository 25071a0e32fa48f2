"""The paragraphs of a markdown text as the site makes them: Python-Markdown says what is a heading, an item of a list, a row, a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from pactbook.redline import inline

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET

    from markdown import Markdown

HEADING, ITEM, TEXT, ROW, RULE, LINE = "heading", "item", "text", "row", "rule", "line"
_ONE = Lock()  # Python-Markdown keeps in mind what it reads
_LISTS = frozenset({"ul", "ol"})
_NUMBER = re.compile("\x02number:(\\d+)\x03")
_BLANK = re.compile(r"(?<=\n) +\n")
_ID = re.compile(r"\{:?\s*#([^\s{}]+)[^{}]*\}\s*$")
_SIMPLE = re.compile(r"\n(?:\s*\n|(?=[ \t]*(?:\||[-*+][ \t]|\d+[.)][ \t])))")
_COUNT = r"(?:\d+(?:\.\d+)*|[a-z]|[ivxlc]+)"
_NUMBERED = re.compile(
    rf"(?:(?:schedule|part|section|article|annex|appendix|exhibit|clause) {_COUNT}[.):]?|{_COUNT}[.):]|\d+(?:\.\d+)*)(?=\s|$)[\s:–—-]*"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph on one line, written as `inline` says, with the sign of what it is: `## Title`, `- item`, `2. item`, `| cell | cell |`.

    `depth` counts the lists around it, `quoted` the quotations, `level` is that of a heading. `above` is the place of what it hangs under:
    the item around it, or the words that end in a colon before its list.
    """

    text: str
    kind: str = TEXT
    depth: int = 0
    quoted: int = 0
    level: int = 0
    above: int = -1

    @property
    def key(self) -> tuple[str, str, int, int, int]:
        """What is shown, and as what."""
        return self.words, self.kind, self.depth, self.quoted, self.level

    @property
    def words(self) -> str:
        """What is shown, bold or not."""
        return self.text.replace("**", "")

    @property
    def id(self) -> str:
        """The id of a heading that has one."""
        found = _ID.search(self.text)
        return found[1] if found else ""

    @property
    def title(self) -> str:
        """The words of a heading without its number, small."""
        return bare(self.named)

    @property
    def named(self) -> str:
        """The words of a heading without signs and id."""
        return _ID.sub("", self.words.lstrip("#")).strip()


def bare(title: str) -> str:
    """A title without its number, small; one that is nothing but a number stays."""
    title = title.strip().lower()
    return _NUMBERED.sub("", title, count=1).strip() or title


@lru_cache(maxsize=8)
def read(text: str) -> tuple[Block, ...]:
    """Every paragraph of a text in order. One that is nested too deep for any page is cut at blank lines, items and rows."""
    text = _BLANK.sub("\n", f"\n{text}\n\n".replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))
    if "\x02" in text or "\x03" in text:
        return _simply(text)
    try:
        with _ONE:
            root = _parser().parser.parseDocument(text.split("\n")).getroot()
    except RecursionError:
        _parser.cache_clear()  # it was left where it gave up
        return _simply(text)
    reader = _Reader([])
    reader.take(root, 0, 0, -1)
    return tuple(reader.found)


def _simply(text: str) -> tuple[Block, ...]:
    return tuple(Block(inline.shown(part)) for part in _SIMPLE.split(text) if part.strip())


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    """The grammar of agreements, as far as it concerns whole paragraphs."""
    from pactbook.redline.grammar import parser

    return parser()


@dataclass(slots=True)
class _Reader:
    """Walks through what Python-Markdown made."""

    found: list[Block]

    def take(self, element: ET.Element, depth: int, quoted: int, above: int) -> None:
        """All that stands in an element."""
        self._add(element.text, depth, quoted, above)
        for child in element:
            self._child(child, depth, quoted, above)
            self._add(child.tail, depth, quoted, above)

    def _child(self, child: ET.Element, depth: int, quoted: int, above: int) -> None:
        if child.tag in _LISTS:
            last = self.found[-1] if self.found else None
            lead = last and last.kind == TEXT and (last.depth, last.quoted) == (depth, quoted) and last.text.endswith(":")
            over = len(self.found) - 1 if lead else above
            for item in child:
                self._item(item, depth + 1, quoted, over, numbered=child.tag == "ol")
        elif child.tag == "table":
            self._table(child, depth, quoted, above)
        elif child.tag == "blockquote":
            self.take(child, depth, quoted + 1, above)
        elif child.tag[0] == "h" and child.tag[1:].isdigit():
            level = int(child.tag[1])
            words = inline.shown(_bare(child.text or ""))
            self.found.append(Block(f"{'#' * level} {words}".strip(), HEADING, depth, quoted, level, above))
        elif child.tag == "hr":
            self.found.append(Block("---", LINE, depth, quoted, 0, above))
        elif child.tag == "pre":
            self._code("".join(child.itertext()), depth, quoted, above)
        else:
            self.take(child, depth, quoted, above)

    def _add(self, text: str | None, depth: int, quoted: int, above: int) -> None:
        if text and (words := inline.shown(_bare(text))):
            self.found.append(Block(words, TEXT, depth, quoted, 0, above))

    def _code(self, text: str, depth: int, quoted: int, above: int) -> None:
        """What stands far to the right is shown sign by sign; in plain text it is a paragraph like others."""
        for part in re.split(r"\n\s*\n", _bare(text)):
            if part.strip():
                self.found.append(Block(inline.literal(part), TEXT, depth, quoted, 0, above))

    def _item(self, item: ET.Element, depth: int, quoted: int, above: int, *, numbered: bool) -> None:
        """An item with all that hangs under it; its own words are its first paragraph."""
        holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        text = holder.text or ""
        number = _NUMBER.match(text) if numbered else None
        sign = f"{number[1]}." if number else "-"
        words = inline.shown(_bare(text[number.end() :] if number else text))
        own = len(self.found)
        self.found.append(Block(f"{sign} {words}".strip(), ITEM, depth, quoted, 0, above))
        for child in item:
            if child is not holder:
                self._child(child, depth, quoted, own)
            self._add(child.tail, depth, quoted, own)

    def _table(self, table: ET.Element, depth: int, quoted: int, above: int) -> None:
        for row in table.iter("tr"):
            cells = [inline.shown(_bare("".join(cell.itertext()))).replace("|", r"\|") for cell in row]
            self.found.append(Block(_row(cells), ROW, depth, quoted, 0, above))
            if row and row[0].tag == "th":
                self.found.append(Block(_row(["---"] * len(cells)), RULE, depth, quoted, 0, above))


def _row(cells: Sequence[str]) -> str:
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def _bare(text: str) -> str:
    """An item that turned out to be none keeps its number."""
    return _NUMBER.sub(r"\1. ", text) if "\x02" in text else text
