"""Sections that stand twice, are missing or are empty."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import zip_longest
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.sections import lettered, numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.text.sections.structure import Section

SAME_TITLE = Rule(
    "C260",
    "Two sections with the same heading",
    "Two sections on one subject will be changed one without the other, and a reference by title leads to either.",
    "Merge the sections, or give each a heading that says what is different.",
    Severity.WARNING,
)
SAME_NUMBER = Rule(
    "C261",
    "Two sections with the same number",
    "A reference to the number leads to two places.",
    "Number the sections anew, and mend the references to them.",
    Severity.WARNING,
)
SKIPPED = Rule(
    "C262",
    "Number that is skipped",
    "The reader can't tell whether a section was struck, lost or forgotten.",
    "Number the sections without a gap, or write '[Reserved]' in the place of the section that was struck.",
    Severity.WARNING,
)
EMPTY = Rule(
    "C263",
    "Section without content",
    "A heading without text promises a rule that nobody wrote.",
    "Write the section, strike it, or mark it '[Reserved]'.",
    Severity.WARNING,
)
RULES = (SAME_TITLE, SAME_NUMBER, SKIPPED, EMPTY)

_MOST_MISSING = 5
_MOST_EMPTY = 3
# What stands where a section was left out on purpose, or blacked out by a publisher.
_LEFT_OUT = re.compile(
    r"\b(?:reserved|(?:intentionally|deliberately)\s+(?:left\s+)?(?:omitted|blank|deleted)|not\s+used|deleted|omitted|redacted|void)\b|\[\s*\*",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
_Series = tuple[object, ...]


def check(subject: Subject) -> Iterator[Problem]:
    """Every agreement."""
    for writing in subject.agreements:
        yield from _titles(writing)
        for series in _series(writing):
            yield from _numbers(writing, series)
        yield from _letters(writing)
        yield from _empty(writing)


# ---- headings ----------------------------------------------------------------------------------------------------------
def _titles(writing: Writing) -> Iterator[Problem]:
    """Siblings under one heading; a section of another row of numbers (1L, 1P) is no sibling."""
    seen: dict[tuple[int | None, str, str], Section] = {}
    for section in writing.structure.sections:
        words = " ".join(re.findall(r"\w+", section.title.lower()))
        if not words or section.kind in numbering.ATTACHED or _LEFT_OUT.search(section.title):
            continue
        first = seen.setdefault((section.parent, words, _suffix(section)), section)
        if first is not section:
            message = f"{_name(section)} is headed {shown(section.title)}, as {_name(first)} on line {writing.position(first.begin).line}"
            yield Problem(writing.path, writing.position(section.begin), SAME_TITLE, message)


def _suffix(section: Section) -> str:
    return section.number.lstrip("0123456789.") if section.number[:1].isdigit() else ""


def _name(section: Section) -> str:
    if not section.number:
        return "the section"
    word = section.kind if section.kind in ("article", "part", *numbering.ATTACHED) else "section"
    return f"{word} {section.number}"


def _listed(writing: Writing) -> frozenset[int]:
    """Where a list of attachments names one that follows: the place of each entry."""
    attached = [one for one in writing.structure.sections if one.kind in numbering.ATTACHED]
    last = {(one.kind, numbering.key(one.number)): one.begin for one in attached}
    return frozenset(one.begin for one in attached if one.begin < last[one.kind, numbering.key(one.number)] and _has_nothing(writing, one))


# ---- numbers -----------------------------------------------------------------------------------------------------------
def _series(writing: Writing) -> list[list[tuple[int, Section]]]:
    """The rows in which numbers must go up by one: chapters, the sections of a chapter, exhibits."""
    found: defaultdict[_Series, list[tuple[int, Section]]] = defaultdict(list)
    holder: int | None = None
    listed = _listed(writing)
    for index, section in enumerate(writing.structure.sections):
        if section.begin in listed:
            continue
        if section.kind in numbering.ATTACHED:
            holder = index
        elif 0 < writing.structure.added <= section.begin:
            holder = None
        path = _path(section)
        if not path:
            continue
        if section.kind in numbering.ATTACHED:
            row: _Series = (section.kind, path[:-1], section.number[:1].isdigit())
        elif section.kind in ("article", "part"):
            row = (holder, section.kind)
        elif len(path) > 1:
            row = (holder, path[:-1], _suffix(section))
        else:
            row = (holder, section.parent, section.kind == "letter", _suffix(section))
        found[row].append((path[-1], section))
    return list(found.values())


def _path(section: Section) -> tuple[int, ...]:
    """The number as whole numbers; a letter counts from A = 1, in attachments a Roman numeral too where it is no single letter."""
    number = section.number
    if number[:1].isdigit():
        return () if "(" in number else numbering.path(number)
    if len(number) == 1 and number.isalpha() and section.kind not in ("article", "part", "roman", "section"):
        return (ord(number.upper()) - ord("A") + 1,)
    value = numbering.value(number)
    return (value,) if value else ()


def _numbers(writing: Writing, series: list[tuple[int, Section]]) -> Iterator[Problem]:
    seen: dict[int, Section] = {}
    past: tuple[int, Section] | None = None
    repeated = False  # only the first of a row of numbers that come again
    for number, section in series:
        if number in seen:
            if not repeated:
                first = seen[number]
                line = writing.position(first.begin).line
                untitled = not section.title and not first.title
                places = f", here and on line {line}" if untitled else f": {_headed(section)}, and on line {line} {_headed(first)}"
                yield Problem(writing.path, writing.position(section.begin), SAME_NUMBER, f"{_name(section)} stands twice{places}")
            repeated = True
            continue
        repeated = False
        seen[number] = section
        if past is not None and number > past[0] + 1:
            yield from _skipped(writing, past, (number, section))
        past = max(past or (0, section), (number, section), key=lambda one: one[0])


def _headed(section: Section) -> str:
    return shown(section.title) if section.title else "without a heading"


def _skipped(writing: Writing, past: tuple[int, Section], after: tuple[int, Section]) -> Iterator[Problem]:
    text = writing.structure.lines.text[past[1].begin : after[1].begin]
    if any(_LEFT_OUT.fullmatch(line.strip(" \t[]().*_")) or _LEFT_OUT.match(line.strip()) for line in text.split("\n")):
        return
    missing = [number for number in range(past[0] + 1, after[0]) if not _stands(number, after[1], text)]
    if not missing or len(missing) > _MOST_MISSING:
        return
    shown_numbers = " and ".join(_numbered(number, after[1]) for number in missing)
    message = f"{_name(after[1])} follows {_name(past[1])}; {shown_numbers} {'is' if len(missing) == 1 else 'are'} missing"
    yield Problem(writing.path, writing.position(after[1].begin), SKIPPED, message)


def _numbered(number: int, like: Section) -> str:
    """A number written as that of a section of the same row."""
    if like.number[:1].isdigit():
        head, dot, last = like.number.rstrip(".").rpartition(".")
        width = len(last) if last.startswith("0") else 0
        return f"{head}{dot}{number:0{width}}" + _suffix(like) if dot and last.isdigit() and int(last) else f"{number}{_suffix(like)}"
    if len(like.number) == 1 and like.kind not in ("article", "part"):
        return chr(ord("A") + number - 1)
    return numbering.as_roman(number)


def _stands(number: int, like: Section, text: str) -> bool:
    """Whether the number stands in the text between, though it was not read as that of a section."""
    return bool(re.search(rf"(?<![\w.]){re.escape(_numbered(number, like))}(?:[.):]|(?=\s))(?![\d])", text))


def _letters(writing: Writing) -> Iterator[Problem]:
    """Paragraphs (a), (b) of a section."""
    for slip in lettered.slips(writing.structure):
        where = writing.position(slip.start - 1)
        holder = _name(writing.structure.sections[slip.section])
        if slip.missing:
            missing = " and ".join(f"({letter})" for letter in slip.missing)
            verb = "is" if len(slip.missing) == 1 else "are"
            message = f"in {holder} paragraph ({slip.letter}) follows ({slip.before}); {missing} {verb} missing"
            yield Problem(writing.path, where, SKIPPED, message)
        else:
            message = f"{holder} has two paragraphs ({slip.letter}), here and on line {writing.position(slip.first).line}"
            yield Problem(writing.path, where, SAME_NUMBER, message)


# ---- content -----------------------------------------------------------------------------------------------------------
def _empty(writing: Writing) -> Iterator[Problem]:
    """Headings with nothing below them; many in a row are a list of contents, not sections."""
    sections, listed = writing.structure.sections, _listed(writing)
    row: list[Section] = []
    for section, after in zip_longest(sections, sections[1:]):
        if section.begin not in listed and _has_nothing(writing, section) and (after is None or after.level <= section.level):
            row.append(section)
            if after is not None:
                continue
        for one in row if len(row) <= _MOST_EMPTY else ():
            yield Problem(writing.path, writing.position(one.begin), EMPTY, f"{_name(one)}, {_headed(one)}, has no content")
        row = []


def _has_nothing(writing: Writing, section: Section) -> bool:
    lines = writing.structure.lines
    body = lines.text[section.heading_end : section.stop]
    if any(_WORD.search(row) and not lines.is_furniture(row.strip()) for row in body.split("\n")):
        return False
    return bool(section.title or section.number) and not _LEFT_OUT.search(lines.text, section.begin, section.stop)
