"""Compares the files of two versions: texts paragraph by paragraph, data line by line, and says what else is to be said."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pactbook.redline.align import aligned, gaps
from pactbook.redline.compare import compare
from pactbook.redline.pieces import Kind, Paragraph, Piece, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TEXT = ".md"
# Characters that are not shown, or that steer how others are shown: controls, formats, surrogates, private use, separators of lines.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


class What(StrEnum):
    """What happened to a file."""

    SAME = "unchanged"
    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"
    LAYOUT = "changed in spaces and line breaks alone"
    MARKUP = "changed in markup alone"
    UNREADABLE = "changed, and is not text"


@dataclass(frozen=True, slots=True)
class FileRedline:
    """A file with what happened to it, and its paragraphs (of data: its lines) in the order of the new text."""

    path: str
    what: What
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def passages(self) -> int:
        """In how many places it changed."""
        return sum(paragraph.passage for paragraph in self.paragraphs)

    @property
    def renumbered(self) -> int:
        """How many headings have another number and are otherwise the same."""
        return sum(paragraph.renumbered for paragraph in self.paragraphs)


def counted(passages: int, renumbered: int) -> str:
    """How much changed, for a reader."""
    also = f", and {renumbered} heading{'' if renumbered == 1 else 's'} got another number" if renumbered else ""
    return f"{passages} passage{'' if passages == 1 else 's'} changed{also}"


def redline(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileRedline, ...]:
    """Every file of both versions, the texts that people read first."""
    paths = sorted(before.keys() | after.keys(), key=lambda path: (not path.endswith(TEXT), path != "agreement.md", path))
    return tuple(_file(path, before.get(path), after.get(path)) for path in paths)


def _file(path: str, before: bytes | None, after: bytes | None) -> FileRedline:
    old, new = _text(before), _text(after)
    if old is None or new is None:
        what = What.NEW if before is None else What.REMOVED if after is None else What.SAME if before == after else What.UNREADABLE
        return FileRedline(path, what)
    found = tuple(compare(old, new) if path.endswith(TEXT) else lines(old, new))
    if before is None:
        return FileRedline(path, What.NEW, found)
    if after is None:
        return FileRedline(path, What.REMOVED, found)
    if before == after:
        return FileRedline(path, What.SAME, found)
    if any(each.changed for each in found):
        return FileRedline(path, What.CHANGED, found)
    return FileRedline(path, What.LAYOUT if old.split() == new.split() else What.MARKUP, found)


def _text(data: bytes | None) -> str | None:
    """The text of a file, empty where there is no file, None where it is no text."""
    if data is None:
        return ""
    try:
        return None if b"\0" in data else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def lines(old: str, new: str) -> Iterator[Paragraph]:
    """Lines of data: an indentation means something there, so a line that changed in spaces alone went and came as a whole."""
    before, after = old.splitlines(), new.splitlines()
    pairs = aligned(before, after)
    for (a1, a2, b1, b2), stays in zip(gaps(pairs, (0, len(before), 0, len(after))), (*pairs, None), strict=True):
        if a2 - a1 == b2 - b1 and all(_key(one) == _key(other) for one, other in zip(before[a1:a2], after[b1:b2], strict=True)):
            for one, other in zip(before[a1:a2], after[b1:b2], strict=True):
                yield from _line(one, other)
        else:
            yield from _whole(Kind.REMOVED, before[a1:a2])
            yield from _whole(Kind.ADDED, after[b1:b2])
        if stays and after[stays[1]].strip():
            yield Paragraph((Piece(Kind.SAME, after[stays[1]]),))


def _key(line: str) -> str:
    return line.partition(":")[0]


def _line(old: str, new: str) -> Iterator[Paragraph]:
    pieces = words(old, new)
    if any(piece.kind is not Kind.SAME for piece in pieces):
        yield Paragraph(pieces)
    elif old.strip() or new.strip():
        yield from _whole(Kind.REMOVED, [old])
        yield from _whole(Kind.ADDED, [new])


def _whole(kind: Kind, found: Sequence[str]) -> Iterator[Paragraph]:
    return (Paragraph((Piece(kind, line),)) for line in found if line.strip())


def visible(text: str) -> str:
    """A text in which nothing is hidden or turns the direction of reading: such characters by their code."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if unicodedata.category(char) not in _HIDDEN else f"⟨U+{ord(char):04X}⟩" for char in text)


def look_alikes(text: str) -> tuple[str, ...]:
    """Words that mix Latin letters with those of another alphabet, which may look the same."""
    if text.isascii():
        return ()
    return tuple(dict.fromkeys(word for word in text.split() if not word.isascii() and _mixed(word)))


def _mixed(word: str) -> bool:
    scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in word if char.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
