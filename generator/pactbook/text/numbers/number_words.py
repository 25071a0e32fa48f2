"""Numbers written in words, as contracts write them: "one hundred and twenty-five thousand", "one and one-half", "fifteenth"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from pactbook.text.letters import beginnings

_ONES_LISTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ONES = {word: value for value, word in enumerate(_ONES_LISTED.split())}
_TENS_LISTED = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * value for value, word in enumerate(_TENS_LISTED.split(), 2)} | {"fourty": 40, "ninty": 90}
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_OTHERS = {"nil": 0, "nought": 0, "dozen": 12}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    **{f"{word}th": value for word, value in _ONES.items() if value in (4, 6, 7, 10, 11, *range(13, 20))},
    **{f"{word[:-1]}ieth": value for word, value in _TENS.items()},
    "hundredth": 100,
    "thousandth": 1000,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1000,
}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items()} | {"halves": 2}
_CARDINALS = {**_ONES, **_TENS, **_OTHERS}
_BELOW_TEN = r"one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_RUN_TOGETHER = re.compile(rf"({'|'.join(_TENS)})({_BELOW_TEN})")
_TOKEN = re.compile(r"[a-z]+|\d+/\d+|[^\s\w-]")

_EVERY = sorted({*_CARDINALS, *SCALES, *ORDINALS, *_PARTS}, key=len, reverse=True)
# One word of a number; `and`, `a` and `point` stand only within one.
WORD = rf"(?:(?:{'|'.join(_TENS)})(?:{_BELOW_TEN})|{'|'.join(_EVERY)})"
_WORDS = frozenset(_EVERY)
# The letters with which such a word begins, in small letters.
BEGINS = beginnings.pattern([*_EVERY, *_TENS])
_NO_LIMIT = 10**15
_NEW_PART = 1000  # from here up a scale closes what stands before it: "two million five thousand"


@lru_cache(maxsize=2048)
def is_number(word: str) -> bool:
    """Whether a small word is a number, as `twenty` and `twentyfive` are."""
    return word in _WORDS or re.fullmatch(WORD, word) is not None


@lru_cache(maxsize=4096)  # the same few numbers in each text
def value(words: str) -> Fraction | None:
    """The number that the words make, None if they make none or it can't be told: "thirty-five" 35, "two-thirds" 2/3."""
    tokens = _tokens(words)
    if not tokens or tokens[0] in ("and", "point"):
        return None
    if "point" in tokens:
        return _decimal(tokens)
    whole = _whole(tokens)
    return whole if whole is not None else _with_fraction(tokens) or _scaled(tokens)


def _tokens(words: str) -> list[str]:
    parts: list[str] = []
    for part in _TOKEN.findall(words.lower()):
        together = _RUN_TOGETHER.fullmatch(part)
        parts += together.groups() if together else [part]
    return parts


def _whole(tokens: list[str]) -> Fraction | None:
    """Whole numbers and ordinals: every part is smaller than the one before, and every scale too."""
    total, part, last = 0, 0, _NO_LIMIT
    for before, word in pairwise(["", *tokens]):
        if word == "and":
            continue
        if word == "a" and before in ("", "and"):
            part = part or 1
            continue
        number, scale = _CARDINALS.get(word, ORDINALS.get(word)), SCALES.get(word, 0)
        if scale and part and scale < _NEW_PART:
            part, last = part * scale, scale
        elif scale and part and scale < _limit(total):
            total, part, last = total + part * scale, 0, _NO_LIMIT
        elif number is None or not _fits(number, last, part):
            return None
        else:
            part, last = part + number, number
    return None if tokens[-1] in ("and", "a") else Fraction(total + part)


def _limit(total: int) -> int:
    """The smallest scale that stands in a total: what follows must be smaller."""
    return next((scale for scale in SCALES.values() if total and total % (scale * 1000)), _NO_LIMIT)


def _fits(number: int, last: int, part: int) -> bool:
    """Whether a number may follow another: "twenty" then "four", "hundred" then "twelve"."""
    if not part:
        return True
    return number < 100 if last == 100 else 20 <= last < 100 and 0 < number < 10  # noqa: PLR2004 - hundreds, tens and ones


def _scaled(tokens: list[str]) -> Fraction | None:
    """`half a million`, `one and a half million`, `two dozen`."""
    scale = {**SCALES, "dozen": 12}.get(tokens[-1])
    before = tokens[:-2] if tokens[-2:-1] == ["a"] else tokens[:-1]
    if not scale or not before:
        return None
    number = _with_fraction(before) or (_whole(before) if tokens[-1] == "dozen" else None)
    return None if number is None else number * scale


def _decimal(tokens: list[str]) -> Fraction | None:
    at = tokens.index("point")
    whole, digits = _whole(tokens[:at]), [_ONES.get(token, 10) for token in tokens[at + 1 :]]
    if whole is None or not digits:
        return None
    if max(digits) < 10:  # noqa: PLR2004 - one digit each
        return whole + Fraction(int("".join(map(str, digits))), 10 ** len(digits))
    number = _whole(tokens[at + 1 :])
    return None if number is None else whole + number / Fraction(10 ** len(str(number)))


def _with_fraction(tokens: list[str]) -> Fraction | None:
    """`one half`, `one and one-half`, `two and a half`, `ninety-nine and nine tenths`, `one thousand and 50/100`."""
    for at in [0, *(index + 1 for index, word in enumerate(tokens) if word == "and")]:
        part = _fraction(tokens[at:])
        whole = _whole(tokens[: at - 1]) if at else Fraction(0)
        if part is not None and whole is not None:
            return whole + part
    return None


def _fraction(tokens: list[str]) -> Fraction | None:
    if len(tokens) == 1 and "/" in tokens[0]:
        above, below = map(int, tokens[0].split("/"))
        return Fraction(above, below) if below else None
    if not tokens or tokens[-1] not in _PARTS:
        return None
    above_words = [token for token in tokens[:-1] if token not in ("a", "an")]
    if any(word in ORDINALS for word in above_words):
        return None  # the third quarter
    number = _whole(above_words) if above_words else Fraction(1)
    return None if number is None else number / _PARTS[tokens[-1]]
