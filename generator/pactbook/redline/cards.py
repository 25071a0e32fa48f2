"""Tables of a redline on a phone: each row a card in which every cell names its column."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CARDS_FROM = 3
"""Tables with so many columns or more become cards on a phone."""
_TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_HEAD = re.compile(r"<th [^>]*>(.*?)</th>")
_TAG = re.compile(r"<[^>]*>")


def as_cards(html: str) -> str:
    """The blocks of a redline, its tables made such."""
    return _TABLE.sub(lambda found: _as_cards(found[1]), html)


def _as_cards(inner: str) -> str:
    """A table with the head of its column in each cell; one whose head changed stays a table, since cards do not show the head."""
    head, mark, rows = inner.partition("</thead>")
    labels = [" ".join(_TAG.sub("", each).split()) for each in _HEAD.findall(head)]
    if not mark or len(labels) < CARDS_FROM or "<ins>" in head or "<del>" in head:
        return f'<div class="pb-table"><table class="pb-flat">{inner}</table></div>'
    rows = "".join(_labelled(row, labels) for row in rows.splitlines(keepends=True))
    head = head.replace("<thead>", '<thead role="rowgroup">').replace("<tr>", '<tr role="row">')
    head = head.replace("<th ", '<th role="columnheader" ')
    return f'<div class="pb-table"><table class="pb-stack" role="table">{head}{mark}\n<tbody role="rowgroup">{rows}</tbody></table></div>'


def _labelled(row: str, labels: Sequence[str]) -> str:
    """A row whose cells name their columns; a cell as wide as the row has none."""
    if 'colspan="' in row:
        return row.replace("<tr>", '<tr role="row">').replace("<td ", '<td role="cell" ')
    cells = row.removeprefix("<tr>").split("<td>")[1:]
    cells = [
        cell.replace("</td>", "</span></td>", 1) for cell in cells
    ]  # a card would drop the space between two marks that stand bare in it
    named = [f'<td role="cell" data-label="{label}"><span>{cell}' for label, cell in zip_longest(labels, cells, fillvalue="") if cell]
    return f'<tr role="row">{"".join(named)}' if cells else row
