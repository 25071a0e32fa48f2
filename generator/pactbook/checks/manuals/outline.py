"""The pages of a manual against the outline that legal approved, and who may see the manual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import Position, Problem, Rule, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual, ManualPage, OutlinePage

MISSING_PAGE = Rule(
    "C010",
    "Page of the outline is missing",
    "Legal approved the manual with this page in it.",
    "Add the page, or ask legal to change the outline.",
)
EXTRA_PAGE = Rule(
    "C012",
    "Page that the outline does not allow",
    "The outline says that operations may not add pages to this manual.",
    "Move the text into a page of the outline, or ask legal to change the outline.",
)
NOT_FOR_ITS_VENDOR = Rule(
    "C018",
    "Manual that its own vendor does not get",
    "The people who are to work by the manual would never see it.",
    "Name the vendor under 'audience:', or leave the key out; legal approves the change.",
)
RULES = (MISSING_PAGE, EXTRA_PAGE, NOT_FOR_ITS_VENDOR)


def check(subject: Subject) -> Iterator[Problem]:
    """Every manual."""
    for manual in subject.manuals:
        yield from _pages(manual, subject)
        yield from _audience(manual)


def _pages(manual: Manual, subject: Subject) -> Iterator[Problem]:
    pages = {page.file: page for page in manual.pages}
    for index, planned in enumerate(manual.outline.pages):
        if pages.pop(planned.file, None) is None and planned.file not in manual.others:
            where = manual.document.at("pages", index, "file")
            message, fix = _missing(planned, manual, pages, subject)
            yield Problem(f"{manual.path}/outline.yaml", where, MISSING_PAGE, message, fix)
    if not manual.outline.may_add.pages:
        for page in pages.values():
            yield Problem(page.path, Position(), EXTRA_PAGE, f"'{page.file}' is not in the outline")


def _missing(planned: OutlinePage, manual: Manual, pages: dict[str, ManualPage], subject: Subject) -> tuple[str, str]:
    """What became of a page, and how to bring it back."""
    path = f"{manual.path}/{planned.file}"
    same = next((each for each in manual.others if each.casefold() == planned.file), "")
    inside = next((each for each in manual.others if each.startswith(f"{planned.file}/")), "")
    moved = _moved(planned, manual, subject)
    if same:
        return f"there is no page '{planned.file}'; the file is called '{same}'", f"Rename it to '{planned.file}', in small letters."
    if inside:
        return f"'{planned.file}' is a folder ('{inside}' lies in it) and has to be a page", f"Make {path} a file, with the text in it."
    if moved:
        return (
            f"there is no page '{planned.file}'; '{planned.title}' stands in {moved}",
            f"Move it back to {path}, or ask legal to change the outline.",
        )
    lines = "; ".join([f"'# {planned.title}'", *(f"'## {heading.title}'" for heading in planned.headings)])
    fix = f"Bring {path} back from the history, or write it anew with the headings {lines}; or ask legal to change the outline."
    return f"there is no page '{planned.file}'{did_you_mean(planned.file, pages)}", fix


def _moved(planned: OutlinePage, manual: Manual, subject: Subject) -> str:
    """The page that holds the title of a missing page: added to this manual, or lying in another one."""
    own = {each.file for each in manual.outline.pages}
    for other in (manual, *(each for each in subject.book.manuals.values() if each.vendor == manual.vendor and each is not manual)):
        for page in other.pages:
            if page.file in own if other is manual else other.outline.page(page.file):
                continue
            headings = subject.linker.read(page).headings
            if headings and headings[0].title == planned.title:
                return page.path
    return ""


def _audience(manual: Manual) -> Iterator[Problem]:
    if manual.vendor not in manual.audience:
        message = f"'audience:' names {', '.join(manual.audience)} and not '{manual.vendor}', who works by this manual"
        yield Problem(f"{manual.path}/outline.yaml", manual.document.at("audience"), NOT_FOR_ITS_VENDOR, message)
