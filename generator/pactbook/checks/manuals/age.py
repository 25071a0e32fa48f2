"""Pages that nobody has read through for longer than the outline allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.manuals.frame import REVIEWED
from pactbook.model.values import parse_date
from pactbook.problems import Position, Problem, Rule, Severity
from pactbook.templates.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual, ManualPage

STALE = Rule(
    "C034",
    "Page that is due for a review",
    "What nobody looks at goes out of date, and agents go on working by it.",
    "Read the page through, correct what has changed, and put 'reviewed:' with today's date between two lines of '---' above the title.",
    Severity.WARNING,
)
NO_DAY = Rule(
    "C035",
    "Day of a review that can't be",
    "Nobody can tell from it when the page was last looked at.",
    "Write the day of the review as year, month and day: reviewed: 2026-05-01.",
)
RULES = (STALE, NO_DAY)


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        for page in manual.pages:
            yield from _page(manual, page, subject)


def _page(manual: Manual, page: ManualPage, subject: Subject) -> Iterator[Problem]:
    reviewed = None
    if REVIEWED in page.front_matter:
        reviewed, fault = _day(page.front_matter[REVIEWED], subject.today)
        if fault:
            yield Problem(page.path, Position(2, 1), NO_DAY, fault)
            return
    limit = manual.outline.stale_after
    seen = (reviewed or subject.changed_on.get(page.path)) if limit else None
    if limit and seen and limit.after(seen) < subject.today:
        what = "reviewed" if reviewed else "changed"
        message = f"the page was last {what} on {in_words(seen)}; the outline asks for a review within {limit}"
        yield Problem(page.path, Position(), STALE, message)


def _day(value: object, today: date) -> tuple[date | None, str]:
    """The day of a review, or what is wrong with it."""
    if value is None:
        return None, "'reviewed' names no day"
    try:
        day = parse_date(str(value))
    except ValueError as error:
        return None, f"'reviewed': {error}"
    if day > today:
        return None, f"'reviewed: {value}' lies in the future"
    return day, ""
