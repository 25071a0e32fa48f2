"""Whether a passage says anything: real content, or only a heading, a placeholder, a pointer or vague words."""

from __future__ import annotations

import html
import re
from itertools import chain

from pactbook.text.passages import readable, stand_ins

FEWEST_WORDS = 7
FEWEST_WITH_A_VALUE = 4  # "Answer within 30 seconds."
_PLAIN = 40  # a longer passage holds more than its vague words
_PLACEHOLDER = re.compile(
    r"\b(?:t\.?b\.?[cda]\.?|to (?:follow|come|be (?:agreed|confirmed|defined|decided|determined|added|written|completed))|coming soon|under construction"
    r"|work in progress|not applicable|n/a|see above|see below|placeholder|lorem ipsum)(?!\w)|\[(?:●|•|\.{3}|…|tb[cda])\]",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:appropriate(?:ly)?|as (?:needed|required|necessary)|where (?:possible|appropriate|necessary)|best practices?|industry[- ]standards?|timely|promptly"
    r"|regularly|properly|professional(?:ly)?|high[- ]quality|world[- ]class|excellent|reasonable|reasonably|adequate(?:ly)?|sufficient(?:ly)?|normally|usually"
    r"|generally|satisfactory|good|suitable|user[- ]friendly|efficient(?:ly)?|effective(?:ly)?|and so on|etc)\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_POINTER = re.compile(r"!?\[[^\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t].*$", re.MULTILINE)
# What a reader does not see, or what only opens a table or a note: the target of a link, the title of a note or tab, a table's head.
_FRAME = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+.*$|^[ ]{0,3}\*\[[^\]\n]+\]:.*$|^[ \t]*(?:!!!|\?\?\?\+?|===)[ \t].*$"
    r"|^[^|\n]*\|.*\n(?=[ \t]*(?:\|[ \t]*:?-+:?|:?-+:?[ \t]*\|)[ \t|:-]*$)",
    re.MULTILINE,
)
_STEP = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(?![ \t:|-]*\|?[ \t]*$)(.*\S)", re.MULTILINE)
_EXACT = re.compile(r"\d|\{\{")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
_LETTERS = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\s*\n)[^.!?\n]+)*")
_ENTRIES = 2  # a table or list of so many different entries is content
_TIMES = 3  # few words of which each stands so often say nothing

UNWRITTEN = stand_ins.UNWRITTEN
ELSEWHERE = stand_ins.ELSEWHERE
PICTURE = "holds only a picture"
REPEATS = "only repeats the same words"
EMPTY = frozenset({"is empty", UNWRITTEN, ELSEWHERE, stand_ins.NOTHING, PICTURE, REPEATS})
"""What `lacking` says of a passage that holds nothing at all."""


def lacking(text: str) -> str:
    """What the passage under a heading lacks, in words that follow "the section"; '' where it has substance.

    A value of the contract (`{{ ... }}`) counts as content; headings, links, pictures, comments, a table's head and a note's title do not.
    """
    without = _POINTER.sub(" ", _FRAME.sub("", _HEADING.sub("", _decoded(text))))
    values = without.count("{{")
    words = readable.blanked(without)
    if instead := _in_its_place(words, values):
        return instead
    found = _WORD.findall(words)
    if not found and not values:
        return (ELSEWHERE if _is_pointer(text) else PICTURE) if _POINTER.search(text) else "is empty"
    entries = _entries(without, words)
    count = len(found) + values
    if entries < _ENTRIES and count < (FEWEST_WITH_A_VALUE if _EXACT.search(without) else FEWEST_WORDS):
        return ELSEWHERE if _is_pointer(text) else f"holds {count} word{'' if count == 1 else 's'}"
    if not values and entries < _ENTRIES and _repeats(words):
        return REPEATS
    vague = entries < _ENTRIES and len(found) < _PLAIN and not _EXACT.search(without) and _vague_throughout(words)
    return "holds vague words and nothing that can be measured or followed" if vague else ""


def _in_its_place(words: str, values: int) -> str:
    """What a passage says in place of content: placeholders with next to nothing beside them, or no sentence that says more; '' otherwise."""
    if _PLACEHOLDER.search(words) and len(_WORD.findall(_PLACEHOLDER.sub(" ", words))) < FEWEST_WORDS:
        return UNWRITTEN
    return "" if values else stand_ins.said(words)


def _decoded(text: str) -> str:
    """The text with its entities as the signs that a reader sees, a no-break space as nothing."""
    return html.unescape(text) if "&" in text else text


def _is_pointer(text: str) -> bool:
    """Whether a passage holds a link; a picture is none."""
    return bool(_POINTER.search(_PICTURE.sub("", text)))


def _entries(written: str, words: str) -> int:
    """How many different entries a list or table has; those that hold a value differ by it."""
    steps = (" ".join(_LETTERS.findall(each.casefold())) for each in _STEP.findall(words))
    rows = (" ".join(_WORD.findall(each.casefold())) for each in _ROW.findall(words))
    different = set(chain(steps, rows)) - {""}
    return max(len(different), written.count("{{") if different else 0)


def _repeats(words: str) -> bool:
    """Whether a passage is made of very few words that stand again and again."""
    found = _LETTERS.findall(words.casefold())
    different = set(found)
    return len(different) < FEWEST_WORDS and len(different) * _TIMES <= len(found)


def _vague_throughout(words: str) -> bool:
    sentences = [each for each in _SENTENCE.findall(words) if _WORD.search(each)]
    return bool(sentences) and all(_VAGUE.search(sentence) for sentence in sentences)
