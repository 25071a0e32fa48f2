"""Compares two texts section by section, paragraph by paragraph, and changed paragraphs word by word.

Sections that moved are told from those that stayed first, so that a clause is shown as moved and what changed in it is shown inside.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.redline import blocks, sections
from pactbook.redline.levels import hangs
from pactbook.redline.moves import with_moves
from pactbook.redline.paragraphs import paragraph, steps
from pactbook.redline.pieces import Kind, Moved, Paragraph, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    return with_moves(list(_Comparison(before, after, left).both(left, right)))


class _Comparison:
    """Two texts whose sections are joined."""

    def __init__(self, before: Sequence[Block], after: Sequence[Block], left: Section) -> None:
        self._before, self._after = before, after
        self._steps = {id(each): tuple(steps(each.blocks, each.other.blocks, moved=_elsewhere(each))) for each in left.all() if each.other}
        pairs = [step for found in self._steps.values() for step in found]
        self._now = {id(one): other for one, other in pairs if one and other}
        self._stayed = {id(other) for one, other in pairs if one and other}

    def both(self, old: Section, new: Section) -> Iterator[Paragraph]:
        """A section that stayed, with all below it."""
        yield from (self._paragraph(*step) for step in self._steps[id(old)])
        waiting = deque(old.under)
        for each in new.under:
            if each.other is None or each.moved:
                yield from self._came(each)
                continue
            while waiting[0] is not each.other:
                yield from self._went(waiting.popleft())
            yield from self.both(waiting.popleft(), each)
        for each in waiting:
            yield from self._went(each)

    def _paragraph(self, old: Block | None, new: Block | None) -> Paragraph:
        found = paragraph(old, new)
        under = self._under(old, new) if old and new and not found.shift else ""
        return replace(found, shift=under) if under else found

    def _under(self, old: Block, new: Block) -> str:
        """Whether it hangs under another item or other words before its list, and these did not just take the place of the others."""
        if old.above == new.above == -1:
            return ""
        was = self._before[old.above] if old.above >= 0 else None
        now = self._after[new.above] if new.above >= 0 else None
        if self._now.get(id(was)) is now and now is not None:
            return ""
        replaced = was and now and id(was) not in self._now and id(now) not in self._stayed
        return "" if replaced else hangs(was, now)

    def _went(self, old: Section) -> Iterator[Paragraph]:
        """A section that is gone, or stands elsewhere."""
        if old.other is None:
            yield from (paragraph(each, None) for each in old.blocks)
        else:
            follows = not _by_itself(old)
            for one, other in self._steps[id(old)]:
                shown = paragraph(one, None) if one else None
                if shown:
                    yield replace(shown, moved=Moved.AWAY, follows=follows) if other else shown
                    follows = follows or other is not None
        for each in old.under:
            yield from self._went(each)

    def _came(self, new: Section) -> Iterator[Paragraph]:
        """A section that is new, or stood elsewhere: then with what changed in it."""
        if new.other is None:
            yield from (paragraph(None, each) for each in new.blocks)
        else:
            follows = not _by_itself(new)
            for one, other in self._steps[id(new.other)]:
                if one and other:
                    seen, shown = self._paragraph(one, other), paragraph(None, other)
                    within = seen.pieces if any(each.kind is not Kind.SAME for each in seen.pieces) else ()
                    yield replace(shown, moved=Moved.HERE, within=within, follows=follows, shift=seen.shift)
                    follows = True
                elif other:
                    yield paragraph(None, other)
        for each in new.under:
            yield from self._came(each)


def _by_itself(section: Section) -> bool:
    """Whether a section that moved did so by itself, and not with the one around it."""
    above = section.above
    return section.moved or above is None or above.other is None or section.other is None or section.other.above is not above.other


def _elsewhere(section: Section) -> bool:
    """Whether it moved, by itself or with another around it."""
    return section.moved or (section.above is not None and _elsewhere(section.above))
