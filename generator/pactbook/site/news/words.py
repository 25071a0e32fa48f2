"""Which sections of a text came, went or changed, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline.by_section import Part, changed_sections
from pactbook.redline.pieces import Kind
from pactbook.site.markup import count
from pactbook.text.sections import structure
from pactbook.text.sections.numbering import ATTACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.redline.by_section import SectionChange
    from pactbook.text.sections.structure import Section, Structure

_WORDED = ATTACHED | {"article", "part"}
MOST_NAMED = 6  # sections named one by one in a sentence


def parts(text: str) -> list[Part]:
    """The sections of an agreement; one keeps its key when its number changes."""
    found = structure.read(text)
    return [Part(each.id, _name(found, each), found.lines.text[each.body : each.stop], each.level) for each in found.sections]


def _name(read: Structure, section: Section) -> str:
    """A section as people call it: `9.2 Cure`, `Schedule 3 (Service levels)`, `Schedule 3, Part 1 (First contact resolution)`."""
    if section.kind not in _WORDED or not section.number:
        return f"{section.number} {section.title}".strip()
    above = read.sections[section.parent] if section.parent is not None else None
    within = f"{above.kind.capitalize()} {above.number}, " if section.kind == "part" and above and above.kind in ATTACHED else ""
    return f"{within}{section.kind.capitalize()} {section.number}{f' ({section.title})' if section.title else ''}"


def sections(before: Sequence[Part], after: Sequence[Part]) -> tuple[str, ...]:
    """The sections that came, went or changed, in up to three sentences; a section that only got another number is not told."""
    found = [each for each in changed_sections(before, after) if each.kind is not Kind.SAME or each.added or each.removed or each.otherwise]
    kinds = ((Kind.ADDED, "New"), (Kind.SAME, "Changed"), (Kind.REMOVED, "Removed"))
    return tuple(
        f"{word}: {_named([each for each in found if each.kind is kind])}." for kind, word in kinds if any(e.kind is kind for e in found)
    )


def _named(changes: Sequence[SectionChange]) -> str:
    named = [f"“{each.title}”{_extent(each)}" for each in changes[:MOST_NAMED]]
    if len(changes) > MOST_NAMED:
        named.append(f"and {count(len(changes) - MOST_NAMED, 'more section')}")
    return ", ".join(named)


def _extent(change: SectionChange) -> str:
    if change.kind is not Kind.SAME:
        return ""
    counted = [
        f"{number} {'word' if number == 1 else 'words'} {how}"
        for number, how in ((change.added, "added"), (change.removed, "removed"))
        if number
    ]
    return f" ({', '.join((*counted, *change.otherwise))})"
