"""The days on which service levels are looked at anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.checks.terms import finding, is_signed_data, lacking, named, sows
from pactbook.problems import Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Contract
    from pactbook.model.terms import SowTerms

NO_REVIEW = Rule(
    "C108",
    "Service level without a review date",
    "Measures go stale on autopilot: a target that was ambitious at the start is met without effort two years later.",
    "Add 'next_review:' with a day, at the latest a year from now.",
    Severity.WARNING,
)
REVIEW = Rule(
    "C109",
    "Review date that has passed or can't come",
    "A review that is overdue is a review that nobody does.",
    "Hold the review, record the result and set the next day, within the term.",
    Severity.WARNING,
)
RULES = (NO_REVIEW, REVIEW)


def check(subject: Subject) -> Iterator[Problem]:
    """The service levels of every SOW that still runs."""
    for contract, sow in sows(subject):
        latest = sow.term.latest_end
        if latest and latest < subject.today:
            continue
        without = [key for key, level in sow.service_levels.items() if level.next_review is None]
        if without and is_signed_data(contract, "service-levels"):
            titles = named(sow.service_levels[key].title for key in without)
            yield lacking(contract, NO_REVIEW, f"no review date: {titles}", "service_levels", without[0])
        yield from _days(contract, sow, subject.today)


def _days(contract: Contract, sow: SowTerms, today: date) -> Iterator[Problem]:
    latest = sow.term.latest_end
    for key, level in sow.service_levels.items():
        day = level.next_review
        if day is None:
            continue
        if day < sow.term.effective_date:
            message = f"the review on {day} lies before the start on {sow.term.effective_date}"
        elif latest and day > latest:
            message = f"the review on {day} lies after the end on {latest}"
        elif day < today:
            message = f"the review was due on {day}"
        else:
            continue
        yield finding(contract, REVIEW, f"{named([level.title])}: {message}", "service_levels", key, "next_review")
