"""Shows a comparison as markdown: what went struck through, what came underlined, and both said for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline import reading
from pactbook.redline.context import in_context
from pactbook.redline.inline import unescaped
from pactbook.redline.pieces import Kind
from pactbook.site.page import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.redline.pieces import Paragraph, Piece

SKIPPED = "…"
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}


def changed_only(paragraphs: Sequence[Paragraph]) -> str:
    """The changed paragraphs with what they stand under; a gap stands where unchanged ones were left out."""
    same = reading.alike(paragraphs)
    return "\n\n".join(_block(each, same) for each in in_context(paragraphs))


def _block(paragraph: Paragraph | None, same: frozenset[str]) -> str:
    if paragraph is None:
        return SKIPPED
    seen = reading.shown(reading.inner(paragraph), same)
    level, pieces = reading.heading(seen.pieces)
    words = "".join(map(_piece, pieces))
    if told := paragraph.told:
        words = f"**{told[0].upper()}{told[1:]}:** {words}"
    notes = "".join(f" ({plain(note)})" for note in seen.notes)
    if paragraph.changed:
        return f"{words}{notes}\n{{.pb-redline}}"
    return f"**{words.strip()}**" if level else words


def _piece(piece: Piece) -> str:
    said = unescaped(reading.without_marks(piece.text))
    text = plain(said)
    lead, tail = " " * (said[:1] == " "), " " * (len(said) > 1 and said[-1:] == " ")
    tag = _TAGS.get(piece.kind)
    if not tag or not text:
        return f"{lead}{text}{tail}"
    return f"{lead}<{tag}>{text}</{tag}>{tail}"
