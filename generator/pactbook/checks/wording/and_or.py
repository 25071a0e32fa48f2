"""Duties whose subject is "A and/or B": nobody can tell who has to act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject

WHO = Rule(
    "C220",
    "Duty of one party and/or another",
    "Each of the two may wait for the other, and neither is in breach.",
    "Name the one who has to act; where both have to, write 'and'.",
    Severity.WARNING,
)
RULES = (WHO,)

_WORD = r"[A-Z][\w&'’-]*(?:\.[\w&'’-]+)*"  # a stop ends the name, or the sentence before it: "2.1 WORK ORDERS. Calder and/or"
_NAME = rf"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]ny|[Ee]ach|[Ss]uch)[ \n]+)?{_WORD}(?:[ ]{_WORD}){{0,3}}\.?"
_BOTH = re.compile(r"and/or\b")
_BEFORE = re.compile(rf"{_NAME}[ \n]+$")
_AFTER = re.compile(
    rf"(?P<who>[ \n]+{_NAME})[ \n]+(?:shall|must|will|agrees?[ ]to)\b(?![ \n]+(?:not\b|be[ \n]+(?:liable|entitled)|have[ \n]+the[ \n]+right))"
)
_WINDOW = 80


def check(subject: Subject) -> Iterator[Problem]:
    """Every such duty."""
    for writing in subject.agreements:
        text = writing.words
        for match in _BOTH.finditer(text):
            before, after = _BEFORE.search(text, max(0, match.start() - _WINDOW), match.start()), _AFTER.match(text, match.end())
            if before and after and writing.running.holds(before.start()):
                who = " ".join(text[before.start() : after.end("who")].split())
                yield Problem(writing.path, writing.position(before.start()), WHO, f"{shown(who)}: it is open which of them has to act")
