"""What a vendor sees of a book: a manual that several vendors see speaks to each of its own contract, never of another's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.model.book import Book, Contract
    from pactbook.model.manual import Manual


def book_for(book: Book, vendor: str) -> Book:
    """The vendor's contracts and manuals, the clauses in them, and no policy: it names the other parties."""
    contracts = {path: contract for path, contract in book.contracts.items() if contract.vendor == vendor}
    proposals = {path: contract for path, contract in book.proposals.items() if contract.vendor == vendor}
    used = clauses_of(book, vendor)
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


def clauses_of(book: Book, vendor: str) -> frozenset[str]:
    """The clauses of a vendor's contracts and proposals, as `id/version`; of these alone its site has pages."""
    contracts = (contract for part in (book.contracts, book.proposals) for contract in part.values() if contract.vendor == vendor)
    return frozenset(use.use for contract in contracts for use in contract.terms.clauses if use.use)


def for_vendor(book: Book, manual: Manual, vendor: str) -> Manual:
    """The manual as a vendor of its audience works by it.

    In another vendor's hands it lies among that vendor's own, and `sow`, `msa` and `vendor` mean that vendor's contracts: the SOW of the
    same service type, or of the same name where there are several. Where there is none, nothing of a contract can be shown in it.
    """
    if vendor == manual.vendor:
        return manual
    own = own_contract(book, manual, vendor)
    outline = replace(manual.outline, contract=own.path if own else "", audience=(vendor,))
    return replace(manual, vendor=vendor, outline=outline)


def own_contract(book: Book, manual: Manual, vendor: str) -> Contract | None:
    """The contract of another vendor of the audience that takes the place of the one which the outline names."""
    basis = book.contracts.get(manual.outline.contract)
    if basis is None or basis.sow is None:
        return book.msa(vendor) if basis else None
    kind = basis.sow.service_type
    alike = [contract for contract in book.of_vendor(vendor) if contract.sow and contract.sow.service_type == kind]
    if len(alike) > 1:
        alike = [contract for contract in alike if contract.name == basis.name]
    return alike[0] if len(alike) == 1 else None
