"""Fenced code in markdown: in it nothing is a heading, a link or a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)")


def fences(lines: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Each fence: the index of the line that opens it, that of the line after it, and whether a line closes it."""
    fence, opened = "", 0
    for index, line in enumerate(lines):
        mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence and mark and mark[1].startswith(fence) and not mark[2].strip():
            yield opened, index + 1, True
            fence = ""
        elif mark and not fence:
            fence, opened = mark[1], index
    if fence:
        yield opened, len(lines), False


def fenced(lines: Sequence[str]) -> tuple[list[bool], int | None]:
    """For each line whether it belongs to a fence, and the index of the line that opens a fence which nothing closes."""
    inside, unclosed = [False] * len(lines), None
    for first, after, closed in fences(lines):
        inside[first:after] = [True] * (after - first)
        unclosed = unclosed if closed else first
    return inside, unclosed
