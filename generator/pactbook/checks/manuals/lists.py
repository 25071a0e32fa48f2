"""Lists that the site runs together: programs differ in what they take for a list, and the site is strict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.manuals import regions
from pactbook.problems import Position, Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import ManualPage

RUN_TOGETHER = Rule(
    "C313",
    "List that the site runs together",
    "The points stand one after another in a single paragraph, and a reader in a hurry misses one.",
    "Put an empty line above the first point, begin points with '- ' or '1. ', and indent a list inside a list by four spaces.",
    Severity.WARNING,
)
RULES = (RUN_TOGETHER,)
_POINT = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+]|\d{1,2}\.)[ \t]+\S")
_FIRST = re.compile(r" {0,3}(?:[-*+]|1\.)[ \t]+\S")
_ROUND = re.compile(r" {0,3}(?P<number>\d{1,2})\)[ \t]+\S")


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        for page in manual.pages:
            lines = page.text.split("\n")
            for index, message in (
                *_no_gap(lines, subject.linker.read(page).regions),
                *_nested(lines, subject.linker.read(page).regions),
                *_round(lines, subject.linker.read(page).regions),
            ):
                yield _problem(page, lines, index, message)


def _problem(page: ManualPage, lines: Sequence[str], index: int, message: str) -> Problem:
    column = len(lines[index]) - len(lines[index].lstrip()) + 1
    return Problem(page.path, Position(page.text_line + index, column), RUN_TOGETHER, f"{shown(lines[index].strip())}: {message}")


def _no_gap(lines: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The first point right under a line of text."""
    told = -1
    for index, line in enumerate(lines):
        if index and found[index] == regions.TEXT and _FIRST.match(line) and found[index - 1] == regions.TEXT and lines[index - 1].strip():
            is_row = lines[index - 1].lstrip().startswith(("|", "#"))
            if not is_row and told != index - 1:
                yield index, "there is no empty line above the list"
            told = index


def _nested(lines: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Points that are meant to hang under another one, indented by fewer than four spaces."""
    outer = None
    for index, line in enumerate(lines):
        if found[index] != regions.LIST:
            outer = None
        elif mark := _POINT.match(line):
            depth = len(mark["indent"])
            if outer is None or depth <= outer:
                outer = depth
            else:
                yield index, f"indented by {depth} space{'s' if depth > 1 else ''}, it does not hang under the point above"


def _round(lines: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Numbers with a bracket."""
    for index, line in enumerate(lines):
        mark = _ROUND.match(line) if found[index] == regions.TEXT else None
        if mark and mark["number"] == "1" and any(_ROUND.match(other) for other in lines[index + 1 : index + 6]):
            yield index, "with a bracket the numbers make no list; write '1.'"
