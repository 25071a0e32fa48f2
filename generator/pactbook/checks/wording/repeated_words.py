"""Words that stand twice in a row, which is a slip of the keyboard or of an edit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject

TWICE = Rule(
    "C218",
    "Word that stands twice",
    "Mostly a word is left over from an edit, and sometimes another one is missing.",
    "Delete one of the two, or write the word that was meant.",
    Severity.HINT,
)
RULES = (TWICE,)

# Lower case only, one space or one line break between: a number, a name or a table's column may well stand twice.
_TWICE = re.compile(r"[ \n(](?P<word>[a-z]++)(?:[ ]|[ ]?\n[ ]*)(?P=word)(?=[ \n.,;:)])")
_MAY_STAND_TWICE = frozenset({"had", "that", "never", "again", "so", "in", "on", "do", "much", "very", "many", "more", "yes", "no"})


def check(subject: Subject) -> Iterator[Problem]:
    """Every such pair of words."""
    for writing in subject.writings:
        run = writing.running
        for match in _TWICE.finditer(writing.words):
            word, start = match["word"], match.start("word")
            if len(word) > 1 and word not in _MAY_STAND_TWICE and run.holds(start) and not run.quoted(start, match.end()):
                yield Problem(writing.path, writing.position(start), TWICE, f"'{word}' stands twice")
