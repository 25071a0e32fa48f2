"""Headings and links of a markdown page, outside of code, with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pactbook.assemble.fences import fenced
from pactbook.manuals.destinations import LinkFound, definitions, links
from pactbook.manuals.plain import without_markup
from pactbook.manuals.regions import CODE, FENCE, TEXT, regions
from pactbook.text.letters import ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ATX = re.compile(r"(?P<open> {0,3}(?P<signs>#{1,6})[ \t]+)(?P<words>(?!#+[ \t]*$)\S.*?)(?P<close>(?:[ \t]+#+)?[ \t]*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_ID = re.compile(r"(?<=[ \t])[ \t]*\{:?[ \t]*#([^\W\d_][\w.\x80-\U0010ffff-]*)[ \t]*\}[ \t]*$")
_TICKS = re.compile(r"(?<!\\)`+")
_BREAK = re.compile(r"\n[ \t]*\n")
_NO_PARAGRAPH = re.compile(r"[|#]|\[[^\]]+\]:")
_HEADED = re.compile(r"[ ]{0,3}#{1,6}[ \t]")
_VALUE = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its words without markup, the id that links lead to, and its place (line counts from 1 in the file).

    `span` are four offsets in the text: where its first line begins, where its words begin and end (an id not counted), where its last line ends.
    """

    level: int
    title: str
    id: str
    line: int
    explicit: bool
    span: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds; `code` are the offsets of code, in order, in which nothing is read. `regions` tells for each line what it belongs to.

    `defined` are the targets of reference-style links by name. `unclosed` is the line of a fence that nothing closes.
    """

    headings: tuple[Heading, ...]
    links: tuple[LinkFound, ...]
    code: tuple[tuple[int, int], ...]
    defined: tuple[LinkFound, ...] = ()
    unclosed: int | None = None
    regions: tuple[str, ...] = ()

    def in_code(self, offset: int) -> bool:
        """Whether a character of the page stands in code."""
        index = bisect_right(self.code, (offset, len(self.code) and self.code[-1][1])) - 1
        return index >= 0 and offset < self.code[index][1]


def slug(title: str) -> str:
    """The id of a heading without one of its own, of its words without the values in them."""
    return ids.made(_VALUE.sub("", title))


def read(text: str, first_line: int = 1) -> Reading:
    """Read a page."""
    lines = text.split("\n")
    inside, unclosed = fenced(lines)
    found_regions = tuple(regions(lines, inside))
    code = tuple(_code(text, lines, inside, found_regions))
    headings = tuple(_with_ids(_headings(lines, found_regions, first_line)))
    read_so_far = Reading(headings, (), code)
    found = tuple(link for link in links(text) if not read_so_far.in_code(link.start))
    defined = tuple(link for link in definitions(text) if not read_so_far.in_code(link.start))
    return Reading(headings, found, code, defined, None if unclosed is None else first_line + unclosed, found_regions)


def _code(text: str, lines: Sequence[str], inside: Sequence[bool], found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Fenced and indented blocks line by line, and code spans between them."""
    if "`" not in text and CODE not in found and not any(inside):
        return
    begin = offset = 0
    for line, fence, region in zip(lines, inside, found, strict=True):
        end = offset + len(line) + 1
        if fence or region == CODE:
            yield from _spans(text, begin, offset)
            yield offset, end
            begin = end
        elif _HEADED.match(line):  # a span ends where its paragraph ends
            yield from _spans(text, begin, offset)
            yield from _spans(text, offset, end)
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


def _headings(lines: Sequence[str], found: Sequence[str], first_line: int) -> Iterator[Heading]:
    begin = 0
    for index, line in enumerate(lines):
        if line and found[index] == TEXT:
            if match := _ATX.fullmatch(line) if "#" in line[:4] else None:
                yield _made(len(match["signs"]), match["words"], first_line + index, (begin, begin + match.end("open"), begin + len(line)))
            elif match := _underline(lines, found, index):
                last = begin + len(line) + 1 + len(lines[index + 1])
                words = line.strip()
                yield _made(1 if match[1][0] == "=" else 2, words, first_line + index, (begin, begin + line.index(words), last))
        begin += len(line) + 1


def _underline(lines: Sequence[str], found: Sequence[str], index: int) -> re.Match[str] | None:
    """The line of = or - under a line that is a paragraph of its own, which makes a heading of it."""
    below = lines[index + 1] if index + 1 < len(lines) else ""
    if below.lstrip()[:1] not in {"=", "-"} or found[index + 1] == FENCE or _NO_PARAGRAPH.match(lines[index]):
        return None
    above = lines[index - 1] if index else ""
    alone = not above.strip() or found[index - 1] == FENCE or _ATX.fullmatch(above) is not None
    is_rule = _UNDERLINE.fullmatch(lines[index]) is not None
    return _UNDERLINE.fullmatch(below) if alone and not is_rule else None


def _made(level: int, words: str, number: int, place: tuple[int, int, int]) -> Heading:
    begin, at, end = place
    explicit = _ID.search(words)
    bare = words[: explicit.start()].rstrip() if explicit else words
    return Heading(
        level,
        without_markup(bare),
        ids.meant(explicit[1]) if explicit else "",
        number,
        explicit is not None,
        (begin, at, at + len(bare), end),
    )


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
        made.append(replace(heading, id=name))
    return made
