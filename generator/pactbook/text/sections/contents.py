"""Finding the table of contents, whose entries must not be taken for sections."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pactbook.text.letters.lines import Lines
from pactbook.text.sections import numbering

Span = tuple[int, int]

_FEWEST = 4  # entries that make a table of contents where no heading says so
_CERTAIN = 8  # entries with rising page numbers that can be nothing else
_FARTHEST = 2500  # characters between two entries of one table

_OPENING = 20_000  # characters at the beginning in which it stands
_STRAY = 400
_STRAY_ENTRY = re.compile(
    r"(?:(?:ARTICLE|Article|SECTION|Section)[ ]+)(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+)[^\n]{2,110}?[ \t]{2,}\d{1,3}[ \t]*\n\s*$", re.MULTILINE
)

_HEADING = re.compile(r"^[ \t]*(?:#+[ \t]*)?(?:\*\*)?(?:TABLE[ ]OF[ ])?CONTENTS\b", re.IGNORECASE | re.MULTILINE)
# The number of an entry, anywhere behind a space: "ARTICLE IV", "Section 4.01", "4.1", "4."
_NUMBER = re.compile(
    r"(?:(?<=\s)|^)(?:(ARTICLE|Article)[ ]+([IVXLC]+|\d+)|(?:Section[ ]+)?(\d{1,3}(?:\.\d{1,3})+|\d{1,3}(?=\.)))(?=[\s.])", re.MULTILINE
)
# The next line that is not blank, if it ends with a page number behind a gap or dots.
_PAGED = re.compile(r"\n\s*\S[^\n]{0,110}?(?:[ \t]{2,}|[ .]{4,}|\t)\d{1,3}[ \t]*(?=\n)")
# A whole line that is an entry: a number, a title, then a gap, dots or a tab, and a page number.
_ENTRY = re.compile(
    r"^[ \t]*(?:(?:ARTICLE|Article|Section|SECTION)[ ]+)?(\d{1,3}(?:\.\d{1,3})*|[IVXLC]+)\.?[ \t]+[^\n]{2,110}?"
    r"(?:[ \t]{2,}|[ .]{4,}|\t)(?P<page>\d{1,3}|[ivx]{1,5})[ \t]*(?:[ \t]{2,}[^\n]*)?$",
    re.MULTILINE,
)


def find(lines: Lines) -> tuple[Span, ...]:
    """The spans of the text (start and end offset) that are tables of contents."""
    spans = [*_headed(lines), *_listed(lines)]
    return tuple(sorted(spans))


def inside(offset: int, spans: tuple[Span, ...]) -> bool:
    """Whether a character stands in one of the spans."""
    return bool(spans) and any(start <= offset < end for start, end in spans)


def _headed(lines: Lines) -> Iterator[Span]:
    """A table under a heading of its own: it ends before the place where its first number comes again."""
    end = max(_OPENING, len(lines.text) // 4)
    heading = _HEADING.search(lines.text, 0, end) if "contents" in lines.text[:end].casefold() else None
    if not heading:
        return
    numbers = [(_key(match), match.start()) for match in _NUMBER.finditer(lines.text, heading.end(), heading.end() + 30_000)]
    if not numbers:
        return
    again = next((start for key, start in numbers[1:] if key == numbers[0][0]), None)
    if again is None:
        return
    entries = [start for _, start in numbers if start < lines.start(again)]
    if entries:
        yield heading.start(), _to_last_page_number(lines, lines.end(entries[-1]))


def _to_last_page_number(lines: Lines, end: int) -> int:
    """The end of the lines that follow and end with a page number: exhibits stand last in a table, without numbers."""
    while match := _PAGED.match(lines.text, end):
        end = match.end()
    return end


def _key(match: re.Match[str]) -> str:
    word, number, bare = match.groups()
    return f"{numbering.value(number)}/" if word else numbering.key(bare)


def _listed(lines: Lines) -> Iterator[Span]:
    """A run of lines that end with a page number and whose numbers come again as sections."""
    run: list[re.Match[str]] = []
    half = len(lines.text) // 2
    for match in _ENTRY.finditer(lines.text, 0, half):
        if run and match.start() - run[-1].end() > _FARTHEST:
            yield from _span(run, lines)
            run = []
        run.append(match)
    yield from _span(run, lines)


def _goes_up(run: list[re.Match[str]]) -> bool:
    """Whether so many lines end with page numbers that never fall that they can be nothing else: the text may end before its sections come."""
    pages = [int(match["page"]) for match in run if match["page"].isdigit()]
    return len(pages) >= _CERTAIN and all(here <= after for here, after in pairwise(pages)) and pages[0] < pages[-1]


def _span(run: list[re.Match[str]], lines: Lines) -> Iterator[Span]:
    if len(run) < _FEWEST:
        return
    end = _to_last_page_number(lines, lines.end(run[-1].end()))
    # Every number at the start of a later line, with or without a word before it.
    later = {
        numbering.key(number)
        for number in re.findall(r"(?m)^[ \t]*(?:ARTICLE |Article |Section )?(\d[\d.]*|[IVXLC]+)(?=[\s.])", lines.text[end:])
    }
    again = sum(numbering.key(match.group(1)) in later for match in run)
    if again * 2 > len(run) or _goes_up(run):
        # An entry in the middle of the line above (text taken from a PDF loses line breaks) belongs to the table too.
        first = _STRAY_ENTRY.search(lines.text, max(0, run[0].start() - _STRAY), run[0].start())
        yield (first or run[0]).start(), end
