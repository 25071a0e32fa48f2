"""What is wrong with a page by itself: values, links, title, ids, code that never ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.manuals.page import problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.problems import Problem, Rule

RULES: tuple[Rule, ...] = ()  # they stand in pactbook.manuals.rules, since the site reads pages with them too


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        for page in manual.pages:
            yield from problems_of(subject.linker, manual, page)
