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
_TAB_AND_LINE_FEED = dict.fromkeys((0x09, 0x0A))
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
    return None if text.isascii() and text.translate(_TAB_AND_LINE_FEED).isprintable() else _FORBIDDEN.search(text)


def in_words(character: str) -> str:
    """A forbidden character as a reader can find it."""
    if character in _WORDS:
        return _WORDS[character]
    if character in _ORDERS:
        return f"the character U+{ord(character):04X}, which changes the order in which a line is shown"
    name = unicodedata.name(character, "control character").lower()
    return f"the invisible character U+{ord(character):04X} ({name})"
