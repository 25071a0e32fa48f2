"""Numbers that stand in words and in figures and say two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, shown
from pactbook.text.numbers import number_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject

CONTRADICTS = Rule(
    "C202",
    "Number that says one thing in words and another in figures",
    "Courts mostly let the words prevail, the parties mostly read the figures: they have agreed on two different things.",
    "Find out which number was agreed, and write it once, in figures.",
)
RULES = (CONTRADICTS,)


def check(subject: Subject) -> Iterator[Problem]:
    """Every pair of words and figures whose numbers differ."""
    for writing in subject.worded:
        for pair in number_pairs.read(writing.words):
            if not pair.agrees:
                message = f"{shown(pair.words)} and {shown(pair.figures)} stand side by side for one number and differ"
                yield Problem(writing.path, writing.position(pair.start), CONTRADICTS, message)
