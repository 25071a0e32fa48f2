"""Whether a passage says anything: real content, or only a heading, a placeholder, a pointer or vague words."""

from __future__ import annotations

import re

from pactbook.text import readable

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
_POINTER = re.compile(r"!?\[[^\]\n]*\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t].*$", re.MULTILINE)
_STEP = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(?![ \t:|-]*\|?[ \t]*$).*\S", re.MULTILINE)
_EXACT = re.compile(r"\d|\{\{")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\s*\n)[^.!?\n]+)*")
_ENTRIES = 2  # a table or list of so many entries is content


def lacking(text: str) -> str:
    """What the passage under a heading lacks, in words that follow "the section"; '' where it has substance.

    A value of the contract (`{{ ... }}`) counts as content; headings, links and comments do not.
    """
    without = _POINTER.sub(" ", _HEADING.sub("", text))
    values = without.count("{{")
    words = readable.blanked(without)
    found = _WORD.findall(_PLACEHOLDER.sub(" ", words))
    if _PLACEHOLDER.search(words) and len(found) < FEWEST_WORDS:
        return "only says that it is still to be written"
    if not found and not values:
        return "only points elsewhere" if _POINTER.search(text) else "is empty"
    entries = max(len(_STEP.findall(words)), len(_ROW.findall(words)) - 1)
    count = len(found) + values
    if count < (FEWEST_WITH_A_VALUE if _EXACT.search(without) else FEWEST_WORDS) and entries < _ENTRIES:
        return "only points elsewhere" if _POINTER.search(text) else f"holds {count} word{'' if count == 1 else 's'}"
    if len(found) < _PLAIN and not _EXACT.search(without) and entries < _ENTRIES and _vague_throughout(words):
        return "holds vague words and nothing that can be measured or followed"
    return ""


def _vague_throughout(words: str) -> bool:
    sentences = [each for each in _SENTENCE.findall(words) if _WORD.search(each)]
    return bool(sentences) and all(_VAGUE.search(sentence) for sentence in sentences)
