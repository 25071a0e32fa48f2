"""From bytes to text: UTF-8 without anything that programs break lines at, drop or show differently."""

from __future__ import annotations

import re
import unicodedata

from pactbook.problems import Position

# Controls but tab and line feed; line ends that only some programs know; marks that are no characters of a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# Marks that are drawn through the letter before them or around it: "not" with them reads as if it were struck out.
_DRAWN_OVER = "\u0334-\u0338\u20d2\u20d3\u20d8-\u20da\u20dd-\u20e0\u20e2\u20e4-\u20e6\u20ea\u20eb\U0001d167-\U0001d169"
_OVER = re.compile(f"[{_DRAWN_OVER}]")
_MARKS = re.compile("[^\x00-\u02ff\u2000-\u206f]{4,}")
"""Where several marks could stand on one letter."""
_MOST = 3  # marks on a letter of any script: Vietnamese needs two; with more they lie over the lines around
_MOST_OF_A_SCRIPT = 4  # Burmese, of its own marks
_FOR_ANY_SCRIPT = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_TAB_AND_LINE_FEED = dict.fromkeys((0x09, 0x0A))
_ANY = re.compile(".", re.DOTALL)
_WORDS = {
    "\r": "a carriage return without a line feed, which only some programs take for the end of a line",
    "\x85": "the character U+0085, which only some programs take for the end of a line",
    "\u2028": "the character U+2028, which only some programs take for the end of a line",
    "\u2029": "the character U+2029, which only some programs take for the end of a line",
    "\ufeff": "a byte order mark (U+FEFF)",
    "\u200b": "a space of no width (U+200B)",
}
_ORDERS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class EncodingError(ValueError):
    """Bytes or characters that a file must not hold; `position` is where, counted from the first line of the data."""

    def __init__(self, position: Position, message: str) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.position = position


def decode(data: bytes) -> str:
    """The text of a file with plain line ends; raises EncodingError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        col = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        message = f"the byte {data[error.start]:#04x} is not UTF-8 text"
        raise EncodingError(Position(line, col), message) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if bad := forbidden(text):
        at = bad.start()
        raise EncodingError(Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)), in_words(bad[0]))
    return text


def forbidden(text: str) -> re.Match[str] | None:
    """The first character that no text of a book may hold."""
    if text.isascii():
        return None if text.translate(_TAB_AND_LINE_FEED).isprintable() else _FORBIDDEN.search(text)
    return _FORBIDDEN.search(text) or _OVER.search(text) or _stacked(text)


def drawn_over(character: str) -> bool:
    """Whether a mark is drawn through or around the letter before it."""
    return _OVER.match(character) is not None


def _stacked(text: str) -> re.Match[str] | None:
    """The first mark that is one too many on its letter."""
    for found in _MARKS.finditer(text):
        marks = of_any = 0
        for at in range(found.start(), found.end()):
            is_mark = _is_mark(text[at])
            marks = marks + 1 if is_mark else 0
            of_any = of_any + (_FOR_ANY_SCRIPT.match(text, at) is not None) if is_mark else 0
            if of_any > _MOST or marks > _MOST_OF_A_SCRIPT:
                return _ANY.match(text, at)
    return None


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def in_words(character: str) -> str:
    """A forbidden character as a reader can find it."""
    if character in _WORDS:
        return _WORDS[character]
    if character in _ORDERS:
        return f"the character U+{ord(character):04X}, which changes the order in which a line is shown"
    name = unicodedata.name(character, "control character").lower()
    if drawn_over(character):
        return f"the mark U+{ord(character):04X} ({name}), which strikes out or covers the letter before it"
    if _is_mark(character) and not _FORBIDDEN.match(character):
        return f"the mark U+{ord(character):04X} ({name}), one of too many on one letter, which cover the lines around it"
    return f"the invisible character U+{ord(character):04X} ({name})"
