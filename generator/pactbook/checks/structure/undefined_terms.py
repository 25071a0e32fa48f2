"""Words that are written like defined terms and are defined nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pactbook.checks.writing import Writing
from pactbook.problems import Problem, Rule, Severity, did_you_mean, shown
from pactbook.text.letters import beginnings
from pactbook.text.sections import contents
from pactbook.text.terms import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.text.terms.vocabulary import Key, Part

UNDEFINED = Rule(
    "C250",
    "Term that is not defined",
    "A capital letter says that the agreement tells somewhere what the word means; where it does not, each side will read it in its own way.",
    "Define the term, write the term that is defined, or write it small.",
    Severity.WARNING,
)
RULES = (UNDEFINED,)

_FEWEST = 3  # uses in mid-sentence
_DETERMINED = 2  # of them behind an article or the like
_LONGEST_NAME = 100
_NEAR = 32
# What stands before and behind a term in a sentence that says what it is.
_SUBJECT = re.compile(r"\b(?:The|An?|Each|Every)\s+\Z")
_IS = re.compile(r"\s+(?:shall|will|is|are|means?|consists?|comprises?|equals?|includes?)\b")
_BECOMES = re.compile(r"\b(?:be|is|are|constitutes?|called|deemed|considered)\s+(?:(?:to\s+be|as)\s+)?(?:an?|the)\s+\Z")
_STARTS, _ENDS = re.compile(r"(?<!\w)"), re.compile(r"(?!\w)")
# Terms are defined in another document: "terms used herein and not defined have the meanings given in the Purchase Agreement".
_DEFINED = ("defined", "Defined", "DEFINED")
_WINDOW = 70
_ELSEWHERE = re.compile(
    r"\b(?:not|otherwise|undefined)\s[^.;]{0,60}?\bdefined\b[^.;]{0,140}?\bmeanings?\b|\bterms\s+(?:that\s+are\s+)?defined\s+in\b(?!\s+the\s+(?:singular|plural))[^.;]{0,140}?\bmeanings?\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"[^.;]{0,80}?\b(?:this|the)\s+(?:agreement|master|msa|sow|contract|section|article)\b", re.IGNORECASE)
# A quote, whether or not the reading of definitions takes it for one.
_QUOTED = re.compile(r"[\"“”„«*](?:(?<=[\"“”„«])([A-Z][^\"“”„»\n]{1,60})[\"“”'»]|(?<=\*)\*([A-Z][^*\n]{1,60})\*\*)")
_TITLE_PARTS = re.compile(r"\s*(?:[;,/(]|\band\b|\bor\b|[–—]|\s-\s)\s*")


def check(subject: Subject) -> Iterator[Problem]:
    """Every agreement; an SOW uses the terms of its MSA."""
    of_msa: dict[str, dict[Key, str] | None] = {}
    for writing in subject.agreements:
        known = _known(writing)
        if known is not None and writing.contract is not None and not writing.contract.is_msa:
            vendor = writing.contract.vendor
            if vendor not in of_msa:
                of_msa[vendor] = _of_contract(subject.book.msa(vendor))
            more = of_msa[vendor]
            known = None if more is None else {**more, **known}
        if known is not None:
            yield from _undefined(writing, known)


def _of_contract(msa: Contract | None) -> dict[Key, str] | None:
    return None if msa is None or msa.agreement is None else _known(Writing.of_contract(msa))


def _known(writing: Writing) -> dict[Key, str] | None:
    """Every term that a text defines, quotes or heads a section with, and the parties' names; None where it leaves terms to another document."""
    text, contract = writing.structure.lines.text, writing.contract
    if _leaves_terms_elsewhere(text):
        return None
    names = [term for one in writing.definitions for term in (one.term, *one.aliases)]
    names += [found.group(1) or found.group(2) for found in _QUOTED.finditer(text)]
    for section in writing.structure.sections:
        names += [section.title, *_TITLE_PARTS.split(section.title)]
    if contract is not None:
        parties = contract.terms.parties
        names += [name for party in (parties.client, parties.vendor) for name in (party.name, party.short_name or "")]
        names += list(_of_data(contract.document.value))
    return {key: name for name in names if (key := vocabulary.key(name))}


def _leaves_terms_elsewhere(text: str) -> bool:
    for at in sorted(place for word in _DEFINED for place in beginnings.places(text, word)):
        end = at + len(_DEFINED[0])
        if _ENDS.match(text, end) and _STARTS.match(text, at):
            found = _ELSEWHERE.search(text, max(0, at - _WINDOW), end + 2 * _WINDOW)
            if found and not _OWN.match(text, found.end()):
                return True
    return False


def _of_data(value: object) -> Iterator[str]:
    """The capitalised phrases that the contract's data give names to: roles, services, reviews."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _of_data(each)
    elif isinstance(value, list):
        for each in value:
            yield from _of_data(each)
    elif isinstance(value, str) and len(value) < _LONGEST_NAME:
        yield value
        yield from vocabulary.names(value)


def _undefined(writing: Writing, known: Mapping[Key, str]) -> Iterator[Problem]:
    text = writing.structure.lines.text
    uses: defaultdict[Key, list[tuple[int, Part]]] = defaultdict(list)
    for phrase, places in vocabulary.phrases(writing.words).items():
        for part in vocabulary.unknown(phrase, known):
            uses[part.key] += [(place, part) for place in places]
    for found in uses.values():
        if len(found) < _FEWEST:
            continue
        kept = [(place, part) for place, part in sorted(found, key=lambda one: one[0]) if _in_running_text(writing, place)]
        determined = sum(part.first and vocabulary.is_determined(text, place) for place, part in kept)
        if len(kept) >= _FEWEST and determined >= _DETERMINED and not _explained(kept[0][1].words, text):
            yield _problem(writing, kept)


def _in_running_text(writing: Writing, place: int) -> bool:
    """Whether a use stands outside headings, tables of contents and the furniture of pages."""
    structure = writing.structure
    at = structure.at(place)
    if at is not None and place < structure.sections[at].heading_end:
        return False
    line = structure.lines.text[structure.lines.start(place) : structure.lines.end(place)].strip()
    return not contents.inside(place, structure.contents) and not structure.lines.is_furniture(line)


def _explained(term: str, text: str) -> bool:
    """Whether a sentence says what the words stand for: "The Minimum Fee shall be", "it is an Event of Default if"."""
    at = text.find(term)
    while at >= 0:
        end = at + len(term)
        if (_SUBJECT.search(text, max(0, at - _NEAR), at) and _IS.match(text, end)) or (
            _BECOMES.search(text, max(0, at - _NEAR), at) and _ENDS.match(text, end)
        ):
            return True
        at = text.find(term, end)
    return False


def _problem(writing: Writing, found: list[tuple[int, Part]]) -> Problem:
    place, part = found[0]
    hint = did_you_mean(part.words, [one.term for one in writing.definitions])
    message = f"{shown(part.words)} is written like a defined term {len(found)} times, and nothing says what it means{hint}"
    return Problem(writing.path, writing.position(place), UNDEFINED, message)
