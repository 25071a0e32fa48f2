"""Which of two rows of texts belong together though their words differ: in their order, or wherever they stand.

Few are compared with one another. Many are found by the words that only they have, and where there are none, by their places.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pactbook.redline.align import ascending, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.redline.align import Pairs

Bag = frozenset[str]
ALIKE = 0.35  # the share of words that two paragraphs must have in common to count as one that was changed
MOST_PAIRS = 2_500  # up to so many, each is compared with each
DEEPEST = 8
WINDOW = 12
_POINTS = re.compile(r"[.,;:](?=\s|$)|[()“”\"*]")
_RAREST = 6
_MOST_PLACES = 24  # a word that stands in more texts tells nothing


def bag(text: str) -> Bag:
    """The words of a text, each once."""
    return frozenset(_POINTS.sub(" ", text.lower()).split())


def share(one: Bag, other: Bag) -> float:
    """The share of words in common."""
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


def in_order(left: Sequence[Bag], right: Sequence[Bag]) -> Pairs:
    """Pairs of those that are alike, ascending on both sides."""
    pairs: Pairs = []
    todo = [((0, len(left), 0, len(right)), 0)]
    while todo:
        span, depth = todo.pop()
        a1, a2, b1, b2 = span
        if a1 == a2 or b1 == b2:
            continue
        if (a2 - a1) * (b2 - b1) <= MOST_PAIRS:
            pairs += ((a1 + i, b1 + j) for i, j in _best(left[a1:a2], right[b1:b2]))
            continue
        held = _held(left, right, span) if depth < DEEPEST else []
        if held:
            todo += [(gap, depth + 1) for gap in gaps(held, span)]
            pairs += held
        else:
            pairs += ((a1 + i, b1 + j) for i, j in _nearby(left[a1:a2], right[b1:b2]))
    return sorted(pairs)


def anywhere(left: Sequence[Bag], right: Sequence[Bag], least: float) -> Iterator[tuple[int, int]]:
    """For texts those of the other side that have most in common with them, wherever they stand, each once."""
    places: dict[str, list[int]] = {}
    for j, words in enumerate(right):
        for word in words:
            places.setdefault(word, []).append(j)
    taken: set[int] = set()
    for i, words in enumerate(left):
        found = sorted((each for word in words if len(each := places.get(word, [])) in range(1, _MOST_PLACES + 1)), key=len)
        votes = Counter(j for each in found for j in each if j not in taken)
        tried = sorted(votes, key=lambda j: (-votes[j], j))[:_RAREST]
        best = max(tried, key=lambda j: (share(words, right[j]), -j), default=None)
        if best is not None and share(words, right[best]) >= least:
            taken.add(best)
            yield i, best


def _alike(one: Bag, other: Bag) -> float:
    """The share of words in common, 0 where it is too small to count."""
    found = share(one, other)
    return found if found >= ALIKE else 0.0


def _best(left: Sequence[Bag], right: Sequence[Bag]) -> Iterator[tuple[int, int]]:
    """Pairs in order such that all together have most in common."""
    shares = [[_alike(one, other) for one in left] for other in right]
    best = [[0.0] * (len(left) + 1) for _ in range(len(right) + 1)]
    for i in range(len(right) - 1, -1, -1):
        row, below, own = best[i], best[i + 1], shares[i]
        for j in range(len(left) - 1, -1, -1):
            paired = own[j] and own[j] + below[j + 1]
            row[j] = max(below[j], row[j + 1], paired)
    i = j = 0
    while i < len(right) and j < len(left):
        if shares[i][j] and best[i][j] == shares[i][j] + best[i + 1][j + 1]:
            yield j, i
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _held(left: Sequence[Bag], right: Sequence[Bag], span: tuple[int, int, int, int]) -> Pairs:
    """Those that have words in common that nobody else has, as many of them as are in the same order."""
    a1, a2, b1, b2 = span
    places = _alone(left, a1, a2)
    votes: dict[int, Counter[int]] = {}
    for word, j in _alone(right, b1, b2).items():
        if word in places:
            votes.setdefault(j, Counter())[places[word]] += 1
    found = []
    for j in sorted(votes):
        i = min(votes[j], key=lambda each, at=j: (-votes[at][each], each))  # type: ignore[misc]
        if _alike(left[i], right[j]):
            found.append((i, j))
    return [found[index] for index in ascending([i for i, _ in found])]


def _alone(bags: Sequence[Bag], start: int, stop: int) -> dict[str, int]:
    """Words that stand in one text only, with its place."""
    times = Counter(word for words in bags[start:stop] for word in words)
    return {word: place for place in range(start, stop) for word in bags[place] if times[word] == 1}


def _nearby(left: Sequence[Bag], right: Sequence[Bag]) -> Iterator[tuple[int, int]]:
    """Each with the first that is most like it among the next few; as many as there are more on the old side are looked over at least."""
    at, window = 0, WINDOW + min(WINDOW, abs(len(left) - len(right)))
    for j, other in enumerate(right):
        near = range(at, min(len(left), at + window))
        match = max(near, key=lambda i, words=other: (_alike(left[i], words), -i), default=None)  # type: ignore[misc]
        if match is not None and _alike(left[match], other):
            yield match, j
            at = match + 1
