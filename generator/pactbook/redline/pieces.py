"""What a comparison is made of: pieces of text that stayed, came or went, and the word-by-word comparison of one paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_UP_TO_NUMBER = re.compile(r"#{1,6}(?: *\**(?:Schedule|Part|Section|Article|Annex|Appendix|Clause))?", re.IGNORECASE)
_NUMBER = re.compile(r" *(?:\d+|[A-Z])(?:\.\d+)*\.?", re.ASCII)
_TOKEN = re.compile(r"\s*(?:\{\{.*?\}\}|\[[^\]]*\]\([^)]*\)|\w+(?:[.,:/'’-]\w+)*|[^\w\s])")


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
    `within` at the new place says how.
    """

    pieces: tuple[Piece, ...]
    moved: Moved = Moved.NO
    within: tuple[Piece, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything in it came or went."""
        return any(piece.kind is not Kind.SAME for piece in self.pieces)

    @property
    def renumbered(self) -> bool:
        """Whether it is a heading of which nothing but the number changed, because something came or went before it."""
        if len(self.pieces) != 4:  # noqa: PLR2004 - what stands before the number, the two numbers, the title
            return False
        before, old, new, after = self.pieces
        kinds = (before.kind, old.kind, new.kind, after.kind)
        numbers = all(_NUMBER.fullmatch(each.text) for each in (old, new))
        return numbers and kinds == (Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME) and bool(_UP_TO_NUMBER.fullmatch(before.text))

    @property
    def passage(self) -> bool:
        """Whether it counts among the passages that changed; a heading with another number alone does not."""
        return self.changed and not self.renumbered


def words(old: str, new: str) -> tuple[Piece, ...]:
    """What changed inside one paragraph; blanks go with the word behind them and are no change by themselves."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, [token.lstrip() for token in before], [token.lstrip() for token in after], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            if pieces and before[a1][0].isspace() and not after[b1][0].isspace():  # what stood in front went, and its blank with it
                pieces[-1] = Piece(pieces[-1].kind, f"{pieces[-1].text} ")
            pieces.append(Piece(Kind.SAME, "".join(after[b1:b2])))
            continue
        if a2 > a1:
            pieces.append(Piece(Kind.REMOVED, "".join(before[a1:a2])))
        if b2 > b1:
            pieces.append(Piece(Kind.ADDED, "".join(after[b1:b2])))
    return tuple(pieces)
