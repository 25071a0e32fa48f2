"""What changed, with as much around it as a reader needs: the heading above, the head of the table, the words that a list begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.redline.pieces import Paragraph

HEADING = re.compile(r"#{1,6} ")
RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
"""The line below the head of a table."""
ITEM = re.compile(r"(?:[-*+]|\d+[.)]) ")


def in_context(found: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """The changed passages and what each stands under, once; None where unchanged ones were left out under the same heading.

    Plain text without markdown's marks has no context that could be told.
    """
    texts = ["".join(piece.text for piece in paragraph.pieces) for paragraph in found]
    wanted = _wanted(found, texts)
    last = -1
    for place in sorted(wanted):
        if last >= 0 and place > last + 1 and found[last].passage and not HEADING.match(texts[place]):
            yield None
        yield found[place]
        last = place


def _wanted(found: Sequence[Paragraph], texts: Sequence[str]) -> set[int]:
    """The places of all paragraphs that are to be shown."""
    wanted: set[int] = set()
    heading = first = -1
    before = ""
    for place, (paragraph, text) in enumerate(zip(found, texts, strict=True)):
        if HEADING.match(text):
            heading = place
        kind = _kind(text)
        if kind != before:
            first, before = place, kind
        if paragraph.passage:
            wanted |= {place, *([heading] if heading >= 0 else []), *_lead(texts, kind, first)}
    return wanted


def _kind(text: str) -> str:
    return "row" if text.startswith("|") else "item" if ITEM.match(text) else ""


def _lead(texts: Sequence[str], kind: str, first: int) -> tuple[int, ...]:
    """For a row the head of its table with the rule below it, for an item of a list the words before the list; `first` is where either begins."""
    if kind == "row" and first + 1 < len(texts) and RULE.fullmatch(texts[first + 1]):
        return first, first + 1
    if kind == "item" and first and texts[first - 1].endswith(":"):
        return (first - 1,)
    return ()
