"""Which entries of two sequences stay, in their order: of paragraphs, of lines and of words.

The cost follows the length, not its square. What begins and ends alike is set aside; what stands once on both sides holds the rest in place;
what lies between is small, or is walked through by its fewest differences (Myers), from time to time settling on the way that has come furthest.
The same texts always give the same answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

SMALL = 120  # so many entries on either side are compared by their longest common runs, which reads best
MOST_LIKE = 4_000  # pairs of equal entries up to which that is quick
ENOUGH = 0.9
FURTHEST = 80  # differences after which a way is settled on
DEEPEST = 24  # so often the gaps between what stands once are searched again
Pairs = list[tuple[int, int]]
_Span = tuple[int, int, int, int]


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Pairs of places in both sequences that hold the same, ascending on both sides."""
    whole = (0, len(old), 0, len(new))
    pairs: Pairs = list(_between(old, new, whole)) if max(len(old), len(new)) <= SMALL else []
    todo: list[tuple[_Span, int]] = [] if pairs else [(whole, 0)]
    while todo:
        whole, depth = todo.pop()
        a1, a2, b1, b2 = span = _ends(old, new, whole, pairs)
        if a1 == a2 or b1 == b2:
            continue
        large = max(a2 - a1, b2 - b1) > SMALL and depth < DEEPEST
        held = _held(old, new, span) if large else []
        if held:
            todo += [(gap, depth + 1) for gap in gaps(held, span)]
            pairs += held
        else:
            pairs += _between(old, new, span)
    return _late(old, new, sorted(pairs))


def gaps(pairs: Sequence[tuple[int, int]], span: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int, int]]:
    """What lies between places that are held, and before and behind them."""
    a, a2, b, b2 = span
    for i, j in (*pairs, (a2, b2)):
        yield a, i, b, j
        a, b = i + 1, j + 1


def ascending(places: Sequence[int]) -> list[int]:
    """The most entries that can be kept so that they ascend, by their indexes: all others moved."""
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(tails, place)
        before.append(holders[at - 1] if at else -1)
        tails[at : at + 1], holders[at : at + 1] = [place], [index]
    kept, index = [], holders[-1] if holders else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return kept[::-1]


def _ends(old: Sequence[Hashable], new: Sequence[Hashable], span: _Span, pairs: Pairs) -> _Span:
    a1, a2, b1, b2 = span
    while a1 < a2 and b1 < b2 and old[a1] == new[b1]:
        pairs.append((a1, b1))
        a1, b1 = a1 + 1, b1 + 1
    while a1 < a2 and b1 < b2 and old[a2 - 1] == new[b2 - 1]:
        a2, b2 = a2 - 1, b2 - 1
        pairs.append((a2, b2))
    return a1, a2, b1, b2


def _late(old: Sequence[Hashable], new: Sequence[Hashable], pairs: Pairs) -> Pairs:
    """What came or went by itself as late as it can be told: `a. [b.]` and not `a[. b].`."""
    for at, (i, j) in enumerate(pairs):
        i1, j1 = pairs[at - 1] if at else (-1, -1)
        if (i - i1 == 1) == (j - j1 == 1):
            continue
        if i - i1 > 1 and old[i1 + 1] == old[i]:
            pairs[at] = (i1 + 1, j)
        elif j - j1 > 1 and new[j1 + 1] == new[j]:
            pairs[at] = (i, j1 + 1)
    return pairs


def _held(old: Sequence[Hashable], new: Sequence[Hashable], span: _Span) -> Pairs:
    """What stands once on either side, as much of it as is in the same order."""
    a1, a2, b1, b2 = span
    here, there = Counter(old[a1:a2]), Counter(new[b1:b2])
    places = {old[i]: i for i in range(a1, a2) if here[old[i]] == 1}
    found = [(places[new[j]], j) for j in range(b1, b2) if there[new[j]] == 1 and new[j] in places]
    return [found[index] for index in ascending([i for i, _ in found])]


def _between(old: Sequence[Hashable], new: Sequence[Hashable], span: _Span) -> Iterator[tuple[int, int]]:
    """By the longest runs in common where that is quick, else by the fewest differences of all that has its like on the other side."""
    a1, a2, b1, b2 = span
    here, there = Counter(old[a1:a2]), Counter(new[b1:b2])
    if a2 - a1 == b2 - b1:  # what was changed in place, as rows of a table are: if hardly more could stay, it stays where it stood
        most = sum(min(times, there[each]) for each, times in here.items())
        level = [(a1 + step, b1 + step) for step in range(a2 - a1) if old[a1 + step] == new[b1 + step]]
        if len(level) >= ENOUGH * most:
            return iter(level)
    if max(a2 - a1, b2 - b1) <= SMALL and sum(times * there[each] for each, times in here.items()) <= MOST_LIKE:
        return ((a1 + i, b1 + j) for i, j in _runs(old[a1:a2], new[b1:b2]))
    left, right = [i for i in range(a1, a2) if old[i] in there], [j for j in range(b1, b2) if new[j] in here]
    numbers = {each: number for number, each in enumerate(here)}
    return ((left[i], right[j]) for i, j in _ways([numbers[old[i]] for i in left], [numbers[new[j]] for j in right]))


def _runs(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    for match in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        yield from ((match.a + step, match.b + step) for step in range(match.size))


def _ways(a: Sequence[int], b: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The fewest differences, a stretch at a time."""
    x = y = 0
    while x < len(a) and y < len(b):
        pairs, x, y = _stretch(a, b, x, y)
        yield from pairs


def _stretch(a: Sequence[int], b: Sequence[int], x0: int, y0: int) -> tuple[Pairs, int, int]:
    """What stays from a place on, until both end or there are too many differences, and the place that was come to."""
    n, m = len(a) - x0, len(b) - y0
    furthest = {1: 0}
    kept: list[dict[int, int]] = []
    for d in range(FURTHEST + 1):
        kept.append(dict(furthest))
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
            x = furthest.get(k + 1, -1) if down else furthest.get(k - 1, -1) + 1
            y = x - k
            if x < 0 or x > n or y > m or y < 0:
                furthest.pop(k, None)
                continue
            while x < n and y < m and a[x0 + x] == b[y0 + y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= n and y >= m:
                return _back(kept, k, x, x0, y0), x0 + x, y0 + y
    k, x = max(
        ((k, x) for k, x in furthest.items() if (k + FURTHEST) % 2 == 0), key=lambda each: (2 * each[1] - each[0], -abs(each[0]), each[0])
    )
    return _back(kept, k, x, x0, y0), x0 + x, y0 + x - k


def _back(kept: Sequence[dict[int, int]], k: int, x: int, x0: int, y0: int) -> Pairs:
    """The way back from a place that was come to."""
    pairs: Pairs = []
    for d in range(len(kept) - 1, -1, -1):
        furthest = kept[d]
        down = k == -d or (k != d and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
        before = k + 1 if down else k - 1
        start = (furthest[before] if down else furthest[before] + 1) if d else 0
        pairs += ((x0 + at, y0 + at - k) for at in range(start, x))
        if d:
            x, k = furthest[before], before
    return pairs
