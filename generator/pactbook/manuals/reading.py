"""Headings and links of a markdown page, outside of code, with their places."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ID = re.compile(r"[ \t]*\{:?[ \t]*#([A-Za-z][\w.-]*)[ \t]*\}[ \t]*$")
_CODE = re.compile(r"(`+)(?:(?!\1).)+?\1")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\))?)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_DEFINITION = re.compile(r" {0,3}\[([^\]^]+)\]:\s*<?(\S+?)>?(?:\s.*)?")
_WORDS = re.compile(r"[*_`]|\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words without markup, the id that links lead to, and its place (line counts from 1 in the file)."""

    level: int
    title: str
    id: str
    line: int
    explicit: bool


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link or image: what it shows, where it leads, and its offsets in the text."""

    start: int
    end: int
    words: str
    target: str
    image: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds; `code` are the offsets of code, in which nothing is read."""

    headings: tuple[Heading, ...]
    links: tuple[LinkFound, ...]
    code: tuple[tuple[int, int], ...]


def slug(title: str) -> str:
    """The id of a heading without one of its own: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()) or "section"


def read(text: str, first_line: int = 1) -> Reading:
    """Read a page."""
    headings, code = _blocks(text, first_line)
    links = [found for found in _links(text) if not _inside(found.start, code)]
    return Reading(tuple(_with_ids(headings)), tuple(links), tuple(code))


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _blocks(text: str, first_line: int) -> tuple[list[Heading], list[tuple[int, int]]]:
    headings: list[Heading] = []
    code: list[tuple[int, int]] = []
    fence, before, offset = "", "", 0
    for number, line in enumerate(text.split("\n"), first_line):
        mark = _FENCE.match(line)
        if fence:
            code.append((offset, offset + len(line) + 1))
            if mark and line.strip() == mark[1] and mark[1].startswith(fence):
                fence = ""
            before = ""
        elif mark:
            fence = mark[1]
            code.append((offset, offset + len(line) + 1))
        else:
            heading = _heading(line, before, number)
            if heading:
                headings.append(heading)
            code += [(offset + found.start(), offset + found.end()) for found in _CODE.finditer(line)]
            before = "" if heading else line
        offset += len(line) + 1
    return headings, code


def _heading(line: str, before: str, number: int) -> Heading | None:
    if match := _ATX.fullmatch(line):
        return _made(len(match[1]), match[2] or "", number)
    if before.strip() and (match := _SETEXT.fullmatch(line)) and not before.startswith(("|", ">", "    ", "-", "*")):
        return _made(1 if match[1][0] == "=" else 2, before.strip(), number - 1)
    return None


def _made(level: int, words: str, number: int) -> Heading:
    explicit = _ID.search(words)
    title = _WORDS.sub(lambda found: found[1] or "", _ID.sub("", words)).strip()
    return Heading(level, title, explicit[1] if explicit else "", number, explicit is not None)


def _with_ids(headings: list[Heading]) -> list[Heading]:
    used = {heading.id for heading in headings if heading.explicit}
    made = []
    for heading in headings:
        name = heading.id or _free(slug(heading.title), used)
        used.add(name)
        made.append(Heading(heading.level, heading.title, name, heading.line, heading.explicit))
    return made


def _free(name: str, used: set[str]) -> str:
    if name not in used:
        return name
    return next(f"{name}_{count}" for count in range(1, len(used) + 2) if f"{name}_{count}" not in used)


def _links(text: str) -> list[LinkFound]:
    if "](" not in text and "]:" not in text:
        return []
    return [LinkFound(m.start(), m.end(), m[2], m[3], bool(m[1])) for m in _LINK.finditer(text)]


def reference_targets(text: str) -> list[LinkFound]:
    """Link definitions, `[name]: target`, one a line."""
    found, offset = [], 0
    for line in text.split("\n"):
        if match := _DEFINITION.fullmatch(line):
            found.append(LinkFound(offset + match.start(2), offset + match.end(2), match[1], match[2]))
        offset += len(line) + 1
    return found
