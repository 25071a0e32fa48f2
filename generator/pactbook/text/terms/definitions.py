"""Definitions: which terms a text defines, and where."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pactbook.text.letters import beginnings, lines
from pactbook.text.sections import contents, numbering
from pactbook.text.sections.structure import Structure
from pactbook.text.terms import entries

_START = 240  # characters of a definition that are kept
_MOST_WORDS = 9
_LONGEST = 90

QUOTED, BOLD, BRACKET, LIST = "quoted-means", "bold-means", "inline-bracket", "list"


class Definition(NamedTuple):
    """One definition of one term.

    `aliases` are the other names given in the same words ("A" or "B" means). `form` is quoted-means, bold-means, inline-bracket or
    list. `pointer` says that it only points elsewhere ("has the meaning given in section 7"). `start` and `end` are the
    offsets of the term itself, without quotes. `section` is the section's id, '' before the first.
    """

    term: str
    aliases: tuple[str, ...]
    text: str
    section: str
    line: int
    col: int
    form: str
    pointer: bool
    start: int
    end: int

    @property
    def anchor(self) -> str:
        """The id of the place where the term is defined."""
        return "def-" + (numbering.slug(self.term).replace(".", "-") or "term")


_OPEN, _CLOSE = '["“”„«]', "[\"“”»'’‘]"
# HTML tags and bold around or behind a quoted term.
_MARKUP = r"(?:\*\*|__|</?[a-z]+\b[^<>]{0,300}>)*+"
_TERM = r"[^\"“”„«»<>*\n]{1,90}?(?:\n[^\"“”„«»<>*\n]{1,60}?)?"
_VERB = (
    r"(?:shall[ ]+|will[ ]+|hereby[ ]+)?(?:means?|mean[s]?,|refers?[ ]+to|ha(?:s|ve)[ ]+the[ ]+(?:same[ ]+)?(?:respective[ ]+)?meanings?|"
    r"(?:is|are)[ ]+defined[ ]+(?:as|in|under)|(?:be|is)[ ]+deemed[ ]+to[ ]+mean|include[sd]?)\b"
)
# "A", "B" or "C" — then what may stand between the terms and the verb: "for a particular Bank", "(or its plural)", "of a Party".
_QUOTED = re.compile(
    rf"{_OPEN}{_MARKUP}(?P<term>{_TERM}){_MARKUP}{_CLOSE}{_MARKUP}"
    rf"(?P<more>(?:(?:\s*+,)?\s*+(?:(?:and|or|and/or)\s++)?{_OPEN}{_TERM}{_CLOSE}){{0,6}}+)"
    rf"{_MARKUP}(?P<between>,?\s+(?:\([^()\n]{{0,80}}\)\s+)?(?:(?:for|of|in|as|with|when|,)\b[^.;:\"“”()\n]{{0,60}}\s)?)(?P<verb>{_VERB})",
)
_BOLD = re.compile(
    rf"(?:\*\*|__)(?P<term>[^*_\n\"“”]{{1,90}}?)(?:\*\*|__)(?:\{{[^}}\n]*\}})?{_MARKUP}(?P<more>(?:\s*,?\s*(?:and|or)\s+\*\*[^*\n]{{1,60}}\*\*)*)\s+(?P<verb>{_VERB})"
)
# Brackets that hold a quoted or bold term: (the "Term"), (collectively, the "Parties"), ("Supplier" and, with Customer, the "Parties")
_BRACKET = re.compile(r"\((?=[^()]{0,120}?(?:[\"“”]|\*\*))[^()]{2,260}\)")
_IN_BRACKET = re.compile(rf"(?:{_OPEN}|\*\*|(?<=\(the )(?=[A-Z]))+(?P<term>[^\"“”*]{{1,90}}?)[,;.]?(?:{_CLOSE}|\*\*)+(?=[\s),;.]|$)")
# Words that may introduce a term in brackets; anything else makes the bracket a remark.
_LEAD = re.compile(
    r"\(\s*(?:(?:the|this|a|an|each|any|all|such|these|those|together|with|its|their|collectively|individually|jointly|severally|hereinafter|hereafter|herein|sometimes|"
    r"referred|to|as|called|being|also|known|and|or|in|which|singularly|date|earlier|shall|be|here|after|respectively|both|such|hereby|defined|,|:|-)\b[\s,:]*|,\s*)*(?:[\"“”]|\*\*|[A-Z][\w ]{2,40}[\"”]\))",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\([^()\"“”]{0,120}\b(?:referred to|known|defined|called|collectively|individually)[^()\"“”]{0,40}[\"“”]", re.IGNORECASE
)
# Without brackets: hereinafter referred to as a "Shareholder" and collectively as the "Shareholders"
_REFERRING = ("referred", "known", "designated")
_REFERRED = re.compile(
    rf"\b(?:referred\s+to|known|designated)\b(?P<rest>[^\"“”().;\n]{{0,70}}{_OPEN}[^\"“”\n]{{1,90}}{_CLOSE}(?:[^\"“”().;\n]{{0,40}}\bas\b[^\"“”().;\n]{{0,12}}{_OPEN}[^\"“”\n]{{1,90}}{_CLOSE})*)"
)
# "Section 9 (" introduces the section's title, not a term.
_NUMBERED = re.compile(r"(?:section|article|clause|paragraph|exhibit|schedule|annex|appendix)s?\s+[\w.()-]{1,16}\s*$", re.IGNORECASE)
# Other names of a term without quotes: behind "or", or in brackets.
_OTHER_NAME = re.compile(r"\s+or\s+|\s+\(")
_POINTER = re.compile(
    r"\s*(?:set[ ]forth|given|ascribed|assigned|specified|described|provided|stated|defined|as[ ]defined|set[ ]out|in|under)\b[^.;]{0,80}?\b(?:section|article|clause|preamble|recitals?|schedule|exhibit|agreement)",
    re.IGNORECASE,
)


def read(text: str, structure: Structure) -> tuple[Definition, ...]:
    """Find the definitions of a text, in their order."""
    found: dict[int, Definition] = {}
    text = lines.even(text)
    for one in _all(text, structure):
        if not contents.inside(one.start, structure.contents):
            found.setdefault(one.start, one)
    marked = [one.start for one in found.values() if one.form in (QUOTED, BOLD)]
    for entry in entries.find(text, structure, marked):
        for one in _one(structure, entry, LIST, pointer=entries.is_pointer(text, entry)):
            if not contents.inside(one.start, structure.contents):
                found.setdefault(one.start, one)
    return tuple(found[start] for start in sorted(found))


def _all(text: str, structure: Structure) -> Iterator[Definition]:
    for pattern, form in ((_QUOTED, QUOTED), (_BOLD, BOLD)):
        for match in pattern.finditer(text):
            more = tuple(one["term"].strip(" ,") for one in _IN_BRACKET.finditer(match["more"]))
            pointer = bool(_POINTER.match(text, match.end()))
            yield from _one(structure, match, form, aliases=more, pointer=pointer)
            for alias in _IN_BRACKET.finditer(text, match.start("more"), match.end("more")):
                yield from _one(structure, alias, form, pointer=pointer)
    for match in _BRACKET.finditer(text):
        introduced = _LEAD.match(match.group()) or _EARLIER.match(match.group())
        if introduced and not _NUMBERED.search(text, max(0, match.start() - 40), match.start()):
            for inner in _IN_BRACKET.finditer(text, match.start(), match.end()):
                yield from _one(structure, inner, BRACKET)
    referring = sorted(at for word in _REFERRING for at in beginnings.places(text, word))
    for match in beginnings.matches(_REFERRED, text, referring):
        for inner in _IN_BRACKET.finditer(text, match.start("rest"), match.end("rest")):
            yield from _one(structure, inner, BRACKET)


def _one(
    structure: Structure, match: re.Match[str], form: str, *, aliases: tuple[str, ...] = (), pointer: bool = False
) -> Iterator[Definition]:
    """The definition of a match's term, if it can be a term."""
    written = match["term"]
    term = " ".join(written.split()).rstrip(",;. ")
    start = match.start("term") + len(written) - len(written.lstrip())
    end = start + len(written.strip().rstrip(",;. "))
    if not _is_term(term):
        return
    text = structure.lines.text
    if form == LIST:
        term, *more = _OTHER_NAME.split(term.rstrip(")"))
        aliases = tuple(more)
    line, col = structure.lines.position(start)
    at = structure.at(start)
    section = structure.sections[at].id if at is not None else ""
    words = " ".join(text[match.start() : match.start() + 2 * _START].split())[:_START]
    yield Definition(term, aliases, words, section, line, col, form, pointer, start, end)


def _is_term(term: str) -> bool:
    words = term.split()
    if not words or len(words) > _MOST_WORDS or len(term) > _LONGEST:
        return False
    first = term.lstrip("([")[:1]
    return (first.isupper() or first.isdigit()) and any(map(str.isalpha, term)) and not term.endswith((".", "?", "!"))
