"""Pages that no link leads to.

The site lists every page of a manual beside the text, so none is lost; but who reads from the first page on never comes to them. A page of the
outline is in everybody's list by legal's order, hence a hint; of a page that operations added nobody knows unless a link names it, hence a warning.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from pactbook.problems import Position, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual

START = "index.md"
ADDED = Rule(
    "C033",
    "Added page that no link leads to",
    "The page is not in the outline, so nobody looks for it; an agent finds what a link names.",
    "Link to it from the page on which a reader needs it.",
    Severity.WARNING,
)
PLANNED = Rule(
    "C038",
    "Page of the outline that no link leads to",
    "Who reads from the first page on never comes to it, and has to find it in the list of pages.",
    "Link to it from the first page, or from the page on which a reader needs it.",
    Severity.HINT,
)
RULES = (ADDED, PLANNED)


def check(subject: Subject) -> Iterator[Problem]:
    """Every manual with a first page; without one the site makes a list of all pages."""
    for manual in subject.manuals:
        if any(page.file == START for page in manual.pages):
            yield from _manual(manual, subject)


def _manual(manual: Manual, subject: Subject) -> Iterator[Problem]:
    pages = {page.file: page for page in manual.pages}
    reached, waiting = {START}, [START]
    while waiting:
        reading = subject.linker.read(pages[waiting.pop()])
        for link in (*reading.links, *reading.defined):
            file = posixpath.normpath(link.target.partition("#")[0]) if link.target else ""
            if file in pages and file not in reached:
                reached.add(file)
                waiting.append(file)
    for file, page in pages.items():
        if file not in reached:
            rule = PLANNED if manual.outline.page(file) else ADDED
            yield Problem(page.path, Position(), rule, f"no link leads from {START} to '{file}', also not by way of other pages")
