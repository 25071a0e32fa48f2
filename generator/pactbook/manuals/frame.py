"""What holds a page together: its title, the ids of its headings, closed code, and front matter that changes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.manuals import regions, rules
from pactbook.model.values import parse_date
from pactbook.problems import Position, Problem, shown
from pactbook.text.letters.ids import is_safe

_INSIDE = {
    regions.LIST: "inside a list",
    regions.QUOTE: "inside a quotation",
    regions.NOTE: "inside a note",
    regions.FOOTNOTE: "inside a footnote",
}
_INNER = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+\.|:|\[\^[^\]]+\]:)[ \t]+)*#{1,6}[ \t]+(?P<words>\S.*?)[ \t#]*$")
_ALMOST = re.compile(r" {0,3}(?:#{2,6}[^\s#]|#{7,}|#{1,6}[ \t]*#*[ \t]*$)")
REVIEWED = "reviewed"
"""The one key that may stand above a page: the day on which somebody read it through and found it right."""

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import Manual, ManualPage


def reviewed_on(page: ManualPage) -> date | None:
    """The day on which the page says that it was reviewed; None without one, or where it can't be read (a finding tells of that)."""
    try:
        return parse_date(str(page.front_matter.get(REVIEWED, "")))
    except ValueError:
        return None


def frame(manual: Manual, page: ManualPage, reading: Reading) -> Iterator[Problem]:
    """What is wrong with a page as a whole."""
    for key in page.front_matter:
        if key != REVIEWED:
            yield Problem(page.path, Position(), rules.FRONT_MATTER, f"front matter '{key}' is not allowed in a manual")
    if reading.unclosed is not None:
        yield Problem(page.path, Position(reading.unclosed, 1), rules.UNCLOSED, "this code block never ends")
    seen: dict[str, int] = {}
    for heading in reading.headings:
        where = Position(heading.line, 1)
        if heading.id in seen:
            message = f"id '{heading.id}' stands twice (first on line {seen[heading.id]})"
            yield Problem(page.path, where, rules.BAD_ID, message)
        elif heading.explicit and not is_safe(heading.id):
            yield Problem(page.path, where, rules.BAD_ID, f"the site can't use the id '{heading.id}'")
        seen.setdefault(heading.id, heading.line)
    yield from _title(manual, page, reading)
    for heading in reading.headings[1:]:
        if heading.level == 1:
            message = f"{shown(heading.title)} is a second title beside {shown(reading.headings[0].title)}"
            yield Problem(page.path, Position(heading.line, 1), rules.SECOND_TITLE, message)
    yield from _no_headings(page, reading)


def _no_headings(page: ManualPage, reading: Reading) -> Iterator[Problem]:
    """Lines that are meant as headings and are none, for where they stand or how they are written."""
    for number, (line, region) in enumerate(zip(page.text.split("\n"), reading.regions, strict=True), page.text_line):
        if "#" not in line:
            continue
        where = Position(number, line.index("#") + 1)
        if region in _INSIDE and (found := _INNER.match(line)):
            message = f"{shown(found['words'])} stands {_INSIDE[region]}, where the site makes no heading of it"
            yield Problem(page.path, where, rules.HEADING_INSIDE, message)
        elif region == regions.TEXT and _ALMOST.match(line):
            yield Problem(page.path, where, rules.NO_HEADING, f"{shown(line.strip())} is no heading")


def _title(manual: Manual, page: ManualPage, reading: Reading) -> Iterator[Problem]:
    first = next(iter(reading.headings), None)
    planned = next((each for each in manual.outline.pages if each.file == page.file), None)
    lines = page.text.split("\n")
    begin = page.text_line + next((row for row, line in enumerate(lines) if line.strip()), 0)
    if first is None or first.level != 1:
        yield Problem(page.path, Position(page.text_line, 1), rules.NO_TITLE, "the page has no title: '# ' and words in the first line")
    elif first.line != begin:
        yield Problem(page.path, Position(begin, 1), rules.NO_TITLE, f"text stands above the title '{first.title}'")
    elif planned and planned.title != first.title:
        message = f"the page is called '{first.title}' here and '{planned.title}' in outline.yaml"
        yield Problem(page.path, Position(first.line, 1), rules.NO_TITLE, message)
