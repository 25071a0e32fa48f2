"""Finds paragraphs that moved: gone at one place and new at another, with the same words or nearly so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.redline.pieces import Kind, Moved, Paragraph, words

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_WORDS = 4  # shorter ones stand at many places by chance
NEARLY = 0.75  # the share of words in common of a paragraph that was changed while it moved
MOST_TRIED = 400  # so many paragraphs on either side are compared with one another
_LABEL = re.compile(r"^(?:#{1,6} |[-*+] )?(?:(?:article|section|clause)\s+)?(?:\(?[\dA-Za-z]{1,4}(?:\.\d+)*[.)]\s+)?", re.IGNORECASE)


def with_moves(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a comparison, those that moved marked as such."""
    gone = [index for index, each in enumerate(found) if _whole(each, Kind.REMOVED)]
    came = [index for index, each in enumerate(found) if _whole(each, Kind.ADDED)]
    marked = list(found)
    if not (gone and came):
        return marked
    for old, new in _pairs(found, gone, came):
        marked[old] = replace(found[old], moved=Moved.AWAY)
        before, after = found[old].pieces[0].text, found[new].pieces[0].text
        marked[new] = replace(found[new], moved=Moved.HERE, within=words(before, after) if before != after else ())
    return marked


def _whole(paragraph: Paragraph, kind: Kind) -> bool:
    return len(paragraph.pieces) == 1 and paragraph.pieces[0].kind is kind


def _pairs(found: Sequence[Paragraph], gone: list[int], came: list[int]) -> list[tuple[int, int]]:
    """The same words first, each place once; then those that are nearly the same."""
    places: dict[str, list[int]] = {}
    for index in came:
        places.setdefault(_key(found[index]), []).append(index)
    pairs = []
    left = []
    for index in gone:
        key = _key(found[index])
        if len(key.split()) >= FEWEST_WORDS and places.get(key):
            pairs.append((index, places[key].pop(0)))
        else:
            left.append(index)
    taken = {new for _, new in pairs}
    return pairs + _nearly(found, left[:MOST_TRIED], [index for index in came if index not in taken][:MOST_TRIED])


def _nearly(found: Sequence[Paragraph], gone: list[int], came: list[int]) -> list[tuple[int, int]]:
    bags = {index: frozenset(_key(found[index]).split()) for index in (*gone, *came)}
    pairs, free = [], set(came)
    for old in gone:
        if len(bags[old]) < FEWEST_WORDS:
            continue
        best = max(free, key=lambda new: (_share(bags[old], bags[new]), -new), default=None)
        if best is not None and _share(bags[old], bags[best]) >= NEARLY:
            pairs.append((old, best))
            free.discard(best)
    return pairs


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _key(paragraph: Paragraph) -> str:
    """The words of a paragraph without its number, which changes when it moves."""
    return _LABEL.sub("", paragraph.pieces[0].text).lower()
