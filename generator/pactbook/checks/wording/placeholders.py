"""What was never filled in or agreed, in a text that people are about to sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown
from pactbook.text.passages import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

PLACEHOLDER = Rule(
    "C214",
    "Placeholder that was never filled in",
    "What was to stand there is not agreed; once it is signed, each side fills it in for itself.",
    "Write what was agreed, or take the words out.",
)
BLANK = Rule(
    "C215",
    "Blank in a sentence",
    "A date, name or amount that is filled in by hand later is not what both sides approved.",
    "Write what belongs there.",
    Severity.WARNING,
)
LEFT_OPEN = Rule(
    "C216",
    "Point that is left to be agreed",
    "An agreement to agree binds nobody: without a fallback the point is open on the day it is needed.",
    "Agree on it now, or write who decides, by when, and what holds until then.",
    Severity.WARNING,
)
RULES = (PLACEHOLDER, BLANK, LEFT_OPEN)

_OF_A_LINK = ("(", "[")  # [date](https://example.com)
_FORM = re.compile(r"\b(?:form[ ]of|template|sample|specimen|pro[ ]forma)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """Every place, those in forms that are attached to be filled in later left out."""
    for writing in (*subject.agreements, *subject.unused_clauses):
        for (start, end), rule, said in _found(writing):
            if _meant(writing, start, end):
                words = shown(" ".join(writing.text[start:end].split()))
                yield Problem(writing.path, writing.position(start), rule, said.format(words))


def _found(writing: Writing) -> Iterator[tuple[tuple[int, int], Rule, str]]:
    words = writing.words
    # What stands in double braces is filled in on a manual's page, and by nobody in an agreement: there it counts as words.
    for span in gaps.placeholders(writing.text if "{{" in writing.text else words):
        if writing.text[span[1] : span[1] + 1] not in _OF_A_LINK:
            yield span, PLACEHOLDER, "{} was never filled in"
    read, seen = writing.sentences, set()
    for span in gaps.blanks(words):
        sentence = read.around(span[0])
        if sentence not in seen:  # "this ___ day of ___, 20__" is one gap
            seen.add(sentence)
            yield span, BLANK, "a blank was left in the sentence"
    for span in gaps.left_open(words, read.clause):
        yield span, LEFT_OPEN, "{} leaves the point open"


def _meant(writing: Writing, start: int, end: int) -> bool:
    if writing.running.quoted(start, end):
        return False
    at = writing.structure.at(start)
    while at is not None:
        section = writing.structure.sections[at]
        if _FORM.search(section.title):
            return False
        at = section.parent
    return True
