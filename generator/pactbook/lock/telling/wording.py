"""What changed in a file, in words that its reader understands: passages, or that no word changed at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from pactbook.problems import printable
from pactbook.redline.compare import compare
from pactbook.redline.pieces import Kind, Piece, words
from pactbook.redline.reading import inner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_BYTES = 1_048_576
LONGEST_PIECE = 90
AROUND = 40
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*(?:\{[^}]*\})?")
_SIGN = re.compile(r" ?%")


class Nature(StrEnum):
    """What kind of change it is."""

    WORDS = "words"
    LINE_ENDS = "line ends"
    SPACES = "spaces"
    MARKUP = "markup"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Passage:
    """A changed place: where it stands (a heading or a line, or nothing), and its text with `[was: …]` and `[now: …]`."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What changed in a file; passages only where words did."""

    nature: Nature
    passages: tuple[Passage, ...] = ()


def differences(path: str, before: bytes, after: bytes) -> Wording:
    """Compare two contents of one file."""
    old, new = _text(before), _text(after)
    if old is None or new is None or old == new:  # the same text: only a byte order mark came or went
        return Wording(Nature.BYTES)
    if old.replace("\r\n", "\n").replace("\r", "\n") == new.replace("\r\n", "\n").replace("\r", "\n"):
        return Wording(Nature.LINE_ENDS)
    if path.endswith((".yaml", ".yml")):
        return _of_yaml(path, (before, old), (after, new))
    found = tuple(_passages(old, new)) if path.endswith(".md") else () if old.split() == new.split() else tuple(_lines(old, new))
    if found:
        return Wording(Nature.WORDS, found)
    return Wording(Nature.SPACES if old.split() == new.split() or not path.endswith(".md") else Nature.MARKUP)


def _of_yaml(path: str, before: tuple[bytes, str], after: tuple[bytes, str]) -> Wording:
    """A space can change what YAML says, so the values decide."""
    from pactbook.yamlfile.loader import load

    (one, wrong), (other, bad) = load(before[0], path), load(after[0], path)
    if one and other and not wrong and not bad and one.value == other.value:
        return Wording(Nature.SPACES if before[1].split() == after[1].split() else Nature.MARKUP)
    found = tuple(_lines(before[1], after[1]))
    return Wording(Nature.WORDS, found or (Passage("", "the indentation changed, and with it what belongs to what"),))


def _text(data: bytes) -> str | None:
    if len(data) > MOST_BYTES or b"\0" in data:
        return None
    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _passages(old: str, new: str) -> Iterator[Passage]:
    """Changed paragraphs of a markdown text, each with the heading above it."""
    heading = ""
    for paragraph in compare(old, new):
        if not paragraph.changed:
            match = _HEADING.fullmatch(paragraph.pieces[0].text)
            heading = f"under '{printable(match[1])}'" if match else heading
        elif (paragraph.passage or paragraph.renumbered) and (text := _marked(_with_signs(inner(paragraph)))):
            yield Passage(heading, f"({paragraph.told}) {text}" if paragraph.told else text)


def _lines(old: str, new: str) -> Iterator[Passage]:
    """Changed lines of a file of data, each with its number in the new text; lines with the same key are compared word by word."""
    before, after = old.splitlines(), new.splitlines()
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = list(zip_longest(before[a1:a2], after[b1:b2]))
        if any(one is None or other is None or _key(one) != _key(other) for one, other in pairs):
            pairs = [*((line, None) for line in before[a1:a2]), *((None, line) for line in after[b1:b2])]
        at = b1
        for one, other in pairs:
            at += other is not None
            pieces = _changed(one, other)
            if any(piece.kind is not Kind.SAME for piece in pieces) and (text := _marked(_with_signs(pieces))):
                yield Passage(f"line {max(at, 1)}", text)


def _key(line: str) -> str:
    return line.partition(":")[0].strip()


def _changed(old: str | None, new: str | None) -> Sequence[Piece]:
    if old is None or new is None:
        return (Piece(Kind.ADDED if old is None else Kind.REMOVED, new or old or ""),)
    return words(old.strip(), new.strip())


def _with_signs(pieces: Sequence[Piece]) -> list[Piece]:
    """A changed number keeps its per cent sign, so that it reads as `[was: 82 %] [now: 85 %]`."""
    found: list[Piece] = []
    for piece in pieces:
        replaced = [each.kind for each in found[-2:]] == [Kind.REMOVED, Kind.ADDED]
        match = _SIGN.match(piece.text) if replaced and piece.kind is Kind.SAME else None
        if match is None:
            found.append(piece)
            continue
        found[-2:] = [Piece(each.kind, each.text + match[0]) for each in found[-2:]]
        found.append(Piece(Kind.SAME, piece.text[match.end() :]))
    return found


def _marked(pieces: Sequence[Piece]) -> str:
    """The pieces of a paragraph as one line: what stayed is cut to what stands next to a change."""
    parts = []
    for index, piece in enumerate(pieces):
        text = printable(piece.text)
        if piece.kind is Kind.SAME:
            parts.append(_context(text, first=index == 0, last=index == len(pieces) - 1))
        elif text.strip():
            word = "was" if piece.kind is Kind.REMOVED else "now"
            if len(pieces) == 1:
                word = "removed" if piece.kind is Kind.REMOVED else "new"
            before, after = " " * text.startswith(" "), " " * text.endswith(" ")
            parts.append(f"{before}[{word}: {_foreign(_cut(text.strip()))}]{after}")
    return " ".join("".join(parts).replace("][", "] [").split())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_PIECE else f"{text[: LONGEST_PIECE - 1].rstrip()}…"


def _context(text: str, *, first: bool, last: bool) -> str:
    if first:
        return text if len(text) <= AROUND else "…" + text[-AROUND:].partition(" ")[2]
    if last:
        return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
    if len(text) <= 2 * AROUND:
        return text
    return f"{text[:AROUND].rpartition(' ')[0]} … {text[-AROUND:].partition(' ')[2]}"


def _foreign(text: str) -> str:
    """Letters of another alphabet that look like Latin ones are named, so that nobody takes one for the other."""
    import unicodedata

    found = []
    for word in text.split(" "):
        scripts = {unicodedata.name(char, "?").partition(" ")[0] for char in word if char.isalpha()}
        odd = [char for char in word if char.isalpha() and not unicodedata.name(char, "?").startswith("LATIN")]
        found.append(f"{word} (with {', '.join(f'U+{ord(char):04X}' for char in odd)})" if odd and len(scripts) > 1 else word)
    return " ".join(found)
