"""Section numbers: reading them as written, comparing them, making ids from them."""

import re
import unicodedata
from functools import lru_cache

from pactbook.text.letters import ids

_MOST_DIGITS = 3
_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\x00-\-/:-@\[-`{-\x7f]+")  # all of ASCII but letters, digits and the stop
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

# Words that head a section or are used to refer to one, with the kind that they stand for.
KINDS = {
    "article": "article",
    "section": "section",
    "sec": "section",
    "subsection": "section",
    "§": "section",
    "§§": "section",
    "part": "part",
    "clause": "clause",
    "subclause": "clause",
    "paragraph": "paragraph",
    "subparagraph": "paragraph",
    "exhibit": "exhibit",
    "schedule": "schedule",
    "annex": "annex",
    "appendix": "appendix",
    "attachment": "attachment",
    "addendum": "addendum",
}
ATTACHED = frozenset({"exhibit", "schedule", "annex", "appendix", "attachment", "addendum"})


@lru_cache(maxsize=256)
def kind_of(word: str) -> str:
    """The kind that a word such as `SECTIONS`, `Sec.` or `Annexes` stands for."""
    plain = word.lower().rstrip(".")
    if plain == "appendices":
        return "appendix"
    for candidate in (plain, plain.removesuffix("s"), plain.removesuffix("es")):
        if candidate in KINDS:
            return KINDS[candidate]
    return plain


@lru_cache(maxsize=1000)
def roman(text: str) -> int:
    """The value of a Roman numeral, 0 if it is none. A digit 1 or a small l counts as I (a frequent slip)."""
    letters = text.replace("1", "I").replace("l", "I").upper()
    if not letters or any(letter not in _ROMAN for letter in letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    total = 0
    for here, after in zip(values, [*values[1:], 0], strict=True):
        total += -here if here < after else here
    return total


def as_roman(number: int) -> str:
    """A whole number as a Roman numeral in capitals."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    written = ""
    for size, letters in steps:
        written += letters * (number // size)
        number %= size
    return written


def value(number: str) -> int:
    """The whole-number value of `9`, `IV` or `9.` as an article or chapter number; 0 if it has none."""
    digits = number.rstrip(".")
    return int(digits) if digits.isdigit() and len(digits) <= _MOST_DIGITS else roman(digits)


@lru_cache(maxsize=10_000)
def path(number: str) -> tuple[int, ...]:
    """`9.2` as (9, 2); a trailing zero as in `2.0` is dropped, so that it equals `2`."""
    parts = [int(part) for part in _DIGITS.findall(number)]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


@lru_cache(maxsize=10_000)  # the same few hundred numbers in each text
def key(number: str) -> str:
    """The form in which two ways of writing one number are equal: `9.02`, `9.2.` and `9.2` are."""
    plain = number.strip().rstrip(".").lower()
    # Leading zeros of every component, then a closing ".0".
    plain = re.sub(r"(?<![\w])0+(?=\d)", "", plain)
    return re.sub(r"(?:\.0)+$", "", plain)


@lru_cache(maxsize=10_000)
def slug(words: str) -> str:
    """Words as an id: small letters, digits, dots and single hyphens; '' if nothing is left."""
    plain = _SIGNS.sub("-", ids.small(words, ""))
    return unicodedata.normalize("NFKC", re.sub(r"-*\.-+|-+\.", "-", plain).strip("-."))
