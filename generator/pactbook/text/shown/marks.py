"""What a page adds to the text: anchors at definitions, links from terms and references to where they lead."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pactbook.text.sections.structure import Structure
from pactbook.text.terms.definitions import Definition
from pactbook.text.terms.references import Reference

_SHORTEST_TERM = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """Markup to put before and after the characters between two offsets."""

    start: int
    end: int
    before: str
    after: str


@dataclass(slots=True)
class Marks:
    """The marks of a text, in order and without overlap, to be taken paragraph by paragraph."""

    fixed: list[Mark]
    terms: "Terms"
    _next: int = 0

    def between(self, start: int, end: int) -> list[Mark]:
        """The marks of one paragraph; paragraphs are asked for in their order."""
        while self._next < len(self.fixed) and self.fixed[self._next].start < start:
            self._next += 1
        stop = self._next
        while stop < len(self.fixed) and self.fixed[stop].end <= end:
            stop += 1
        own = self.fixed[self._next : stop]
        self._next = stop
        return sorted([*own, *self.terms.links(start, end, own)], key=lambda mark: (mark.start, mark.end))


@dataclass(slots=True)
class Terms:
    """The defined terms of a text, found by their first word."""

    text: str
    anchors: dict[str, list[tuple[re.Pattern[str], str]]] = field(default_factory=dict)
    safe: Callable[[int, int], bool] = lambda _start, _end: True

    def add(self, definition: Definition) -> None:
        """Link the term, in the plural too, and where it is defined in capitals also as Ordinary Words."""
        term = re.sub(r"\((?:s|es|ies)\)$", "", definition.term, flags=re.IGNORECASE)
        spellings = [term, term.title()] if term.isupper() and " " in term else [term]
        for words in spellings:
            first = re.match(r"\w+", words)
            if first and len(words) >= _SHORTEST_TERM:
                pattern = re.compile(r"\s+".join(map(re.escape, words.split())) + r"(?:s|es)?(?![\w])")
                self.anchors.setdefault(first.group(), []).append((pattern, definition.anchor))

    def finish(self) -> None:
        """Longer terms come first: "Service Credit Cap" before "Service Credit"."""
        for found in self.anchors.values():
            found.sort(key=lambda one: -len(one[0].pattern))

    def links(self, start: int, end: int, taken: list[Mark]) -> Iterator[Mark]:
        """The first use of each term between two offsets, other marks left alone."""
        seen = {mark.after for mark in taken}
        past = start
        for word in _CAPITALISED.finditer(self.text, start, end):
            if word.start() < past or word.group() not in self.anchors:
                continue
            hit = self._hit(word, end, taken)
            if hit is None:
                continue
            stop, anchor = hit
            past = stop
            after = f"](#{anchor}){{.pb-term}}"
            if after not in seen and f"**{{#{anchor}}}" not in seen and f"{{#{anchor}}}" not in seen:
                seen.add(after)
                yield Mark(word.start(), stop, "[", after)

    def _hit(self, word: re.Match[str], end: int, taken: list[Mark]) -> tuple[int, str] | None:
        for pattern, anchor in self.anchors[word.group()]:
            match = pattern.match(self.text, word.start(), end)
            if match:
                free = all(match.end() <= mark.start or mark.end <= match.start() for mark in taken)
                good = free and self.safe(match.start(), match.end()) and not self._within_name(match.start(), match.end())
                return (match.end(), anchor) if good else None
        return None

    def _within_name(self, start: int, end: int) -> bool:
        """Whether the words are part of a longer name: "Services" in "Master Services Agreement"."""
        before = _NAME_BEFORE.search(self.text, max(0, start - 30), start)
        return bool(_NAME_AFTER.match(self.text, end)) or (before is not None and before.group(1) not in _OPENERS)


# A capitalised word right before and right after.
_NAME_BEFORE = re.compile(r"\b([A-Z][\w'’-]*)[ ]$")
_NAME_AFTER = re.compile(r"[ ][A-Z][a-z]")
# Capitalised only because a sentence starts with them.
_OPENING_WORDS = (
    "The A An Each Every Any All No Neither Either Both If When Where Unless Until Upon On In At By For From To With Without This These That Those Such Its Their "
    "Other Certain Some As After Before During Within Under Subject Once While And Or But Nor Should Not Only Notwithstanding Except"
)
_OPENERS = frozenset(_OPENING_WORDS.split())
_CAPITALISED = re.compile(r"(?<![\w'’-])[A-Z\d]\w*")


def first_definitions(definitions: Iterable[Definition]) -> list[Definition]:
    """One definition for each anchor: the first that defines; where none does, the first that points elsewhere."""
    chosen: dict[str, Definition] = {}
    for one in definitions:
        known = chosen.get(one.anchor)
        if known is None or (known.pointer and not one.pointer):
            chosen[one.anchor] = one
    return sorted(chosen.values(), key=lambda one: one.start)


def terms_of(text: str, definitions: Iterable[Definition]) -> Terms:
    """The terms that can be linked."""
    terms = Terms(text)
    for one in definitions:
        terms.add(one)
    terms.finish()
    return terms


def references_of(structure: Structure, references: Iterable[Reference]) -> Iterator[Mark]:
    """A link for every reference that leads to a section."""
    for one in references:
        if one.resolved is None or one.linked or not one.number[:1].isalnum():
            continue
        if one.resolved == structure.at(one.start) and one.number.rstrip(")").isalpha() and one.kind in ("paragraph", "clause", "section"):
            continue
        yield Mark(one.start, one.end, "[", f"](#{structure.sections[one.resolved].id})")


def without_overlap(marks: Iterable[Mark], structure: Structure) -> list[Mark]:
    """Marks in order; of two that overlap the first stays, and none stands in a heading."""
    kept: list[Mark] = []
    headings = [(section.begin, section.heading_end) for section in structure.sections]
    at = 0
    for mark in sorted(marks, key=lambda one: (one.start, one.end)):
        while at < len(headings) and headings[at][1] <= mark.start:
            at += 1
        in_heading = at < len(headings) and headings[at][0] < mark.end
        if not in_heading and (not kept or kept[-1].end <= mark.start):
            kept.append(mark)
    return kept
