"""Python-Markdown's block processors, asked only where the sign stands without which they cannot want a block. The output is the same, byte for byte."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from markdown.blockprocessors import (
    BlockQuoteProcessor,
    CodeBlockProcessor,
    EmptyBlockProcessor,
    HashHeaderProcessor,
    HRProcessor,
    ListIndentProcessor,
    ParagraphProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.util import STX

from pactbook.redline.grammar import NumberedItems, WholeRows
from pactbook.site.grammar.safe import Headings

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from markdown import Markdown


def _begins(*signs: str) -> Callable[[str], bool]:
    """Whether a line of the block begins with one of these signs, or may be indented."""
    firsts, lines = frozenset((*signs, " ")), tuple(f"\n{sign}" for sign in (*signs, " "))
    return lambda block: block[:1] in firsts or any(line in block for line in lines)


def _indented(block: str) -> bool:
    return block[:1] == " "


def _is_table(block: str) -> bool:
    return "|" in block and "\n" in block


def _is_numbered(block: str) -> bool:
    return block[:1].isdecimal() or block[:1] == " "


WANTS: dict[type[Any], Callable[[str], bool]] = {
    AdmonitionProcessor: lambda block: "!!!" in block or block[:1] == " ",
    EmptyBlockProcessor: lambda block: block[:1] in {"", "\n"},
    ListIndentProcessor: _indented,
    DefListIndentProcessor: _indented,
    CodeBlockProcessor: _indented,
    TableProcessor: _is_table,
    WholeRows: _is_table,
    HashHeaderProcessor: lambda block: block[:1] == "#" or "\n#" in block,
    Headings: lambda block: block[:1] == "#" or "\n#" in block,
    SetextHeaderProcessor: lambda block: "\n=" in block or "\n-" in block,
    HRProcessor: _begins("-", "*", "_"),
    SaneOListProcessor: _is_numbered,
    NumberedItems: _is_numbered,
    SaneUListProcessor: lambda block: block[:1] in {"*", "+", "-", " "},
    BlockQuoteProcessor: _begins(">"),
    FootnoteBlockProcessor: lambda block: "[^" in block,
    ReferenceProcessor: lambda block: "]:" in block,
    DefListProcessor: _begins(":"),
    MarkdownInHtmlProcessor: lambda block: STX in block,
    ParagraphProcessor: lambda block: True,  # noqa: ARG005
}
"""Whether a processor could want a block, by its very type, so that another one of the same name is not taken for it."""

_PLAIN = re.compile(r"(?:[^\W\d_][^\n|]*+(?:\n|\Z))++\Z")
"""Lines that all begin with a letter and hold no sign of a table: of all the processors only that of paragraphs wants them."""


class Blocks:
    """See the module. Stands for a parser's own loop over its processors."""

    def __init__(self, md: Markdown) -> None:
        """`md` with every extension that it will have."""
        self._processors = [(processor, WANTS.get(type(processor))) for processor in md.parser.blockprocessors]
        known = all(wants is not None for _, wants in self._processors)
        self._paragraph = next((one for one, _ in self._processors if type(one) is ParagraphProcessor), None) if known else None

    def parse(self, parent: ET.Element, blocks: list[str]) -> None:
        """Turn blocks into elements under `parent`."""
        while blocks:
            if self._paragraph is not None and _PLAIN.match(blocks[0]):
                self._paragraph.run(parent, blocks)
                continue
            for processor, wants in self._processors:
                block = blocks[0]
                if (wants is None or wants(block)) and processor.test(parent, block) and processor.run(parent, blocks) is not False:
                    break


def split_row(split: Callable[[str], list[str]], row: str) -> list[str]:
    """The cells of a row; only code and escaped signs need a second look."""
    return split(row) if "`" in row or "\\" in row else row.split("|")


def sift_blocks(md: Markdown) -> None:
    """Put what is quicker in the place of Python-Markdown's own."""
    md.parser.parseBlocks = Blocks(md).parse
    for table in md.parser.blockprocessors:
        if type(table) in {TableProcessor, WholeRows}:
            table._split = partial(split_row, table._split)  # noqa: SLF001 - the versions are known
