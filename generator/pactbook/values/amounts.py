"""Amounts in a text as people write them: money, shares, times, points, each with its place.

"thirty (30) days", "EUR 1,250", "1.250,00" with a code, "82%", "two-year", "60 mins": what is the same amount compares equal. A working
day is not a number of hours, and a month not a number of days, so these stay apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pactbook.model.currencies import DECIMALS
from pactbook.model.values import Duration, Money, Quantity
from pactbook.text.letters import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {word: number for number, word in enumerate(_ONES.split())} | {word: 20 + 10 * place for place, word in enumerate(_TENS.split())}
_ONE_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
_IN_WORDS = rf"(?:(?:one|two|three)[ -]hundred(?:[ -]and)?[ -](?:{_ONE_WORD})(?:-(?:{_ONE_WORD}))?|(?:one|two|three|a)[ -]hundred|(?:{_ONE_WORD})(?:-(?:{_ONE_WORD}))?)"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:(?P<digits>{_DIGITS})|(?P<words>{_IN_WORDS})(?:[ ]?\((?P<figures>{_DIGITS})\))?)"

SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_NAMES = {"euro": "EUR", "euros": "EUR", "pounds": "GBP", "dollars": "USD", "pounds sterling": "GBP"}
_CODES = "|".join(sorted(DECIMALS))
_SCALES = {"million": 1_000_000, "m": 1_000_000, "k": 1_000, "thousand": 1_000}
_CLOCK = {"second": 1, "sec": 1, "minute": 60, "min": 60, "hour": 3600, "hr": 3600}
_SPAN = {
    "calendar day": ("calendar day", 1),
    "week": ("calendar day", 7),
    "month": ("month", 1),
    "year": ("month", 12),
    "yr": ("month", 12),
}
_UNIT = (
    r"(?P<unit>%|per[ ]?cent\b|percent\b|(?:(?:business|working|calendar)[ -])?(?:days?|hours?|hrs?)\b|seconds?\b|secs?\b|minutes?\b|mins?\b|weeks?\b|"
    r"months?\b|years?\b|yrs?\b|percentage points?\b|points?\b|errors? per 1,?000\b)"
)
_SEARCH = re.compile(
    rf"(?<![\w.,:/-])(?:"
    rf"(?P<code>(?:US|A|C)?\$|[€£¥]|\b(?-i:{_CODES}))[ ]?(?P<sum>{_DIGITS})(?:[ ]?(?P<scale>million|thousand|k|m)\b)?"
    rf"|{_NUMBER}(?:[ -]|(?=%))?(?:{_UNIT}|(?:(?P<scale2>million|thousand)[ ])?(?P<after>(?-i:{_CODES})\b|euros?\b|pounds(?: sterling)?\b|dollars\b|[€£]))"
    rf"|(?P<share>0\.\d{{1,4}})(?!\d|[.,]\d|[ ]?%|\w|[ ][a-z])"
    rf")",
    re.IGNORECASE,
)
# Where an amount can begin: at a number in words; at digits behind a currency's code, before the first letters of a unit, or of a share.
# A pattern that begins with letters or digits is found fast, so what must not stand before them is looked at behind the first of them.
_WORDED = re.compile(beginnings.whole(NUMBERS))
_COUNTED = re.compile(
    r"\d(?:(?<=[A-Z][ ].)|(?<=[A-Z].)|(?<![\w.,:/-].)(?:(?<=0)\.\d|[\d.,]*[ -]?(?:[%€£]|"
    r"(?i:[a-z]{3}\b|per|bus|wor|cal|day|hou|hr|sec|min|wee|mon|yea|yr|poi|err|mil|tho|eur|pou|dol))))"
)
_HUNDRED = ("a hundred", "a-hundred")
_LONGEST_CODE = 3
# What makes of two amounts a range, or of an amount a part of something else.
_RANGE_AFTER = re.compile(r"[ ]?(?:to|–|-|—|and)[ ]?(?:(?:US)?[€£$]|[A-Z]{3}[ ])?\d")
_RANGE_BEFORE = re.compile(r"(?:\d|[a-z]%|%)[ ]?(?:to|–|—)[ ]?$|\bbetween[ ][^.;]{1,30}\band[ ]$")


@dataclass(frozen=True, slots=True)
class Measure:
    """An amount in a form in which equal ones are equal.

    `kind` is `money:EUR`, `share`, `clock` (in seconds), `business hour`, `calendar day`, `business day`, `day`, `month`, `point` or `error`.
    """

    kind: str
    number: Decimal


class Amount(NamedTuple):
    """An amount that stands in a text between two offsets; `in_range` where it is one end of "3 to 5 days"."""

    start: int
    end: int
    measure: Measure
    in_range: bool = False


def amounts(text: str, start: int = 0, end: int | None = None) -> Iterator[Amount]:
    """Every amount between two offsets of a text, in order; the text is what a reader sees (code and markup blanked)."""
    stop = len(text) if end is None else end
    for match in _matches(text, start, stop):
        measure = _measure(match)
        if measure is not None:
            begin, past = match.span()
            yield Amount(begin, past, measure, bool(_RANGE_AFTER.match(text, past)) or _ends_range(text[max(0, begin - 40) : begin]))


def _ends_range(before: str) -> bool:
    """Whether what stands before an amount makes of it the end of a range."""
    return before.rstrip(" \n").endswith(("to", "–", "—", "and")) and _RANGE_BEFORE.search(before) is not None


def _matches(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """Every match of the pattern, looked for only where one can begin."""
    small = text.lower()
    if len(small) != len(text) or beginnings.is_odd(text):
        yield from _SEARCH.finditer(text, start, stop)
        return
    yield from beginnings.matches(_SEARCH, text, sorted(at for at in _beginnings(text, small, start, stop) if at >= start), stop)


def _beginnings(text: str, small: str, start: int, stop: int) -> set[int]:
    """Where an amount can begin; `small` is the text in small letters."""
    found = {match.start() for match in _WORDED.finditer(small, start, stop)}
    for match in _COUNTED.finditer(text, start, stop):
        at = match.start()
        found.add(at)
        end = at - 1 if text[at - 1 : at] == " " else at
        if text[end - _LONGEST_CODE : end] in DECIMALS:
            found.add(end - _LONGEST_CODE)
    for sign in SIGNS:
        for at in beginnings.places(small, sign, start, stop):
            found.update((at - 2, at - 1, at) if sign == "$" else (at,))  # US$, A$
    for words in _HUNDRED:
        found.update(beginnings.places(small, words, start, stop))
    return found


def _measure(match: re.Match[str]) -> Measure | None:
    return _measured(*match.group("share", "code", "sum", "scale", "after", "scale2", "unit", "digits", "figures", "words"))


@lru_cache(maxsize=4096)  # a text says "thirty (30) days" many times, and hundreds of texts do
def _measured(  # noqa: PLR0913, PLR0917 - the groups of the pattern
    share: str | None,
    code: str | None,
    of_code: str | None,
    scale: str | None,
    after: str | None,
    scale_before: str | None,
    unit: str | None,
    digits: str | None,
    figures: str | None,
    words: str | None,
) -> Measure | None:
    if share:
        return Measure("share", Decimal(share) * 100)
    if code:
        sign = code.upper()
        currency = SIGNS.get(sign, "USD" if sign == "US$" else {"A$": "AUD", "C$": "CAD"}.get(sign, sign))
        return _money(currency, _decimal(of_code or ""), scale)
    written = digits or figures
    number = _decimal(written) if written else _in_words(words or "")
    if after:
        return _money(SIGNS.get(after) or _NAMES.get(after.lower()) or after.upper(), number, scale_before)
    return _of_unit(number, " ".join((unit or "").lower().replace("-", " ").split()))


def _money(currency: str, number: Decimal, scale: str | None) -> Measure:
    return Measure(f"money:{currency}", number * _SCALES.get((scale or "").lower(), 1))


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _in_words(written: str) -> Decimal:
    total = 0
    for word in re.findall(r"[a-z]+", written.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in NUMBERS:
            total += NUMBERS[word]
    return Decimal(total)


_KINDS = {"%": "share", "per cent": "share", "percent": "share", "percentage point": "point"}


def _of_unit(number: Decimal, unit: str) -> Measure | None:
    if unit.startswith("error"):
        return Measure("error", number)
    single = unit.removesuffix("s").replace("working ", "business ").replace("hr", "hour")
    if single in _CLOCK:
        return Measure("clock", number * _CLOCK[single])
    if single in _SPAN:
        kind, times = _SPAN[single]
        return Measure(kind, number * times)
    known = _KINDS.get(single, single)
    return Measure(known, number) if known in {"share", "point", "business day", "business hour", "day"} else None


def of_value(value: object) -> Measure | None:
    """The measure of a value of terms.yaml, None where it is none (a text, a date, a plain number)."""
    if isinstance(value, Money):
        return Measure(f"money:{value.currency}", value.amount)
    if isinstance(value, Duration | Quantity):
        unit = "error" if value.unit.startswith("error") else value.unit
        return _of_unit(Decimal(value.number), unit)
    return None


_SECONDS = {"clock": 1, "business hour": 3600, "day": 86_400, "calendar day": 86_400, "business day": 86_400, "month": 2_629_800}
_MOST_TIMES = 8  # a deadline that is farther off is another one, unless the sentence names it in full
_A_DAY = 86_400


def comparable(one: Measure, other: Measure) -> bool:
    """Whether two amounts are of one kind."""
    return one.kind == other.kind or (one.kind in _SECONDS and other.kind in _SECONDS)


def of_like_size(one: Measure, other: Measure) -> bool:
    """Whether one of two comparable amounts is not many times the other."""
    if one.kind not in _SECONDS and one.kind != "share" and not one.kind.startswith("money"):
        return True
    first, second = (each.number * _SECONDS.get(each.kind, 1) for each in (one, other))
    low, high = min(first, second), max(first, second)
    return high <= low * _MOST_TIMES and (low > 0 or one.kind not in _SECONDS)


def same(written: Measure, held: Measure) -> bool:
    """Whether an amount in a text says what the contract holds; "5 days" and "2 hours" may leave out that they are business days or hours."""
    if written.kind == held.kind:
        return written.number == held.number
    if written.kind == "day" and held.kind in {"calendar day", "business day"}:
        return written.number == held.number
    if written.kind == "clock" and held.kind == "business hour":
        return written.number == held.number * 3600
    if {written.kind, held.kind} == {"clock", "calendar day"} or {written.kind, held.kind} == {"clock", "day"}:
        clock, days = (written, held) if written.kind == "clock" else (held, written)
        return clock.number == days.number * _A_DAY
    return False


def loose(written: Measure, held: Measure) -> bool:
    """Whether an amount that is the same leaves out which days or hours it means."""
    return same(written, held) and held.kind in {"business day", "calendar day", "business hour"} and written.kind in {"day", "clock"}
