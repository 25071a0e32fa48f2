"""What one audience may see of a book on one day; every page is made from a view, so that nothing else can reach it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble.targets import Targets
from pactbook.lock.policies.policy import STATEMENT
from pactbook.manuals.links import Linker
from pactbook.problems import PactbookError
from pactbook.site import paths
from pactbook.site.audience import INTERNAL
from pactbook.site.views.texts import AgreementTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from pactbook.lock.records.state import InstrumentState, VersionState
    from pactbook.manuals.vendor_names import VendorNames
    from pactbook.model.book import Book, Contract
    from pactbook.trees.history import FileChange


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a book beside its files.

    `updated` has the day of the last change of each manual's page by its path of the repository, `filed` that of each file of a contract's
    record, and `page_changes` what was changed in manuals, where history tells it; `states` how each instrument was verified, by its folder;
    `read` gives the bytes of sealed files; `linker` the readings of a run of checks over the very same book. `page_changes` begin on the day
    `pages_since`; `today` is the day on which the site is made, None where that does not matter.
    """

    updated: Mapping[str, date] = field(default_factory=dict)
    states: Mapping[str, InstrumentState] = field(default_factory=dict)
    linker: Linker | None = None
    filed: Mapping[str, date] = field(default_factory=dict)
    page_changes: tuple[FileChange, ...] = ()
    read: Callable[[str], bytes] | None = None
    pages_since: date | None = None
    today: date | None = None


@dataclass(slots=True)
class View:
    """A book cut down to an audience, the day that it is shown for, what is known of it, and readings that several pages share."""

    book: Book
    audience: str
    as_of: date
    known: Known = field(default_factory=Known)
    names: VendorNames | None = None
    vendors: tuple[str, ...] = ()
    """The vendors of the whole site, also where the view is cut down to a part of it."""
    linker: Linker = field(init=False)
    targets: Targets = field(init=False)
    texts: AgreementTexts = field(init=False)

    def __post_init__(self) -> None:
        """Set up the shared readings."""
        self.vendors = self.vendors or self.book.vendors
        shared = self.known.linker
        if shared and shared.book is self.book:
            self.linker = shared
        else:
            self.linker = Linker(self.book, Targets(self.book))
            if shared:
                self.linker.borrow(shared)
        self.targets = self.linker.targets
        self.texts = AgreementTexts(self.book)

    @property
    def internal(self) -> bool:
        """Whether the client's own people read it: negotiators' notes and fallback positions are for them alone."""
        return self.audience == INTERNAL

    def names_another(self, text: str) -> bool:
        """Whether a text names a vendor of whom the audience, another vendor, must not know."""
        return self.names is not None and next(self.names.found(text, self.audience), None) is not None

    def place_in(self, contract: Contract, anchor: str) -> str:
        """The address of a section of an agreement; of the agreement where it has none of that name, as one that was written elsewhere."""
        page = paths.contract(contract)
        return f"{page}#{anchor}" if anchor in self.targets.words(contract) else page

    def filed(self, record: str) -> date | None:
        """The day on which a record was filed; None where history does not tell, or only of a day after the one that is shown."""
        day = self._filed_on(record)
        return None if day is None or day > self.as_of else day

    def filed_later(self, record: str) -> bool:
        """Whether a record was filed after the day that is shown."""
        day = self._filed_on(record)
        return day is not None and day > self.as_of

    def _filed_on(self, record: str) -> date | None:
        """The day by the record's place: those of manuals lie beside their pages."""
        statement = f"{record}/{STATEMENT}"
        return self.known.filed.get(statement) or self.known.updated.get(statement)

    def updated(self, path: str) -> date | None:
        """The last day, up to the one that is shown, on which a page of a manual was changed; None where history does not tell."""
        day = self.known.updated.get(path)
        if day is None or day <= self.as_of:
            return day
        return next((each.day for each in self.changes if path in (each.before, each.after)), None)

    @property
    def changes(self) -> Iterator[FileChange]:
        """What was changed in the manuals of the book up to the day that is shown, newest first."""
        manuals = self.book.manuals
        found = (each for each in self.known.page_changes if each.day <= self.as_of)
        return (each for each in found if (each.after or each.before or "").rpartition("/")[0] in manuals)

    def changed_later(self, path: str) -> bool:
        """Whether a page of a manual was changed after the day that is shown; it is shown as it is now, since manuals have no versions."""
        day = self.known.updated.get(path)
        return day is not None and day > self.as_of

    def sealed(self, folder: str, version: VersionState, file: str) -> str:
        """The text of a file as it was signed, '' where that version has none; raises PactbookError for what the audience must not see."""
        book = self.book
        if folder not in book.contracts and folder not in book.manuals and folder.removeprefix("clauses/") not in book.clauses:
            message = f"'{folder}' is not for the audience '{self.audience}'"
            raise PactbookError(message)
        if self.known.read is None or file not in {each.path for each in version.statement.files}:
            return ""
        return self.known.read(f"{version.files_path}/{file}").decode(errors="replace")
