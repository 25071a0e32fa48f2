"""A redline for a terminal: `[-gone-]` and `{+new+}`, in colour where there is a terminal that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline import reading
from pactbook.redline.context import RULE, in_context
from pactbook.redline.files import TEXT, What, look_alikes, visible
from pactbook.redline.inline import unescaped
from pactbook.redline.pieces import Kind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.redline.files import FileRedline
    from pactbook.redline.pieces import Paragraph

SKIPPED = "…"
INDENT = "    "
DEEPER = "  "
"""Is added for each list around another."""
HEADED = "  "
"""What stands before a heading, so that it is told from what stands under it."""
_MARKS = {Kind.REMOVED: ("[-", "-]", "\x1b[31m"), Kind.ADDED: ("{+", "+}", "\x1b[32m")}
_END = "\x1b[0m"


def show(redlines: Sequence[FileRedline], *, whole: bool = False, colour: bool = False) -> Iterator[str]:
    """The lines to print, file by file; without `whole` only what changed, each under its heading."""
    for each in redlines:
        yield f"{visible(each.path)}: {each.what}{_count(each)}"
        if each.what is What.CHANGED:
            yield from _paragraphs(each, whole=whole, colour=colour)
        elif whole and each.what is not What.SAME:
            yield from _paragraphs(each, whole=True, colour=colour)
        yield from _warnings(each)


def _count(each: FileRedline) -> str:
    if each.what is not What.CHANGED:
        return ""
    also = f", {each.renumbered} heading{'' if each.renumbered == 1 else 's'} with another number" if each.renumbered else ""
    return f", {each.passages} passage{'' if each.passages == 1 else 's'}{also}"


def _paragraphs(each: FileRedline, *, whole: bool, colour: bool) -> Iterator[str]:
    """The paragraphs, or those that changed, each with what it stands under; a gap stands where unchanged ones were left out."""
    text = each.path.endswith(TEXT)
    same = reading.alike(each.paragraphs)
    found = each.paragraphs if whole else in_context(each.paragraphs) if text else _with_gaps(each.paragraphs)
    before: Paragraph | None = None
    for paragraph in found:
        if paragraph is None:
            yield f"{INDENT}{SKIPPED}"
        elif not text:
            yield INDENT + line(paragraph.pieces, colour=colour)
        elif not _below_head(paragraph, before):
            yield from _read(paragraph, same, colour=colour)
        before = paragraph


def _below_head(paragraph: Paragraph, before: Paragraph | None) -> bool:
    """Whether it is the line below the head of a table, which says nothing where it came or went with that head."""
    if len(paragraph.pieces) > 1 or not RULE.fullmatch(paragraph.pieces[0].text):
        return False
    return not paragraph.changed or (before is not None and before.pieces[0].kind is paragraph.pieces[0].kind)


def _read(paragraph: Paragraph, same: frozenset[str], *, colour: bool) -> Iterator[str]:
    """A paragraph of a text as it is read; one that moved says so, and what changed in it on the way."""
    seen = reading.shown(reading.inner(paragraph), same)
    level, pieces = reading.heading(seen.pieces)
    told = f"({paragraph.told}:) " if paragraph.told else ""
    indent = HEADED if level and not paragraph.moved else INDENT + DEEPER * (paragraph.depth - 1)
    yield f"{indent}{told}{_words(pieces, colour=colour)}"
    yield from (f"{INDENT}({visible(note)})" for note in seen.notes)


def _words(pieces: Sequence[Piece], *, colour: bool) -> str:
    return line([Piece(each.kind, unescaped(reading.without_marks(each.text))) for each in pieces], colour=colour).lstrip(" ")


def _with_gaps(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph | None]:
    """The changed lines of data; None where others were left out between them."""
    last = -1
    for place, paragraph in enumerate(paragraphs):
        if paragraph.changed:
            if last >= 0 and place > last + 1:
                yield None
            yield paragraph
            last = place


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
