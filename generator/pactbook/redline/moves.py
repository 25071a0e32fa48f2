"""Finds paragraphs that moved by themselves: gone at one place and new at another, with the same words or nearly so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.redline import likeness
from pactbook.redline.levels import deeper
from pactbook.redline.pieces import Kind, Moved, Paragraph, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_WORDS = 3  # shorter ones stand at many places by chance
NEARLY = 0.75  # the share of words in common of a paragraph that was changed while it moved
LABEL = re.compile(r"^(?:[-*+] )?(?:(?:article|section|clause)\s+)?(?:\(?[\dA-Za-z]{1,4}(?:\.\d+)*[.)]\s+)?", re.IGNORECASE)
_NO_WORDS = re.compile(r"#{1,6} |\|(?: -+ \|)+$")  # a heading moves with its section, and the line below the head of a table with the table


def with_moves(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a comparison, those that moved marked as such."""
    gone = [index for index, each in enumerate(found) if _whole(each, Kind.REMOVED)]
    came = [index for index, each in enumerate(found) if _whole(each, Kind.ADDED)]
    marked = list(found)
    for old, new in _pairs(found, gone, came) if gone and came else ():
        marked[old] = replace(found[old], moved=Moved.AWAY)
        before, after = found[old].pieces[0].text, found[new].pieces[0].text
        within = words(before, after)
        within = within if any(each.kind is not Kind.SAME for each in within) else ()
        marked[new] = replace(found[new], moved=Moved.HERE, within=within, shift=deeper(found[old].depth, found[new].depth))
    return marked


def _whole(paragraph: Paragraph, kind: Kind) -> bool:
    """Whether it came or went as a whole, and has enough words to be told from others."""
    first, *rest = paragraph.pieces
    if rest or first.kind is not kind or paragraph.moved or _NO_WORDS.match(first.text):
        return False
    return sum(any(map(str.isalnum, word)) for word in _key(paragraph).split()[: FEWEST_WORDS * 4]) >= FEWEST_WORDS


def _pairs(found: Sequence[Paragraph], gone: list[int], came: list[int]) -> Iterator[tuple[int, int]]:
    """The same words first, each place once; then those that are nearly the same."""
    places: dict[str, list[int]] = {}
    for index in reversed(came):
        places.setdefault(_key(found[index]), []).append(index)
    left, taken = [], set()
    for index in gone:
        there = places.get(_key(found[index]))
        if there:
            taken.add(there[-1])
            yield index, there.pop()
        else:
            left.append(index)
    right = [index for index in came if index not in taken]
    bags = tuple([likeness.bag(_key(found[index])) for index in side] for side in (left, right))
    yield from ((left[i], right[j]) for i, j in likeness.anywhere(bags[0], bags[1], NEARLY))


def _key(paragraph: Paragraph) -> str:
    """The words of a paragraph without its number, which changes when it moves, and without bold."""
    return LABEL.sub("", paragraph.pieces[0].text).lower().replace("**", "")
