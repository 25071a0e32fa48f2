"""A redline for a terminal: `[-gone-]` and `{+new+}`, in colour where there is a terminal that shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.redline.files import TEXT, What, look_alikes, visible
from pactbook.redline.pieces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.redline.files import FileRedline
    from pactbook.redline.pieces import Paragraph, Piece

SKIPPED = "…"
INDENT = "    "
_HEADING = re.compile(r"#{1,6} ")
_ID = re.compile(r"\s*\{#[\w.-]+\}$")
_MARKS = {Kind.REMOVED: ("[-", "-]", "\x1b[31m"), Kind.ADDED: ("{+", "+}", "\x1b[32m")}
_END = "\x1b[0m"


def show(redlines: Sequence[FileRedline], *, whole: bool = False, colour: bool = False) -> Iterator[str]:
    """The lines to print, file by file; without `whole` only what changed, each under its heading."""
    for each in redlines:
        count = f", {each.passages} passage{'' if each.passages == 1 else 's'}" if each.what is What.CHANGED else ""
        yield f"{visible(each.path)}: {each.what}{count}"
        if each.what is What.CHANGED:
            yield from (_paragraph(each.paragraphs, colour=colour) if whole else _changed(each, colour=colour))
        elif whole and each.what is not What.SAME:
            yield from _paragraph(each.paragraphs, colour=colour)
        yield from _warnings(each)


def _paragraph(paragraphs: Sequence[Paragraph], *, colour: bool) -> Iterator[str]:
    for paragraph in paragraphs:
        yield INDENT + _one(paragraph, colour=colour)


def _one(paragraph: Paragraph, *, colour: bool) -> str:
    """A paragraph on one line; one that moved says so, and what changed in it on the way."""
    if not paragraph.moved:
        return line(paragraph.pieces, colour=colour)
    inside = line(paragraph.within, colour=colour) if paragraph.within else visible(paragraph.pieces[0].text)
    return f"({paragraph.moved}:) {inside}"


def _changed(each: FileRedline, *, colour: bool) -> Iterator[str]:
    """The changed paragraphs, each under the heading above it; a gap stands where unchanged ones were left out."""
    heading, told, gap = "", "", False
    text = each.path.endswith(TEXT)
    for paragraph in each.paragraphs:
        if paragraph.changed:
            if text and _HEADING.match(paragraph.pieces[0].text):
                heading = told = paragraph.pieces[0].text
            elif heading != told:
                yield f"{INDENT}{visible(_ID.sub('', heading))}"
                told = heading
            elif gap:
                yield f"{INDENT}{SKIPPED}"
            yield INDENT + _one(paragraph, colour=colour)
            gap = False
        elif text and _HEADING.match(paragraph.pieces[0].text):
            heading = paragraph.pieces[0].text
        else:
            gap = True


def line(pieces: Sequence[Piece], *, colour: bool = False) -> str:
    """A paragraph on one line."""
    return "".join(_piece(piece, colour=colour) for piece in pieces)


def _piece(piece: Piece, *, colour: bool) -> str:
    text = visible(piece.text)
    if piece.kind is Kind.SAME:
        return text
    before, after, tone = _MARKS[piece.kind]
    start, end = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    inner = text.strip(" ")
    if not inner:
        return f"{before}{text}{after}"
    marked = f"{before}{inner}{after}"
    return f"{start}{tone}{marked}{_END}{end}" if colour else f"{start}{marked}{end}"


def _warnings(each: FileRedline) -> Iterator[str]:
    added = " ".join(piece.text for paragraph in each.paragraphs for piece in paragraph.pieces if piece.kind is Kind.ADDED)
    for word in look_alikes(added):
        codes = ", ".join(f"U+{ord(char):04X}" for char in word if not char.isascii())
        yield f"{INDENT}look closely: '{visible(word)}' mixes alphabets whose letters look the same ({codes})"
