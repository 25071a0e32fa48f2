"""What a comparison is made of: pieces of text that stayed, came or went, and the word-by-word comparison of one paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pactbook.redline.align import aligned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UP_TO_NUMBER = re.compile(r"#{1,6}(?: *\**(?:Schedule|Part|Section|Article|Annex|Appendix|Clause))?", re.IGNORECASE)
_NUMBER = re.compile(r" *\**(?:\d+|[A-Z])(?:\.\d+)*\.?", re.ASCII)
_LABELS = r"(?:\((?:[a-zA-Z]{1,2}|[ivxlcIVXLC]{3,6}|\d{1,3})\))+"
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_SIGN = r"(?:(?<![\w)\]])[-+−±])?"  # noqa: RUF001 - the minus of typesetters
# Kept whole: gaps of templates, references that lead somewhere, numbers of clauses with their letters, numbers with all that belongs to
# them (sign, currency, groups of three, decimals, per cent), and words with what joins them.
_WHOLE = (
    r"\{\{[^{}]*\}\}",
    r"\[[^\[\]]*\]\([^()]*\)",
    rf"§{{1,2}}{_SPACE}?\d+(?:\.\w+)*(?:{_LABELS})?",
    rf"{_SIGN}[€$£¥]?{_SIGN}\d{{1,3}}(?:{_SPACE}\d{{3}}){{1,6}}(?!\w)(?:[.,]\d+)?[%‰]?",
    rf"{_SIGN}[€$£¥]?{_SIGN}(?:(?<![\w.])\.)?\d\w*(?:[.,:/'’-]\w+)*(?:[%‰°]|\.?{_LABELS})?",
    _LABELS,
    r"\w+(?:[.,:/'’-]\w+)*",
    r"\\[^\w\s]",
    r"[^\w\s]",
)
# Signs of bold go with the word that they stand at, and are no change by themselves.
_TOKEN = re.compile(rf"\s*+(?:(?:\*\*(?=\S))?(?:{'|'.join(_WHOLE)})(?:\*\*(?!\w))?|\*\*)")


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


class Moved(StrEnum):
    """Whether a paragraph that came or went as a whole stands elsewhere in the other text."""

    NO = ""
    AWAY = "moved from here"
    HERE = "moved here"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its pieces in reading order.

    One that moved stands twice: REMOVED as a whole at its old place, ADDED as a whole at its new one. Where its words changed on the way,
    `within` at the new place says how. `follows` is said of what belongs to a clause that moved as a whole, which is told once, at its
    heading. `shift` says in words that it stands at another level than before, or is something else; `depth` counts the lists around it.
    """

    pieces: tuple[Piece, ...]
    moved: Moved = Moved.NO
    within: tuple[Piece, ...] = ()
    follows: bool = False
    shift: str = ""
    depth: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything in it came or went, or its level changed."""
        return bool(self.shift) or any(piece.kind is not Kind.SAME for piece in self.pieces)

    @property
    def told(self) -> str:
        """What is to be said of it beside its words: that it moved, or that its level changed."""
        moved = "" if self.follows and self.moved is Moved.HERE else self.moved.value
        return "; ".join(each for each in (moved, self.shift) if each)

    @property
    def renumbered(self) -> bool:
        """Whether it is a heading of which nothing but the number changed, because something came or went before it."""
        if self.shift or len(self.pieces) != 4:  # noqa: PLR2004 - what stands before the number, the two numbers, the title
            return False
        before, old, new, after = self.pieces
        kinds = (before.kind, old.kind, new.kind, after.kind)
        numbers = all(_NUMBER.fullmatch(each.text) for each in (old, new))
        return numbers and kinds == (Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME) and bool(_UP_TO_NUMBER.fullmatch(before.text))

    @property
    def notable(self) -> bool:
        """Whether it is to be shown among what changed."""
        return self.changed and not self.renumbered

    @property
    def passage(self) -> bool:
        """Whether it counts among the passages that changed: what moved counts once, and a heading with another number alone does not."""
        if self.moved is Moved.AWAY or not self.notable:
            return False
        return not self.follows or bool(self.within or self.shift)


def words(old: str, new: str) -> tuple[Piece, ...]:
    """What changed inside one paragraph; blanks go with the word behind them and are no change by themselves, nor is bold."""
    before, after = ([found[0] for found in _TOKEN.finditer(text)] for text in (old, new))
    pieces: list[Piece] = []
    a = b = 0
    for i, j, length in _runs([_key(each) for each in before], [_key(each) for each in after]):
        if a < i:
            pieces.append(Piece(Kind.REMOVED, "".join(before[a:i])))
        if b < j:
            pieces.append(Piece(Kind.ADDED, "".join(after[b:j])))
        if length:
            if pieces and before[i][0].isspace() and not after[j][0].isspace():  # what stood in front went, and its blank with it
                pieces[-1] = Piece(pieces[-1].kind, f"{pieces[-1].text} ")
            pieces.append(Piece(Kind.SAME, "".join(after[j : j + length])))
        a, b = i + length, j + length
    return tuple(pieces)


def _key(token: str) -> str:
    """A word without the blank before it and without signs of bold; all kinds of blanks in a number are one."""
    word = token.strip()
    word = word.replace("**", "") or word if "**" in word else word
    return " ".join(word.split()) if " " in word or not word.isascii() else word


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of words that stayed: where they begin on either side, and how many; the last is empty and stands at the end."""
    i = j = length = 0
    for a, b in aligned(before, after):
        if length and (a, b) != (i + length, j + length):
            yield i, j, length
            length = 0
        if not length:
            i, j = a, b
        length += 1
    if length:
        yield i, j, length
    yield len(before), len(after), 0
