"""Compares two texts section by section, paragraph by paragraph, and changed paragraphs word by word.

Sections that moved are told from those that stayed first, so that a clause is shown as moved and what changed in it is shown inside.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pactbook.redline import blocks, sections
from pactbook.redline.levels import hangs
from pactbook.redline.moves import with_moves
from pactbook.redline.paragraphs import loosely, paragraph, steps
from pactbook.redline.pieces import Kind, Moved, Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactbook.redline.blocks import Block
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
    return with_moves(_Shown(before, after, list(_settled(_both(left, right)))).paragraphs())


@dataclass(frozen=True, slots=True)
class _Entry:
    """A paragraph of the old text, of the new one, or of both; one of a section that moved stands at both places."""

    old: Block | None
    new: Block | None
    moved: Moved = Moved.NO
    follows: bool = False


def _both(old: Section, new: Section) -> Iterator[_Entry]:
    """A section that stayed, with all below it."""
    yield from (_Entry(*step) for step in steps(old.blocks, new.blocks))
    waiting = deque(old.under)
    for each in new.under:
        if each.other is None or each.moved:
            yield from _came(each)
            continue
        while waiting[0] is not each.other:
            yield from _went(waiting.popleft())
        yield from _both(waiting.popleft(), each)
    for each in waiting:
        yield from _went(each)


def _went(old: Section) -> Iterator[_Entry]:
    """A section that is gone, or stands elsewhere."""
    if old.other is None:
        yield from (_Entry(each, None) for each in old.blocks)
    else:
        follows = not _by_itself(old)
        for one, other in steps(old.blocks, old.other.blocks, moved=True):
            if one:
                yield _Entry(one, None, Moved.AWAY, follows) if other else _Entry(one, None)
                follows = follows or other is not None
    for each in old.under:
        yield from _went(each)


def _came(new: Section) -> Iterator[_Entry]:
    """A section that is new, or stood elsewhere: then with what changed in it."""
    if new.other is None:
        yield from (_Entry(None, each) for each in new.blocks)
    else:
        follows = not _by_itself(new)
        for one, other in steps(new.other.blocks, new.blocks, moved=True):
            if other:
                yield _Entry(one, other, Moved.HERE, follows) if one else _Entry(None, other)
                follows = follows or one is not None
    for each in new.under:
        yield from _came(each)


def _by_itself(section: Section) -> bool:
    """Whether a section that moved did so by itself, and not with the one around it."""
    above = section.above
    return section.moved or above is None or above.other is None or section.other is None or section.other.above is not above.other


def _settled(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """Where paragraphs went and came next to one another, those that stayed after all: a heading between them came or went, or is none."""
    for loose, run in groupby(entries, lambda each: not each.moved and (each.old is None or each.new is None)):
        if not loose:
            yield from run
            continue
        found = list(run)
        before, after = [each.old for each in found if each.old], [each.new for each in found if each.new]
        if before and after:
            yield from (_Entry(*step) for step in loosely(before, after))
        else:
            yield from found


class _Shown:
    """The paragraphs of two texts that were put side by side."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block], entries: Sequence[_Entry]) -> None:
        self._before, self._after, self._entries = before, after, entries
        self._now = {id(each.old): each.new for each in entries if each.old and each.new}
        self._stayed = {id(each.new) for each in entries if each.old and each.new}

    def paragraphs(self) -> list[Paragraph]:
        """In order."""
        return [self._paragraph(each) for each in self._entries]

    def _paragraph(self, entry: _Entry) -> Paragraph:
        old, new = entry.old, entry.new
        found = paragraph(old, new)
        if old and new and not found.shift and (under := self._under(old, new)):
            found = replace(found, shift=under)
        if entry.moved is Moved.AWAY:
            return replace(found, moved=entry.moved, follows=entry.follows)
        if entry.moved is Moved.HERE:
            within = found.pieces if any(each.kind is not Kind.SAME for each in found.pieces) else ()
            return replace(paragraph(None, new), moved=entry.moved, within=within, follows=entry.follows, shift=found.shift)
        return found

    def _under(self, old: Block, new: Block) -> str:
        """Whether it hangs under another item or other words before its list, and these did not just take the place of the others."""
        if old.above == new.above == -1:
            return ""
        was = self._before[old.above] if old.above >= 0 else None
        now = self._after[new.above] if new.above >= 0 else None
        if now is not None and self._now.get(id(was)) is now:
            return ""
        replaced = was and now and id(was) not in self._now and id(now) not in self._stayed
        return "" if replaced else hangs(was, now)
