"""Charges in a text that nothing limits: rates of the day, prices that the vendor sets, all of its expenses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

NO_LIMIT = Rule(
    "C217",
    "Charge that nothing limits",
    "The client agrees to an amount that the other side fills in later: this is how hidden fees come into a contract.",
    "Write the price or the price list with its date, or a cap and whose written consent it takes beforehand.",
    Severity.WARNING,
)
RULES = (NO_LIMIT,)

_CHARGE = r"(?:rates?|prices?|fees?|charges?|pricing|tariffs?|price[ \n]+lists?|rate[ \n]+cards?)"
_EXPENSES = r"(?:expenses|disbursements|travel(?:ling)?[ \n]+costs|out-of-pocket[ \n]+costs|costs[ \n]+and[ \n]+expenses)"
_KINDS = r"(?:(?:reasonable|actual|its|the|his|their|other|related|necessary|customary|direct|incidental|out-of-pocket|travel(?:ling)?|living|accommodation|lodging|meals?|costs?|and|or)[ \n,]+){0,12}"
_BY = r"(?:the[ \n]+)?(?:Vendor|Supplier|Provider|Contractor|Consultant|Service[ \n]+Provider)"
_REACH = 400
# Each begins with one of few words, which are looked for first.
_BEGINS = re.compile(r"\b(?:then|determin|set|decid|discretion|all|any)", re.IGNORECASE)
_SOUGHT = re.compile(
    rf"(?P<current>then[- ](?:current|prevailing|applicable|standard)[ \n]+(?:[\w'’-]+[ \n]+){{0,4}}?{_CHARGE}\b)"
    rf"|(?P<setby>(?:determined|set|decided)[ \n]+(?:(?:solely|reasonably)[ \n]+)?by[ \n]+(?-i:{_BY})\b(?![ \n]+and\b)|determines?\b|decides?\b|sets?\b|discretion\b)"
    rf"|(?P<all>(?:all|any)[ \n]+(?:and[ \n]+all[ \n]+)?{_KINDS}{_EXPENSES}\b)",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:up to|not exceed\w*|exceed\w*|caps?|capped|limit\w*|maximum|at (?:the )?most|no more than|approv\w*|pre-?approv\w*|consent\w*|authori[sz]\w*|agreed|agrees?|in writing|prior|"
    r"orders?|ordered|requests?|requested|policy|policies|guidelines|schedule|exhibit|annex|appendix|attachment|section|article|budget\w*|quot\w+|estimate\w*|discount\w*|"
    r"price list of|dated|published on)\b|[€£$]|\b(?:EUR|GBP|USD)\b|\d[ \n]?%",
    re.IGNORECASE,
)
# Who pays or repays, and for what it is no price: a claim, a default, a law.
_PAYS = re.compile(
    r"\b(?:pays?|paid|reimburs\w+|payable|charge[sd]?|invoice[sd]?|bill(?:s|ed)?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:indemnif\w*|claims?|defen[cs]e|defend\w*|attorneys?|legal|litigation|court|collect\w*|audits?|auditors?|breach\w*|default\w*|damages?|loss(?:es)?|tax(?:es)?|recall\w*|proceedings?|"
    r"enforc\w*|fault|negligen\w*|terminat\w*|arbitrat\w*|insur\w*|registration|infring\w*|each party|exclud\w*|own (?:costs?|expenses?)|does not|shall not|must not|may not|no\b|without|included?)\b",
    re.IGNORECASE,
)
_VENDOR_BEARS = re.compile(
    rf"{_BY}(?:[ \n]+(?:shall|must|will|alone|also))*[ \n]+(?:be[ \n]+(?:solely[ \n]+)?responsible|bears?|pays?|covers?|reimburses?|is[ \n]+(?:solely[ \n]+)?responsible)\b"
)
_PRICES = re.compile(rf"\b(?P<what>(?:additional[ \n]+|further[ \n]+|extra[ \n]+)?{_CHARGE})\b", re.IGNORECASE)
_VENDOR_SETS = re.compile(
    rf"{_CHARGE}\b[^.;]{{0,40}}\b(?:that|which|as)[ \n]+{_BY}[ \n]+(?:may[ \n]+)?(?:determin|decid|set)|\b(?:in|at)[ \n]+(?:its|{_BY}['’]s)[ \n]+(?:sole[ \n]+)?(?:and[ \n]+absolute[ \n]+)?$"
)


def check(subject: Subject) -> Iterator[Problem]:
    """Each sentence once."""
    for writing in (*subject.agreements, *subject.unused_clauses):
        past = -1
        for begins in _BEGINS.finditer(writing.words):
            if begins.start() < past:
                continue
            found = _SOUGHT.match(writing.words, begins.start())
            if found and _is_open(writing, found):
                begin, past = _around(writing, found.start())
                start = found.start()
                if found["setby"]:  # "fees that the Vendor determines": told from the fees on
                    start = [price.start("what") for price in _PRICES.finditer(writing.words, begin, start)][-1]
                said = shown(" ".join(writing.words[start : found.end()].split()))
                yield Problem(writing.path, writing.position(start), NO_LIMIT, f"{said}: nothing says how much that may be")


def _around(writing: Writing, offset: int) -> tuple[int, int]:
    """The part of the sentence around a place, as far as a reader keeps it together."""
    start, end = writing.sentences.clause(offset)
    return max(start, offset - _REACH), min(end, offset + _REACH)


def _is_open(writing: Writing, found: re.Match[str]) -> bool:
    """Whether somebody pays what was found, and nothing in the same part of the sentence limits it."""
    words, (start, end) = writing.words, _around(writing, found.start())
    if found["setby"] and not _vendor_sets(words[start : found.end()], found):
        return False
    if found["all"] and (not _PAYS.search(words, start, end) or _VENDOR_BEARS.search(words, start, found.start())):
        return False
    if _LIMITED.search(words, start, end) or (not found["current"] and _OTHER.search(words, start, end)):
        return False
    return writing.running.holds(found.start()) and not writing.running.quoted(found.start(), found.end())


def _vendor_sets(before: str, found: re.Match[str]) -> bool:
    """Whether the words up to the one that was found let the vendor set a price."""
    if " by" in found["setby"]:
        return bool(_PRICES.search(before))
    if found["setby"].lower() == "discretion":
        return bool(_PRICES.search(before) and _VENDOR_SETS.search(before[: -len("discretion")]))
    return bool(_VENDOR_SETS.search(before))
