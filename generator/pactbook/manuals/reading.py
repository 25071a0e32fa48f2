"""Headings and links of a markdown page, outside of code, with their places."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.assemble.fences import fenced
from pactbook.manuals.destinations import LinkFound, definitions, links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ID = re.compile(r"[ \t]*\{:?[ \t]*#([A-Za-z][\w.-]*)[ \t]*\}[ \t]*$")
_TICKS = re.compile(r"(?<!\\)`+")
_BREAK = re.compile(r"\n[ \t]*\n")
_LINKED = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_EMPHASIS = re.compile(r"(?<!\\)(?:\*+|(?<![^\W_])_+|_+(?![^\W_]))")
_VALUE = re.compile(r"\{\{.*?\}\}")
_RESERVED = re.compile(r"(?:md|pb)-|.*__")  # ids that the site's theme keeps for itself


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words without markup, the id that links lead to, and its place (line counts from 1 in the file)."""

    level: int
    title: str
    id: str
    line: int
    explicit: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds; `code` are the offsets of code, in order, in which nothing is read.

    `defined` are the targets of reference-style links by name. `unclosed` is the line of a fence that nothing closes.
    """

    headings: tuple[Heading, ...]
    links: tuple[LinkFound, ...]
    code: tuple[tuple[int, int], ...]
    defined: tuple[LinkFound, ...] = ()
    unclosed: int | None = None

    def in_code(self, offset: int) -> bool:
        """Whether a character of the page stands in code."""
        index = bisect_right(self.code, (offset, len(self.code) and self.code[-1][1])) - 1
        return index >= 0 and offset < self.code[index][1]


def slug(title: str) -> str:
    """The id of a heading without one of its own: small ASCII letters, digits and hyphens; `section` where nothing is left."""
    plain = unicodedata.normalize("NFKD", _VALUE.sub("", title)).encode("ascii", "ignore").decode()
    name = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()).strip("-_")
    return name if name and not _RESERVED.match(name) else f"section-{name.replace('__', '-')}".rstrip("-")


def is_usable(name: str) -> bool:
    """Whether the site can give this id to a heading."""
    return name.isascii() and not _RESERVED.match(name) and name[-1] not in ".-_"


def read(text: str, first_line: int = 1) -> Reading:
    """Read a page."""
    lines = text.split("\n")
    inside, unclosed = fenced(lines)
    code = tuple(_code(text, lines, inside))
    headings = tuple(_with_ids(_headings(lines, inside, first_line)))
    read_so_far = Reading(headings, (), code)
    found = tuple(link for link in links(text) if not read_so_far.in_code(link.start))
    defined = tuple(link for link in definitions(text) if not read_so_far.in_code(link.start))
    return Reading(headings, found, code, defined, None if unclosed is None else first_line + unclosed)


def _code(text: str, lines: Sequence[str], inside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Fenced blocks line by line, and code spans between them."""
    if "`" not in text and not any(inside):
        return
    begin = offset = 0
    for line, fence in zip(lines, inside, strict=True):
        end = offset + len(line) + 1
        if fence:
            yield from _spans(text, begin, offset)
            yield offset, end
            begin = end
        offset = end
    yield from _spans(text, begin, len(text))


def _spans(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Code spans: from a run of backticks to the next run of the same length, within one paragraph."""
    runs = [match.span() for match in _TICKS.finditer(text, begin, end)]
    if not runs:
        return
    breaks = [*(match.start() for match in _BREAK.finditer(text, begin, end)), end]
    following: dict[tuple[int, int], tuple[int, int]] = {}
    closing: dict[int, tuple[int, int]] = {}
    for run in reversed(runs):
        length = run[1] - run[0]
        if length in closing:
            following[run] = closing[length]
        closing[length] = run
    at = begin
    for run in runs:
        close = following.get(run)
        if close and run[0] >= at and close[0] < breaks[bisect_right(breaks, run[0])]:
            at = close[1]
            yield run[0], at


def _headings(lines: Sequence[str], inside: Sequence[bool], first_line: int) -> Iterator[Heading]:
    for index, line in enumerate(lines):
        if inside[index] or not line:
            continue
        if match := _ATX.fullmatch(line) if "#" in line[:4] else None:
            yield _made(len(match[1]), match[2] or "", first_line + index)
        elif line.lstrip()[:1] in {"=", "-"} and index and (match := _UNDERLINE.fullmatch(line)) and _can_be_underlined(lines, index - 1):
            yield _made(1 if match[1][0] == "=" else 2, lines[index - 1].strip(), first_line + index - 1)


def _can_be_underlined(lines: Sequence[str], index: int) -> bool:
    """Whether a line is a paragraph of its own, so that a line of = or - under it makes a heading of it."""
    alone = index == 0 or not lines[index - 1].strip()
    return alone and bool(lines[index].strip()) and not lines[index].startswith(("|", ">", "    ", "\t", "- ", "* ", "+ ", "#"))


def _made(level: int, words: str, number: int) -> Heading:
    explicit = _ID.search(words)
    return Heading(level, without_markup(_ID.sub("", words)), explicit[1] if explicit else "", number, explicit is not None)


def without_markup(words: str) -> str:
    """The words that a reader sees: code as it is written, links by their words, no signs of emphasis."""
    parts = re.split(r"(`+)(.+?)\1", words) if "`" in words else [words]
    for index in range(0, len(parts), 3):
        plain = _LINKED.sub(lambda found: found[1], parts[index]) if "[" in parts[index] else parts[index]
        parts[index] = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", _EMPHASIS.sub("", plain))
    return "".join(part for index, part in enumerate(parts) if index % 3 != 1).strip()


def _with_ids(headings: Iterator[Heading]) -> list[Heading]:
    """Headings without an id of their own get one from their words; a second one with the same words gets `_1`, and so on."""
    found = list(headings)
    used = {heading.id for heading in found if heading.explicit}
    counts: dict[str, int] = {}
    made = []
    for heading in found:
        name = base = heading.id or slug(heading.title)
        while not heading.explicit and name in used:
            counts[base] = counts.get(base, 0) + 1
            name = f"{base}_{counts[base]}"
        used.add(name)
        made.append(Heading(heading.level, heading.title, name, heading.line, heading.explicit))
    return made
