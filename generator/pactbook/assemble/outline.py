"""The outline of an agreement: sections with ids, numbers and titles, and the words by which references name them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.model.document import position_of
from pactbook.problems import Position

if TYPE_CHECKING:
    from pactbook.model.document import Route, Spot
    from pactbook.text.sections import structure as text_structure
    from pactbook.text.sections.structure import Structure

REFERENCE = re.compile(r"\[\]\((msa:)?#([A-Za-z0-9._\x80-\U0010ffff-]*)\)")
LEVELS = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a section's text from `start` on: the file that it is from, and where.

    `exact` text stands in the file just so, character by character; other text was made of what stands at `position`.
    """

    start: int
    path: str
    where: Position | Spot
    exact: bool = False

    @property
    def position(self) -> Position:
        """The place in the file."""
        return position_of(self.where)


@dataclass(slots=True)
class Section:
    """One heading with the text under it; title and body are markdown.

    `level` is 1 for sections and schedules, 2 to 4 below; `stretches` tell where the text is from, none for text made of data;
    `clause` is the clause with its version, empty for what is written from data; `route` leads to the place in terms.yaml.
    """

    id: str
    title: str
    level: int
    body: str = ""
    schedule: bool = False
    number: str = ""
    stretches: tuple[Stretch, ...] = ()
    clause: str = ""
    route: Route = ()

    def source(self, offset: int) -> Stretch | None:
        """Where a character of the body is from: a stretch that begins with it."""
        index = bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1
        if index < 0:
            return None
        found = self.stretches[index]
        if not found.exact:
            return found
        before = self.body[found.start : offset]
        lines = before.count("\n")
        col = len(before) - before.rfind("\n") if lines else found.position.col + len(before)
        return Stretch(offset, found.path, Position(found.position.line + lines, col), exact=True)


@dataclass(slots=True)
class Numbering:
    """Gives each section its number: 9, 9.2, 9.2.1; schedules and their parts count by themselves. `start` is the last number taken."""

    start: int = 0
    counters: list[int] = field(default_factory=lambda: [0] * LEVELS)
    schedules: list[int] = field(default_factory=lambda: [0] * LEVELS)

    def give(self, section: Section) -> None:
        """Set the section's number."""
        counters = self.schedules if section.schedule else self.counters
        counters[section.level - 1] += 1
        counters[section.level :] = [0] * (LEVELS - section.level)
        first = counters[0] + (0 if section.schedule else self.start)
        section.number = ".".join(map(str, (first, *counters[1 : section.level])))


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
    if section.kind in {"integer", "decimal"} and number:
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
    return [ReferenceFound(m.start(), m.end(), m[1] is not None, m[2]) for m in REFERENCE.finditer(text)] if "[](" in text else []
