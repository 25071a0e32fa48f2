"""The words of a markdown text that a reader sees, each at its place, for rules that look at words."""

from __future__ import annotations

import re

from pactbook.text import lines

# In the order in which they are looked for: code in a line, an expression, an id in braces, a link's address, a comment, a tag, an address.
_UNREAD = re.compile(
    r"(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)|\{\{.*?\}\}|\{:?[ ]*\#[^{}\n]*\}|(?<=\])\([^()\s]*\)|<!--.*?-->|</?[a-zA-Z][^<>\n]*>|https?://\S+",
    re.DOTALL,
)


def blanked(text: str) -> str:
    """The text with code, template expressions, ids, addresses and tags as spaces; length and line breaks stay."""
    text = lines.even(text)
    for start, end in lines.fences(text):
        text = text[:start] + _spaces(text[start:end]) + text[end:]
    return _UNREAD.sub(lambda found: _spaces(found.group()), text)


def _spaces(piece: str) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in piece)
