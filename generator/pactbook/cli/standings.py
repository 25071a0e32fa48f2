"""The table of `pactbook status`: groups of instruments with their state, what else is to be known, and their next date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.load.key_dates import next_key_date
from pactbook.lock.policies.policy import GOVERNANCE
from pactbook.lock.records.words import details, headline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.lock.records.state import InstrumentState, Verified
    from pactbook.model.book import Book, Contract

OTHERS = {"clauses": "Clauses", "contracts": "Governance and machinery", "ops-manuals": "Manuals"}


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument: path, title, state and next date, and the lines that stand below them."""

    path: str
    title: str
    state: str
    then: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A vendor, or a kind of instrument that belongs to none, with its rows."""

    name: str
    rows: list[Row] = field(default_factory=list)


def lines(group: Group) -> Iterator[str]:
    """A group as lines of equal columns."""
    widths = [max((len(row[column]) for row in map(_cells, group.rows)), default=0) for column in range(3)]
    for row in group.rows:
        cells = [text.ljust(width) for text, width in zip(_cells(row), widths, strict=False)]
        yield "  " + "  ".join([*cells, row.then]).rstrip()
        yield from (f"      {line}" for line in row.below)


def _cells(row: Row) -> tuple[str, str, str]:
    return row.path, row.title, row.state


def groups(book: Book, verified: Verified, day: date, *, everything: bool) -> list[Group]:
    """All vendors, then with `everything` what belongs to none."""
    table = _Table(book, verified, day, everything)
    found = [Group(_name(book, vendor), list(table.of_vendor(vendor))) for vendor in _vendors(book, verified)]
    if everything:
        found += [Group(name, rows) for root, name in OTHERS.items() if (rows := list(table.of_nobody(root)))]
    return found


def _vendors(book: Book, verified: Verified) -> list[str]:
    """The vendors of the book, those of whom there is no more than a proposal or a record too."""
    proposed = {proposal.vendor for proposal in book.proposals.values()}
    return sorted({*book.vendors, *proposed, *(state.vendor for state in verified.instruments.values() if state.vendor)})


def _name(book: Book, vendor: str) -> str:
    proposed = next((each for each in book.proposals.values() if each.vendor == vendor), None)
    if vendor not in book.vendors and proposed:
        return proposed.terms.parties.vendor.name
    return book.vendor_name(vendor)


class _Table:
    def __init__(self, book: Book, verified: Verified, day: date, everything: bool) -> None:  # noqa: FBT001
        self.book, self.verified, self.day, self.everything = book, verified, day, everything

    def of_vendor(self, vendor: str) -> Iterator[Row]:
        """Contracts, the MSA first, each with its proposal; then manuals; then what could not be read."""
        own = [each for each in (*self.book.contracts.values(), *self.book.proposals.values()) if each.vendor == vendor]
        manuals = {path: manual for path, manual in self.book.manuals.items() if manual.vendor == vendor}
        for contract in sorted(own, key=lambda each: (not each.is_msa, each.path)):
            yield self._contract(contract)
        for path, manual in manuals.items():
            pages = len(manual.pages)
            state = self.verified.instruments.get(path)
            said = f"outline {headline(state, self.day) if state else 'draft'}"
            yield Row(path, manual.outline.title, said, f"{pages} page{'' if pages == 1 else 's'}", self._below(state))
        shown = {each.path for each in own} | set(manuals)
        for path, state in self.verified.instruments.items():
            if state.vendor == vendor and path not in shown:
                yield Row(path, "", headline(state, self.day), "", self._below(state))

    def _contract(self, contract: Contract) -> Row:
        state = None if contract.is_proposal else self.verified.instruments.get(contract.path)
        coming = next_key_date(contract, self.day)
        then = f"{coming.day} {coming.what}" if coming else "no date to come"
        word = headline(state, self.day) if state else ("proposal" if contract.is_proposal else "draft")
        if state and state.in_force(self.day) and contract.terms.term.is_over(self.day):
            word = f"term over, {word}"
        return Row(contract.path, contract.terms.title, word, then, self._below(state))

    def of_nobody(self, root: str) -> Iterator[Row]:
        """Instruments of the client alone, under one of the book's roots."""
        for path, state in self.verified.instruments.items():
            if not state.vendor and path.startswith(f"{root}/"):
                yield Row(path, self._title(path), headline(state, self.day), "", self._below(state))

    def _title(self, path: str) -> str:
        clauses = self.book.clauses.get(path.removeprefix("clauses/"), ()) if path.startswith("clauses/") else ()
        if clauses:
            return clauses[-1].data.title
        return "Policy" if path == GOVERNANCE else ""

    def _below(self, state: InstrumentState | None) -> tuple[str, ...]:
        return tuple(details(state, self.day, history=self.everything)) if state else ()
