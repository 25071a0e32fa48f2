"""The words of a markdown text that a reader sees, each at its place, for rules that look at words."""

from __future__ import annotations

import re

from pactbook.text import lines
from pactbook.text.escaping import TAG

# Code within a paragraph, an expression, an id in braces, a link's address, a tag or comment, an address.
_UNREAD = re.compile(
    r"(?<!`)(?P<code>`{1,4})(?!`)(?:(?!`|\n[ \t]*\n)[\s\S]){1,400}?(?P=code)(?!`)|\{\{[^{}\n]{0,200}\}\}|\{:?[ ]*\#[^{}\n]{0,200}\}|"
    rf"(?<=\])\([^()\s]{{0,400}}\)|(?:{TAG.pattern})|https?://\S+",
    re.IGNORECASE,
)
_MAY_HIDE = re.compile(r"[`<{]|\]\(|https?:")


def blanked(text: str) -> str:
    """The text with code, template expressions, ids, addresses and tags as spaces; length and line breaks stay."""
    text = lines.even(text)
    if not _MAY_HIDE.search(text):
        return text
    for start, end in lines.fences(text):
        text = text[:start] + _spaces(text[start:end]) + text[end:]
    return _UNREAD.sub(lambda found: _spaces(found.group()), text)


def _spaces(piece: str) -> str:
    return " " * len(piece) if "\n" not in piece else "\n".join(" " * len(row) for row in piece.split("\n"))
