"""Compares two texts paragraph by paragraph, and changed paragraphs word by word; numbers and references stay whole.

Paragraphs are matched first, so that the cost follows the changed part: whole-text word comparison is quadratic in practice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\{\{.*?\}\}|\[[^\]]*\]\([^)]*\)|[\w]+(?:[.,:/'’-]\w+)*|\s+|[^\w\s]")
_PARAGRAPHS = re.compile(r"\n\s*\n")
ALIKE = 0.35


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its pieces in reading order."""

    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it came or went."""
        return any(piece.kind is not Kind.SAME for piece in self.pieces)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, each on one line with single spaces."""
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
    return found


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """Pairs paragraphs that are alike, in order; the rest came or went as a whole."""
    at = 0
    for text in after:
        match = next((index for index in range(at, len(before)) if _alike(before[index], text)), None)
        if match is None:
            yield Paragraph((Piece(Kind.ADDED, text),))
            continue
        yield from (Paragraph((Piece(Kind.REMOVED, gone),)) for gone in before[at:match])
        yield Paragraph(words(before[match], text))
        at = match + 1
    yield from (Paragraph((Piece(Kind.REMOVED, gone),)) for gone in before[at:])


def _alike(one: str, other: str) -> bool:
    left, right = set(one.lower().split()), set(other.lower().split())
    return len(left & right) / max(1, len(left | right)) >= ALIKE


def words(old: str, new: str) -> tuple[Piece, ...]:
    """What changed inside one paragraph."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(after[b1:b2])))
            continue
        if a2 > a1:
            pieces.append(Piece(Kind.REMOVED, "".join(before[a1:a2])))
        if b2 > b1:
            pieces.append(Piece(Kind.ADDED, "".join(after[b1:b2])))
    return tuple(_joined(pieces))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Blanks that stayed between two changes belong to the change, so that a rewritten phrase reads as one."""
    merged: list[Piece] = []
    for index, piece in enumerate(pieces):
        between = 0 < index < len(pieces) - 1 and piece.kind is Kind.SAME and not piece.text.strip()
        merged += [Piece(Kind.REMOVED, piece.text), Piece(Kind.ADDED, piece.text)] if between else [piece]
    run: dict[Kind, str] = {}
    for piece in merged:
        if piece.kind is Kind.SAME:
            yield from (Piece(kind, run[kind]) for kind in (Kind.REMOVED, Kind.ADDED) if kind in run)
            run = {}
            yield piece
        else:
            run[piece.kind] = run.get(piece.kind, "") + piece.text
    yield from (Piece(kind, run[kind]) for kind in (Kind.REMOVED, Kind.ADDED) if kind in run)
