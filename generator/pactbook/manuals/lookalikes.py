"""Words that look like other words: letters of another script, invisible characters, other quotes, spaces and capitals."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Cyrillic, then Greek, then Armenian letters, each above the Latin letter that it can't be told from.
_FOREIGN = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u0261\u04cf\u044c\u043f"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405\u04ae\u0392"
    "\u0391\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u0578\u057d"
)
_LATIN = "aeopcyxijsdhqwglbn" + "ABEKMHOPCTXYIJSYB" + "AEZHIKMNOPTYXaikvopuxnu"
_PLAIN = str.maketrans(_QUOTES + _DASHES + _FOREIGN + "\u0131\u01c0\u2223|01", "'" * 8 + "'" * 7 + "-" * 7 + _LATIN + "i" + "l" * 3 + "ol")
_SIGNS = re.compile(r"[^\w]+")


def same(words: str, wanted: str) -> bool:
    """Whether two headings read the same: a run of spaces is one space, and a letter with its accent may be written as one character or two."""
    return words == wanted or _even(words) == _even(wanted)


def _even(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split(" "))


def skeleton(words: str) -> str:
    """What stays of words when everything that the eye can pass over is levelled: for comparison only."""
    seen = "".join(
        sign for sign in unicodedata.normalize("NFKC", words) if unicodedata.category(sign) not in {"Cf", "Cc", "Mn"} or sign in "\t\n"
    )
    return " ".join(_SIGNS.sub(" ", seen.translate(_PLAIN).casefold()).split()).replace("rn", "m")


def difference(words: str, wanted: str) -> str:
    """In what words that look like others differ from them, as the end of a sentence; '' where they do not look like them."""
    if skeleton(words) != skeleton(wanted):
        return ""
    for odd in words:
        if odd not in wanted and not (odd.isascii() and odd.isprintable()):
            return f"holds U+{ord(odd):04X} ({unicodedata.name(odd, 'a character without a name').lower()})"
    if words.casefold() == wanted.casefold():
        return "differs in its capital letters"
    return (
        "differs in its punctuation or spaces"
        if "".join(_SIGNS.split(words)) == "".join(_SIGNS.split(wanted))
        else "differs in its letters"
    )
