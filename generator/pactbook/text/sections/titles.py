"""Finding where the title of a numbered section ends and its body begins."""

import re
from enum import IntEnum
from typing import NamedTuple

_LONGEST = 130
_MOST_WORDS = 18
_MOST_PLAIN_WORDS = 8
_MOST_STOPPED_WORDS = 3

# The end of a title that stands before its body: a full stop or colon after a word, or a gap of three or more spaces.
_END = re.compile(r"[.: \t](?:(?<=[\w\])”\"'’][.:])(?=[\"”'’]?(?:\*\*|__)?(?:\s|$))[\"”'’]?|(?<=[ \t])(?:[ \t]{2,}|[ \t]+(?=\(a\))))")
# A full stop that closes an abbreviation, not a title: a single capital ("U.S."), "No.", "Inc." and the like.
_ABBREVIATED = re.compile(r"(?:(?<![\w&])[A-Z]|\b(?:No|Inc|Ltd|Co|Corp|vs|St|Dr|Mr|Ms|approx|e\.g|i\.e))$")
# Words in capitals followed at once, with no stop, by an ordinary sentence: "Website Support During the first month ..."
_RUN_ON = re.compile(
    r"((?:[A-Z][\w&/'’-]*[ ]+|(?:and|of|for|&|to)[ ]+){1,7})(?=(?:During|The|Upon|If|In|Each|Either|All|Any|This|For|Subject|Within|Neither)[ ][a-z])"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Small words that stay in lower case within a title.
_SMALL_WORDS = (
    "a an and any as at be between by due during following for from in into is its it no not of on onto or other out over per prior re since than that the their this these to "
    "under until upon via which while with within without"
)
_SMALL = frozenset(_SMALL_WORDS.split())
# Words that make a sentence; a title has none of them in lower case.
_SENTENCE_WORDS = (
    "shall will must may can should would could means mean is are was were has have had been agrees agree hereby includes include does do "
    "represents warrants acknowledges refers understand understands covenants"
)
_SENTENCE = frozenset(_SENTENCE_WORDS.split())


class Weight(IntEnum):
    """How sure it is that words are a title."""

    NONE = 0
    PLAIN = 1  # a few words, written as a sentence is: "Data protection"
    TITLE = 2  # Every Word Starts With a Capital
    CAPITALS = 3


class Title(NamedTuple):
    """A title: where its words start and end, where the body starts, and how sure it is."""

    start: int
    end: int
    body: int
    weight: Weight
    run_in: bool


def weigh(words: str) -> Weight:
    """How much a run of words looks like a title."""
    text = words.strip().rstrip(".:")
    if not text or len(text) > _LONGEST or text[0] in "\"“'‘(;,":
        return Weight.NONE
    if text[0] in "[*†" and not any(map(str.islower, text)):
        return Weight.TITLE  # what was blacked out: [***]
    found = _WORD.findall(text)
    if not found or len(found) > _MOST_WORDS or not (text[0].isupper() or text[0].isdigit() or text[0] == "["):
        return Weight.NONE
    return _by_case(found, text)


def _by_case(found: list[str], text: str) -> Weight:
    if text.upper() == text:
        return Weight.CAPITALS
    lower = [word for word in found if word[0].islower()]
    if all(word in _SMALL for word in lower) and not ({"is", "are"} & set(lower[:2])):
        return Weight.TITLE
    if len(found) <= _MOST_PLAIN_WORDS and not (_SENTENCE & set(lower)) and ", " not in text:
        return Weight.PLAIN
    return Weight.NONE


def find(text: str, offset: int, limit: int) -> Title | None:
    """The title that starts at `offset`, right behind a number; `limit` is the end of its line."""
    start = offset
    while start < limit and text[start] in " \t.:-–—*_":
        start += 1
    rest = text[start : min(limit, start + 2 * _LONGEST)]
    whole = limit - start <= len(rest)
    for match in _END.finditer(rest):
        words = rest[: match.start()]
        if match.group()[0] == "." and _ABBREVIATED.search(words):
            continue
        return _stopped(rest, match, start, whole=whole)
    weight = weigh(rest) if whole else Weight.NONE
    if weight:
        return Title(start, start + len(rest.rstrip()), limit, weight, run_in=False)
    return _run_on(rest, start)


def _stopped(rest: str, match: re.Match[str], start: int, *, whole: bool) -> Title | None:
    weight = weigh(rest[: match.start()])
    if not weight:
        return _run_on(rest, start)
    end = start + len(rest[: match.end()].rstrip())
    after = rest[match.end() :].strip(" \t*_")
    if weight is Weight.PLAIN and not after and len(rest[: match.start()].split()) > _MOST_STOPPED_WORDS:
        return None  # a short sentence
    if weight is Weight.PLAIN and after and not (after[0].isupper() or after[0] in '"“([<*'):
        return None
    return Title(start, end, start + match.end(), weight, run_in=bool(after) or not whole)


def _run_on(rest: str, start: int) -> Title | None:
    match = _RUN_ON.match(rest)
    if not match or not weigh(match.group(1)):
        return None
    end = start + len(match.group(1).rstrip())
    return Title(start, end, end, Weight.TITLE, run_in=True)
