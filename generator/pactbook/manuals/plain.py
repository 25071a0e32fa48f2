"""The words of a piece of markdown as a reader of the site sees them."""

from __future__ import annotations

import html
import re

_LONGEST = 1000  # nobody reads a longer heading, and it must not cost a second
_CODE = re.compile(r"(?<!\\)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_KEPT = re.compile("[\ue000-\ue07f]")  # where a sign waits that a backslash took its meaning from
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_ADDRESS = re.compile(r"<((?:https?://|ftp://)[^<>\s]+|[^<>\s:@]+@[^<>\s]+)>")
_STARS = re.compile(r"(?<!\*)(\*{1,3})(?![\s*])(.+?)(?<![\s*])\1(?!\*)")
_LINES = re.compile(r"(?<![^\W_])(?<!_)(_{1,3})(?![\s_])(.+?)(?<![\s_])\1(?!_)(?![^\W_])")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#x[0-9a-fA-F]+);")


def without_markup(words: str) -> str:
    """Code as it is written, links by their words, no signs of emphasis, character references as their characters."""
    if len(words) > _LONGEST:
        return " ".join(words.split())
    pieces, at = [], 0
    for code in _CODE.finditer(words) if "`" in words else ():
        pieces += [_plain(words[at : code.start()]), code[2].strip()]
        at = code.end()
    return " ".join("".join((*pieces, _plain(words[at:]))).split())


def _plain(text: str) -> str:
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(0xE000 + ord(found[1])), text)
    if "[" in text:
        text = _NOTE.sub("", _LINK.sub(lambda found: found[1], _IMAGE.sub("", text)))
    if "<" in text:
        text = _ADDRESS.sub(lambda found: found[1], text)
    for sign, pattern in (("*", _STARS), ("_", _LINES)):
        before = "" if sign in text else text
        while before != text:
            before, text = text, pattern.sub(lambda found: found[2], text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _KEPT.sub(lambda found: chr(ord(found[0]) - 0xE000), text)
