"""Counts of days that don't say whether weekends and holidays count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.text.letters.beginnings import Finder
from pactbook.text.numbers.number_words import BEGINS, ORDINALS, WORD, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator

# "30 days", "thirty (30) days", "30-day": nothing between the number and the word.
_DAYS = re.compile(r"[dD](?:ays?|AYS?)\b(?![ \n]+of\b[ \n]+(?:[A-Z]|the[ \n]+month))(?:['’](?=\s)|['’]s)?")
_NUMBER = Finder(
    re.compile(
        rf"(?:\b(?:{WORD}(?:[\s-]+(?:and\s+)?{WORD})*[\s]*\(\s*)?(?P<figures>\d{{1,3}})\)?|\b(?P<words>{WORD}(?:[\s-]+(?:and\s+)?{WORD})*))[ \n-]{{1,3}}$",
        re.IGNORECASE,
    ),
    re.compile(rf"\d|{BEGINS}"),
)
# A span that is no deadline: days of a week or year, the day as a price or a shift, "on the 30th day", a count of past days.
_RHYTHM = re.compile(
    r"\s*(?:(?:a|per|each|every|in\s+(?:a|each|any)|of\s+(?:the|each|every|any))\s+(?:\w+\s+)?(?:week|month|year)\b|(?:\W{0,3}year\b)|/)",
    re.IGNORECASE,
)
_YEAR_LENGTH = frozenset({"360", "365", "366"})
_PARTS = ("half", "quarter")
_SEVEN = frozenset({"7", "seven"})
_ONE = frozenset({"1", "one"})
_LIMIT = re.compile(
    r"\b(?:within|least|than|after|before|by|every|exceed(?:ing)?)[ \n]+(?:the[ \n]+)?$", re.IGNORECASE
)  # "on one day" is none
_PAST = re.compile(r"\b(?:was|were|had[ \n]+been|took|lasted)[ \n]+(?:only[ \n]+)?$", re.IGNORECASE)  # what has happened is no deadline
_CLOCK = re.compile(r"(?:24|twenty-four(?:[ ]\(24\))?)[ ]+hours\b[^.;]{0,30}$", re.IGNORECASE)
# Where a text says what its days are: what stands before the word `calendar`, `business` or `working`.
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_KIND = re.compile(r"calendar\b|Calendar\b|business\b|Business\b|working\b|Working\b")
_TELLING = re.compile(
    r"[\"“*]days?[\"”*]{1,3}\W{0,3}(?:shall\s+|will\s+)?(?:means?|refers?|is|are|be)\b[^.;]{0,60}$|"
    r"\b(?:references?\s+(?:\w+\s+){0,4}to|numbers?\s+of|the\s+(?:word|term)s?|periods?\s+(?:of\s+time\s+)?(?:\w+\s+)?(?:in|of))\s+(?:a\s+)?\W{0,3}days?\b[^.;]{0,120}$|"
    r"(?<!business )\bdays?\b[\s,]+(?:\w+\s+){0,5}?(?:means?|refers?\s+to|construed\s+(?:as|to\s+mean)|deemed(?:\s+to\s+be)?|read\s+as|interpreted\s+as|understood\s+(?:as|to\s+mean)|are|is|be)\s+(?:references?\s+to\s+)?(?:an?\s+)?\W{0,2}$|"
    r"\bunless\s+[^.;]{0,60}\bbusiness\s+days\b[^.;]{0,60}$",
    re.IGNORECASE,
)


def explained(text: str) -> bool:
    """Whether a text says somewhere what its days are."""
    small = text.lower()
    even = len(small) == len(text)
    for kind in _KIND.finditer(text):
        start, end = max(0, kind.start() - 200), kind.start()
        if (not even or small.find("day", start, end) >= 0) and _TELLING.search(text, start, end):
            return True
    return False


def _may_count(before: str) -> bool:
    """Whether what stands before the word may end with a number."""
    if not before.isascii():
        return True
    words = before.rstrip(" \n-")
    last = _LETTERS.search(words)
    return is_number(last.group().lower()) if last else len(words) < len(before)


def bare(text: str) -> Iterator[tuple[int, str]]:
    """Each count of days without `business` or `calendar`: where it starts, and what is written."""
    for match in _DAYS.finditer(text):
        begin = max(0, match.start() - 60)
        number = _NUMBER.search(text, begin, match.start()) if _may_count(text[begin : match.start()]) else None
        if not number or _RHYTHM.match(text, match.end()):
            continue
        written = (number["figures"] or number["words"]).lower()
        if written in _YEAR_LENGTH or written.startswith(_PARTS) or re.split(r"[\s-]", written)[-1] in ORDINALS:
            continue
        if written in _ONE and not _LIMIT.search(text, max(0, number.start() - 30), number.start()):
            continue
        if _PAST.search(text, max(0, number.start() - 30), number.start()):
            continue
        if written in _SEVEN and _CLOCK.search(text, max(0, number.start() - 60), number.start()):
            continue
        yield number.start(), " ".join(text[number.start() : match.end()].split())
