"""Pages of manuals: values, links, titles, and the pages and headings that the outline requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.manuals.page import problems_of
from pactbook.problems import Position, Problem, Rule, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.manuals.reading import Heading
    from pactbook.model.manual import Manual, ManualPage, OutlineHeading, OutlinePage

MISSING_PAGE = Rule(
    "C010",
    "Page of the outline is missing",
    "Legal approved the manual with this page in it.",
    "Add the page, or ask legal to change the outline.",
)
MISSING_HEADING = Rule(
    "C011",
    "Heading of the outline is missing or out of order",
    "Legal approved the manual with this heading at this place.",
    "Put the heading back in, with the words of the outline, at its place.",
)
EXTRA_PAGE = Rule(
    "C012",
    "Page that the outline does not allow",
    "The outline says that operations may not add pages to this manual.",
    "Move the text into a page of the outline, or ask legal to change the outline.",
)
EXTRA_HEADING = Rule(
    "C013",
    "Heading that the outline does not allow",
    "The outline says that operations may not add headings to this manual.",
    "Move the text under a heading of the outline, or ask legal to change the outline.",
)
RULES = (MISSING_PAGE, MISSING_HEADING, EXTRA_PAGE, EXTRA_HEADING)


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        yield from _outline(manual, subject)
        for page in manual.pages:
            yield from problems_of(subject.linker, manual, page)


def _outline(manual: Manual, subject: Subject) -> Iterator[Problem]:
    pages = {page.file: page for page in manual.pages}
    path = f"{manual.path}/outline.yaml"
    for index, planned in enumerate(manual.outline.pages):
        page = pages.pop(planned.file, None)
        if page is None:
            where = manual.document.at("pages", index, "file")
            yield Problem(path, where, MISSING_PAGE, f"there is no page '{planned.file}'{did_you_mean(planned.file, pages)}")
        else:
            yield from _headings(planned, page, subject)
            if not manual.outline.may_add.headings:
                yield from _extra_headings(planned, page, subject)
    if not manual.outline.may_add.pages:
        for page in pages.values():
            yield Problem(page.path, Position(), EXTRA_PAGE, f"'{page.file}' is not in the outline")


def _under_title(page: ManualPage, subject: Subject) -> list[Heading]:
    found = subject.linker.read(page).headings
    return list(found[1:] if found and found[0].level == 1 else found)


def _headings(planned: OutlinePage, page: ManualPage, subject: Subject) -> Iterator[Problem]:
    found = _under_title(page, subject)
    at = 0
    for required in planned.headings:
        index = next((i for i, heading in enumerate(found[at:], at) if heading.title == required.title), None)
        if index is not None:
            yield from _id(required, found[index], page)
            at = index + 1
            continue
        earlier = next((heading for heading in found if heading.title == required.title), None)
        if earlier:
            message = f"'{required.title}' stands too early; the outline's order differs"
            yield Problem(page.path, Position(earlier.line, 1), MISSING_HEADING, message)
        else:
            hint = did_you_mean(required.title, [heading.title for heading in found])
            yield Problem(page.path, Position(page.text_line, 1), MISSING_HEADING, f"heading '{required.title}' is missing{hint}")


def _id(required: OutlineHeading, heading: Heading, page: ManualPage) -> Iterator[Problem]:
    if required.id and heading.id != required.id:
        message = f"heading '{required.title}' has the id '{heading.id}', and '{required.id}' in the outline"
        yield Problem(page.path, Position(heading.line, 1), MISSING_HEADING, message, f"End the heading with {{#{required.id}}}.")


def _extra_headings(planned: OutlinePage, page: ManualPage, subject: Subject) -> Iterator[Problem]:
    allowed = {required.title for required in planned.headings}
    for heading in _under_title(page, subject):
        if heading.title not in allowed:
            yield Problem(page.path, Position(heading.line, 1), EXTRA_HEADING, f"'{heading.title}' is not in the outline")
