"""References to sections and attachments that are not there, and to sections under another title."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.sections import numbering
from pactbook.text.sections.titles import Weight, weigh
from pactbook.text.terms import vocabulary
from pactbook.text.terms.outside import Where, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.text.sections.structure import Section
    from pactbook.text.terms.references import Reference

BROKEN = Rule(
    "C255",
    "Reference to a section that is not there",
    "Nobody can follow a rule that stands in a section that does not exist.",
    "Name the section that is meant.",
    Severity.WARNING,
)
MISNUMBERED = Rule(
    "C256",
    "Reference with the number of one section and the title of another",
    "The number and the title lead to different places, and each side will follow the one that suits it.",
    "Write the number and the title of the section that is meant.",
    Severity.WARNING,
)
ABSENT = Rule(
    "C257",
    "Attachment that is not in the text",
    "An agreement is complete only with everything that it refers to.",
    "Add the attachment to the text, or strike the reference.",
    Severity.HINT,
)
RULES = (BROKEN, MISNUMBERED, ABSENT)

_MOST_SINGLE = 3  # attachments of one kind that are reported one by one
_MOST_NAMED = 12
_ALIKE = 0.8
_SMALL_WORDS = "a an and the of for to in on with by or no"
_SMALL = frozenset(_SMALL_WORDS.split())
_SUB = re.compile(r"\s*\(([A-Za-z])\)")
_LETTERS = re.compile(r"(?:(?<=\s)|(?<=^))\(?([A-Za-z])[.)](?=\s)|\(([A-Za-z])\)")
_FEWEST_LETTERS = 2
_FEWEST_NUMBERS = 2
_ATTACHMENT = r"(?P<kind>(?i:exhibit|schedule|annex|appendix|attachment))[ ]+(?P<label>\d{1,3}|[A-Z]|[IVX]+)(?![\w.(-]*\w)"
_OF_ATTACHMENT = re.compile(rf"\s*,?\s+(?:of|in|to)\s+(?:the\s+)?{_ATTACHMENT}")
_PART = re.compile(rf"\b[Pp]art[ ]+(?P<part>\d{{1,2}}|[A-Z]|[IVX]+)\s+(?:of|in|to)\s+(?:the\s+)?{_ATTACHMENT}")
_PART_HEADED = re.compile(r"^[ \t#*_]*part[ ]+(\d{1,2}|[A-Z]|[IVX]+)\b(?![ ]+(?:of|in|to)\b)", re.IGNORECASE | re.MULTILINE)
# A number that begins a line.
_AT_LINE = re.compile(
    r"^[ \t>*_#]*(?:section[ ]|article[ ]|clause[ ])?(\d[\d.]*[A-Z]?|[IVXLC]+)[.):]?(?=[\s*_])", re.IGNORECASE | re.MULTILINE
)


def check(subject: Subject) -> Iterator[Problem]:
    """Every agreement."""
    for writing in subject.agreements:
        absent: defaultdict[str, list[Reference]] = defaultdict(list)
        for one in writing.references:
            if one.resolved is not None:
                yield from _other_title(writing, one)
                yield from _no_paragraph(writing, one)
            elif not one.external and one.kind in numbering.ATTACHED and not one.linked:
                absent[one.kind].append(one)
            elif not one.external and (one.linked or not _stands(one, writing)):
                yield _broken(writing, one)
        for found in absent.values():
            yield from _absent(writing, found)
        yield from _no_part(writing)


# ---- not there ---------------------------------------------------------------------------------------------------------
def _stands(one: Reference, writing: Writing) -> bool:
    """Whether the number stands at the start of a line all the same, though it was not read as that of a section."""
    text = writing.structure.lines.text
    number = re.sub(r"\s*\(.*", "", one.number)
    if not number:  # clause (2), clause (b)
        return bool(re.search(rf"(?:^[ \t>*_]*|[;:,.]\s|\b(?:and|or)\s){re.escape(one.number)}(?!\w)", text, re.MULTILINE))
    within = _OF_ATTACHMENT.match(text, one.end)
    if not within:
        return numbering.key(number) in _at_lines(text)
    begun, stop = _extent(writing, within["kind"], within["label"])
    there = _at_lines(text[begun:stop])
    return numbering.key(number) in there or len(there) < _FEWEST_NUMBERS  # a schedule that is not here is another finding


def _extent(writing: Writing, kind: str, label: str) -> tuple[int, int]:
    """Where an attachment begins and ends; nothing where there is none, or two of one name."""
    sections, wanted = writing.structure.sections, (numbering.kind_of(kind), numbering.key(label))
    attached = [one for one in sections if one.kind in numbering.ATTACHED]
    found = [one for one in attached if (one.kind, numbering.key(one.number)) == wanted]
    if len(found) != 1:
        return 0, 0
    added = writing.structure.added or len(writing.text)
    return found[0].body, min([one.begin for one in attached if one.begin > found[0].begin] + [max(added, found[0].body)])


def _no_part(writing: Writing) -> Iterator[Problem]:
    """`Part D of Schedule 1` where that schedule has the parts A to C."""
    text = writing.structure.lines.text
    for match in _PART.finditer(text):
        if judge(text, match.start("kind"), match.end())[0] is Where.OUTSIDE:
            continue
        begun, stop = _extent(writing, match["kind"], match["label"])
        parts = [found.group(1).upper() for found in _PART_HEADED.finditer(text, begun, stop)]
        if len(parts) >= _FEWEST_NUMBERS and match["part"].upper() not in parts:
            named = f"{match['kind'].lower()} {match['label']}"
            message = f"there is no part {match['part']} of {named}; it has the parts {', '.join(dict.fromkeys(parts))}"
            yield Problem(writing.path, writing.position(match.start()), BROKEN, message)


@lru_cache(maxsize=8)  # asked for each broken reference of one text and its schedules after another
def _at_lines(text: str) -> frozenset[str]:
    return frozenset(numbering.key(found.group(1)) for found in _AT_LINE.finditer(text))


def _broken(writing: Writing, one: Reference) -> Problem:
    named = f"{one.kind} {one.number}" if one.number else "a section"
    hint = _titled(writing, one.title)
    meant = f"; '{hint.title}' is {_name(hint)}" if hint else ""
    label, _, target = one.raw[1:].partition("](")
    words = label or target.rstrip(")")
    message = f"{shown(words)} leads nowhere{meant}" if one.linked else f"there is no {named}{meant}"
    return Problem(
        writing.path, writing.position(one.start), BROKEN, message, f"Write {_name(hint)}, or name what is meant." if hint else ""
    )


def _no_paragraph(writing: Writing, one: Reference) -> Iterator[Problem]:
    """`Section 9(c)` where section 9 has lettered paragraphs, and no (c)."""
    match = _SUB.search(one.number)
    if not match or one.linked or not one.number[0].isdigit() or one.resolved is None:
        return
    letters = _letters(writing, one.resolved)
    wanted = match.group(1).lower()
    if "a" in letters and len(letters) >= _FEWEST_LETTERS and wanted not in letters and wanted not in "ivx":
        last = _last(letters)
        if wanted > last:
            message = f"{shown(' '.join(one.raw.split()))}: {_name(writing.structure.sections[one.resolved])} has no ({wanted}), only (a) to ({last})"
            yield Problem(writing.path, writing.position(one.start), BROKEN, message)


def _letters(writing: Writing, index: int) -> set[str]:
    """The letters that number paragraphs in a section and in what stands below it."""
    sections = writing.structure.sections
    level = sections[index].level
    end = next((section.begin for section in sections[index + 1 :] if section.level <= level), len(writing.text))
    return {
        (found.group(1) or found.group(2)).lower() for found in _LETTERS.finditer(writing.structure.lines.text, sections[index].begin, end)
    }


def _last(letters: set[str]) -> str:
    """The last letter of the row that begins with (a)."""
    last = "a"
    while chr(ord(last) + 1) in letters:
        last = chr(ord(last) + 1)
    return last


def _absent(writing: Writing, found: list[Reference]) -> Iterator[Problem]:
    """One finding for each attachment; where many are missing, one for all of a kind."""
    by_number: defaultdict[str, list[Reference]] = defaultdict(list)
    for one in found:
        by_number[re.sub(r"[(.]\w+\)?$", "", one.number) if one.number[:1].isdigit() and "(" in one.number else one.number].append(one)
    kind = found[0].kind
    if len(by_number) > _MOST_SINGLE:
        names = [*by_number][:_MOST_NAMED]
        rest = f" and {len(by_number) - len(names)} more" if len(by_number) > len(names) else ""
        message = f"{len(by_number)} attachments that the text refers to are not in it: {kind} {', '.join(names)}{rest}"
        yield Problem(writing.path, writing.position(found[0].start), ABSENT, message)
        return
    for number, uses in by_number.items():
        times = f" ({len(uses)} references)" if len(uses) > 1 else ""
        yield Problem(writing.path, writing.position(uses[0].start), ABSENT, f"{kind} {number} is not in the text{times}")


# ---- another title -----------------------------------------------------------------------------------------------------
def _other_title(writing: Writing, one: Reference) -> Iterator[Problem]:
    if one.resolved is None:
        return
    section = writing.structure.sections[one.resolved]
    if one.linked and one.number and section.number and numbering.key(one.number) != numbering.key(section.number):
        message = f"the link {shown(f'{one.kind} {one.number}')} leads to {_name(section)}"
        yield Problem(writing.path, writing.position(one.start), MISNUMBERED, message)
    elif one.title and section.title and weigh(one.title) >= Weight.PLAIN and not _alike(one.title, section.title):
        meant = _titled(writing, one.title, section)
        if meant is None and weigh(one.title) is Weight.PLAIN:
            return  # a remark in brackets
        where = f", and {shown(one.title)} is {_name(meant)}" if meant else ""
        message = f"{shown(' '.join(one.raw.split()))}: {_name(section)} is headed {shown(section.title)}{where}"
        yield Problem(writing.path, writing.position(one.start), MISNUMBERED, message)


def _titled(writing: Writing, title: str, beside: Section | None = None) -> Section | None:
    """The section that has a title; of several the one in the chapter of the section `beside`."""
    found = [section for section in writing.structure.sections if title and section.title and _alike(title, section.title)]
    return min(found, key=lambda section: beside is None or section.parent != beside.parent, default=None)


@lru_cache(maxsize=4096)  # contracts have much the same titles
def _alike(one: str, other: str) -> bool:
    """Whether two titles are one: the same words, all words of one in the other, or one in slightly different spelling."""
    here, there = (set(vocabulary.key(title)) - _SMALL for title in (one, other))
    if here <= there or there <= here:
        return True
    written = SequenceMatcher(None, one.lower(), other.lower())
    return (
        written.real_quick_ratio() > _ALIKE and written.quick_ratio() > _ALIKE and written.ratio() > _ALIKE
    )  # the quicker ones are never lower


def _name(section: Section) -> str:
    word = section.kind if section.kind in ("article", "part", *numbering.ATTACHED) else "section"
    return f"{word} {section.number}" if section.number else f"the section '{section.title}'"
