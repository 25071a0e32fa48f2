"""Whether a passage says anything: real content, or only a heading, a placeholder, a pointer or vague words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pactbook.text import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    r"|regularly|as usual|(?:in )?the usual (?:way|manner)|properly|professional(?:ly)?|high[- ]quality|world[- ]class|excellent|reasonable|reasonably|adequate(?:ly)?|sufficient(?:ly)?|normally|usually"
    r"|generally|satisfactory|good|suitable|user[- ]friendly|efficient(?:ly)?|effective(?:ly)?|and so on|etc)\b",
    re.IGNORECASE,
)
# Sentences that stand in the place of a text: it is still to come, was taken out, or is somewhere else.
_ITS = r"(?:this|the)\s+(?:whole\s+)?(?:section|page|chapter|paragraph|topic)\s+"
_IS = r"(?:is|are|was|were|has|have|will|needs?)\s+(?:(?:now|still|also|been|be|to\s+be|currently|intentionally|deliberately)\s+)*"
_BEHIND = r"(?=\s*(?:[,;]|$)|\s+(?:by|on|in|from|at|as|to|until|since|after|with|because|and|for|when|next|this|last|is|are)\b)"
_TO_COME = re.compile(
    rf"(?:{_ITS}(?:{_IS})?)?(?:t\.?b\.?[cda]\b\.?|(?:still\s+)?to\s+(?:follow|come|be\s+(?:agreed|confirmed|defined|decided|determined|added|written|completed|filled|provided))"
    rf"|coming\s+soon|under\s+construction|work\s+in\s+progress|not\s+(?:yet\s+)?(?:written|applicable|ready)|n/a|placeholder|written\s+later){_BEHIND}"
    rf"|{_ITS}(?:will\s+(?:follow|come)|{_IS}(?:written|completed|added|defined|filled\s+in)\s+(?:later|soon|next|when|once|in))\b",
    re.IGNORECASE,
)
_TAKEN_OUT = re.compile(
    rf"(?:{_ITS}{_IS})?(?:deleted|removed|withdrawn|struck|retired|dropped|superseded|obsolete|discontinued|reserved"
    rf"|(?:(?:intentionally|deliberately)\s+)?left\s+(?:blank|empty|out)|(?:intentionally|deliberately)\s+(?:blank|omitted)|no\s+longer\s+(?:used|needed|applicable)){_BEHIND}",
    re.IGNORECASE,
)
_PLACE = r"\b(?:wiki|intranet|sharepoint|confluence|handbook|elsewhere|another\s+(?:page|document|manual)|the\s+other\s+page)\b"
_KEPT = r"(?:moved|kept|stored|held|found|documented|described|maintained|available|located|explained|published)\s+"
_MOVED = re.compile(
    rf"{_ITS}{_IS}{_KEPT}|(?:[\w\s]{{0,60}}{_IS})?{_KEPT}[^,;]*{_PLACE}|(?:please\s+)?(?:see|refer\s+to|consult)\s+[^,;]*{_PLACE}",
    re.IGNORECASE,
)
# Words that designers fill a page with; a few of them in one sentence are no chance.
_FILLER = re.compile(
    r"(?:.*?\b(?:lorem|ipsum|dolore?|amet|consectetur|adipiscing|elit|eiusmod|tempor|incididunt|labore|magna|aliqua|veniam|nostrud|ullamco|aliquip|commodo|voluptate|duis|irure|"
    r"reprehenderit|cillum|excepteur|occaecat|cupidatat|proident|culpa|officia|deserunt|mollit|laborum)\b){3}",
    re.IGNORECASE | re.DOTALL,
)
_INSTEAD = (
    (_TO_COME, "only says that it is still to be written"),
    (_TAKEN_OUT, "only says that it was taken out or left blank"),
    (_MOVED, "only points elsewhere"),
)
_MOST_INSTEAD = 2  # more sentences, or longer ones, may be a list of what has been removed or kept
_LONGEST_INSTEAD = 24
_POINTER = re.compile(r"!?\[[^\]\n]{0,400}\](?:\([^()\n]*\)|\[[^\]\n]*\])")
_PICTURE = re.compile(r"!\[[^\]\n]{0,400}\](?:\([^()\n]*\)|\[[^\]\n]*\])")
# What a reader never sees, or what says nothing without what belongs to it: a heading, the address of a link, a note's title, the head of a table.
_HEADING = re.compile(
    r"^(?:[ ]{0,3}\#{1,6}[ \t].*|[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S*[ \t]*(?:[\"'(].*)?$|[ \t]*(?:!!!|\?\?\?\+?)[ \t]*\w.*"
    r"|[^|\n]*\|.*\n(?=[ \t]*\|?[ \t]*:?-+:?[ \t]*\|[ \t:|-]*$))",
    re.MULTILINE,
)
_ENTRY = re.compile(r"^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|\|)(?:\[[ xX]?\])?(.*)$", re.MULTILINE)
_NUMBERED = re.compile(r"^[ \t]*\d{1,3}[.)][ \t]", re.MULTILINE)
_EXACT = re.compile(r"\d|\{\{")
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\n(?!\s*\n)[^.!?\n]+)*")
_ENTRIES = 2  # a table or list of so many entries is content


def lacking(text: str) -> str:
    """What the passage under a heading lacks, in words that follow "the section"; '' where it has substance.

    A value of the contract (`{{ ... }}`) counts as content; headings, links, comments, the title of a note and the head of a table do not.
    """
    shown = _HEADING.sub("", html.unescape(text) if "&" in text else text)
    without = _NUMBERED.sub("", _POINTER.sub(" ", shown))
    words = readable.blanked(without)
    sentences = [each.strip(" \t\n*_>|") for each in _SENTENCE.findall(words) if _WORD.search(each)]
    found = _WORD.findall(_PLACEHOLDER.sub(" ", words))
    values = without.count("{{")
    if not values and (instead := _instead(sentences)):
        return instead
    if _PLACEHOLDER.search(words) and len(found) < FEWEST_WORDS:
        return "only says that it is still to be written"
    if not found and not values:
        return "holds a picture and no words" if _PICTURE.search(text) else "only points elsewhere" if _POINTER.search(text) else "is empty"
    exact = bool(_EXACT.search(without))
    if not exact and len(found) > 1 and len({word.lower() for word in found}) == 1:
        return "says one word over and over"
    if _entries(shown) >= _ENTRIES:
        return ""
    return _too_little(text, len(found) + values, sentences, exact=exact)


def _too_little(text: str, count: int, sentences: Sequence[str], *, exact: bool) -> str:
    """What a passage of a few words lacks, or one of vague words."""
    if count < (FEWEST_WITH_A_VALUE if exact else FEWEST_WORDS):
        return "only points elsewhere" if _POINTER.search(text) else f"holds {count} word{'' if count == 1 else 's'}"
    if count < _PLAIN and not exact and all(_VAGUE.search(sentence) for sentence in sentences):
        return "holds vague words and nothing that can be measured or followed"
    return ""


def _entries(shown: str) -> int:
    """How many different things the entries of lists and tables say."""
    return len({said for row in _ENTRY.findall(readable.blanked(_POINTER.sub(" ", shown))) if (said := _said(row))})


def _instead(sentences: Sequence[str]) -> str:
    """What all sentences of a passage say in the place of its text; '' if one of them says something."""
    if sentences and all(map(_FILLER.match, sentences)):
        return "holds filler text"
    if not 0 < len(sentences) <= _MOST_INSTEAD or any(len(each.split()) > _LONGEST_INSTEAD for each in sentences):
        return ""
    said = [next((lacks for pattern, lacks in _INSTEAD if pattern.match(each)), "") for each in sentences]
    return said[0] if all(said) else ""


def _said(row: str) -> str:
    """The words of an entry of a list or table, to see whether two say the same."""
    return " ".join(word.lower() for word in _WORD.findall(row) if word[0].isalpha())
