"""The entries of a section of definitions that need neither quotes nor a verb: "Work Plan: a plan", a table, a term on a line of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.text.sections import numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.text.sections.structure import Structure

Span = tuple[int, int]

_FEWEST = 3  # entries that make a list where no verb says what they are
_OPENING = 600  # characters of a section in which words say that it defines terms
_ABOVE = 80
_FEWEST_NUMBERED = 5  # "1.1 Work Plan: a plan" looks like the heading of a section
_CAPITAL = r"[A-Z][\w&'’/-]*"
_WORDS = rf"{_CAPITAL}(?:[ ]+(?:(?:of|and|or|the|for|to|in|on|by|with|per)[ ]+)*(?:\(?{_CAPITAL}\)?|\d{{1,4}}(?!\w))){{0,7}}"
# A term may be bold, underlined, slanted or quoted.
_OPEN = r"(?:\*{1,3}|__?|</?[a-z]+\b[^<>\n]{0,300}>|[\"“”„«'‘])*+"
_CLOSE = r"(?:\*{1,3}|__?|</?[a-z]+\b[^<>\n]{0,300}>|[\"“”»'’])*+"
_LABEL = r"(?P<label>[-*•o][ \t]+|(?P<number>\d{1,3}(?:\.\d{1,3})+)[.)]?[ \t]+|\(?(?:\d{1,3}|[a-z]{1,4}|[A-Z])[.)][ \t]+)"
_TERM = rf"{_OPEN}(?P<term>{_WORDS}){_CLOSE}"
_VERB = r"(?:(?:shall|will)[ ]+)?(?:means?\b(?![ ]+(?:of|by|that)\b)|ha(?:s|ve)[ ]+the[ ]+(?:same[ ]+)?meanings?\b)|(?:is|are)[ ]+defined[ ]+(?:as|in)\b|refers?[ ]+to\b"
_JOINED = re.compile(
    rf"^[ \t>]*{_LABEL}?{_TERM}(?:(?P<verb>,?(?:[ ]+|[ ]*\n[ \t]*){_VERB})|(?P<gap>[ ]*\t[ \t]*|[ ]{{3,}})(?=\S)|"
    rf"\n(?P<listed>:[ ]+)(?=\S)|(?P<sign>:|[ ]*[–—]|[ ]-){_CLOSE}[ \t]+(?=[\w\"“‘(]))",
    re.MULTILINE,
)
# In a text without line breaks: a gap, a term, a stop. Behind a stop a sentence has to follow.
_LISTED = re.compile(
    rf"(?:^|\n[ \t]*|(?<![ ])[ ]{{4,}}+)(?:[-*][ ]+)?(?:\*\*)?(?P<term>{_CAPITAL}(?:[ ]+(?:of|and|or|the|for|to|in|[A-Z(][\w&'’/)-]*)){{0,7}})(?:\*\*)?(?:\.|:|[ ]+[–—])(?:\*\*)?[ ]+(?=[A-Z\"“(])"
)
_ALONE = re.compile(
    rf"^[ \t]*{_TERM}[ \t]*\n[ \t]*\n[ \t]*(?=\S)(?P<sure>(?=[a-z]|\d+[^\d.)]|(?:An?|The|Any|All|Each|Means|Has)\b))?", re.MULTILINE
)
_ROW = re.compile(rf"^[ \t]*\|[ \t]*{_TERM}[ \t]*\|[ \t]*(?=[^|\n\s])[^|\n]*\|?[ \t]*$", re.MULTILINE)
_HEADED = re.compile(
    r"^[ \t]*\|[ *_]*(?:capitali[sz]ed[ ]|defined[ ])?(?:terms?|words?|expressions?|abbreviations?)\b[^|\n]{0,30}\|[ *_]*(?:definitions?|meanings?|means)\b[^|\n]{0,30}\|[^\n]*\n"
    r"[ \t]*\|[-:| \t]+(?:\n[ \t]*\|[^\n]*)+",
    re.IGNORECASE | re.MULTILINE,
)
_HEADED_ROW = re.compile(r"[ \t]*\|[ *_]*(?:capitali[sz]ed |defined )?(?:terms?|words?|expressions?|abbreviations?)[ *_]*\|", re.IGNORECASE)
_PARAGRAPH_ENDS = re.compile(r"(?:\n[ \t]*\n|[.;:]\s*|[;,][ ](?:and|or)\s*)\Z")
_RULE = re.compile(r"^[ \t]*\|[ \t]*:?-{2,}:?[ \t]*\|[ \t]*:?-{2,}:?[ \t]*\|?[ \t]*$", re.MULTILINE)
_DEFINING = re.compile(
    r"\b(?:definitions?|defin(?:ed|ing) (?:terms|words)|terms (?:used|defined)|meanings? of|interpretation|glossary)\b", re.IGNORECASE
)
_INTRODUCED = re.compile(
    r"\bfollowing\s+(?:capitali[sz]ed\s+)?(?:terms|words|expressions|definitions)\b[^.;:]{0,120}\b(?:meanings?|defined)\b|\bdefinitions\b[^.;:]{0,60}\bapply\s+(?:in|to)\s+this\b"
)
# What stands at the head of a paragraph in such a section and is no term of the contract.
_NO_TERM = re.compile(
    r"(?:the[ ]+)?(?:definitions?|(?:rules[ ]+of[ ]+)?interpretation|construction|headings?|references?|note|examples?|general|terms[ ]used|defined[ ]terms|"
    r"in|for|where|unless|if|when|as|this|these|it|any|means|includ(?:es|ing)|provided|nothing)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\s*(?:(?:shall[ ]+)?ha(?:s|ve)[ ]+the[ ]+(?:same[ ]+)?meanings?|means?[ ]+the[ ]+meaning|(?:is|are|as|shall[ ]+be)[ ]+(?:defined|set[ ]+out|described|specified|given)|see\b|defined[ ]+in)",
    re.IGNORECASE,
)


def find(text: str, structure: Structure, marked: list[int]) -> Iterator[re.Match[str]]:
    """Each entry, its term as the group `term`; `marked` are the places of the definitions that quotes or bold type and a verb show."""
    for table in _HEADED.finditer(text) if "|" in text else ():
        yield from [row for row in _ROW.finditer(text, table.start(), table.end()) if _can_be(row)][1:]
    for start, stop in regions(text, structure):
        yield from _within(text, start, stop, sum(start <= place < stop for place in marked))
    for section in structure.sections:
        if _DEFINING.search(section.title) and not any(section.body <= place < section.stop for place in marked):
            yield from _several([entry for entry in _LISTED.finditer(text, section.body, section.stop) if _can_be(entry)])


def is_pointer(text: str, entry: re.Match[str]) -> bool:
    """Whether an entry only says where the term is defined: "has the meaning given in clause 7"."""
    return bool(_POINTER.match(text, entry.start("verb") if entry.groupdict().get("verb") else entry.end()))


def regions(text: str, structure: Structure) -> list[Span]:
    """Where terms are defined: the sections that are headed so, with those below them, and what follows words that say so."""
    found: list[Span] = []
    for index, section in enumerate(structure.sections):
        if found and section.begin < found[-1][1]:
            continue
        if _DEFINING.search(section.title):
            found.append((section.body, _end(structure, index)))
        elif intro := _INTRODUCED.search(text, section.body, min(section.stop, section.body + _OPENING)):
            found.append((intro.end(), _end(structure, index)))
    return found


def _end(structure: Structure, index: int) -> int:
    """Where a section ends with all below it; the heading of the whole text ends with its own words."""
    section = structure.sections[index]
    for after in structure.sections[index + 1 :]:
        if after.level <= section.level or after.kind in numbering.ATTACHED:
            return after.begin
    return len(structure.lines.text) if index else section.stop


def _within(text: str, start: int, stop: int, marked: int) -> Iterator[re.Match[str]]:
    """The entries between two offsets that are certain: those with a verb, and lists, tables and rows of a few."""
    joined = [entry for entry in _JOINED.finditer(text, start, stop) if _can_be(entry)]
    yield from (entry for entry in joined if entry["verb"] and _opens(text, entry, start))
    signed = _opened(text, [entry for entry in joined if entry["sign"]], start)
    plain = [entry for entry in signed if not entry["number"]]
    numbered = [entry for entry in signed if entry["number"]]
    certain = len(plain) >= max(_FEWEST, marked)
    yield from (entry for entry in plain if certain or (len(plain) + marked >= _FEWEST and _used(text, entry)))
    yield from numbered if len(numbered) >= _FEWEST_NUMBERED else ()
    yield from _several([entry for entry in joined if entry["listed"]])
    yield from _several([entry for entry in joined if "\t" in (entry["gap"] or "")])
    yield from _aligned(text, [entry for entry in joined if entry["gap"] and "\t" not in entry["gap"]])
    if _RULE.search(text, start, stop):
        yield from (row for row in _ROW.finditer(text, start, stop) if _can_be(row) and not _HEADED_ROW.match(row.group()))
    alone = [entry for entry in _ALONE.finditer(text, start, stop) if _can_be(entry)]
    yield from alone if sum(entry["sure"] is not None for entry in alone) >= _FEWEST else ()


def _several(entries: list[re.Match[str]]) -> list[re.Match[str]]:
    return entries if len(entries) >= _FEWEST else []


def _can_be(entry: re.Match[str]) -> bool:
    return len(entry["term"]) > 1 and not _NO_TERM.fullmatch(entry["term"])


def _opens(text: str, entry: re.Match[str], start: int) -> bool:
    """Whether an entry opens a paragraph, or the item of a list."""
    above = text[max(start, entry.start() - _ABOVE) : entry.start()].rstrip(" \t")
    return bool(entry["label"]) or not above.strip() or bool(_PARAGRAPH_ENDS.search(above))


def _opened(text: str, entries: list[re.Match[str]], start: int) -> list[re.Match[str]]:
    """The entries that open a paragraph, or follow such an entry on the next line."""
    found: list[re.Match[str]] = []
    for entry in entries:
        if _opens(text, entry, start) or (found and text.count("\n", found[-1].start("term"), entry.start("term")) == 1):
            found.append(entry)
    return found


def _aligned(text: str, entries: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The entries whose second column begins at the same place as that of several others."""
    places = [entry.end() - text.rfind("\n", 0, entry.end()) for entry in entries]
    return (entry for entry, place in zip(entries, places, strict=True) if places.count(place) >= _FEWEST)


def _used(text: str, entry: re.Match[str]) -> bool:
    """Whether the term stands in the text a second time."""
    return text.count(entry["term"]) > 1
