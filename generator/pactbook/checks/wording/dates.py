"""Dates that can be read in two ways, and dates that no calendar has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.numbers import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

AMBIGUOUS = Rule(
    "C203",
    "Date that can be read in two ways",
    "One side reads the day first, the other the month: notice, term and payment then count from two different days.",
    "Write the month as a word: 7 August 2026.",
    Severity.WARNING,
)
IMPOSSIBLE = Rule(
    "C204",
    "Date that does not exist",
    "Nobody knows which day was meant, and what counts from it has no beginning.",
    "Find out which day was agreed, and write it.",
)
RULES = (AMBIGUOUS, IMPOSSIBLE)


def check(subject: Subject) -> Iterator[Problem]:
    """Each ambiguous date of a text once; every date that does not exist."""
    for writing in subject.worded:
        yield from _ambiguous(writing)
        for found in dates.impossible(writing.words):
            yield Problem(writing.path, writing.position(found.start), IMPOSSIBLE, f"{shown(found.written)} does not exist: {found.reason}")


def _ambiguous(writing: Writing) -> Iterator[Problem]:
    seen: set[str] = set()
    for found in dates.in_two_ways(writing.words, writing.lines):
        if found.written not in seen:
            seen.add(found.written)
            one, two = found.readings
            message = f"{shown(found.written)} is {one} to some readers and {two} to others"
            yield Problem(writing.path, writing.position(found.start), AMBIGUOUS, message, f"Write '{one}' or '{two}'.")
