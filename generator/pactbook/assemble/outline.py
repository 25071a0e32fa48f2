"""The outline of an agreement: sections with ids, numbers and titles, and the words by which references name them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.text import structure as text_structure
    from pactbook.text.structure import Structure

_REFERENCE = re.compile(r"\[\]\((msa:)?#([A-Za-z0-9._-]*)\)")


@dataclass(slots=True)
class Section:
    """One heading with the text under it.

    `level` is 1 for sections and schedules, 2 and 3 below; `origin` is the file that the text is from and the line on which it begins;
    `clause` is the clause with its version, empty for what is written from data.
    """

    id: str
    title: str
    level: int
    body: str = ""
    schedule: bool = False
    number: str = ""
    origin: tuple[str, int] = ("", 1)
    clause: str = ""


@dataclass(slots=True)
class Numbering:
    """Gives each section its number: 9, 9.2, 9.2.1; schedules and their parts count by themselves."""

    counters: list[int] = field(default_factory=lambda: [0, 0, 0])
    schedules: list[int] = field(default_factory=lambda: [0, 0, 0])

    def give(self, section: Section) -> None:
        """Set the section's number."""
        counters = self.schedules if section.schedule else self.counters
        counters[section.level - 1] += 1
        counters[section.level :] = [0] * (len(counters) - section.level)
        section.number = ".".join(str(count) for count in counters[: section.level])


def heading(section: Section) -> str:
    """The heading's line in agreement.md."""
    marks = "#" * (section.level + 1)
    return f"{marks} {label(section)} {section.title} {{#{section.id}}}"


def label(section: Section) -> str:
    """What stands before the title: `9.`, `9.2`, `Schedule 3.`, `Part 2.`."""
    if section.schedule:
        return f"Schedule {section.number}." if section.level == 1 else f"Part {section.number.partition('.')[2]}."
    return f"{section.number}." if section.level == 1 else section.number


def spoken(section: Section) -> str:
    """How a sentence names the section: `section 9.2 (Cure period)`, `Schedule 3, part 2 (First contact resolution)`."""
    if not section.schedule:
        return f"section {section.number} ({section.title})"
    number, _, part = section.number.partition(".")
    return f"Schedule {number}, part {part} ({section.title})" if part else f"Schedule {number} ({section.title})"


def spoken_in(structure: Structure, section: text_structure.Section) -> str:
    """How a sentence names a section of a finished text."""
    number, title = section.number.rstrip("."), f" ({section.title})" if section.title else ""
    if section.kind == "integer":
        return f"section {number}{title}"
    parent = structure.sections[section.parent] if section.parent is not None else None
    if section.kind == "part" and parent and parent.kind == "schedule":
        return f"Schedule {parent.number.rstrip('.')}, part {number}{title}"
    if section.kind == "heading" or not number:
        return section.title or section.id
    return f"{section.kind.capitalize() if section.kind != 'section' else 'section'} {number}{title}"


@dataclass(frozen=True, slots=True)
class ReferenceFound:
    """An empty link in a text: whether it leads into the MSA, the id, and its offsets."""

    start: int
    end: int
    into_msa: bool
    target: str


def references(text: str) -> list[ReferenceFound]:
    """Every empty link `[](#id)` and `[](msa:#id)` of a text, in order."""
    return [ReferenceFound(m.start(), m.end(), m[1] is not None, m[2]) for m in _REFERENCE.finditer(text)]
