"""Words of an SOW that set its MSA aside as a whole, or put the SOW under another law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.model.book import Book, Contract

SET_ASIDE = Rule(
    "C053",
    "SOW that sets its MSA aside in general words",
    "Nobody can tell which protection of the MSA is meant to be gone: all that the sentence touches, or none of it since the MSA prevails.",
    "Name the section of the MSA under 'supersedes:', with the text that applies instead; or take the words out.",
    Severity.WARNING,
)
OTHER_LAW = Rule(
    "C054",
    "SOW under another law than its MSA",
    "Where one dispute touches both, two laws and two courts judge the same facts.",
    "Write the law of the MSA or leave the sentence to the MSA; where another law is meant, name the section of the MSA under 'supersedes:'.",
)
RULES = (SET_ASIDE, OTHER_LAW)

_REACH = 400
_MSA = r"(?:the|that|its|any)[ \n]+(?:MSA|(?i:master(?:[ \n]+services?)?[ \n]+agreement|framework[ \n]+agreement|master[ \n]+terms))\b"
_FRAME = re.compile(_MSA)
_SOW = r"(?i:(?:this|the)[ \n]+(?:SOW|statement[ \n]+of[ \n]+work|work[ \n]+order))"
_TERMS = r"(?:(?:the[ \n]+)?(?:terms?|provisions?|conditions?|clauses?|rules?|words)(?:[ \n]+and[ \n]+conditions)?[ \n]+(?:of|in)[ \n]+)?"
_ANYTHING = r"(?:(?:anything|any[ \n]+(?:other[ \n]+)?(?:provision|term|clause|rule)s?|what)(?:[ \n]+(?:else|to[ \n]+the[ \n]+contrary|contained|set[ \n]+out|stated|said|contrary)){0,3}[ \n]+(?:in|of)[ \n]+)?"
_GENERAL = re.compile(
    rf"(?i:\b(?:notwithstanding|despite|irrespective[ \n]+of|regardless[ \n]+of|in[ \n]+derogation[ \n]+(?:of|from)|in[ \n]+deviation[ \n]+from|contrary[ \n]+to))"
    rf"[ \n]+{_ANYTHING}{_TERMS}{_MSA}"
    rf"|{_SOW}(?:[ \n]+(?:shall|will|must|always|also))*[ \n]+(?:prevails?|controls?|governs?|takes?[ \n]+(?:precedence|priority)|has[ \n]+(?:precedence|priority)|supersedes?|overrides?|replaces?|sets?[ \n]+aside)\b"
    rf"|(?i:\b(?:in[ \n]+place[ \n]+of|instead[ \n]+of|in[ \n]+lieu[ \n]+of))[ \n]+(?:those[ \n]+(?:of|in)[ \n]+)?{_TERMS}{_MSA}"
)
# A provision that is named, or a rule on SOWs that name one.
_NAMED = re.compile(
    r"\b(?:sections?|clauses?|articles?|paragraphs?|§+)[ \n]+(?:\d|[IVX]+\b|\()|\b(?:nam|identif|specif|refer)\w+[ \n]+(?:to[ \n]+)?(?:the|a|each|any|that)[ \n]+(?:\w+[ \n]+)?(?:provision|section|clause)"
    r"|\b(?:expressly|specifically|explicitly)[ \n]+(?:stat|nam|refer|identif|supersed|overrid|provid|amend|chang)|\bonly[ \n]+(?:if|where|when|to[ \n]+the[ \n]+extent|in[ \n]+so[ \n]+far)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:nothing|neither|never|not|no|such[ \n]+as|only)\b", re.IGNORECASE)
_LAW = re.compile(
    r"\bgoverned\s+by\b[^.;]{0,80}?\b(?:the\s+)?(?:(?:substantive|internal)\s+)?laws?\s+of\s+(?:the\s+)?(?:(?:State|Commonwealth|Province|Republic|Kingdom)\s+of\s+)?"
    r"(?P<place>[A-Z][\w'’-]+(?:\s+(?:and\s+|of\s+)?[A-Z][\w'’-]+){0,3})|\bgoverned\s+by\s+(?P<adjective>[A-Z][a-z]+)\s+law\b"
)
_ITSELF = re.compile(rf"{_SOW}|\b(?i:this)[ \n]+(?i:agreement|contract)\b|\bdisputes?\b", re.IGNORECASE)
_BOTH_NAMES = (
    "irish ireland english england scottish scotland welsh wales french france german germany dutch netherlands spanish spain portuguese portugal "
    "italian italy polish poland swiss switzerland austrian austria belgian belgium danish denmark swedish sweden norwegian norway finnish finland "
    "indian india canadian canada australian australia"
)
_OF_PLACES = _BOTH_NAMES.split()
_PLACES = dict(zip(_OF_PLACES[::2], _OF_PLACES[1::2], strict=True))
_NO_PLACE = frozenset({"the", "of", "and", "law", "laws", "state", "republic", "kingdom", "commonwealth", "province"})


def check(subject: Subject) -> Iterator[Problem]:
    """The text of every SOW that has an MSA."""
    for writing in subject.agreements:
        contract = writing.contract
        frame = subject.book.msa(contract.vendor) if contract and contract.sow else None
        if contract and frame and frame.is_msa:
            if not _comes_first(frame):
                yield from _set_aside(writing)
            if not contract.terms.governing_law and not _changes_law(contract, frame, subject.book):
                yield from _law(writing, frame)


def _comes_first(frame: Contract) -> bool:
    """Whether the MSA itself puts its SOWs before it, whatever they say."""
    order = [entry.lower().removeprefix("the ").removeprefix("an ") for entry in frame.terms.order_of_precedence]
    sow = next((place for place, entry in enumerate(order) if entry.startswith(("sow", "statement"))), len(order))
    own = next((place for place, entry in enumerate(order) if entry.startswith(("this agreement", "msa", "master"))), -1)
    return sow < own


def _set_aside(writing: Writing) -> Iterator[Problem]:
    words, seen = writing.words, set()
    for frame in _FRAME.finditer(words):
        start, end = writing.sentences.around(frame.start())
        start, end = max(start, frame.start() - _REACH), min(end, frame.end() + _REACH)
        found = _GENERAL.search(words, start, end)
        if not found or found.start() in seen or _NAMED.search(words, start, end) or _DENIED.search(words, start, found.start()):
            continue
        if writing.running.holds(found.start()) and not writing.running.quoted(found.start(), found.end()):
            seen.add(found.start())
            said = shown(" ".join(words[found.start() : found.end()].split()))
            yield Problem(writing.path, writing.position(found.start()), SET_ASIDE, f"{said} names no provision of the MSA that it changes")


def _law(writing: Writing, frame: Contract) -> Iterator[Problem]:
    held = _places(frame.terms.governing_law)
    for found in _LAW.finditer(writing.words) if held else ():
        start, _ = writing.sentences.around(found.start())
        written = (
            " ".join(found["place"].split()) if found["place"] else _PLACES.get(found["adjective"].lower(), found["adjective"]).capitalize()
        )
        named = _places(written)
        own = _ITSELF.search(writing.words, start, found.start())
        if own and named and not named & held and writing.running.holds(found.start()):
            line, col = frame.document.at("governing_law")
            place = f"{frame.path}/terms.yaml:{line}:{col}"
            message = f"the law here is that of {written}, and that of the MSA is {frame.terms.governing_law} by {place}"
            yield Problem(writing.path, writing.position(found.start()), OTHER_LAW, message)


def _places(words: str) -> frozenset[str]:
    """The words of a country or state; `Irish` is Ireland."""
    plain = re.findall(r"[a-z]+", words.lower())
    return frozenset(_PLACES.get(word, word) for word in plain) - _NO_PLACE


def _changes_law(contract: Contract, frame: Contract, book: Book) -> bool:
    """Whether the SOW names the section of the MSA that holds the law."""
    named = {entry.provision.partition(".")[0] for entry in contract.sow.supersedes} if contract.sow else set()
    sections = {use.section_id for use in frame.terms.clauses if (clause := book.clause(use.use)) and "governing-law" in clause.data.covers}
    return bool(named & sections) or (bool(named) and not sections)
