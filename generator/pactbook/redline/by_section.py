"""Which sections of a text came, went or changed: the short account of a change, for people who then read the section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.redline.compare import compare
from pactbook.redline.pieces import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """A section: `key` tells it from others and stays when its number changes, `title` is shown, `text` is what stands under it alone."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that came, went (`kind`) or changed (`kind` is SAME: the section is still there), with the words added and removed."""

    kind: Kind
    key: str
    title: str
    added: int = 0
    removed: int = 0


def changed_sections(before: Sequence[Part], after: Sequence[Part]) -> tuple[SectionChange, ...]:
    """The sections that differ in their words, in the order of the new text, then those that went; a section that only moved is none."""
    old, new = _by_key(before), _by_key(after)
    found = []
    for key, part in new.items():
        if key not in old:
            found.append(SectionChange(Kind.ADDED, key, part.title, added=len(part.text.split())))
        elif part.text.split() != old[key].text.split() or part.title != old[key].title:
            added, removed = _words(old[key].text, part.text)
            found.append(SectionChange(Kind.SAME, key, part.title, added, removed))
    gone = [part for key, part in old.items() if key not in new]
    return (*found, *(SectionChange(Kind.REMOVED, part.key, part.title, removed=len(part.text.split())) for part in gone))


def _by_key(parts: Iterable[Part]) -> dict[str, Part]:
    """Sections with the same key are told apart by their order."""
    found: dict[str, Part] = {}
    for part in parts:
        key, number = part.key, 1
        while key in found:
            number += 1
            key = f"{part.key}-{number}"
        found[key] = Part(key, part.title, part.text)
    return found


def _words(old: str, new: str) -> tuple[int, int]:
    added = removed = 0
    for paragraph in compare(old, new):
        for piece in paragraph.pieces:
            count = len(piece.text.split())
            added += count if piece.kind is Kind.ADDED else 0
            removed += count if piece.kind is Kind.REMOVED else 0
    return added, removed
