"""Days that are neither business days nor calendar days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Problem, Rule, Severity
from pactbook.text.numbers import day_counts
from pactbook.text.passages import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.checks.writing import Writing

BARE_DAYS = Rule(
    "C205",
    "Days that are neither business nor calendar days",
    "Whether weekends and holidays count moves a deadline of ten days by up to a week.",
    "Write 'calendar days' or 'business days' each time, or say once what 'days' means, and define 'business day'.",
    Severity.WARNING,
)
BARE_DAYS_IN_MANUAL = Rule(
    "C206",
    "Days in a manual that are neither business nor calendar days",
    "Whether the weekend counts decides whether a case is late.",
    "Write 'calendar days' or 'business days'.",
    Severity.HINT,
)
RULES = (BARE_DAYS, BARE_DAYS_IN_MANUAL)


def check(subject: Subject) -> Iterator[Problem]:
    """One finding for each text, at the first place, which names the others."""
    for writing in subject.worded:
        run = writing.running
        found = [each for each in day_counts.bare(writing.words) if run.holds(each[0]) and not run.quoted(each[0], each[0] + 1)]
        if found and not day_counts.explained(writing.words) and not _defined(writing):
            start, written = found[0]
            others = places.told(writing.position(offset).line for offset, _ in found[1:])
            message = f"'{written}' does not say whether weekends and holidays count" + (f"; the same on {others}" if others else "")
            yield Problem(writing.path, writing.position(start), BARE_DAYS_IN_MANUAL if writing.manual else BARE_DAYS, message)


def _defined(writing: Writing) -> bool:
    return any(name.lower() in ("day", "days") for one in writing.definitions for name in (one.term, *one.aliases))
