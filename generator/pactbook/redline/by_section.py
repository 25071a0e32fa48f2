"""Which sections of a text came, went or changed: the short account of a change, for people who then read the section."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from textwrap import dedent
from typing import TYPE_CHECKING

from pactbook.redline.blocks import HEADING, Block, bare
from pactbook.redline.compare import compare
from pactbook.redline.levels import shift
from pactbook.redline.pieces import Kind, Moved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_MADE = re.compile(
    r"(?:(?:schedule|annex|appendix|exhibit|attachment|addendum)-[\w.]+-)?(?:s|article|part|section|schedule|annex|appendix|exhibit|attachment|addendum)-[\w.-]+"
)
"""The key of a section that has no id of its own."""
_WORD = re.compile(r"\w\S*")


@dataclass(frozen=True, slots=True)
class Part:
    """A section: `key` tells it from others and stays when its number changes, `title` is shown, `text` is what stands under it alone.

    `level` is that of its heading, 0 where nobody asks.
    """

    key: str
    title: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that came, went (`kind`) or changed (`kind` is SAME: the section is still there), with the words added and removed.

    `otherwise` says in words what changed beside: `a paragraph moved out one level`.
    """

    kind: Kind
    key: str
    title: str
    added: int = 0
    removed: int = 0
    otherwise: tuple[str, ...] = ()


def changed_sections(before: Sequence[Part], after: Sequence[Part]) -> tuple[SectionChange, ...]:
    """The sections that differ in their words, in the order of the new text, then those that went; a section that only moved is none."""
    old, new = _by_key(before), _by_key(after)
    same = _same(old, new)
    found = []
    for key, part in new.items():
        was = old.get(same.get(key, ""))
        if was is None:
            found.append(SectionChange(Kind.ADDED, key, part.title, added=len(part.text.split())))
        elif part.text != was.text or part.title != was.title or part.level != was.level:
            change = _change(was, part)
            if part.title != was.title or change.added or change.removed or change.otherwise:
                found.append(change)
    gone = [part for key, part in old.items() if key not in set(same.values())]
    return (*found, *(SectionChange(Kind.REMOVED, part.key, part.title, removed=len(part.text.split())) for part in gone))


def _same(old: Mapping[str, Part], new: Mapping[str, Part]) -> dict[str, str]:
    """For sections of the new text those of the old one: by key, unless that was made of a number, which says less than the title."""
    same = {key: key for key in new if key in old and not (_MADE.fullmatch(key) and bare(old[key].title) != bare(new[key].title))}
    left, right = (_titles(each for key, each in side.items() if key not in same) for side in (old, new))
    same |= {right[title]: key for title, key in left.items() if key and right.get(title)}
    taken = set(same.values())
    return same | {key: key for key in new if key in old and key not in same and key not in taken}


def _titles(parts: Iterable[Part]) -> dict[str, str]:
    """Titles of sections that are called by their numbers, with their keys; none where several have that title."""
    found: dict[str, str] = {}
    for part in parts:
        if _MADE.fullmatch(part.key) and (title := bare(part.title)):
            found[title] = "" if title in found else part.key
    return found


def _by_key(parts: Iterable[Part]) -> dict[str, Part]:
    """Sections with the same key are told apart by their order."""
    found: dict[str, Part] = {}
    for part in parts:
        key, number = part.key, 1
        while key in found:
            number += 1
            key = f"{part.key}-{number}"
        found[key] = replace(part, key=key)
    return found


def _change(old: Part, new: Part) -> SectionChange:
    """What changed in a section that is still there."""
    added = removed = 0
    otherwise = Counter([shift(_heading(old), _heading(new))]) if old.level != new.level else Counter[str]()
    for paragraph in compare(_outdented(old.text), _outdented(new.text)):
        if paragraph.moved is Moved.AWAY:
            continue
        for piece in paragraph.within if paragraph.moved else paragraph.pieces:
            count = len(_WORD.findall(piece.text))
            added += count if piece.kind is Kind.ADDED else 0
            removed += count if piece.kind is Kind.REMOVED else 0
        if paragraph.moved:
            otherwise["moved to another place"] += not paragraph.follows
        if paragraph.shift:
            otherwise[paragraph.shift] += 1
    return SectionChange(Kind.SAME, new.key, new.title, added, removed, tuple(_told(otherwise)))


def _told(otherwise: Counter[str]) -> Iterator[str]:
    for said, times in otherwise.items():
        if said.startswith("heading "):
            yield said
        elif times:
            yield f"{'a paragraph' if times == 1 else f'{times} paragraphs'} {said}"


def _heading(part: Part) -> Block:
    return Block("", HEADING, level=part.level)


def _outdented(text: str) -> str:
    """The text of a section that is an item of a list: all of it stands as far in as its first line would."""
    first, _, rest = text.partition("\n")
    return f"{first.lstrip()}\n{dedent(rest)}"
