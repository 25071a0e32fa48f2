"""What changed, with as much around it as a reader needs: the heading above, the head of the table, the words that a list begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.redline.pieces import Moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pactbook.redline.pieces import Paragraph

HEADING = re.compile(r"#{1,6} ")
RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
"""The line below the head of a table."""
ITEM = re.compile(r"(?:[-*+]|\d+[.)]) ")


def in_context(found: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """The changed passages and what each stands under, once; None where unchanged ones were left out under the same heading.

    A clause that moved as a whole is shown at its new place; at the old one its first paragraph says that it stood there. Plain text
    without markdown's marks has no context that could be told.
    """
    texts = ["".join(piece.text for piece in paragraph.pieces) for paragraph in found]
    wanted = _wanted(found, texts)
    last = -1
    for place in sorted(wanted):
        if last >= 0 and found[last].notable and not HEADING.match(texts[place]) and not all(map(_elsewhere, found[last + 1 : place])):
            yield None
        yield found[place]
        last = place


def _elsewhere(paragraph: Paragraph) -> bool:
    return paragraph.moved is Moved.AWAY and paragraph.follows


def _wanted(found: Sequence[Paragraph], texts: Sequence[str]) -> set[int]:
    """The places of all paragraphs that are to be shown."""
    wanted: set[int] = set()
    heading = first = -1
    above: dict[int, int] = {}
    row = False
    for place, (paragraph, text) in enumerate(zip(found, texts, strict=True)):
        if HEADING.match(text):
            heading = place
        item = paragraph.depth > 0 and bool(ITEM.match(text))
        if text.startswith("|") and not row:
            first = place
        row = text.startswith("|")
        if paragraph.notable and not _elsewhere(paragraph):
            wanted |= {place, *([heading] if heading >= 0 else [])}
            wanted |= set(_head(texts, first)) if row else _lead(texts, above, paragraph.depth - item if paragraph.depth else -1)
        if item or not paragraph.depth:
            above = {depth: where for depth, where in above.items() if depth < paragraph.depth} | {paragraph.depth: place}
    return wanted


def _head(texts: Sequence[str], first: int) -> tuple[int, ...]:
    """The head of a table with the rule below it."""
    return (first, first + 1) if first + 1 < len(texts) and RULE.fullmatch(texts[first + 1]) else ()


def _lead(texts: Sequence[str], above: Mapping[int, int], depth: int) -> set[int]:
    """The items under which something stands, and the words before their list."""
    return {where for at, where in above.items() if at <= depth and (at or texts[where].endswith(":"))}
