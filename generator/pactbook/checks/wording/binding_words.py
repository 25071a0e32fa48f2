"""Duties of one party that are written with "shall" here and with "will" or "must" there."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity
from pactbook.text.passages import duties, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing
    from pactbook.text.passages.duties import Duty

MIXED = Rule(
    "C207",
    "Duties of one party written with different words",
    "In a dispute every difference of words is read as a difference of meaning: 'will' beside 'shall' becomes a plan rather than a duty.",
    "Choose one word for duties and keep to it throughout; leave the others to what merely will happen.",
    Severity.HINT,
)
RULES = (MIXED,)

_FEWEST = 3
_SHARE = 0.15


def check(subject: Subject) -> Iterator[Problem]:
    """One finding for each agreement, at the first duty that has the rarer word."""
    for writing in subject.agreements:
        by_party: dict[str, list[Duty]] = defaultdict(list)
        for duty in _duties(writing):
            by_party[duty.party.removeprefix("The ").removeprefix("the ").lower()].append(duty)
        mixed = {party: rare for party, found in by_party.items() if (rare := _rarer(found))}
        if mixed:
            yield _problem(
                writing, {party: by_party[party] for party in mixed}, sorted(chain.from_iterable(mixed.values()), key=lambda one: one.start)
            )


def _duties(writing: Writing) -> Iterator[Duty]:
    run = writing.running
    for duty in duties.bindings(writing.words, duties.named(writing.text, writing.definitions)):
        if run.holds(duty.start) and not run.quoted(duty.start, duty.start + 1):
            yield duty


def _rarer(found: list[Duty]) -> list[Duty]:
    """The duties that are not written with the party's usual word, if they are many enough to be a habit of their own."""
    usual = Counter(one.word for one in found).most_common(1)[0][0]
    rare = [one for one in found if one.word != usual]
    return rare if len(rare) >= _FEWEST and len(rare) >= _SHARE * len(found) else []


def _problem(writing: Writing, mixed: dict[str, list[Duty]], rare: list[Duty]) -> Problem:
    told = []
    for found in mixed.values():
        counts = Counter(one.word for one in found).most_common()
        told.append(f"{found[0].party}: " + " and ".join(f"{times} with '{word}'" for word, times in counts))
    where = places.told(writing.position(one.start).line for one in rare)
    return Problem(writing.path, writing.position(rare[0].start), MIXED, f"duties of {'; of '.join(told)}; the rarer on {where}")
