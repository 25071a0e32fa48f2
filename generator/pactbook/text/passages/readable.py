"""The words of a markdown text that a reader sees, each at its place, for rules that look at words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.text.letters import beginnings, lines
from pactbook.text.letters.escaping import TAG

if TYPE_CHECKING:
    from collections.abc import Iterator

# Code within a paragraph, an expression, an id in braces, a link's address, a tag or comment, an address.
_UNREAD = re.compile(
    r"(?<!`)(?P<code>`{1,4})(?!`)(?:(?!`|\n[ \t]*\n)[\s\S]){1,400}?(?P=code)(?!`)|\{\{[^{}\n]{0,200}\}\}|\{:?[ ]*\#[^{}\n]{0,200}\}|"
    rf"(?<=\])\([^()\s]{{0,400}}\)|(?:{TAG.pattern})|https?://\S+",
    re.IGNORECASE,
)
_MAY_HIDE = ("`", "<", "{", "](", "http:", "https:")
_ADDRESS = "://"
_SCHEMES = ("http", "https")


def blanked(text: str) -> str:
    """The text with code, template expressions, ids, addresses and tags as spaces; length and line breaks stay."""
    text = lines.even(text)
    if not any(sign in text for sign in _MAY_HIDE):
        return text
    for start, end in lines.fences(text):
        text = text[:start] + _spaces(text[start:end]) + text[end:]
    pieces, past = [], 0
    for found in beginnings.matches(_UNREAD, text, sorted(_openings(text))):
        pieces += [text[past : found.start()], _spaces(found.group())]
        past = found.end()
    return "".join([*pieces, text[past:]])


def _openings(text: str) -> Iterator[int]:
    """Where something can begin that is not read."""
    for sign in ("`", "{", "<"):
        yield from beginnings.places(text, sign)
    yield from (at + 1 for at in beginnings.places(text, "]("))
    for at in beginnings.places(text, _ADDRESS):
        yield from (max(0, at - len(scheme)) for scheme in _SCHEMES)


def _spaces(piece: str) -> str:
    return " " * len(piece) if "\n" not in piece else "\n".join(" " * len(row) for row in piece.split("\n"))
