"""Sections of a contract that deal with something by the words of their titles: the only way into a text that was written elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pactbook.text.sections.structure import Section, Structure


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, list[str]]]:
    text = resources.files("pactbook.coverage").joinpath("words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, list[str]]] = yaml.safe_load(text)
    return words


@lru_cache(maxsize=256)
def _pattern(kind: str, name: str) -> re.Pattern[str] | None:
    words = _words()[kind].get(name)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE) if words else None


def titled(structure: Structure, kind: str, name: str) -> list[Section]:
    """The sections whose title speaks of a thing, topic or schedule (`kind` is `things`, `topics` or `schedules`), outermost first."""
    pattern = _pattern(kind, name)
    if pattern is None:
        return []
    found = [section for section in structure.sections if section.title and pattern.search(section.title)]
    return sorted(found, key=lambda section: section.level)


def extent(structure: Structure, section: Section) -> tuple[int, int]:
    """The offsets of a section's text with all that stands under it."""
    index = structure.sections.index(section)
    later = structure.sections[index + 1 :]
    stop = next((each.begin for each in later if each.level <= section.level), len(structure.lines.text))
    return section.heading_end, stop
