"""Who keeps a page, and who does what it tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.manuals.people import companies, is_nobody, names_somebody, roles
from pactbook.manuals.sections import direct
from pactbook.problems import Position, Problem, Rule, Severity, did_you_mean, shown
from pactbook.text.passages import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual, ManualPage

FOR_NOBODY = Rule(
    "C036",
    "Steps that nobody is named for",
    "Each of several people takes them for somebody else's work.",
    "Begin the section, or the step, with the role that does it: 'The agent …'.",
    Severity.WARNING,
)
UNKNOWN = Rule(
    "C037",
    "Owner whose role the contract does not know",
    "Nobody can be asked who keeps the page, and it goes stale.",
    "Write the role as the contract does (responsibilities, escalation, governance, key personnel), or add it there.",
    Severity.HINT,
)
NO_OWNER = Rule(
    "C039",
    "Owner that is no role",
    "What everybody keeps nobody keeps.",
    "Name one role, such as 'Vendor team lead'; legal approves a change of the outline.",
    Severity.WARNING,
)
RULES = (FOR_NOBODY, UNKNOWN, NO_OWNER)
_STEP = re.compile(r"^ {0,3}\d{1,3}\.[ \t]+(?=\S)", re.MULTILINE)
_OWNER = re.compile(
    r"^[ \t]*(?:[-*][ \t]+)?(?:\*\*|__)?(?:Page |Section )?Owner(?:\*\*|__)?:(?:\*\*|__)?[ \t]*(?P<role>[^\n]+?)[ \t.]*$", re.MULTILINE
)
_CUT = re.compile(r"[,.;:(*]|\s(?:and|with|who|for)\s")
_FEWEST = 2


def check(subject: Subject) -> Iterator[Problem]:
    """The owners that each outline and page names, and each list of steps."""
    for manual in subject.manuals:
        known = roles(subject.book, manual)
        people = known.keys() | companies(subject.book, manual)
        yield from _outline(manual, known)
        own = {owner.casefold() for owner in (manual.outline.owner, *(page.owner for page in manual.outline.pages)) if owner}
        for page in manual.pages:
            yield from _written(page, known, own)
            yield from _steps(manual, page, people, subject)


def _outline(manual: Manual, known: Mapping[str, str]) -> Iterator[Problem]:
    owners = [
        (manual.outline.owner, ("owner",)),
        *((page.owner, ("pages", index, "owner")) for index, page in enumerate(manual.outline.pages)),
    ]
    told: set[str] = set()
    for owner, route in owners:
        where = f"{manual.path}/outline.yaml", manual.document.at(*route)
        if owner and is_nobody(owner):
            yield Problem(*where, NO_OWNER, f"'owner: {owner}' names no role that one could ask")
        elif owner and known and owner.casefold() not in known.keys() | told:
            told.add(owner.casefold())
            yield Problem(*where, UNKNOWN, f"the contract names no {shown(owner)}{did_you_mean(owner, known.values())}")


def _written(page: ManualPage, known: Mapping[str, str], own: set[str]) -> Iterator[Problem]:
    """Lines of a page that name an owner."""
    for line in _OWNER.finditer(page.text) if "wner" in page.text else ():
        role = _CUT.split(line["role"].strip("*_ "))[0].removeprefix("the ").strip()
        where = Position(page.text_line + page.text.count("\n", 0, line.start("role")), 1)
        if is_nobody(role):
            yield Problem(
                page.path,
                where,
                NO_OWNER,
                f"'Owner: {role}' names no role that one could ask",
                "Name one role, such as 'Vendor team lead'.",
            )
        elif known and "{{" not in role and not _is_among(role, known.keys() | own):
            yield Problem(
                page.path, where, UNKNOWN, f"neither the contract nor the outline names {shown(role)}{did_you_mean(role, known.values())}"
            )


def _is_among(role: str, names: AbstractSet[str]) -> bool:
    """Whether a role is one of these, its side ("Vendor") left out or not."""
    small = role.casefold()
    return any(name == small or name.endswith(f" {small}") for name in names)


def _steps(manual: Manual, page: ManualPage, people: AbstractSet[str], subject: Subject) -> Iterator[Problem]:
    """Lists of steps on a page on which nobody is named and that has no owner of its own."""
    planned = manual.outline.page(page.file)
    if (planned and planned.owner) or not _STEP.search(page.text) or names_somebody(readable.blanked(page.text), people):
        return
    headings = subject.linker.read(page).headings
    for index, heading in enumerate(headings):
        steps = list(_STEP.finditer(direct(page.text, headings, index)))
        if len(steps) >= _FEWEST:
            message = f"{len(steps)} steps under {shown(heading.title)}, and nobody on the page is named who takes them"
            yield Problem(page.path, Position(heading.line, 1), FOR_NOBODY, message)
