"""Shows a comparison as markdown: what went struck through, what came underlined, and both said for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline.pieces import Kind, Paragraph, Piece
from pactbook.site.page import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

SKIPPED = "…"
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}


def changed_only(paragraphs: Sequence[Paragraph]) -> str:
    """The changed paragraphs; a gap stands where unchanged ones were left out."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.changed:
            lines.append(f"{_paragraph(paragraph)}\n{{.pb-redline}}")
        elif lines and lines[-1] != SKIPPED:
            lines.append(SKIPPED)
    return "\n\n".join(lines[:-1] if lines and lines[-1] == SKIPPED else lines)


def _paragraph(paragraph: Paragraph) -> str:
    if not paragraph.moved:
        return "".join(_piece(piece) for piece in paragraph.pieces)
    words = "".join(_piece(piece) for piece in paragraph.within) if paragraph.within else plain(paragraph.pieces[0].text)
    return f"**{paragraph.moved.capitalize()}:** {words}"


def _piece(piece: Piece) -> str:
    text = plain(piece.text)
    lead, tail = " " * (piece.text[:1] == " "), " " * (len(piece.text) > 1 and piece.text[-1:] == " ")
    tag = _TAGS.get(piece.kind)
    if not tag or not text:
        return f"{lead}{text}{tail}"
    return f"{lead}<{tag}>{text}</{tag}>{tail}"
