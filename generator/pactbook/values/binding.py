"""How a sentence uses an amount: as a limit, a deadline, something to be reached; and what makes of it another thing altogether."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.values.passages import Passage

_REACH = 34  # characters before an amount in which its small words stand
_BOUNDS = re.compile(
    r"(?:\b(?P<most>up to|at or (?:below|under)|no more than|not more than|at (?:the )?most|not exceed(?:ing)?|maximum(?: of| is|:)?|limited to|limit(?: of| is| at| to|:)?|capped at|cap(?: of| is| at|:)?|ceiling(?: of| is)?|stops? at)"
    r"|\b(?P<least>at (?:the )?least|at or (?:above|over)|no less than|not less than|not below|never below|no lower than|minimum(?: of| is|:)?|not fall below|not drop below)"
    r"|\b(?P<above>above|over|more than|exceed(?:s|ing)?|beyond|greater than|older than|longer than|from)"
    r"|\b(?P<below>below|under|less than|fewer than|short of|lower than|shorter than)"
    r"|\b(?P<every>every|each)"
    r"|\b(?P<during>for)"
    r"|\b(?P<within>within|inside|in|by|after)"
    r"|(?P<exact>\b(?:is|are|of|to|at|lasts|covers|net|takes?|given|due|served|be|equals?|reach(?:es)?|remains?|stays?|stands? at|gives?|has|have|have|score|scores|meets?|requires?|needs?|costs?|pays?|grants?)|[:=≥≤]))"
    r"[ \n]*(?:(?:a|an|the|exactly|just|currently|now|only|about)[ \n]+)?[\"“(*_]*$",
    re.IGNORECASE,
)
# The amount stands in an example, in the past, or is somebody's own: not what the contract says.
_OTHER = re.compile(
    r"\b(?:for example|e\.g\.|for instance|such as|imagine|suppose|assum\w+|say,|let us say|if we|hypothetic\w*|scenario|"
    r"internal(?:ly)?|coaching|stretch|own (?:target|goal|aim|limit|scorecard)|personal (?:target|goal)|ambition|aspir\w+|benchmark|industry|pilot|trial|proposed?|proposal|would|"
    r"last (?:day|week|month|year|quarter|spring|summer|autumn|winter|christmas)|previous(?:ly)?|used to|formerly|until (?:\d|20|the end of)|no longer|at the time|before the change|"
    r"was|were|had|fell|rose|dropped|went|got|came|"
    r"other (?:client|vendor)s?|another (?:client|vendor|contract)|statistic\w*|average(?:d)?|on average|typical(?:ly)?|usual(?:ly)?|forecast of|plan(?:ned)? (?:for|with)|double|twice|half)\b|~|approx",
    re.IGNORECASE,
)
_NORMS = re.compile(
    r"\b(?:must|shall|have to|has to|needs? to|keeps?|reach(?:es)?|required?|achieves?|owes?|promises?|guarantees?|commit\w*|targets?|goal|aims?|expected|standard|is|are|at least|no less than|not below|[:=≥≤])(?:\b|(?<=\W))",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|where|unless|should|in case|as soon as|falls?|drops?|(?<!or )below|(?<!or )under|less than|short of|worse than)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:agents?|advis[eo]rs?|analysts?|accountants?|teams?|new|single|individual\w*|each|per(?! ?cent)|every|weekly|daily|week|day|shift|hour|intraday|channel|site|starters?|trainees?|nesting|class|cohort|batch|queue|first month)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|‘[^’\n]*’")
_SPOKEN = re.compile(r"[ \t>]*(?:[-*+][ ])?\*\*[\w ]{2,30}[:.]?\*\*:?[ ]")


def bound(text: str, passage: Passage, start: int) -> str:
    """The way in which an amount is used by the words right before it: `most`, `least`, `above`, `below`, `every`, `during`, `within`, `exact` or ''."""
    found = _BOUNDS.search(text, max(passage.start, start - _REACH), start)
    return (found.lastgroup or "") if found else ""


def is_other(text: str, passage: Passage, start: int, end: int) -> bool:
    """Whether the words around an amount, or a quotation that it stands in, say that it is not the contract's."""
    if passage.shown or _OTHER.search(text, passage.start, passage.end):
        return True
    if (
        not passage.cells
        and _SPOKEN.match(text, passage.start)
        and "**" in text[passage.start : passage.start + 40]
        and ":" in text[passage.start : passage.start + 34]
    ):
        return True
    return any(found.start() < start and end < found.end() for found in _QUOTES.finditer(text, passage.start, passage.end))


def is_norm(text: str, start: int, end: int) -> bool:
    """Whether the words say that something has to be so, and not what follows if it is so, nor what holds for a part of it."""
    return bool(_NORMS.search(text, start, end)) and not _CONDITION.search(text, start, end) and not is_part(text, start, end)


def is_part(text: str, start: int, end: int) -> bool:
    """Whether the words speak of one agent, one week, one team: not of the whole that a service level measures."""
    return bool(_PART.search(text, start, end))


# "Never promise a call back within 1 hour", "30 days, not 14 days": what is denied is not stated. "Not more than" states it.
_DENIES = re.compile(
    r"\b(?:not|never|instead of|rather than)\s+(?:(?:within|in|by|of|for|at|to|exactly|an?|the)\s+)?[\"“(*_]*$", re.IGNORECASE
)
_SAYS = re.compile(
    r"(?:\b(?:never|cannot|not|without|nobody|no one|no agent)\b|n['’]t\b)\s+(?:\w+\s+){0,2}?(?:promis|offer|tell|say|quot|guarante|assur|mention|announc|suggest|claim)\w*",
    re.IGNORECASE,
)


def is_denied(text: str, passage: Passage, start: int) -> bool:
    """Whether the words before an amount deny what they say of it."""
    return bool(_DENIES.search(text, max(passage.start, start - _REACH), start) or _SAYS.search(text, passage.start, start))


_FOLLOWS = re.compile(
    r"[ \n]?(?:[,:][ \n])?(?:and )?(?:if|once|in case|but only (?:if|when)|in a row|running|consecutive\w*|ago|old|early|ahead|a (?:day|week|month|year)|per (?:day|week|month|year)|each (?:day|week|month)|(?:of|in) (?:the|a) (?:last|month(?!['’]))|after [^.;,]{0,20}(?:receipt|receiving) of [^.;,]{0,20}notice)\b",
    re.IGNORECASE,
)


def is_special(text: str, end: int, per: str = "") -> bool:
    """Whether what follows an amount makes a special case of it, or something that is counted otherwise than `per` says: "2 days in a row"."""
    found = _FOLLOWS.match(text, end)
    return bool(found) and not (per and " ".join(found.group().split()) in {f"per {per}", f"a {per}", f"each {per}"} if found else False)


def is_condition(text: str, start: int, end: int) -> bool:
    """Whether the words begin a condition."""
    return bool(_CONDITION.search(text, start, end))
