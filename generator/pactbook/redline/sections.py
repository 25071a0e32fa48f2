"""The sections of two texts and which of them are the same: by id, by title, by words. And which of those moved: as few as explain the new order."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.redline import likeness
from pactbook.redline.blocks import HEADING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pactbook.redline.blocks import Block
    from pactbook.redline.likeness import Bag

NEARLY = 0.6  # the share of words in common of sections under other names at other places that count as one
FEWEST = 6  # sections with fewer words are not looked for elsewhere


@dataclass(eq=False)
class Section:
    """A heading with the text below it, and the sections under it; the text before the first heading is the outermost. `other` is the same one in the other text."""

    blocks: list[Block]
    level: int = 0
    above: Section | None = None
    under: list[Section] = field(default_factory=list)
    other: Section | None = None
    moved: bool = False

    @cached_property
    def id(self) -> str:
        """The id of its heading."""
        return self.blocks[0].id if self.level else ""

    @cached_property
    def title(self) -> str:
        """The title of its heading, without a number."""
        return self.blocks[0].title if self.level else ""

    @cached_property
    def own(self) -> str:
        """Its text below its heading."""
        return "\n".join(each.words for each in self.blocks[1:])

    @cached_property
    def words(self) -> Bag:
        """The words of it and of all below it."""
        bags = (likeness.bag(f"{self.title}\n{self.own}"), *(each.words for each in self.under))
        return frozenset[str]().union(*bags)

    @cached_property
    def length(self) -> int:
        """How many words it has, with all below it."""
        return sum(len(each.words.split()) for each in self.blocks) + sum(each.length for each in self.under)

    def all(self) -> Iterator[Section]:
        """It and all below it, in order."""
        yield self
        for each in self.under:
            yield from each.all()


def read(blocks: Sequence[Block]) -> Section:
    """The sections of a text. Headings inside of lists and quotations are paragraphs of these."""
    root = current = Section([])
    for block in blocks:
        if block.kind == HEADING and not block.depth and not block.quoted:
            above = current
            while above.level >= block.level and above.above:
                above = above.above
            current = Section([], block.level, above)
            above.under.append(current)
        current.blocks.append(block)
    return root


def match(old: Section, new: Section) -> None:
    """Find the same sections, and mark those that moved."""
    _join(old, new)
    _by(old.all(), new.all(), lambda each: each.id)
    _downwards(old, new)
    _elsewhere(old, new)
    for each in old.all():
        if each.other:
            _order(each, each.other)


def _join(old: Section, new: Section) -> None:
    old.other, new.other = new, old


def _free(sections: Iterable[Section]) -> list[Section]:
    return [each for each in sections if not each.other]


def _by(old: Iterable[Section], new: Iterable[Section], key: Callable[[Section], str], *, once: bool = False) -> None:
    """Join what has the same key: the first with the first and so on, or only what has it alone."""
    places: dict[str, list[Section]] = {}
    for each in _free(new):
        places.setdefault(key(each), []).append(each)
    waiting: dict[str, list[Section]] = {}
    for each in _free(old):
        if key(each):
            waiting.setdefault(key(each), []).append(each)
    for name, found in waiting.items():
        there = places.get(name, [])
        if not once or len(found) == len(there) == 1:
            for one, other in zip(found, there, strict=False):
                _join(one, other)


def _downwards(old: Section, new: Section) -> None:
    """Below what is joined: the same titles, then at the same place what is alike."""
    todo = [(each, each.other) for each in old.all() if each.other]
    while todo:
        one, other = todo.pop()
        before = {id(each) for each in one.under if each.other}
        _by(one.under, other.under, lambda each: each.title)
        _alike(one, other)
        todo += [(each, each.other) for each in one.under if each.other and id(each) not in before]
    assert new.other is old  # noqa: S101 - the outermost are joined first


def _alike(one: Section, other: Section) -> None:
    """Between neighbours that stay, what has many words in common."""
    places = {id(each): place for place, each in enumerate(other.under)}
    held = [(i, places[id(each.other)]) for i, each in enumerate(one.under) if id(each.other) in places]
    kept = [held[index] for index in _fewest([j for _, j in held], [1] * len(held))]
    a = b = 0
    for i, j in (*kept, (len(one.under), len(other.under))):
        left, right = _free(one.under[a:i]), _free(other.under[b:j])
        for x, y in likeness.in_order([each.words for each in left], [each.words for each in right]) if left and right else ():
            _join(left[x], right[y])
        a, b = i + 1, j + 1


def _elsewhere(old: Section, new: Section) -> None:
    """At other places: the same text, the same title where nothing else has it, nearly the same words."""
    _by(old.all(), new.all(), lambda each: each.own if len(each.own.split()) >= FEWEST else "")
    _by(old.all(), new.all(), lambda each: each.title, once=True)
    left, right = ([each for each in _free(root.all()) if len(each.words) >= FEWEST] for root in (old, new))
    for i, j in list(likeness.anywhere([each.words for each in left], [each.words for each in right], NEARLY)):
        _join(left[i], right[j])
    _downwards(old, new)


def _order(one: Section, other: Section) -> None:
    """Mark what moved below a section: what came from elsewhere, and the fewest whose move explains the new order."""
    places = {id(each): place for place, each in enumerate(other.under)}
    stayed = [each for each in one.under if each.other and id(each.other) in places]
    kept = {id(stayed[index]) for index in _fewest([places[id(each.other)] for each in stayed], [each.length for each in stayed])}
    for each in one.under:
        if each.other:
            each.moved = each.other.moved = id(each) not in kept
    for each in other.under:
        if each.other and each.other.above is not one:
            each.moved = each.other.moved = True


def _fewest(places: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """The indexes of the most that ascend; of several such choices, the one that keeps most words."""
    base = sum(lengths) + 1
    slots = sorted(places)
    tree: list[tuple[int, int]] = [(0, -1)] * (len(slots) + 1)
    before: list[int] = []
    for index, (place, length) in enumerate(zip(places, lengths, strict=True)):
        at = bisect_left(slots, place)
        step, best = at, (0, -1)
        while step:
            best = max(best, tree[step])
            step -= step & -step
        before.append(best[1])
        step, value = at + 1, (best[0] + base + length, index)
        while step <= len(slots):
            tree[step] = max(tree[step], value)
            step += step & -step
    kept, index = [], max(((tree[step] for step in range(1, len(tree)))), default=(0, -1))[1]
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]
