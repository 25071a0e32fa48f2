"""Compares two texts section by section, paragraph by paragraph, and changed paragraphs word by word.

Sections that moved are told from those that stayed first, so that a clause is shown as moved and what changed in it is shown inside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.redline import blocks, sections
from pactbook.redline.moves import with_moves
from pactbook.redline.paragraphs import paragraph, steps
from pactbook.redline.pieces import Kind, Moved, Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.redline.sections import Section


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line with single spaces; entries of lists and rows of tables are paragraphs too."""
    return [each.text for each in blocks.read(text)]


def plain(text: str) -> tuple[Paragraph, ...]:
    """A text by itself, nothing of it marked."""
    return tuple(Paragraph((Piece(Kind.SAME, each.text),), depth=each.depth) for each in blocks.read(text))


def compare(old: str, new: str) -> list[Paragraph]:
    """Every paragraph of both texts with what changed in it; line breaks, runs of spaces and how something is marked up do not count."""
    before, after = blocks.read(old), blocks.read(new)
    if [each.key for each in before] == [each.key for each in after]:
        return [Paragraph((Piece(Kind.SAME, each.text),), depth=each.depth) for each in after]
    left, right = sections.read(before), sections.read(after)
    sections.match(left, right)
    return with_moves(list(_both(left, right)))


def _both(old: Section, new: Section) -> Iterator[Paragraph]:
    """A section that stayed, with all below it."""
    yield from (paragraph(*step) for step in steps(old.blocks, new.blocks))
    waiting = list(old.under)
    for each in new.under:
        if each.other is None or each.moved:
            yield from _came(each)
            continue
        while waiting and waiting[0] is not each.other:
            yield from _went(waiting.pop(0))
        yield from _both(waiting.pop(0), each)
    for each in waiting:
        yield from _went(each)


def _went(old: Section) -> Iterator[Paragraph]:
    """A section that is gone, or stands elsewhere."""
    if old.other is None:
        yield from (paragraph(each, None) for each in old.blocks)
    else:
        pairs = [(one, other) for one, other in steps(old.blocks, old.other.blocks) if one]
        for place, (one, other) in enumerate(pairs):
            shown = paragraph(one, None)
            yield replace(shown, moved=Moved.AWAY, follows=place > 0 or not _tops(old)) if other else shown
    for each in old.under:
        yield from _went(each)


def _came(new: Section) -> Iterator[Paragraph]:
    """A section that is new, or stood elsewhere: then with what changed in it."""
    if new.other is None:
        yield from (paragraph(None, each) for each in new.blocks)
    else:
        first = _tops(new)
        for one, other in steps(new.other.blocks, new.blocks):
            if one is None or other is None:
                if other:
                    yield paragraph(None, other)
                continue
            seen, shown = paragraph(one, other), paragraph(None, other)
            within = seen.pieces if any(each.kind is not Kind.SAME for each in seen.pieces) else ()
            yield replace(shown, moved=Moved.HERE, within=within, follows=not first, shift=seen.shift)
            first = False
    for each in new.under:
        yield from _came(each)


def _tops(section: Section) -> bool:
    """Whether a section that moved did so by itself, and not with the one around it."""
    above = section.above
    return section.moved or above is None or above.other is None or section.other is None or section.other.above is not above.other
