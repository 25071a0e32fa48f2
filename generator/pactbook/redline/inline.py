"""A paragraph without what only tells a program how to show it, so that two that show the same words are written the same.

Bold stays, as two asterisks; ids and references stay as they are written. Other emphasis and code lose their signs, entities become what they
stand for, and a sign has a backslash only where it would else be taken for one of these.
"""

from __future__ import annotations

import re
from html import unescape

_SIGNS = re.compile(r"[\\`*_&]")
# What is a literal sign, or holds some: an escaped sign, code, an entity, signs of emphasis that stand alone, an address.
_LITERAL = re.compile(
    r"(?P<signs>(?:\\[\\`*_{}\[\]()>#+.!|-])+)|(?<![`\\])(?P<ticks>`+)(?!`)(?P<code>.{1,1000}?)(?<!`)(?P=ticks)(?!`)|(?P<entity>&(?:\w+|#\d+|#[xX][0-9a-fA-F]+);)"
    r"|(?P<alone>(?<!\S)(?:\*{1,3}|_{1,3})(?!\S)|\\(?=[^\w\s]))|(?P<address>\]\([^()\s]*\)|<[a-z]+:[^<>\s]*>)"
)
# In the order in which Python-Markdown tries them; the second of a pair says what is left. None is looked for without end.
_BOLD, _NOT_BOLD = "\x02", "\x03"
_EMPHASIS = (
    (re.compile(r"\*{3}(?!\*)(.{1,5000}?)\*{3}"), rf"{_BOLD}\1{_NOT_BOLD}"),
    (re.compile(r"\*{2}(?!\*)(.{1,5000}?)\*{2}(?!\*)"), rf"{_BOLD}\1{_NOT_BOLD}"),
    (re.compile(r"\*([^*]+)\*"), r"\1"),
    (re.compile(r"(?<!\w)_{3}(?!_)(.{1,1000}?)(?<!_)_{3}(?!\w)"), rf"{_BOLD}\1{_NOT_BOLD}"),
    (re.compile(r"(?<!\w)_{2}(?!_)(.{1,1000}?)(?<!_)_{2}(?!\w)"), rf"{_BOLD}\1{_NOT_BOLD}"),
    (re.compile(r"(?<!\w)_(?!_)(.{1,1000}?)(?<!_)_(?!\w)"), r"\1"),
)
_HELD = re.compile(r"\x1a(\d+)\x1a")
_OURS = ("\x02", "\x03", "\x1a")
_MARKS = re.compile(r"[\x02\x03]+")
# Signs that would be read as something else where they stand bare.
_MISREAD = re.compile(r"\\(?=[^\w\s])|\*(?=\*)|(?<=\*)\*|\[(?=[^\[\]]*\]\(#)|\{(?=#)")
REFERENCE = re.compile(r"(?<!\\)\[((?:[^\[\]\\]|\\.)+)\]\(((?:\.\./msa/agreement\.md|msa:|sow:)?#[\w.\x80-\U0010ffff-]*)\)")
"""A reference to a section, with its words and its address."""
_ESCAPED = re.compile(r"\\([^\w\s])")


def shown(text: str) -> str:
    """The words of a paragraph on one line with single spaces."""
    text = " ".join(text.split())
    if not _SIGNS.search(text):
        return text
    if any(sign in text for sign in _OURS):
        return text
    held: list[str] = []
    text = _LITERAL.sub(lambda found: _hold(found, held), text)
    for pattern, left in _EMPHASIS:
        if "*" in text or "_" in text:
            text = pattern.sub(left, text)
    text = _MARKS.sub(_mark, text)
    return " ".join(_HELD.sub(lambda found: held[int(found[1])], text).split())


def _mark(found: re.Match[str]) -> str:
    """Bold that ends where it begins anew goes on."""
    return "**" if found[0].count(_BOLD) != found[0].count(_NOT_BOLD) else ""


def _hold(found: re.Match[str], held: list[str]) -> str:
    """A number in place of what is literal; it is put back once everything else has been read."""
    held.append(
        found["address"]
        or _escaped(_literal(found), found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1])
    )
    return f"\x1a{len(held) - 1}\x1a"


def _literal(found: re.Match[str]) -> str:
    if found["signs"]:
        return found["signs"][1::2]
    return unescape(found["entity"]) if found["entity"] else (found["code"] or found["alone"])


def _escaped(words: str, before: str, after: str) -> str:
    """Words that are read as they stand, with what stands next to them."""
    if words.endswith("\\") and after and not after.isalnum() and not after.isspace():
        return f"{_escaped(words[:-1], before, words)}\\\\"
    if "*" in words and "*" in {before, after}:
        return words.replace("*", r"\*")
    return _MISREAD.sub(r"\\\g<0>", words)


def unescaped(text: str) -> str:
    """The words without the signs that keep others from being markdown."""
    return _ESCAPED.sub(r"\1", text)


def literal(text: str) -> str:
    """Words that are shown sign by sign, on one line."""
    return _MISREAD.sub(r"\\\g<0>", " ".join(text.split()))
