"""Python-Markdown's reading of the paragraphs of agreements: what markdown counts anew or drops stays. The pages of agreements read them so, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension, SaneOListProcessor
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.util import ETX, STX

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET


class NumberedItems(SaneOListProcessor):
    """Leaves the number of each item in front of its words, between signs that Python-Markdown takes out of every text before it begins."""

    def get_items(self, block: str) -> list[str]:
        """The items of a block."""
        marked = "\n".join(self._marked(line) for line in block.split("\n"))
        items: list[str] = super().get_items(marked)
        return items

    def _marked(self, line: str) -> str:
        found = self.CHILD_RE.match(line)
        return f"{line[: found.start(3)]}{STX}number:{found[1].rstrip('.')}{ETX}{line[found.start(3) :]}" if found else line


class WholeRows(TableProcessor):
    """Keeps every cell of a row, also where the head of the table has fewer."""

    def _build_row(self, row: str, parent: ET.Element, align: Sequence[str | None]) -> None:
        more = len(self._split_row(row)) - len(align)
        super()._build_row(row, parent, [*align, *([None] * more)])


def parser() -> Markdown:
    """To be made once."""
    md = Markdown(extensions=[SaneListExtension(), TableExtension()])
    md.parser.blockprocessors.deregister("reference")  # drops what is written; here all of it counts
    md.parser.blockprocessors.register(NumberedItems(md.parser), "olist", 40)
    md.parser.blockprocessors.register(WholeRows(md.parser, {"use_align_attribute": False}), "table", 75)
    return md
