"""Compares two texts paragraph by paragraph, and changed paragraphs word by word; numbers and references stay whole.

Paragraphs are matched first, so that the cost follows the changed part: whole-text word comparison is quadratic in practice.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from pactbook.redline.moves import with_moves
from pactbook.redline.pieces import Kind, Paragraph, Piece, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PARAGRAPHS = re.compile(r"\n(?:\s*\n|(?=[ \t]*(?:\||[-*+][ \t]|\d+[.)][ \t])))")
ALIKE = 0.35  # the share of words that two paragraphs must have in common to count as one that was changed
MOST_PAIRS = 40_000  # beyond that many pairs of paragraphs, the first that is alike is taken instead of the best


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line with single spaces; entries of lists and rows of tables are paragraphs too."""
    return [" ".join(part.split()) for part in _PARAGRAPHS.split(text) if part.strip()]


def compare(old: str, new: str) -> list[Paragraph]:
    """Every paragraph of both texts with what changed in it; line breaks and runs of spaces do not count."""
    before, after = paragraphs(old), paragraphs(new)
    found: list[Paragraph] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Paragraph((Piece(Kind.SAME, text),)) for text in after[b1:b2]]
        else:
            found += _changed(before[a1:a2], after[b1:b2])
    return with_moves(found)


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Pairs paragraphs that are alike, in order; the rest came or went as a whole."""
    left, right = [_bag(text) for text in before], [_bag(text) for text in after]
    pairs = _best_pairs(left, right) if len(left) * len(right) <= MOST_PAIRS else _first_pairs(left, right)
    at = 0
    for index, text in enumerate(after):
        match = pairs.get(index)
        if match is None:
            yield Paragraph((Piece(Kind.ADDED, text),))
            continue
        yield from (Paragraph((Piece(Kind.REMOVED, gone),)) for gone in before[at:match])
        yield Paragraph(words(before[match], text))
        at = match + 1
    yield from (Paragraph((Piece(Kind.REMOVED, gone),)) for gone in before[at:])


def _bag(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, 0 where it is too small to count."""
    share = len(one & other) / max(1, len(one | other))
    return share if share >= ALIKE else 0.0


def _best_pairs(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> dict[int, int]:
    """For paragraphs of the new text those of the old one, in order, such that all pairs together have most in common."""
    shares = [[_alike(one, other) for one in left] for other in right]
    best = [[0.0] * (len(left) + 1) for _ in range(len(right) + 1)]
    for i in range(len(right) - 1, -1, -1):
        for j in range(len(left) - 1, -1, -1):
            paired = shares[i][j] and shares[i][j] + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = {}, 0, 0
    while i < len(right) and j < len(left):
        if shares[i][j] and best[i][j] == shares[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _first_pairs(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> dict[int, int]:
    pairs, at, window = {}, 0, max(1, MOST_PAIRS // max(1, len(right)))
    for i, other in enumerate(right):
        match = next((j for j in range(at, min(len(left), at + window)) if _alike(left[j], other)), None)
        if match is not None:
            pairs[i] = match
            at = match + 1
    return pairs
