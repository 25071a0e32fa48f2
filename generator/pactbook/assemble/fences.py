"""Fenced code in markdown: in it nothing is a heading, a link or a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)")


def fenced(lines: Sequence[str]) -> tuple[list[bool], int | None]:
    """For each line whether it belongs to a fence, and the index of the line that opens a fence which nothing closes."""
    inside: list[bool] = []
    fence, opened = "", None
    for index, line in enumerate(lines):
        mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
        inside.append(bool(fence or mark))
        if fence and mark and mark[1].startswith(fence) and not mark[2].strip():
            fence, opened = "", None
        elif mark and not fence:
            fence, opened = mark[1], index
    return inside, opened
