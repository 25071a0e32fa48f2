"""Pages against what each vendor that reads them has: values and sections of its own contracts, and the clauses in these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.manuals.links import DeadLinkError, Linker
from pactbook.manuals.page import problems_of
from pactbook.manuals.shared import clauses_of, for_vendor, own_contract
from pactbook.problems import Problem, Rule
from pactbook.templates.expressions import scan
from pactbook.templates.fill import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.manual import Manual, ManualPage

SEEN_BY_ANOTHER = Rule(
    "C019",
    "Shared page that another vendor's contract can't fill",
    "In a manual that several vendors see, each one's site shows its own contract's values, never another's; here there is none to show.",
    "Leave the value or link out of this page, give that vendor a contract of the same service type, or a manual of its own.",
)
NOT_ITS_CLAUSE = Rule(
    "C051",
    "Link to a clause that is not the reader's",
    "A vendor's site has pages of the clauses in its own contracts only, so the link would lead nowhere and its words would be missing.",
    "Link into the contract instead, with sow: or msa:, or say it in words.",
)
RULES = (SEEN_BY_ANOTHER, NOT_ITS_CLAUSE)
_CLAUSE = "clause:"
_CONTRACTS = ("sow:", "msa:")
_TERMS = frozenset({"sow", "msa", "vendor"})


def check(subject: Subject) -> Iterator[Problem]:
    """Every manual, for each vendor of its audience."""
    held: dict[str, frozenset[str]] = {}
    for manual in subject.manuals:
        linked = [page for page in manual.pages if _CLAUSE in page.text]
        for vendor in manual.audience:
            if linked and vendor not in held:
                held[vendor] = clauses_of(subject.book, vendor)
            for page in linked:
                yield from _clauses(page, manual, subject, (vendor, held[vendor]))
            if vendor != manual.vendor:
                yield from _for_another(manual, vendor, subject)


def _clauses(page: ManualPage, manual: Manual, subject: Subject, reader: tuple[str, frozenset[str]]) -> Iterator[Problem]:
    vendor, held = reader
    reading = subject.linker.read(page)
    for link in (*reading.links, *reading.defined):
        if not link.target.startswith(_CLAUSE):
            continue
        try:
            clause = subject.linker.follow(link.target, manual, page).name
        except DeadLinkError:  # for everybody; another rule tells of it
            continue
        version = link.target.removeprefix(_CLAUSE).partition("/")[2]
        if f"{clause}/{version}" not in held if version else not any(each.startswith(f"{clause}/") for each in held):
            name = link.target.removeprefix(_CLAUSE)
            where = place(page.text, link.start, page.text_line)
            yield Problem(
                page.path, where, NOT_ITS_CLAUSE, f"no contract of {vendor} holds the clause '{name}', so its site has no page of it"
            )


def _for_another(manual: Manual, vendor: str, subject: Subject) -> Iterator[Problem]:
    """What a page can't show to another vendor of the audience, though it can to its own."""
    if own_contract(subject.book, manual, vendor) is None:
        yield from _without_contract(manual, vendor, subject)
        return
    localised, linker = for_vendor(subject.book, manual, vendor), Linker(subject.book, subject.targets)
    for page in manual.pages:
        own = {(each.position, each.rule.code) for each in problems_of(subject.linker, manual, page)}
        for each in problems_of(linker, localised, page):
            if (each.position, each.rule.code) not in own:
                yield Problem(page.path, each.position, SEEN_BY_ANOTHER, f"for {vendor} this can't be shown: {each.message}")


def _without_contract(manual: Manual, vendor: str, subject: Subject) -> Iterator[Problem]:
    for page in manual.pages:
        found = _first_term(page, subject)
        if found:
            offset, what = found
            message = f"for {vendor} this can't be shown: it is {what}, and {vendor} has no contract of the same service type"
            yield Problem(page.path, place(page.text, offset, page.text_line), SEEN_BY_ANOTHER, message)


def _first_term(page: ManualPage, subject: Subject) -> tuple[int, str] | None:
    """The first value of a contract, or link into one, on a page."""
    reading = subject.linker.read(page)
    links = [(link.start, "a section") for link in reading.links if link.target.startswith(_CONTRACTS)]
    values = [
        (found.start, "a term")
        for found in scan(page.text)
        if found.expression and found.expression.names[0] in _TERMS and not reading.in_code(found.start)
    ]
    return min((*links, *values), default=None)
