"""The words that a page must show, read from the signed text alone and without the code that makes pages of it.

Two readings, for the two ways in which agreements are written. Plain text: every word as it stands. Markdown: what its signs mean is
worked out line by line with a few patterns of this module. What markdown writes without words is left out on both sides: signs of emphasis,
bullets, rules. Numbers of lists are words: whoever refers to point 3 must find a 3 there.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.text.letters import escaping
from pactbook.text.sections import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWN = re.compile(r"[-_=~─—]{3,}")
"""A rule or a line to sign on, drawn with signs."""
_DRAWS = frozenset("-_=~─—")
EMPHASIS = "*_`"
"""Signs of emphasis and code; left out on both sides where the text is markdown."""

_UNPRINTED = ("\2", "\3")  # two controls that no screen shows and that Python-Markdown keeps for itself
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]*(.*?)(?:[ \t]+#+)?[ \t]*(?:\{:?[ ]*#[^\s{}]+[^{}]*\})?[ \t]*")
_DELIMITER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d+\.)[ \t]")
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)(.*)")
_CELLS = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"(?<![!\\])\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?:[^()]|\([^()]*\))*\)")
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[.#][\w.:-]+[ ]*)+\}")
"""Classes and ids for what stands before; no words. Left out on both sides."""
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!|~^$=:-])")
_WAITING = re.compile("[\ue000-\ue07f]")
_KEPT = 0xE000  # escaped signs wait in the private use area, which no agreement may use (text/letters/signs.py)


def words(text: str) -> tuple[list[str], bool]:
    """The words of a signed text in their order, and whether it is markdown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _UNPRINTED:
        text = text.replace(sign, "")
    read = structure.read(text)
    own, added = text[: read.added], text[read.added :]
    if read.form == "plain":
        return [*split(escaping.drop_tags(own)), *split(shown(added), markdown=True)], bool(added)
    return split(f"{shown(escaping.drop_tags(own))}\n{shown(added)}", markdown=True), True


def split(text: str, *, markdown: bool = False) -> list[str]:
    """The words of a text; with `markdown` without signs of emphasis and without what is drawn."""
    if not markdown:
        return text.split()
    if "{" in text:
        text = _ATTRIBUTES.sub(" ", text)
    for sign in EMPHASIS:
        text = text.replace(sign, "")
    return [word for word in text.split() if word[0] not in _DRAWS or not DRAWN.fullmatch(word)]


def shown(text: str) -> str:
    """The words of markdown, line by line."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    fence, table, bullets = "", False, True
    lines = text.split("\n")
    for place, line in enumerate(lines):
        opened = _FENCE.fullmatch(line)
        if opened and (not fence or (opened[1].startswith(fence) and not opened[2].strip())):
            fence = "" if fence else opened[1]
        elif fence:
            yield line
        elif not line.strip():
            table, bullets = False, True
            yield ""
        elif "|" in line and not table and place + 1 < len(lines) and "-" in lines[place + 1] and _DELIMITER.fullmatch(lines[place + 1]):
            table = True
            yield _row(line)
        elif table:
            yield "" if _DELIMITER.fullmatch(line) else _row(line)
        else:
            bullets = bullets and (_ITEM.match(line) is not None or line.startswith((" ", "\t", "#")))
            yield _line(line, bullets=bullets)


def _row(line: str) -> str:
    return " ".join(_inline(cell) for cell in _CELLS.split(line))


@lru_cache(maxsize=8192)
def _line(line: str, *, bullets: bool) -> str:
    """A line as the words that it shows; kept, since many agreements have the same clauses."""
    if ">" in line:
        line = _QUOTE.sub("", line, count=1)
    if line.lstrip().startswith("#") and (heading := _HEADING.fullmatch(line)):
        line = heading[1]
    return _inline(_BULLET.sub(r"\1", line, count=1) if bullets else line)


def _inline(text: str) -> str:
    """A line of markdown as the words that it shows."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(_KEPT + ord(found[1])), text)
    if "<" in text:
        text = _ADDRESS.sub(r"\1", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return text if text.isascii() else _WAITING.sub(lambda found: chr(ord(found[0]) - _KEPT), text)
