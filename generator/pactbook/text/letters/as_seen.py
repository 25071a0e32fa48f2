"""A text as the eye reads it, in ASCII: without what cannot be seen, and with one letter for all that look the same.

Two texts that look alike come out alike, so that a name is found however it is written: with a soft hyphen or a joiner in it, in wide letters, with
accents, with letters of another script, or coded in an address, where a browser shows what it stands for (Blue%20Harbour, xn--mller-kva.example).
What has no likeness in ASCII stands as the code of its letters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

_LETTERS = (
    (
        "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u051d\u04bb",
        "abekmhopctyxijsdqwh",
    ),
    ("\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7", "abezhikmnoptyx"),
    ("\u00f8\u0142\u0111\u00f0\u0131\u014b\u0127\u0167\u0261\u0251", "olddinhtga"),
)
_LIKE = {other: letter for others, letters in _LETTERS for other, letter in zip(others, letters, strict=True)}
_LIKE |= {"\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th"}
_BLANK = "\u115f\u1160\u3164\uffa0"  # letters by their kind, and nothing to see
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cn"})
_ERRORS = "pactbook.as_seen"
_CODED = re.compile(r"(?:%[0-9a-f]{2})+|\bxn--[a-z0-9-]{1,59}", re.IGNORECASE)


def as_seen(text: str) -> str:
    """The text in ASCII; of one that is ASCII already and holds nothing coded, the text itself."""
    if _is_coded(text):
        text = _CODED.sub(_decoded, text)
    return _plain(text)


def origin(text: str, offset: int) -> int:
    """The place in a text that an offset in `as_seen` of it comes from; of what is coded, its beginning."""
    at = place = 0
    for coded in _CODED.finditer(text) if _is_coded(text) else ():
        between = text[place : coded.start()]
        if (end := at + len(_plain(between))) > offset:
            break
        at, place = end + len(_plain(_decoded(coded))), coded.end()
        if at > offset:
            return coded.start()
    return place + _origin(text[place:], offset - at)


def _origin(text: str, offset: int) -> int:
    """The same where nothing is coded."""
    if text.isascii():
        return offset
    at = 0
    for place, sign in enumerate(text):
        at += 1 if sign.isascii() else len(_run(sign))
        if at > offset:
            return place
    return len(text)


def _is_coded(text: str) -> bool:
    return "%" in text or "xn--" in text or "XN--" in text


def _decoded(coded: re.Match[str]) -> str:
    """What stands for a coded part of an address; the part itself where nothing does."""
    written = coded.group()
    try:
        return bytes.fromhex(written.replace("%", "")).decode() if written[0] == "%" else written[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return written


def _plain(text: str) -> str:
    return text if text.isascii() else text.encode("ascii", _ERRORS).decode("ascii")


def _handled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return _run(error.object[error.start : error.end]), error.end


@lru_cache(maxsize=8192)
def _run(signs: str) -> str:
    return "".join(map(_sign, signs))


def _sign(sign: str) -> str:
    if sign in _BLANK or unicodedata.category(sign) in _UNSEEN:
        return ""
    if unicodedata.decomposition(sign).startswith(("<super>", "<sub>")):
        return " "  # a mark beside a word, no part of it
    return "".join(_letter(each) for each in unicodedata.normalize("NFKD", sign))


def _letter(sign: str) -> str:
    if sign.isascii():
        return sign
    kind = unicodedata.category(sign)
    if kind in _UNSEEN:
        return ""
    if kind in {"Lu", "Ll", "Lt"}:
        like = _LIKE.get(sign) or _LIKE.get(sign.lower(), "").upper()
        return like or f"u{ord(sign.lower()[0]):x}"
    # Scripts without capitals often write without spaces; there each letter stands for itself.
    return f" u{ord(sign):x} " if kind[0] in "LN" or kind == "Mc" else " "


codecs.register_error(_ERRORS, _handled)
