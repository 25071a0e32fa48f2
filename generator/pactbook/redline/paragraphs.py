"""Compares the paragraphs of two stretches of text in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline import likeness
from pactbook.redline.align import aligned, gaps
from pactbook.redline.blocks import HEADING, ITEM
from pactbook.redline.levels import shift
from pactbook.redline.moves import LABEL
from pactbook.redline.pieces import Kind, Paragraph, Piece, words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from pactbook.redline.align import Pairs
    from pactbook.redline.blocks import Block

LITTLE = 0.1
Step = tuple["Block | None", "Block | None"]


def steps(before: Sequence[Block], after: Sequence[Block], *, moved: bool = False) -> Iterator[Step]:
    """Old and new paragraphs in order: both where one stayed or changed, one alone where it went or came.

    In a section that moved, a paragraph that took the place of one alone is one that was changed even if it has little in common.
    """
    if before and after and before[0].kind == after[0].kind == HEADING and not before[0].depth and not after[0].depth:
        yield before[0], after[0]
        before, after = before[1:], after[1:]
    yield from loosely(before, after, LITTLE if moved else 1.0)


def loosely(before: Sequence[Block], after: Sequence[Block], alone: float = 1.0) -> Iterator[Step]:
    """The same for what need not begin with the same heading."""
    a = b = 0
    for i, j in (*_pairs(before, after, alone), (len(before), len(after))):
        yield from ((each, None) for each in before[a:i])
        yield from ((None, each) for each in after[b:j])
        if i < len(before):
            yield before[i], after[j]
        a, b = i + 1, j + 1


def _pairs(before: Sequence[Block], after: Sequence[Block], alone: float) -> Pairs:
    """First what is the same, then what is the same but for its number or level, then what is alike."""
    whole = (0, len(before), 0, len(after))
    pairs = aligned([each.key for each in before], [each.key for each in after])
    keys: tuple[list[Hashable], list[Hashable]] = [unlabelled(each) for each in before], [unlabelled(each) for each in after]
    for gap in [each for each in gaps(pairs, whole) if each[0] < each[1] and each[2] < each[3]]:
        a1, a2, b1, b2 = gap
        pairs += ((a1 + i, b1 + j) for i, j in aligned(keys[0][a1:a2], keys[1][b1:b2]))
    pairs.sort()
    for a1, a2, b1, b2 in list(gaps(pairs, whole)):
        if a1 < a2 and b1 < b2:
            bags = [likeness.bag(each.words) for each in before[a1:a2]], [likeness.bag(each.words) for each in after[b1:b2]]
            found = likeness.in_order(*bags)
            if not found and a2 - a1 == b2 - b1 == 1 and likeness.share(bags[0][0], bags[1][0]) >= alone:
                found = [(0, 0)]
            pairs += ((a1 + i, b1 + j) for i, j in found)
    return sorted(pairs)


def unlabelled(block: Block) -> str:
    """The words without number or bullet, which change when something comes or goes before."""
    return LABEL.sub("", block.named if block.kind == HEADING else block.words).lower()


def paragraph(old: Block | None, new: Block | None) -> Paragraph:
    """One step, to be shown."""
    if new is None or old is None:
        block = new or old
        assert block is not None  # noqa: S101 - a step has a side
        return Paragraph((Piece(Kind.REMOVED if new is None else Kind.ADDED, block.text),), depth=block.depth)
    if old.key == new.key:
        return Paragraph((Piece(Kind.SAME, new.text),), depth=new.depth)
    return Paragraph(inside(old, new), shift=shift(old, new), depth=new.depth)


def inside(old: Block, new: Block) -> tuple[Piece, ...]:
    """What changed in a paragraph; the signs of what it is are told otherwise."""
    text = old.text
    if HEADING in {old.kind, new.kind}:
        mark = "#" * new.level + " " if new.kind == HEADING else ""
        text = mark + text.lstrip("#").lstrip() if old.kind == HEADING else mark + text.removeprefix("- ")
    if ITEM in {old.kind, new.kind} and old.kind != new.kind:
        text = f"- {text}" if new.text.startswith("- ") else text.removeprefix("- ")
    return words(text, new.text)
