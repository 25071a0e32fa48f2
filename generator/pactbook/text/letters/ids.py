"""Ids that are made of words: what a link leads to keeps the letters and figures of every script, so that it is told by its words and not by its place.

Letters are small and each is written in one way (NFKC); an accent stays with its letter. What nobody sees, or what turns the reading direction,
is in no id, so two ids that differ can be told apart. Words in plain ASCII come out as they always have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

from pactbook.text.letters.signs import HIDDEN

_ACCENTS = frozenset({"Mn", "Mc"})
_SIGNS = re.compile(r"[\x00-\x08\x0e-\x1b!-,./:-@\[-^`{-\x7f]")
_NO_LETTERS = re.compile(r"[\x00-/:-@\[-`{-\x7f]+")
_SPACES = re.compile(r"[-\s]+")
_FOREIGN = "\x80-\U0010ffff"
_PLAIN = re.compile(rf"[A-Za-z0-9{_FOREIGN}](?:[A-Za-z0-9._{_FOREIGN}-]*[A-Za-z0-9{_FOREIGN}])?")
_RESERVED = re.compile(r"(?:md|pb)-|.*__")  # ids that the site's theme keeps for itself


@lru_cache(maxsize=16_384)
def made(words: str, *, apart: bool = False) -> str:
    """The id of a heading: letters, figures and hyphens; `section` where nothing is left. Signs are dropped, or, `apart`, part as spaces do."""
    seen = small(words, "-" if apart else "")
    name = _NO_LETTERS.sub("-", seen).strip("-") if apart else _SPACES.sub("-", _SIGNS.sub("", seen).strip()).strip("-_")
    name = name if name.isascii() else unicodedata.normalize("NFKC", name)
    return name if name and not _RESERVED.match(name) else f"section-{name.replace('__', '-')}".rstrip("-")


def small(words: str, sign: str) -> str:
    """Words in small letters; beside ASCII only letters and figures with their accents, and `sign` for whatever else there is."""
    if words.isascii():
        return words.lower()
    even = unicodedata.normalize("NFKC", words).lower()
    return unicodedata.normalize("NFKC", _lettered(HIDDEN.sub("", unicodedata.normalize("NFKC", even)), sign))


def _lettered(words: str, other: str) -> str:
    """The words with `other` for each sign that is not ASCII, no letter and no figure, and without accents that belong to no letter."""
    kept, on_letter = [], False
    for sign in words:
        if is_accent := not sign.isascii() and unicodedata.category(sign) in _ACCENTS:
            kept.append(sign if on_letter else "")
        elif sign.isascii() or sign.isalnum():
            kept.append(sign)
        else:
            kept.append(" " if sign.isspace() else other)
        on_letter = sign.isalnum() or (is_accent and on_letter)
    return "".join(kept)


def is_safe(name: str) -> bool:
    """Whether the site can give this id to a heading: no sign in it that nobody sees, and none that the theme keeps for itself."""
    if not _PLAIN.fullmatch(name) or _RESERVED.match(name):
        return False
    return name.isascii() or (not HIDDEN.search(name) and _lettered(name, "") == name and unicodedata.normalize("NFKC", name) == name)


def meant(anchor: str) -> str:
    """The id that a link names, which may be written in hundredths (`%C3%A9`) as a browser's address line gives it, or with its accents apart."""
    return anchor if anchor.isascii() and "%" not in anchor else unicodedata.normalize("NFKC", unquote(anchor))
