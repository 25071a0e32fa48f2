"""What each line of a page belongs to: running text, code, or a list, quote, note or footnote in which no heading counts.

Lines are told apart as the site's markdown tells them apart: what hangs under a list, a note or a footnote is indented by four columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXT, FENCE, CODE = "text", "fence", "code"
LIST, QUOTE, NOTE, FOOTNOTE = "list", "quote", "note", "footnote"
_MARK = re.compile(r" {0,3}(?:(?P<list>[-*+]|\d+\.)[ \t]+\S|(?P<quote>>)|(?P<note>!!!)[ ]?[\w-]|(?P<footnote>\[\^[^\]]+\]:))")
_ALONE = re.compile(r" {0,3}(?:#{1,6}[ \t]+\S|(?:[-*_][ ]{0,2}){3,}[ \t]*$)")
_DEEP = 4


def regions(lines: Sequence[str], inside: Sequence[bool]) -> list[str]:
    """The region of each line; `inside` says which lines are fenced."""
    found: list[str] = []
    around, apart = TEXT, True
    for line, fence in zip(lines, inside, strict=True):
        before = found[-1] if found else TEXT
        if fence:
            around = around if before == FENCE or _depth(line) >= _DEEP else TEXT
            found.append(FENCE)
            apart = True
        elif not line.strip():
            found.append(before if before != FENCE else TEXT)
            apart = True
        else:
            region, around = _region(line, around, apart=apart, before=before)
            found.append(region)
            apart = bool(_ALONE.match(line))
    return found


def _region(line: str, around: str, *, apart: bool, before: str) -> tuple[str, str]:
    """The region of a line with text, and the region that goes on after it."""
    if _depth(line) >= _DEEP:
        if around != TEXT:
            return around, around
        return (CODE, TEXT) if apart or before == CODE else (TEXT, TEXT)
    mark = None if _ALONE.match(line) else _MARK.match(line)
    kind = mark.lastgroup or TEXT if mark else TEXT
    if kind == LIST and not apart and before == TEXT:
        kind = TEXT  # the site takes it for more words of the paragraph above
    elif not mark and not apart and not _ALONE.match(line):
        kind = QUOTE if before == QUOTE else around if around != NOTE else TEXT  # a paragraph goes on without its indent
    return kind, TEXT if kind == QUOTE else kind


def _depth(line: str) -> int:
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank.expandtabs(_DEEP))
