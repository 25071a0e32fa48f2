"""The links and images of a markdown text: inline, by reference, and the definitions that references lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The words of a link or image up to its bracket or name; brackets inside may nest twice. A backslash in front makes it text.
_INNER = r"(?:[^\[\]\\]|\\.)"
_WORDS = re.compile(rf"(?<!\\)(!?)\[((?:{_INNER}|\[(?:{_INNER}|\[{_INNER}*\])*\])*)\](?:(\()|\[([^\[\]]*)\])", re.DOTALL)
_TITLE = re.compile(r"[ \t]*\n?[ \t]*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))?\s*\)")
_ANGLED = re.compile(r"\s*<([^<>\n]*)>")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]^\n]+)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)>?[^\n]*$", re.MULTILINE)
_BREAK = re.compile(r"\n[ \t]*\n")
_LONGEST = 2000
DEEPEST = 3  # brackets inside an address


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link or image: what it shows, where it leads, and its offsets in the text.

    `inner` is where its words begin, `at` and `until` are the offsets of its target. `name` is set where the target is defined
    elsewhere (`[words][name]`) and where it is defined (`[name]: target`).
    """

    start: int
    end: int
    words: str
    target: str
    image: bool = False
    inner: int = 0
    at: int = 0
    until: int = 0
    name: str = ""


def links(text: str, offset: int = 0) -> Iterator[LinkFound]:
    """Every link of a text, the images inside of links too; code is not left out."""
    if "](" not in text and "][" not in text:
        return
    at = 0
    while match := _WORDS.search(text, at):
        at = match.start() + 1 + len(match[1])
        found = None if "\n" in match[2] and _BREAK.search(match[2]) else _inline(text, match) if match[3] else _by_name(match)
        if found is None:
            continue
        at = found.end
        yield _moved(found, offset)
        if "[" in found.words:
            yield from links(found.words, offset + found.inner)


def _moved(found: LinkFound, offset: int) -> LinkFound:
    if not offset:
        return found
    places = (found.inner + offset, found.at + offset, found.until + offset)
    return LinkFound(found.start + offset, found.end + offset, found.words, found.target, found.image, *places, found.name)


def _by_name(match: re.Match[str]) -> LinkFound:
    name = " ".join((match[4] or match[2]).split()).lower()
    return LinkFound(match.start(), match.end(), match[2], "", bool(match[1]), match.start(2), name=name)


def _inline(text: str, match: re.Match[str]) -> LinkFound | None:
    angled = _ANGLED.match(text, match.end())
    at, until = angled.span(1) if angled else _bare(text, match.end())
    title = _TITLE.match(text, angled.end() if angled else until)
    if not title:
        closing = text.find(")", match.end(), match.end() + _LONGEST)
        if closing < 0 or _BREAK.search(text, match.end(), closing):
            return None
        at, until, end = match.end(), closing, closing + 1  # no good address: kept, so that it is told and not passed over
    else:
        end = title.end()
    return LinkFound(match.start(), end, match[2], text[at:until].strip(), bool(match[1]), match.start(2), at, until)


def _bare(text: str, at: int) -> tuple[int, int]:
    """The offsets of an address without angle brackets: up to a blank, or the bracket that closes the link."""
    while at < len(text) and text[at] in " \t\n":
        at += 1
    depth, index = 0, at
    for index in range(at, min(len(text), at + _LONGEST)):
        sign = text[index]
        if sign.isspace() or (sign == ")" and not depth) or depth > DEEPEST:
            return at, index
        depth += (sign == "(") - (sign == ")")
    return at, index


def definitions(text: str) -> Iterator[LinkFound]:
    """Link definitions, `[name]: target`, one a line; footnotes are none."""
    if "]:" not in text:
        return
    for match in _DEFINITION.finditer(text):
        name = " ".join(match[1].split()).lower()
        yield LinkFound(match.start(), match.end(), match[1], match[2], at=match.start(2), until=match.end(2), name=name)
