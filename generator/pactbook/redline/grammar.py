"""Python-Markdown's reading of paragraphs, set as it is set for the pages of agreements, except that nothing is made into HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions.sane_lists import SaneListExtension, SaneOListProcessor  # type: ignore[import-untyped]
from markdown.extensions.tables import TableExtension, TableProcessor  # type: ignore[import-untyped]
from markdown.util import ETX, STX  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree import ElementTree as ET


class _Numbers(SaneOListProcessor):  # type: ignore[misc]
    """Leaves the number of an item with its words."""

    def get_items(self, block: str) -> list[str]:
        """The items of a block."""
        items: list[str] = super().get_items("\n".join(self._numbered(line) for line in block.split("\n")))
        return items

    def _numbered(self, line: str) -> str:
        found = self.CHILD_RE.match(line)
        return f"{line[: found.start(3)]}{STX}number:{found[1].rstrip('.')}{ETX}{line[found.start(3) :]}" if found else line


class _Rows(TableProcessor):  # type: ignore[misc]
    """Keeps cells beyond the head of the table."""

    def _build_row(self, row: str, parent: ET.Element, align: Sequence[str | None]) -> None:
        cells = len(self._split_row(row))
        super()._build_row(row, parent, [*align, *([None] * (cells - len(align)))])


def parser() -> Markdown:
    """To be made once."""
    md = Markdown(extensions=[SaneListExtension(), TableExtension()])
    md.parser.blockprocessors.deregister("reference")  # drops what is written; here all of it counts
    md.parser.blockprocessors.register(_Numbers(md.parser), "olist", 40)
    md.parser.blockprocessors.register(_Rows(md.parser, {"use_align_attribute": False}), "table", 75)
    return md
