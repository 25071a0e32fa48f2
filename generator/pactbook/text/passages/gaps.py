"""What was never filled in: placeholders, blanks in a sentence, and points that are left to be agreed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAMES = (
    r"company|client|customer|vendor|supplier|provider|contractor|party|parties|date|name|names|amount|state|country|county|city|town|address|title|number|jurisdiction|effective[ ]date|start[ ]date|end[ ]date|"
    r"month|year|day|days|currency|price|percentage|rate|email|e-mail|phone|telephone|position|role|term|fee|fees|sum|court|law|entity|product|service|location|place|type|placeholder|incorporation|xyz|abc"
)
_ORDERS = (
    r"insert|enter|specify|fill[ ]in|complete|add|describe|list|state|provide|set[ ]out|to[ ]be[ ](?:completed|inserted|confirmed|added|provided|supplied|agreed|determined|advised|discussed|filled|updated)|"
    r"tb[acd]|ntd|note[ ]to[ ]\w+|drafting[ ]note|todo|placeholder|choose|select|delete[ ](?:as|if|where)|confirm|check|name[ ]of|date[ ]of|amount[ ]of|address[ ]of|number[ ]of|name[ ]and[ ]address"
)
# [●], [TBD], [insert name], [Client name], [xx]; not [***] and the like, which was blacked out, nor a link's text.
_BRACKETS = re.compile(
    rf"\[[ ]*(?:[●•⚫○◦■□_?]+|[\w-]*x{{2,}}|\.{{4,}}|(?:{_ORDERS})\b[^\]\[\n]{{0,160}}|(?:[a-z]+(?:['’]s)?[ ]){{0,3}}(?:{_NAMES})(?:[ ](?:of|in|and)[ ][a-z ]{{1,30}})?)[ ]*\\?\](?![(\[:])|"
    rf"\(insert[ ][^()\n]{{1,80}}\)|<<[^<>\n]{{1,80}}>>|<[ ]*(?:(?:{_ORDERS})\b[^<>\n]{{0,80}}|(?:[a-z]+[ ]){{0,2}}(?:{_NAMES}))[ ]*>",
    re.IGNORECASE,
)
# Each alternative starts with a letter of its own, which lets the search skip what can't match.
_AMOUNT = r"X{1,4}\b(?:,X{3})*"
_UNIT = r"(?=[ ](?:days|business|calendar|hours|months|weeks|years|per[ ]?cent)\b|[ ]?%)"
_WORDS = re.compile(
    rf"TB[CD](?![\w-])|TBA(?=[ ]*(?:[.,;)]|$))|\${_AMOUNT}|€{_AMOUNT}|£{_AMOUNT}|20X{{1,2}}\b|XX{{1,3}}{_UNIT}|xx{{1,3}}{_UNIT}|\{{\{{[^{{}}\n]{{0,200}}\}}\}}",
    re.MULTILINE,
)
_FILLER = "lorem ipsum"
_BLANK = re.compile(r"__+(?!\w)|\.\.{5,}(?=[ ]+[a-z])")
_LABEL = re.compile(
    r":[ \t]*$|^\W*(?:By|Name|Title|Its|Date|Signature|Address|Attention)[ \t]*:|(?:\b(?:By|Name|Title|Its|Date|Dated|Signed|Signature|Witness|Attest|Address|Attention|Fax|Phone|Telephone|Email))[ \t.]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{2,}")
_FEWEST_WORDS = 4
_WINDOW = 60
_LINE = 240  # characters on either side of a blank that tell whether it stands in a sentence

_DONE = re.compile(r"(?:agreed|determined|negotiated|decided|defined|specified|finali[sz]ed)\b(?:[ \n]+(?:up)?on\b)?")
_TO_BE = re.compile(
    r"\b(?P<to>to|shall|will|must)[ \n]+be[ \n]+(?:mutually[ \n]+|subsequently[ \n]+|separately[ \n]+|later[ \n]+|jointly[ \n]+|further[ \n]+)?$"
)
_LATER = re.compile(r"[ \n]+(?:later|separately|in[ \n]+due[ \n]+course|at[ \n]+a[ \n]+later[ \n]+(?:date|time|stage))\b")
_BY_BOTH = re.compile(r"[ \n]+(?:by|between|in[ \n]+writing)\b")
# What decides the point: a party or third person, a method, a rule for the case that nobody agrees, another place.
_DECIDED = re.compile(
    r"[ \n,]+(?:solely[ ]+|finally[ ]+|exclusively[ ]+|conclusively[ ]+)?(?:by|in[ ]accordance|according|pursuant|under|with[ ]reference|by[ ]reference|based|on[ ]the[ ]basis|from|using|through|as|at[ ]the[ ]time|without|when|whether|to[ ](?:be|have)|invalid|unenforceable|illegal|not)\b"
)
_SETTLED = re.compile(
    r"\bas[ ](?:set[ ]forth|set[ ]out|specified|provided|described)[ ]in\b|"
    r"\b(?:section|article|clause|exhibit|schedule|annex|appendix|statement[ ]of[ ]work|order[ ]form|change[ ](?:order|request))\b|\bchange[ ]control\b|\bby[ ]arbitration\b",
    re.IGNORECASE,
)
# What holds if nobody agrees; it may stand in the sentence that follows.
_FALLBACK = re.compile(
    r"\b(?:failing|absent|in[ ]the[ ]absence[ ]of|until)\b[^.;]{0,60}\bagree|\b(?:if|unless|where|should)\b[^.;]{0,60}\bagree(?:ment)?\b",
    re.IGNORECASE,
)
_REACH = 300


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Where each placeholder stands for something that was to be written."""
    last = 0
    found = sorted(match.span() for pattern in (_BRACKETS, _WORDS) for match in pattern.finditer(text))
    for start, end in found:
        if start >= last and not (text[start].isalnum() and text[start - 1 : start].isalnum()):
            last = end
            yield start, end
    at = text.lower().find(_FILLER) if "ipsum" in text else -1
    if at >= 0:
        yield at, at + len(_FILLER)


def blanks(text: str) -> Iterator[tuple[int, int]]:
    """Where a row of underscores stands within a sentence; lines to sign or to fill in by hand are none."""
    for match in _BLANK.finditer(text) if "__" in text or "......" in text else ():
        touching = text[match.start() - 1 : match.start()]
        if touching.isalnum() or touching in ("_", "\\", ".", "["):
            continue
        before = text[max(0, match.start() - _LINE) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + _LINE].partition("\n")[0]
        words = len(_WORD.findall(before)) + len(_WORD.findall(after))
        if words >= _FEWEST_WORDS and _WORD.search(before) and not _LABEL.search(before) and not _BLANK.search(before[-3:]):
            yield match.span()


def left_open(text: str, clause_of: Callable[[int], tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where a point is left to be agreed, and nothing says by whom, how, or what holds until then."""
    for match in _DONE.finditer(text):
        before = _TO_BE.search(text, max(0, match.start() - _WINDOW), match.start())
        both = match.group()[0] in "an"  # agreed, negotiated: by nobody alone
        if not before:
            continue
        begin, stop = clause_of(match.start())
        later = _LATER.match(text, match.end(), stop)
        if before["to"] != "to" and not both and not later:
            continue
        decided = _DECIDED.match(text, match.end(), stop) and not (both and _BY_BOTH.match(text, match.end(), stop))
        if not decided and not _SETTLED.search(text, begin, stop) and not _FALLBACK.search(text, match.end(), match.end() + _REACH):
            yield before.start(), later.end() if later else match.end()
