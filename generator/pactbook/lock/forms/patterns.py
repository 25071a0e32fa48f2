"""Where the instruments of a layer lie: `contracts/{vendor}/sow-*`. A `*` stands for part of one folder's name."""

from __future__ import annotations

import re
from typing import NamedTuple

ROOTS = ("contracts", "clauses", "ops-manuals")
RESERVED = frozenset({"governance", "machinery"})
VENDOR = "{vendor}"
_PART = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LITERAL = re.compile(_PART)
_STARRED = re.compile(r"[a-z0-9-]*\*[a-z0-9-]*")
LEAST_SEGMENTS = 2


class Pattern(NamedTuple):
    """A pattern in its segments."""

    segments: tuple[str, ...]

    @property
    def vendor_at(self) -> int:
        """The place of `{vendor}`, or -1."""
        return self.segments.index(VENDOR) if VENDOR in self.segments else -1

    @property
    def literal(self) -> bool:
        """Whether it names exactly one folder."""
        return all(_LITERAL.fullmatch(segment) for segment in self.segments)

    def matches(self, segments: list[str]) -> bool:
        """Whether a folder's segments fit; the vendor's name is only held against its form."""
        return len(segments) == len(self.segments) and all(map(_fits, self.segments, segments))

    def overlaps(self, other: Pattern) -> bool:
        """Whether some folder could belong to both, or lie inside a folder of the other."""
        return all(_may_meet(one, two) for one, two in zip(self.segments, other.segments, strict=False))


def pattern_fault(text: str) -> str:
    """What is wrong with a pattern, or nothing."""
    segments = text.split("/")
    if segments[0] not in ROOTS or len(segments) < LEAST_SEGMENTS:
        return f"'{text}' must name folders under {', '.join(f'{root}/' for root in ROOTS)}"
    for segment in segments:
        if not (segment == VENDOR or _LITERAL.fullmatch(segment) or _STARRED.fullmatch(segment)):
            return f"'{segment}' in '{text}' must be a plain name, {VENDOR}, or a name with one '*'"
        if segment in {"signoffs", "draft"}:
            return f"'{segment}' in '{text}' is a name that sign-offs need"
    if segments.count(VENDOR) > 1:
        return f"'{text}' names {VENDOR} twice"
    return ""


def _fits(segment: str, name: str) -> bool:
    if segment == VENDOR:
        return _LITERAL.fullmatch(name) is not None and name not in RESERVED
    if "*" not in segment:
        return segment == name
    before, _, after = segment.partition("*")
    long_enough = len(name) > len(before) + len(after)
    return long_enough and name.startswith(before) and name.endswith(after) and _LITERAL.fullmatch(name) is not None


def _may_meet(one: str, two: str) -> bool:
    plain = [segment for segment in (one, two) if segment != VENDOR and "*" not in segment]
    if plain:
        return all(_fits(segment, plain[0]) for segment in (one, two))
    first, second = one.replace(VENDOR, "*").partition("*"), two.replace(VENDOR, "*").partition("*")
    starts = first[0].startswith(second[0]) or second[0].startswith(first[0])
    ends = first[2].endswith(second[2]) or second[2].endswith(first[2])
    return starts and ends
