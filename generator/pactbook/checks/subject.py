"""What a rule looks at: the book, the day, and the readings that several rules share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.assemble.targets import Targets
from pactbook.checks.writing import Writing
from pactbook.manuals.links import Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from pactbook.model.book import Book, Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.manual import Manual


@dataclass
class Subject:
    """The book and the day on which it is judged.

    `only` names the folders to judge (contracts, proposals, manuals, clauses), None all of them. Rules walk over `contracts`,
    `manuals`, `clauses` and `writings`, which keep to it; what they compare with may lie anywhere in `book`. `history` is asked for `changed_on`
    only when a rule needs it, since it costs a walk through the commits.
    """

    book: Book
    today: date
    only: frozenset[str] | None = None
    history: Callable[[], Mapping[str, date]] | None = None

    @cached_property
    def changed_on(self) -> Mapping[str, date]:
        """The day of the last commit that touched each page of a manual, by path; empty where history can't tell."""
        return self.history() if self.history else {}

    def part(self, folders: frozenset[str]) -> Subject:
        """The same subject with only these folders to judge; what is read of manuals and sections is read once for both."""
        part = replace(self, only=folders)
        part.targets, part.linker = self.targets, self.linker
        return part

    def _judged(self, folder: str) -> bool:
        return self.only is None or folder in self.only

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Contracts in place and proposals."""
        found = (*self.book.contracts.values(), *self.book.proposals.values())
        return tuple(contract for contract in found if self._judged(contract.path))

    @cached_property
    def manuals(self) -> tuple[Manual, ...]:
        """The operations manuals."""
        return tuple(manual for manual in self.book.manuals.values() if self._judged(manual.path))

    @cached_property
    def clauses(self) -> Mapping[str, tuple[ClauseVersion, ...]]:
        """The clauses of the library with their versions, by id."""
        return {name: versions for name, versions in self.book.clauses.items() if self._judged(f"clauses/{name}")}

    @cached_property
    def writings(self) -> tuple[Writing, ...]:
        """The texts that people read: the agreement of each contract, then the pages of each manual."""
        agreements = [Writing.of_contract(contract) for contract in self.contracts if contract.agreement is not None]
        return (*agreements, *(Writing.of_page(manual, page) for manual in self.manuals for page in manual.pages))

    @cached_property
    def agreements(self) -> tuple[Writing, ...]:
        """The texts of contracts alone."""
        return tuple(writing for writing in self.writings if writing.contract)

    @cached_property
    def unused_clauses(self) -> tuple[Writing, ...]:
        """The newest version of each clause that no contract uses yet; the text of any other is judged in the agreements that hold it."""
        found = (*self.book.contracts.values(), *self.book.proposals.values())
        used = {use.use for contract in found for use in contract.terms.clauses}
        newest = (max(versions, key=lambda each: each.number) for versions in self.clauses.values() if versions)
        return tuple(Writing.of_clause(version) for version in newest if version.name not in used)

    @cached_property
    def worded(self) -> tuple[Writing, ...]:
        """Every text whose words are judged."""
        return (*self.writings, *self.unused_clauses)

    @cached_property
    def targets(self) -> Targets:
        """The sections of each contract."""
        return Targets(self.book)

    @cached_property
    def linker(self) -> Linker:
        """The readings of the manuals' pages."""
        return Linker(self.book, self.targets)
