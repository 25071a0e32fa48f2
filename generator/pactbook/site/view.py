"""What one audience may see of a book on one day; every page is made from a view, so that nothing else can reach it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pactbook.assemble.targets import Targets
from pactbook.manuals.links import Linker
from pactbook.manuals.shared import for_vendor
from pactbook.problems import PactbookError, did_you_mean
from pactbook.site.audience import INTERNAL
from pactbook.site.texts import AgreementTexts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from pactbook.lock.state import InstrumentState, VersionState
    from pactbook.model.book import Book
    from pactbook.trees.history import FileChange


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a book beside its files.

    `updated` has the day of the last change of each manual's page by its path of the repository, `filed` that of each file of a contract's
    record, and `page_changes` what was changed in manuals, where history tells it; `states` how each instrument was verified, by its folder;
    `read` gives the bytes of sealed files; `linker` the readings of a run of checks over the very same book.
    """

    updated: Mapping[str, date] = field(default_factory=dict)
    states: Mapping[str, InstrumentState] = field(default_factory=dict)
    linker: Linker | None = None
    filed: Mapping[str, date] = field(default_factory=dict)
    page_changes: tuple[FileChange, ...] = ()
    read: Callable[[str], bytes] | None = None


@dataclass(slots=True)
class View:
    """A book cut down to an audience, the day that it is shown for, what is known of it, and readings that several pages share."""

    book: Book
    audience: str
    as_of: date
    known: Known = field(default_factory=Known)
    linker: Linker = field(init=False)
    targets: Targets = field(init=False)
    texts: AgreementTexts = field(init=False)

    def __post_init__(self) -> None:
        """Set up the shared readings."""
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

    def sealed(self, folder: str, version: VersionState, file: str) -> str:
        """The text of a file as it was signed, '' where that version has none; raises PactbookError for what the audience must not see."""
        book = self.book
        if folder not in book.contracts and folder not in book.manuals and folder.removeprefix("clauses/") not in book.clauses:
            message = f"'{folder}' is not for the audience '{self.audience}'"
            raise PactbookError(message)
        if self.known.read is None or file not in {each.path for each in version.statement.files}:
            return ""
        return self.known.read(f"{version.files_path}/{file}").decode(errors="replace")


def view(book: Book, audience: str, as_of: date, known: Known | None = None) -> View:
    """The view of an audience: `internal`, or a vendor's name; raises PactbookError for any other."""
    if audience != INTERNAL:
        if audience not in book.vendors:
            message = f"there is no audience '{audience}'{did_you_mean(audience, (INTERNAL, *book.vendors))}"
            raise PactbookError(message)
        book = _for_vendor(book, audience)
    return View(book, audience, as_of, known or Known())


def _for_vendor(book: Book, vendor: str) -> Book:
    """The vendor's contracts and manuals, the clauses in them, and no policy: it names the other parties."""
    contracts = {path: contract for path, contract in book.contracts.items() if contract.vendor == vendor}
    proposals = {path: contract for path, contract in book.proposals.items() if contract.vendor == vendor}
    used = {use.use for contract in (*contracts.values(), *proposals.values()) for use in contract.terms.clauses if use.use}
    clauses = {key: tuple(each for each in versions if each.name in used) for key, versions in book.clauses.items()}
    types = {contract.sow.service_type for contract in contracts.values() if contract.sow}
    return replace(
        book,
        policy=None,
        contracts=contracts,
        proposals=proposals,
        clauses={key: versions for key, versions in clauses.items() if versions},
        profiles={key: profile for key, profile in book.profiles.items() if key in types},
        manuals={path: for_vendor(book, manual, vendor) for path, manual in book.manuals.items() if vendor in manual.audience},
    )
