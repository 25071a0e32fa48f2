"""Terms that are defined and not used, defined twice, or defined by themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.sections import numbering
from pactbook.text.terms import vocabulary
from pactbook.text.terms.definitions import BRACKET, LIST
from pactbook.text.terms.uses import Uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.text.terms.definitions import Definition
    from pactbook.text.terms.vocabulary import Key

UNUSED = Rule(
    "C252",
    "Defined term that is never used",
    "A definition without a use is left over from another text, or belongs to a rule that was forgotten.",
    "Delete the definition, or use the term where it was meant.",
    Severity.WARNING,
)
TWICE = Rule(
    "C253",
    "Term with two definitions",
    "Two definitions of one term let each side choose the one that suits it.",
    "Keep one definition, and let the other place refer to it.",
    Severity.WARNING,
)
CIRCULAR = Rule(
    "C254",
    "Term that is defined by itself",
    "A definition that only repeats its term says nothing.",
    "Say in other words what the term means.",
    Severity.WARNING,
)
RULES = (UNUSED, TWICE, CIRCULAR)

_SENTENCE = 250  # characters within which a singular and its plural are introduced together
_BEFORE = 160  # characters before a bracket that say what its term stands for
_ABBREVIATION = re.compile(r"[A-Z&]{2,6}s?")
# Terms that every agreement has, whether or not it makes use of them.
_USUAL = frozenset({("agreement",), ("party",), ("effective", "date")})
# "(each, an "Indemnified Person")" names a kind of person or thing at each place anew.
_A_KIND = re.compile(r"\((?:[^()\"“”]{0,40}\b)?(?:an?|any|each|every)\b[^()\"“”]{0,20}[\"“”*]+\Z", re.IGNORECASE)
_SENDS = re.compile(
    r"\b(?:set\s+(?:forth|out)|described|stated|specified|listed|defined|given)\s+(?:\w+\s+){0,3}(?:section|article|clause|exhibit|schedule|annex|appendix)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][\w&.'’-]+(?:[ ,]+[A-Z&][\w&.'’-]*)+")
_MEANS = re.compile(r"[\"“”'’»*\s)]*(?:shall\s+|will\s+)?means?,?\s+(?P<body>[^.;:]{3,120})[.;]")
_WORDS_WITHOUT_CONTENT = "a an any the such each all of for to and or that which is are be as in this agreement contract its party parties"
_EMPTY_WORDS = frozenset(_WORDS_WITHOUT_CONTENT.split())


def check(subject: Subject) -> Iterator[Problem]:
    """Every agreement; what an SOW or a manual uses counts as a use of its MSA's term."""
    for writing in subject.agreements:
        if not writing.definitions:
            continue
        yield from _unused(writing, _Elsewhere(writing, subject))
        yield from _twice(writing)
        yield from _circular(writing)


# ---- unused ------------------------------------------------------------------------------------------------------------
def _unused(writing: Writing, elsewhere: Iterable[Uses]) -> Iterator[Problem]:
    own: defaultdict[Key, list[Definition]] = defaultdict(list)
    names: defaultdict[Key, set[str]] = defaultdict(set)
    for one in writing.definitions:
        keys = [vocabulary.key(term) for term in (one.term, *one.aliases)]
        own[keys[0]].append(one)
        together = {one.term, *one.aliases}.union(*(names[key] for key in keys))
        for key in keys:
            names[key] = together
    uses = Uses(writing.structure.lines.text, [(one.start, one.end) for one in writing.definitions])
    for key, found in own.items():
        first = found[0]
        if key in _USUAL or first.pointer or _is_abbreviation(first) or uses.has(names[key]) or uses.has_initials(first.term):
            continue
        if not any(other.has(names[key]) for other in elsewhere):
            yield Problem(writing.path, writing.position(first.start), UNUSED, f"{shown(first.term)} is defined and never used")


def _under(writing: Writing, subject: Subject) -> Iterator[str]:
    """The other texts in which a term may be used: the SOWs of an MSA, the manuals of the vendor."""
    contract = writing.contract
    if contract is None:
        return
    for one in (*subject.book.contracts.values(), *subject.book.proposals.values()):
        if contract.is_msa and one.vendor == contract.vendor and not one.is_msa and one.agreement:
            yield one.agreement
    for manual in subject.book.manuals.values():
        if manual.vendor == contract.vendor:
            yield from (page.text for page in manual.pages)


class _Elsewhere:
    """The texts beside an agreement, read only where a term is looked for in them."""

    def __init__(self, writing: Writing, subject: Subject) -> None:
        self._texts = _under(writing, subject)
        self._read: list[Uses] = []

    def __iter__(self) -> Iterator[Uses]:
        yield from self._read
        for text in self._texts:
            self._read.append(Uses(text))
            yield self._read[-1]


def _is_abbreviation(one: Definition) -> bool:
    return one.form == BRACKET and bool(_ABBREVIATION.fullmatch(one.term))


# ---- twice -------------------------------------------------------------------------------------------------------------
def _twice(writing: Writing) -> Iterator[Problem]:
    """Two definitions in the same part of the text: each exhibit may define for itself."""
    holders = _holders(writing)
    by_term: defaultdict[tuple[int | None, Key], list[Definition]] = defaultdict(list)
    for one in writing.definitions:
        at = writing.structure.at(one.start)
        by_term[holders[at] if at is not None else None, vocabulary.key(one.term)].append(one)
    for (_, key), found in by_term.items():
        if len(found) > 1 and key not in _USUAL:
            yield from _differ([one for one in found if not (one.pointer or _sends(one) or _names_a_kind(one, writing))], writing)


def _differ(found: list[Definition], writing: Writing) -> Iterator[Problem]:
    """The definitions of one term that say something else than its first."""
    for one in found[1:]:
        first = found[0]
        if (one.start - first.start < _SENTENCE and first.form == one.form != LIST) or _same(first, one, writing):
            continue
        line = writing.position(first.start).line
        yield Problem(
            writing.path, writing.position(one.start), TWICE, f"{shown(one.term)} is defined here and, in other words, on line {line}"
        )


def _holders(writing: Writing) -> list[int | None]:
    """For each section the attachment in which it stands."""
    found: list[int | None] = []
    for index, section in enumerate(writing.structure.sections):
        found.append(index if section.kind in numbering.ATTACHED else found[-1] if found else None)
    return found


def _sends(one: Definition) -> bool:
    return one.form != BRACKET and bool(_SENDS.search(one.text))


def _names_a_kind(one: Definition, writing: Writing) -> bool:
    """Whether a bracket names one of a kind, or repeats the words before it: this Order Form ("Order Form")."""
    before = writing.text[max(0, one.start - _BEFORE) : one.start]
    return one.form == BRACKET and bool(_A_KIND.search(before) or before.rstrip('"“( ').endswith(one.term))


def _same(first: Definition, second: Definition, writing: Writing) -> bool:
    """Whether two definitions say the same: in the same words, or with the same name."""
    here, there = _said(first, writing), _said(second, writing)
    if here.split()[-8:] == there.split()[-8:]:
        return True
    return any(name in there for name in _names(first, writing)) or any(name in here for name in _names(second, writing))


def _said(one: Definition, writing: Writing) -> str:
    """The words that say what a term stands for, before a bracket or behind a verb, in small letters and without signs."""
    return _plain(_source(one, writing))


def _source(one: Definition, writing: Writing) -> str:
    text = writing.text
    if one.form == BRACKET:
        return re.sub(r"\([^()]{0,40}\Z", "", text[max(0, one.start - _BEFORE) : one.start], count=1)
    return re.split(r"[;\n]|[.](?=\s+[A-Z])", text[one.end : one.end + _SENTENCE].lstrip("\"“”'’*_.:|–- \t\n"), maxsplit=1)[0]


def _names(one: Definition, writing: Writing) -> list[str]:
    """The name that a term stands for: the last before a bracket, the first behind a verb."""
    found = _NAME.findall(_source(one, writing))
    return [_plain(name) for name in (found[-1:] if one.form == BRACKET else found[:1])]


def _plain(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


# ---- by itself ---------------------------------------------------------------------------------------------------------
def _circular(writing: Writing) -> Iterator[Problem]:
    for one in writing.definitions:
        match = _MEANS.match(writing.text, one.end) if one.form != BRACKET and not one.pointer else None
        key = vocabulary.key(one.term)
        if match and key not in _USUAL and not _adds(match["body"], key):
            yield Problem(
                writing.path, writing.position(one.start), CIRCULAR, f"{shown(one.term)} means {shown(' '.join(match['body'].split()))}"
            )


def _adds(body: str, key: Key) -> bool:
    """Whether a definition has a word of its own."""
    return any(word not in key for word in vocabulary.stems(body) if word not in _EMPTY_WORDS)
