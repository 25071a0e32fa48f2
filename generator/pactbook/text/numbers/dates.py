"""Dates in running text: those in figures that can be read in two ways, and those that no calendar has."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.text.letters.lines import Lines

_MONTH_NAMES = [name.lower() for name in calendar.month_name]
_DAY_NAMES = [name.lower() for name in calendar.day_name]
_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_MONTHS = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_LEAP, _CENTURY, _TURN, _YEARS_SHOWN = 2000, 100, 70, 2
_LAST_MONTH, _LONGEST_MONTH = 12, 31

# 7/08/16, 7-8-2016, 07.08.2016: two digits of the year only behind slashes, as 1.2.10 is a section.
_FIGURES = re.compile(
    r"(?<![\w/.$€£-])(?<![Ss]ection[ ])(?<!§[ ])(?P<one>0?[1-9]|[12]\d|3[01])(?:(?P<slash>/)|(?P<sign>[.-]))(?P<two>0?[1-9]|[12]\d|3[01])"
    r"(?:(?(slash)/)(?(sign)(?P=sign)))(?P<year>(?:19|20)\d\d|(?(slash)\d\d|(?!)))(?![\w/-]|[.,]\d|\s*%|\s*(?:per[ ]?cent|minutes|hours|days|weeks|months|years)\b)"
)
_NEAR = re.compile(r"\d[/.-]\d{1,2}[/.-]\d\d")  # found fast; then looked at closely
_MONTH = re.compile(rf"(?:{_MONTHS}|{_SHORT_MONTHS})\b\.?")
_BEFORE = re.compile(
    r"(?:\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+(?:the\s+)?)?(?:(?<![\d.,/:-])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+)?$"
)
_WINDOW = 40  # characters in which the day stands before its month
_BEHIND_A_DAY = ("st", "nd", "rd", "th", "day", "of")
_AFTER = re.compile(r"(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:/.-]\d|\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?")


@dataclass(frozen=True, slots=True)
class Misread:
    """A date in figures with its two readings, or a date that does not exist, with the reason."""

    written: str
    start: int
    readings: tuple[str, ...] = ()
    reason: str = ""


def in_two_ways(text: str, lines: Lines) -> Iterator[Misread]:
    """Dates in figures whose day and month can change places, those of page headers and footers left out."""
    for near in _NEAR.finditer(text):
        match = _FIGURES.match(text, max(0, near.start() - 1)) or _FIGURES.match(text, near.start())
        if not match:
            continue
        one, two = int(match["one"]), int(match["two"])
        if one == two or max(one, two) > _LAST_MONTH or _in_furniture(lines, match.start()):
            continue
        year = int(match["year"]) if len(match["year"]) > _YEARS_SHOWN else _full_year(int(match["year"]))
        readings = tuple(f"{day} {_MONTH_NAMES[month].title()} {year}" for day, month in ((one, two), (two, one)))
        yield Misread(match.group(), match.start(), readings)


def impossible(text: str) -> Iterator[Misread]:
    """Dates in words that no calendar has: 31 June, 29 February 2027, a Monday that was a Tuesday."""
    for match in _MONTH.finditer(text):
        after, begin = _AFTER.match(text, match.end()), max(0, match.start() - _WINDOW)
        words = text[begin : match.start()].rstrip()
        if not (after and after["day"]) and not words[-1:].isdecimal() and not words.endswith(_BEHIND_A_DAY):
            continue
        before = _BEFORE.search(text, begin, match.start())
        day = before and (before["day"] or (after and after["day"]))
        if before and after and day:
            year = int(after["year"]) if after["year"] else None
            reason = _reason(int(day), _month(match.group()), year, (before["weekday"] or "").lower())
            if reason:
                yield Misread(" ".join(text[before.start() : after.end()].split()).rstrip("."), before.start(), reason=reason)


def _reason(day: int, month: int, year: int | None, weekday: str) -> str:
    """Why there is no such day, '' if there is one."""
    last, name = calendar.monthrange(year or _LEAP, month)[1], _MONTH_NAMES[month].title()
    if not 1 <= day <= last:
        # "May 45" without a year is no date at all.
        return f"{name}{f' {year}' if year else ''} has {last} days" if year or day <= _LONGEST_MONTH else ""
    if year is None or not weekday:
        return ""
    right = _DAY_NAMES[date(year, month, day).weekday()]
    return "" if right == weekday else f"{day} {name} {year} is a {right.title()}"


def _month(name: str) -> int:
    return next(number for number, full in enumerate(_MONTH_NAMES) if number and full.startswith(name.lower()[:3]))


def _full_year(short: int) -> int:
    return short + (_LEAP - _CENTURY if short >= _TURN else _LEAP)


def _in_furniture(lines: Lines, offset: int) -> bool:
    return lines.is_furniture(lines.text[lines.start(offset) : lines.end(offset)].strip())
