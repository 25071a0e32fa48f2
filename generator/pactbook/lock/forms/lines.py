"""Text in one form: strict UTF-8, LF, normalised, and no character that hides or reorders others."""

from __future__ import annotations

import re
import unicodedata

from pactbook.problems import Position

MOST_BYTES = 1_048_576
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")

# The list is part of the format (docs/lock-format.md), so that it does not vary with the version of Unicode that a program knows.
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u2800\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


class FormatError(ValueError):
    """A file that is not in its one form; `position` is the first place where it departs from it."""

    def __init__(self, position: Position, reason: str) -> None:
        """The place counts from line 1, column 1; the reason is for a person."""
        super().__init__(f"{position.line}:{position.col}: {reason}")
        self.position = position
        self.reason = reason


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, as statements write it."""
    from hashlib import sha256  # loads OpenSSL, which a commit that touches nothing locked can do without

    return f"sha256:{sha256(data).hexdigest()}"


def lines(data: bytes) -> list[str]:
    """The lines of a file in the one form of text, without their LF; raises FormatError. An empty file has none."""
    if len(data) > MOST_BYTES:
        raise FormatError(Position(), f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise FormatError(_place(before, len(before)), f"byte {error.start + 1} is not UTF-8") from None
    if match := HIDDEN.search(text):
        raise FormatError(_place(text, match.start()), _say(match[0]))
    if text and not text.endswith("\n"):
        raise FormatError(_place(text, len(text)), "the last line does not end with a line feed")
    found = text.split("\n")[:-1]
    if not text.isascii():
        _normal(found)
    return found


def _say(char: str) -> str:
    if char == "\r":
        return "carriage return: lines end with a line feed alone"
    return f"character U+{ord(char):04X} is not allowed: it is invisible, or changes how others are shown"


def _place(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _normal(found: list[str]) -> None:
    for number, line in enumerate(found, 1):
        normal = unicodedata.normalize("NFC", line)
        if normal != line:
            col = next((at for at, (one, other) in enumerate(zip(line, normal, strict=False), 1) if one != other), 1)
            raise FormatError(Position(number, col), "the text is not in Unicode's normal form C")
