"""Terms and how a text uses them: the forms of a term that are one, and the capitalised phrases in mid-sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.text.terms.ordinary import is_ordinary

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

Key = tuple[str, ...]

_IES = 4
_S = 3
# Plurals in -es of words that end in a hiss.
_HISSED = ("sses", "xes", "ches", "shes", "zes")
# A capitalised word: letters, digits, hyphens and apostrophes within.
_CAPITAL = r"[A-Z][A-Za-z0-9]*(?:[-’'&/][A-Za-z0-9]+)*"
_GAP = r"(?:[ ]+|[ ]*\n[ ]*)"
# The empty group tells at once of most phrases that a sentence is under way.
_PHRASE = re.compile(
    rf"[A-Z](?:(?<=[a-z,)][ \n].)())?[A-Za-z0-9]*(?:[-’'&/][A-Za-z0-9]+)*(?:{_GAP}(?:(?:of|for|in){_GAP})?{_CAPITAL})*+(?![\w&]|[.’'-]\w)"
)
_ROW = re.compile(rf"(?<!\w){_CAPITAL}(?:[ ]{_CAPITAL})+")
_WORDS = re.compile(r"[A-Za-z0-9À-ÿ]+(?:[-’'&/][A-Za-z0-9À-ÿ]+)*")
_OPTIONAL = re.compile(r"\((?:s|es|ies)\)", re.IGNORECASE)
# Words before a phrase that show it to be used as a noun of the contract, not as a name.
_DETERMINERS = (
    "the such each any all its a an no every other applicable said their his her per another either neither both these those relevant respective "
    "additional certain remaining"
)
_DETERMINED = re.compile(rf"\b(?:{'|'.join(_DETERMINERS.split())})\s+\Z", re.IGNORECASE)
_LOOK_BACK = 14
_INDENT = 24  # the most that may stand between a line's end and the first word of the next
_COLUMN = 3  # spaces that set off a column
_SPACES = (" ", "\n")
_UNDER_WAY = (",", ")")


_POSSESSIVE = re.compile(r"(?:['’]s|s['’])(?=\s)")
# A row of capitalised words up to a possessive or to a word that joins.
_PART = re.compile(rf"{_CAPITAL}?(?:(?<=['’]s)|(?:\s{_CAPITAL})*?(?:(?<=['’]s)|(?=\s[a-z]|$)))(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a phrase: its words, their key, and whether it opens the phrase."""

    words: str
    key: Key
    first: bool


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word in the form that its plural, possessive and capitals share."""
    plain = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    if plain.endswith("ies") and len(plain) > _IES:
        return plain[:-3] + "y"
    if plain.endswith(_HISSED):
        return plain[:-2]
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > _S:
        return plain[:-1]
    return plain


def singular(term: str) -> str:
    """A term as it begins in the singular and in the plural alike: "Part" of "Parties"."""
    plain = term.removesuffix("(s)")
    if plain.endswith("ies"):
        return plain[:-3]
    return plain[:-2] if plain.endswith(_HISSED) else plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


@lru_cache(maxsize=20_000)
def key(term: str) -> Key:
    """A term in the form that its plural, possessive and capitals share; `(s)` and articles are dropped."""
    plain = _OPTIONAL.sub("", term) if "(" in term else term
    words = _WORDS.findall(plain)
    if len(words) > 1 and words[0].lower() in ("the", "a", "an", "this"):
        del words[0]
    return tuple(stem(word) for word in words)


def stems(words: str) -> Iterator[str]:
    """The stem of each word, one after another."""
    return (stem(found.group()) for found in _WORDS.finditer(_OPTIONAL.sub("", words) if "(" in words else words))


def phrases(text: str) -> dict[str, list[int]]:
    """The capitalised phrases of a text that do not open a sentence, with the offsets at which each stands."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for match in _PHRASE.finditer(text):
        if match.lastindex or _runs_on(text, match.start()):
            found[match.group()].append(match.start())
    return found


def _runs_on(text: str, start: int) -> bool:
    """Whether a sentence is under way: a small letter, a comma or a bracket stands before the space, and no gap as between columns."""
    if text[start - 1 : start] not in _SPACES:
        return False
    before = text[max(0, start - _INDENT) : start]
    words = before.rstrip()
    gap = before[len(words) :]
    return (words[-1:].islower() or words.endswith(_UNDER_WAY)) and (len(gap) < _COLUMN or "\n" in gap)


def is_determined(text: str, start: int) -> bool:
    """Whether an article or the like stands before a phrase."""
    return bool(_DETERMINED.search(text, max(0, start - _LOOK_BACK), start))


def names(text: str) -> list[str]:
    """The capitalised phrases of a few words that are data: "Client IT" in "Client IT service owner"."""
    return _ROW.findall(text)


def unknown(phrase: str, known: Container[Key]) -> list[Part]:
    """The parts of a phrase that no known term explains.

    A phrase is cut where "of", "for" or a possessive joins two names. Where none of its parts is known, it is one term: "Event of Default".
    """
    words = " ".join(phrase.split())
    whole = Part(words, key(words), first=True)
    if whole.key in known:
        return []
    parts = _parts(words)
    left = [part for part in parts if not _made_of(part.key, known) and not is_ordinary(part.words)]
    return [whole] if len(left) == len(parts) > 1 and not _POSSESSIVE.search(words) else left


@lru_cache(maxsize=20_000)
def _parts(words: str) -> tuple[Part, ...]:
    return tuple(Part(match.group(), key(match.group()), first=not match.start()) for match in _PART.finditer(words))


def _made_of(one: Key, known: Container[Key]) -> bool:
    """Whether a phrase is a row of known terms."""
    return not one or any(one[:size] in known and _made_of(one[size:], known) for size in range(len(one), 0, -1))
