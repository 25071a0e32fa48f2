"""Numbers that stand in words and in figures side by side: "thirty (30) days", "12 (twelve)", "one percent (1%)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.text.letters.beginnings import Finder
from pactbook.text.numbers.number_words import BEGINS, SCALES, WORD, is_number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

_WINDOW = 180
_NEARBY = 80  # characters in which most numbers in words have room
_IN_A_UNIT = 4  # words that a unit may have
_OF = ("of", "a", "an")
_JOINED = frozenset({"and", "a", "an", "point"})
_PARTING = re.compile(r"[\s-]+")
_LIST_REACH = 500
_LARGEST_MARKER = 30
_NEAR = Fraction(1, 2)  # "two-thirds (67%)"
_NEAR_PART = Fraction(1, 100)  # "one third (0.33)"
_TEN, _HUNDRED = 10, 100
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Pair:
    """A number in words and in figures, as written, the place of both, and whether they say the same."""

    words: str
    figures: str
    start: int
    end: int
    agrees: bool


_MONEY = r"(?:US|U\.S\.|CAD|AUD|EUR|GBP|USD|CHF|INR|PHP)?[ ]?[$€£¥]|(?:USD|EUR|GBP|CHF|CAD|AUD|INR|PHP)"
_FIGURES = r"(?:\d{1,3}(?:[,'’ ]\d{3})+|\d+)(?:\.\d+)*(?:[ -]?[¼½¾]|[ -]\d{1,2}/\d{1,3}|/\d{1,3})?|\.\d+|[¼½¾]"
_PERCENT = r"%|per[ ]?cent(?:age)?(?:[ ]points?)?"
_SCALE = "|".join(scale for scale in SCALES if scale != "hundred") + "|m|mn|bn|k"
_AFTER = rf"(?P<sign>(?:{_PERCENT})|(?:st|nd|rd|th)\b|(?:{_SCALE})\b)?"
_UNIT = r"(?:(?:US|U\.S\.|United[ ]States|Canadian|Australian|[Bb]usiness|[Cc]alendar|[Ww]orking|[Cc]onsecutive|[Ff]ull)\s+)?[A-Za-z]+(?:\s+[Ss]terling)?"
_IN_BRACKETS = re.compile(
    rf"\(\s*(?P<money>{_MONEY})?\s*(?P<figures>{_FIGURES})\s*{_AFTER}[ ]?(?P<unit>[-a-z ]{{0,24}})\)(?!\s*\d{{3}}-\d)", re.IGNORECASE
)
_RUN = rf"(?P<run>\b{WORD}\b(?:[\s,-]+(?:and[\s-]+)?(?:an?[\s-]+)?(?:{WORD}\b|point\b|\d{{1,2}}/\d{{1,3}}))*)"
_CENTS = r"(?:\s+and\s+(?P<cents>\d\d|no|xx|zero)/(?:100|xx))?"
_BEGINS = re.compile(BEGINS)
_BEFORE = Finder(re.compile(rf"(?<![\w/-]){_RUN}{_CENTS}(?:[\s-]+(?P<unit>{_UNIT}))?[\s\"”*]*$", re.IGNORECASE), _BEGINS)
_PART_OF = Finder(re.compile(rf"(?<![\w-]){_RUN}\s+of\s+(?:an?\s+)?$", re.IGNORECASE), _BEGINS)
_FIGURE_BEFORE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\)?\s+$")
_WORDS_IN_BRACKETS = re.compile(rf"\(\s*{_RUN}\s*(?:{_PERCENT}|dollars|euros?|pounds)?\s*\)", re.IGNORECASE)
_FIGURES_BEFORE = re.compile(rf"(?<![\w.,/-])(?:{_MONEY})?[ ]?(?P<figures>{_FIGURES})\s*{_AFTER}\s*$", re.IGNORECASE)
_LABEL = re.compile(r"\b[A-Z][A-Za-z]+\s+$")  # Section 5 (two), Level 2 (three)
_GLYPHS = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
_SPOKEN = frozenset({"first", "second", "third"})
_COUNTED = frozenset({"percent", "cent", "dollars", "dollar", "euro", "euros", "pounds", "sterling", "percentage", "francs"})
_LAST = re.compile(r"[A-Za-z]+(?=[\s\"”*.]*$)")


def read(text: str) -> Iterator[Pair]:
    """Every such pair of a text, in no order; numbers that can't be told for sure are left out."""
    for match in _IN_BRACKETS.finditer(text):
        before = text[max(0, match.start() - _WINDOW) : match.start()]
        if _may_count(before):
            yield from _words_first(text, match, before)
    for match in _WORDS_IN_BRACKETS.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        figures = _FIGURES_BEFORE.search(before, 0, len(before))
        if figures and not _LABEL.search(before[: figures.start()]):
            yield from _figures_first(match, figures, len(before))


def _may_count(before: str) -> bool:
    """Whether a number in words may end here: its last word is one, or the word before that."""
    return any(is_number(word) or word.endswith("/100") for word in _PARTING.split(before[-60:].strip(' \n\t"”*').lower())[-_IN_A_UNIT:])


def _reach(before: str) -> int:
    """Where the last number in words may begin at the earliest: behind the last word that is no part of one, the words of its unit left out."""
    words, past = before[-_NEARBY:].split(" "), len(before)
    count = 0
    for word in words[:0:-1]:  # the first one may be cut
        past -= len(word)
        plain = word.lower()
        if count >= _IN_A_UNIT and plain.isascii() and plain.isalpha() and plain not in _JOINED and not is_number(plain):
            return past + len(word)
        count += bool(word)
        past -= 1
    return 0


def _words_first(text: str, match: re.Match[str], before: str) -> Iterator[Pair]:
    found = _BEFORE.search(before, _reach(before), len(before))
    figure = _figure(match["figures"], match["sign"])
    if not found or figure is None or _is_marker(text, match, found["unit"]):
        return
    number = _value(found, before)
    unit = match["unit"].strip(" -")
    if number is None or (unit and (number == 1 or found["unit"] or "-" in match["unit"])):
        return
    start = match.start() - len(before) + found.start("run")
    shown = before[found.start("run") :].strip(' \n\t"”*')
    yield Pair(" ".join(shown.split()), match.group()[1:-1].strip(), start, match.end(), _same(number, figure, found["run"], match["sign"]))


def _value(found: re.Match[str], before: str) -> Fraction | None:
    """The number in words, with the hundredths, the part and the scale that belong to it."""
    run, unit = found["run"], (found["unit"] or "").lower()
    if unit == "cents":
        return None
    if run.lower() in SCALES:
        figure = _FIGURE_BEFORE.search(before[: found.start("run")])
        return None if figure is None else Fraction(figure.group(1).replace(",", "")) * SCALES[run.lower()]
    number = value(run.replace(",", " "))
    if number is None:
        return None
    if found["cents"] and found["cents"].isdigit():
        number += Fraction(int(found["cents"]), 100)
    start = found.start("run")
    part = _PART_OF.search(before, 0, start) if before[:start].rstrip().lower().endswith(_OF) else None
    if part:
        share = value(part["run"])
        return None if share is None else share * number
    return number


def _figures_first(match: re.Match[str], figures: re.Match[str], length: int) -> Iterator[Pair]:
    number, figure = value(match["run"].replace(",", " ")), _figure(figures["figures"], figures["sign"])
    if number is not None and figure is not None:
        start = match.start() - length + figures.start()
        agrees = _same(number, figure, match["run"], figures["sign"])
        yield Pair(" ".join(match["run"].split()), figures.group().strip(), start, match.end(), agrees)


@lru_cache(maxsize=2048)
def _figure(written: str, sign: str | None) -> tuple[Fraction, ...] | None:
    """What the figures may mean: `1.000` is one or a thousand, `3 million` three or three million."""
    plain = re.sub(r"[,'’ ](?=\d{3}(?!\d))", "", written)
    readings = [plain]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        readings.append(plain.replace(".", ""))
    found = [number for reading in readings if (number := _plain_figure(reading)) is not None]
    scale = {"m": 10**6, "mn": 10**6, "bn": 10**9, "k": 1000, **SCALES}.get((sign or "").lower())
    return (*found, *(number * scale for number in found)) if scale else tuple(found) or None


def _plain_figure(written: str) -> Fraction | None:
    total = Fraction(0)
    for piece in re.findall(r"[¼½¾]|[^\s¼½¾-]+", written):
        try:
            total += _GLYPHS.get(piece) or Fraction(piece)
        except (ValueError, ZeroDivisionError):
            return None
    return total


def _same(number: Fraction, figures: tuple[Fraction, ...], run: str, sign: str | None) -> bool:
    if run.lower() in _SPOKEN and (sign or "")[-2:].lower() not in ("st", "nd", "rd", "th"):
        return True  # "the first (30) days": a slip, not two numbers
    numbers = [number]
    *rest, last = re.split(r"[\s-]+", run.lower())
    if last == "second" and rest and (shorter := value(" ".join(rest))) is not None:
        numbers.append(shorter)  # "thirty second (30)": a span of time
    return any(_equal(one, figure, sign) for one in numbers for figure in figures)


def _equal(number: Fraction, figure: Fraction, sign: str | None) -> bool:
    if number == figure or number == figure * _HUNDRED:  # "five percent (.05)"
        return True
    if number.denominator > 1 and abs(number - figure) < _NEAR_PART:
        return True
    if sign and sign[0] in "%pP" and number.denominator > 1 and abs(number * _HUNDRED - figure) <= _NEAR:
        return True
    return figure in _YEARS and figure % _HUNDRED == number  # nineteen ninety-eight (1998)


def _is_marker(text: str, match: re.Match[str], unit: str | None) -> bool:
    """Whether figures in brackets may number the parts of a list or point to a footnote."""
    plain = match["figures"]
    if match["money"] or match["sign"] or match["unit"].strip() or not plain.isdigit() or int(plain) >= _LARGEST_MARKER:
        return False
    words = (unit or "").lower().split()
    if words and words[-1] not in _COUNTED and int(plain) < _TEN:
        return True
    nearby = text[max(0, match.start() - _LIST_REACH) : match.start()] + text[match.end() : match.end() + _LIST_REACH]
    following = int(plain) + 1
    return f"({following}) " in nearby and (plain == "1" or f"({int(plain) - 1}) " in nearby)
