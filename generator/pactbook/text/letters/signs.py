"""Signs that a reader can't see, and letters that look like others: what is on the screen is not what is in the file."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.yamlfile.encoding import drawn_over

if TYPE_CHECKING:
    from collections.abc import Iterator

# Controls, marks without width, marks that turn the reading direction, fillers, private use, what replaces lost letters.
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ue000-\uf8ff\ud800-\udfff\U000e0000-\U000e0fff\U000f0000-\U0010ffff\U0001d173-\U0001d17a]"
)
_ORDINARY = dict.fromkeys(range(0x09, 0x0E))  # tabs and ends of lines, which are seen
_REFERENCE = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z]{2,31});")
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_PRIVATE, _LOST, _KEYCAP = "Co", "\ufffd", "\u20e3"
_NEARBY = 40
_SELECTORS = range(0xFE00, 0xFE10)

# Letters outside the Latin alphabet that are drawn like Latin ones (after Unicode's confusables), by what they pass for.
_OTHERS = "ВАСЕНІЈКМОРЅТХҮԌԚԜӀавсԁеһіјӏорԛѕуѵхԝүәՕՍՏհոսօցԛАΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχϲϳⅼ"
_LATINS = "BACEHIJKMOPSTXYGQWIabcdehijlopqsyvxwyəOUSnnuogqAABEZHIKMNOPTYXayiknopuxcjl"
LATIN_FOR = dict(zip(_OTHERS, _LATINS, strict=True))
# Greek, Cyrillic, Armenian, Cherokee, Lisu; small Roman numerals; letters of full width and of mathematics.
_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\u1f00-\u1fff\ua4d0-\ua4ff\uab70-\uabbf\u1c80-\u1c8f\u2160-\u217f"
_STYLED = "\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7cb"
_DIGITS = "\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0be6-\u0bef\u0c66-\u0c6f\u0e50-\u0e59\uff10-\uff19\U0001d7ce-\U0001d7ff"
_WORD = re.compile(rf"[A-Za-z\u00c0-\u024f]{{0,60}}(?:[{_FOREIGN}{_STYLED}][^\W\d_]*|[{_DIGITS}])[\w]*|\d+[{_DIGITS}]\d*")
_ANY = re.compile(f"[{_FOREIGN}{_STYLED}{_DIGITS}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_ROMAN = re.compile("[\u2160-\u217f]+")
_LONG = 3  # Latin letters that make a word; with fewer, a Greek letter may be a unit: kΩ, μm


@dataclass(frozen=True, slots=True)
class Sign:
    """A hidden sign: its place, the character, and what it does, in words."""

    start: int
    character: str
    effect: str

    @property
    def name(self) -> str:
        """`U+200B (zero width space)`."""
        return name(self.character)


@dataclass(frozen=True, slots=True)
class Mixed:
    """A word with letters of another alphabet: its place, the word, the letters, and the word that it is taken for."""

    start: int
    word: str
    letters: str
    taken_for: str


def name(character: str) -> str:
    """A character as it can be looked up: `U+0430 (cyrillic small letter a)`."""
    known = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({known})" if known else "")


def hidden(text: str) -> Iterator[Sign]:
    """Each sign that can't be seen, as a character or as an HTML reference to one, those left out that a script or emoji needs."""
    if not text.isascii() or not text.translate(_ORDINARY).isprintable():
        for match in HIDDEN.finditer(text):
            if not _needed(text, match.start()):
                yield Sign(match.start(), match.group(), _effect(match.group()))
    for match in _REFERENCE.finditer(text) if "&" in text else ():
        meant = html.unescape(match.group())
        if len(meant) == 1 and meant != match.group() and (HIDDEN.match(meant) or drawn_over(meant) or meant in LATIN_FOR):
            yield Sign(match.start(), meant, _effect(meant))


def _effect(character: str) -> str:
    if drawn_over(character):
        return "strikes out or covers the letter before it"
    if character in LATIN_FOR:
        return "looks like a Latin letter"
    if character in _DIRECTION:
        return "changes the order in which text is shown"
    if unicodedata.category(character) == _PRIVATE:
        return "looks different on every computer"
    return "stands where a letter was lost" if character == _LOST else "can't be seen"


def _needed(text: str, at: int) -> bool:
    """Whether a sign does its proper work: it joins emoji, shapes letters of a script that needs it, or stands in right-to-left text."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if ord(character) in _SELECTORS:
        return unicodedata.category(before or " ") in ("So", "Sm", "Sk") or after == _KEYCAP or before in ("‼", "⁉", "〰", "〽")
    if character in _JOINERS:
        symbol = {unicodedata.category(before or " "), unicodedata.category(after or " ")} <= {"So", "Sk", "Mn"}
        return symbol or (ord(before or " ") > ord("\u05ff") and unicodedata.category(before)[0] in "LM")
    if character in _MARKS:
        near = text[max(0, at - _NEARBY) : at + _NEARBY]
        return any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in near if each not in _DIRECTION)
    # The flags of England, Scotland and Wales are spelt with tags behind a black flag.
    return 0xE0020 <= ord(character) <= 0xE007F and "\U0001f3f4" in text[max(0, at - 7) : at]  # noqa: PLR2004 - Unicode's range


def mixed(text: str) -> Iterator[Mixed]:
    """Words of more than one alphabet, and words made of look-alikes alone in a text that has no other words of their alphabet."""
    if text.isascii() or not _ANY.search(text):
        return
    found = list(_WORD.finditer(text))
    # A real word of another alphabet has letters that pass for no Latin one; then its short words are real too.
    foreign = {each for match in found if not _LATIN.search(match.group()) for each in match.group()}
    real = {_alphabet(each) for each in foreign - LATIN_FOR.keys()}
    for match in found:
        word = match.group()
        letters = "".join(dict.fromkeys(_ANY.findall(word)))
        if letters and _passes_for_latin(word, letters, real):
            yield Mixed(match.start(), word, letters, _as_latin(word))


def _passes_for_latin(word: str, letters: str, real: set[str]) -> bool:
    latin = len(_LATIN.findall(word))
    if any(each.isdigit() for each in letters):
        return any(each in "0123456789" for each in word)
    if _ROMAN.fullmatch(word) or not word[0].isalpha():
        return False
    if all(unicodedata.normalize("NFKC", each).isascii() for each in letters):
        return True  # full width, bold of mathematics
    if latin and _GREEK.fullmatch(letters) is not None and latin < _LONG:
        return False
    if latin:
        return not all(_GREEK.match(each) for each in letters) or any(each in LATIN_FOR for each in letters)
    return all(each in LATIN_FOR for each in word) and _alphabet(word[0]) not in real and not (len(word) == 1 and word.islower())


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _as_latin(word: str) -> str:
    return "".join(LATIN_FOR.get(each) or unicodedata.normalize("NFKC", each) for each in word)
