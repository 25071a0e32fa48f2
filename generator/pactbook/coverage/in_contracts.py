"""Sections of contracts that define something: schedules with data, clauses by their topics, and an own text's sections by their titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.coverage.place import Place
from pactbook.coverage.titles import extent, titled
from pactbook.model.book import AGREEMENT
from pactbook.problems import Position
from pactbook.text.passages.substance import lacking
from pactbook.text.sections import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Book, Contract
    from pactbook.model.terms import SowTerms

# The schedules and topics of clauses that define one of the ten things.
SCHEDULES = {"outcomes": ("service-levels",), "escalation": ("escalation",), "consequences": ("service-credits",)}
TOPICS = {"done": ("acceptance",), "consequences": ("service-credits", "cancellation", "cure")}
_FEEDBACK = re.compile(r"\b(?:feedback|root causes?|lessons|improvement|calibrat)", re.IGNORECASE)
OWNER = "legal of both sides, as part of what is signed"


def defining(book: Book, contract: Contract, thing: str) -> Iterator[Place]:
    """The sections of an SOW, then of its MSA, that define one of the ten things."""
    sow = contract.sow
    if sow is None:
        return
    for name in SCHEDULES.get(thing, ()):
        yield from schedule(contract, sow, name, by_title=False)
    yield from _by_data(contract, sow, thing)
    msa = book.msa(contract.vendor)
    for each in (contract, *([msa] if msa else [])):
        for topic in TOPICS.get(thing, ()):
            yield from clauses(book, each, topic)
        if _has_own_text(each):
            yield from _sections(each, "things", thing)


def schedule(contract: Contract, sow: SowTerms, name: str, *, by_title: bool = True) -> Iterator[Place]:
    """A schedule that has data, or the section of an own text that takes its place."""
    key = {"responsibilities": "raci"}.get(name, name.replace("-", "_"))
    written = name in sow.schedules if sow.schedules is not None else not _has_own_text(contract)
    if written and getattr(sow, key):
        yield _data(contract, key, name, name.replace("-", " ").capitalize())
    elif by_title and _has_own_text(contract):
        yield from _sections(contract, "schedules", name)


def clauses(book: Book, contract: Contract, topic: str) -> Iterator[Place]:
    """The clauses of a contract that cover a topic, and the sections of an own text that speak of it in their titles."""
    for index, use in enumerate(contract.terms.clauses):
        clause = book.clause(use.use) if use.use else None
        if clause and topic in clause.data.covers:
            where = contract.document.spot("clauses", index)
            title = use.title or clause.data.title
            yield Place(f"{contract.path}/terms.yaml", where, contract.path, use.section_id, title, OWNER)
    if _has_own_text(contract):
        yield from _sections(contract, "topics", topic)


def _by_data(contract: Contract, sow: SowTerms, thing: str) -> Iterator[Place]:
    governance = sow.governance
    if thing == "quality" and governance and governance.calibration:
        yield _data(contract, "governance", "governance", "Calibration")
    if thing == "feedback":
        meetings = governance.meetings.values() if governance else ()
        if any(_FEEDBACK.search(" ".join((meeting.title, *meeting.agenda))) for meeting in meetings):
            yield _data(contract, "governance", "governance", "Governance")
        if any(_FEEDBACK.search(row.activity) for row in sow.raci):
            yield _data(contract, "raci", "responsibilities", "Responsibilities")


def _data(contract: Contract, key: str, anchor: str, title: str) -> Place:
    return Place(f"{contract.path}/terms.yaml", contract.document.spot(key), contract.path, anchor, title, OWNER)


def _has_own_text(contract: Contract) -> bool:
    return any(use.text for use in contract.terms.clauses)


def _sections(contract: Contract, kind: str, name: str) -> Iterator[Place]:
    if contract.agreement is None:
        return
    found = structure.read(contract.agreement)
    for section in titled(found, kind, name)[:3]:
        start, stop = extent(found, section)
        lacks = lacking(found.lines.text[start:stop])
        words = f"{section.number} {section.title}".strip()
        yield Place(f"{contract.path}/{AGREEMENT}", Position(section.line, section.col), contract.path, section.id, words, OWNER, "", lacks)
