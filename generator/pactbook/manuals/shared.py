"""A manual that several vendors see: for each of them it speaks of that vendor's own contract, never of another's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.model.book import Book, Contract
    from pactbook.model.manual import Manual


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
