"""Sentences that stand where content should: still to be written, moved elsewhere, taken out."""

from __future__ import annotations

import re

UNWRITTEN = "only says that it is still to be written"
ELSEWHERE = "only points elsewhere"
NOTHING = "only says that there is nothing here"

_BEGIN = r"^[\W_]{0,20}(?:note|info|please|sorry|as of today|for now|at present|currently)?[\W_]{0,20}"
# What a sentence about the page itself begins with; a process or a procedure can be kept elsewhere, a record is no part of the page.
_SELF = (
    r"(?:(?:this|the)\s+(?:section|chapter|heading|topic)|this\s+(?:page|part|passage|content|text|process|procedure|workflow|guidance)|"
    r"(?:the\s+)?(?:content|text|details?|contents)\s+of\s+this\s+(?:section|page|chapter))\s+"
)
_NOW = r"(?:(?:is|are|was|were|has|have|been|now|currently|still|intentionally|deliberately|being|left|yet|not|be|also|always)\s+){0,6}"
_WRITE = r"(?:written|drafted|defined|described|documented|added|filled in|done)"
_SETTLE = r"(?:agreed|confirmed|decided|determined|completed|provided|supplied|specified|announced|clarified)"
_LATER = rf"(?:to (?:follow\b|come\b|be {_WRITE}\b|be {_SETTLE}\b(?!\s+by\b))|coming soon|under (?:construction|review|development)|work in progress|t\.?b\.?[acd]\b)"
_TAKEN = r"(?:withdrawn|removed|deleted|retired|dropped|superseded|obsolete|discontinued|suspended|repealed|intentionally (?:left )?(?:blank|empty|omitted|deleted)|reserved)"
_PLACE = r"(?:wiki|intranet|sharepoint|confluence|notion|portal|shared drive|drive|knowledge base|handbook|playbook|other (?:page|manual|document|tool))"
_IN = r"(?:moved|(?:kept|held|stored|maintained|hosted|managed|found|documented|described|explained|available|located|lives?|stands?)\s+(?:in|on|at|under|with))"
_SAYS_UNWRITTEN = (
    rf"{_BEGIN}(?:(?:(?:content|text|details?|more)\s+)?{_LATER}"
    rf"|{_SELF}(?:{_NOW}(?:{_LATER}|missing|(?:re)?written\s*$)|(?:will|shall)\s+(?:soon\s+)?(?:follow|come|be\s+(?:{_WRITE}|{_SETTLE}))\b))"
    r"|\b(?:coming soon|lorem ipsum|still to be written|has yet to be written)\b"
)
_SAYS_NOTHING = (
    rf"{_BEGIN}{_TAKEN}(?=\s*(?:$|[,:;(\])*_]|(?:by|on|from|as|at|with|for|per|since|until|and|after|because)\b))"
    rf"|{_BEGIN}{_SELF}{_NOW}(?:{_TAKEN}\b|blank\b|empty\b|no longer\b|not (?:used|needed|in use)\b)"
    r"|\bintentionally (?:left )?(?:blank|empty|omitted|deleted)\b|\bthis (?:page|section) (?:is )?left blank\b"
)
_SAYS_ELSEWHERE = (
    rf"{_BEGIN}(?:now )?{_IN}\s+[^.]*\b{_PLACE}\b|{_BEGIN}moved to\b|{_BEGIN}{_SELF}{_NOW}(?:can\s+)?{_NOW}{_IN}\b"
    rf"|{_BEGIN}the (?:process|procedure|workflow|guidance|steps|instructions|rules) {_NOW}{_IN}\b[^.]*\b{_PLACE}\b(?!.*\band\b)"
    rf"|{_BEGIN}see (?:the|our|your) [^.]*\b{_PLACE}\b(?!.*\band\b)"
)
_STANDS_IN = ((UNWRITTEN, _SAYS_UNWRITTEN), (NOTHING, _SAYS_NOTHING), (ELSEWHERE, _SAYS_ELSEWHERE))
_SAYS = re.compile("|".join(f"(?P<s{number}>{words})" for number, (_, words) in enumerate(_STANDS_IN)), re.IGNORECASE)
# What may stand beside such a sentence without adding anything: "Ask your team lead for the link."
_BESIDE = re.compile(
    rf"{_BEGIN}(?:ask|contact|use the link|no longer (?:used|needed|valid)|thank you|sorry|it (?:will|has been|is no longer))\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?]+(?=[\s\"”’)\]*_]|$)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)]|\|)[ \t])")
_MARKER = re.compile(r"^\s*(?:(?:[-*+]|\d{1,3}[.)])\s+|\|)+")
_WORD = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"lorem ipsum|consectetur adipiscing|sed do eiusmod", re.IGNORECASE)
_LOREM = re.compile(
    r"^[^\n]*\b(?:lorem ipsum|consectetur adipiscing|sed do eiusmod)\b[^\n]*(?:\n(?!\s*\n)[^\n]+)*", re.IGNORECASE | re.MULTILINE
)


def said(words: str) -> str:
    """What a passage says in place of content, if each of its sentences does so, in words that follow "the section"; else ''."""
    first = ""
    for sentence in _SENTENCES.split(_LOREM.sub("Lorem ipsum.\n", words) if _LATIN.search(words) else words):
        plain = " ".join(_MARKER.sub("", sentence).split())
        if not _WORD.search(plain):
            continue
        found = _SAYS.search(plain)
        if found:
            first = first or _STANDS_IN[int((found.lastgroup or "s0")[1:])][0]
        elif not _BESIDE.match(plain):
            return ""
    return first
