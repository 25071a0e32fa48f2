"""A comparison as people read it: no ids, references by their words, bold words told from the signs around them.

The comparison itself is of what was written. What was changed and would not be seen in the words is told: a paragraph whose words are the
same is shown as it was written, and a reference that leads elsewhere under the same words has a note. No change hides behind a rendering.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.redline.files import visible
from pactbook.redline.inline import REFERENCE, unescaped
from pactbook.redline.pieces import Kind, Piece, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pactbook.redline.pieces import Paragraph

BOLD, PLAIN = "\ue000", "\ue001"
"""Stand in the words where bold begins and ends; no agreement may use such signs, and a text with them is shown as it was written."""
_MARKS = str.maketrans("", "", BOLD + PLAIN)
_HEADING = re.compile(r"(#{1,6})(?: +|$)")  # the blank goes with the word behind it where that one changed
_ID = re.compile(r"(?:(?<=\s)|(?<=\*\*)|(?<=\w))[ \t]*\{#([\w.\x80-\U0010ffff-]+)\}")
_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")


@dataclass(frozen=True, slots=True)
class Shown:
    """The pieces of a paragraph, their bold words between `BOLD` and `PLAIN`, and what changed beside the words."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def alike(paragraphs: Iterable[Paragraph | None]) -> frozenset[str]:
    """What would read the same though it went at one place and came at another: it must be shown as it was written."""
    texts: dict[Kind, set[str]] = {Kind.REMOVED: set(), Kind.ADDED: set()}
    for each in paragraphs:
        if each and len(each.pieces) == 1 and each.pieces[0].kind is not Kind.SAME and not each.moved:
            texts[each.pieces[0].kind].add(_read(each.pieces[0].text))
    return frozenset(texts[Kind.REMOVED] & texts[Kind.ADDED])


def inner(paragraph: Paragraph) -> tuple[Piece, ...]:
    """What is to be read of a paragraph: of one that moved, what changed in it on the way."""
    if not paragraph.moved:
        return paragraph.pieces
    return paragraph.within or (Piece(Kind.SAME, paragraph.pieces[0].text),)


def shown(pieces: Sequence[Piece], same: frozenset[str] = frozenset()) -> Shown:
    """A paragraph, or one that moved and was changed on the way, to be read; `same` is what `alike` found."""
    old, new = (_side(pieces, kind) for kind in (Kind.REMOVED, Kind.ADDED))
    if {BOLD, PLAIN} & {*old, *new}:
        return Shown(tuple(Piece(each.kind, visible(each.text)) for each in pieces))
    if len(pieces) == 1:
        read = _read(pieces[0].text)
        return Shown(tuple(pieces) if read in same else (Piece(pieces[0].kind, read),))
    before, after = _read(old), _read(new)
    if (before, after) == (old, new):
        return Shown(tuple(pieces))
    if before.translate(_MARKS) == after.translate(_MARKS):
        return Shown(tuple(pieces))
    found = words(before, after)
    return Shown(tuple(_whole(found)), tuple(_notes(old, new)))


def without_marks(text: str) -> str:
    """The words alone, where nothing is shown bold."""
    return text.translate(_MARKS)


def heading(pieces: Sequence[Piece]) -> tuple[int, tuple[Piece, ...]]:
    """How deep a heading is, and its words; 0 where it is none, or did not always begin with the same signs."""
    first, *rest = pieces
    found = _HEADING.match(first.text)
    if not found or (first.kind is not Kind.SAME and rest):
        return 0, tuple(pieces)
    return len(found[1]), (Piece(first.kind, first.text[found.end() :]), *rest)


def _side(pieces: Sequence[Piece], kind: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in {Kind.SAME, kind})


def _read(text: str) -> str:
    return _BOLD.sub(rf"{BOLD}\1{PLAIN}", REFERENCE.sub(r"\1", _ID.sub("", text)))


def _whole(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A piece of nothing but marks has no words: whether something is bold is no change of the text by itself."""
    return (piece for piece in pieces if piece.text.translate(_MARKS) or piece.kind is Kind.SAME)


def _notes(old: str, new: str) -> Iterator[str]:
    """What leads elsewhere than before under the same words."""
    before, after = (REFERENCE.findall(text) for text in (old, new))
    for name, target in Counter(after) - Counter(before):
        was = [each for said, each in before if said == name and (said, each) not in after]
        if was:
            yield f"the reference “{unescaped(name)}” leads to {target}, before to {was[0]}"
    ids = [_ID.findall(text) for text in (old, new)]
    if ids[0] and ids[1] and ids[0] != ids[1]:
        yield f"references to it now read {', '.join('#' + each for each in ids[1])}, before {', '.join('#' + each for each in ids[0])}"
