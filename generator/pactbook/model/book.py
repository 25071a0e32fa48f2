"""The whole book: one client's contracts with its vendors, the clause library and the manuals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.model.clause import ClauseVersion, Profile
from pactbook.model.document import Document
from pactbook.model.held import held
from pactbook.model.terms import MsaTerms, SowTerms

if TYPE_CHECKING:
    from pactbook.model.manual import Manual
    from pactbook.model.policy import Policy

AGREEMENT = "agreement.md"


@held("agreement")
@dataclass(frozen=True, slots=True)
class Contract:
    """An MSA or an SOW as it lies in the repository.

    `agreement` is the text of agreement.md, None where there is none yet; `own_texts` the texts brought from elsewhere by file name;
    `signoffs` the names of its sealed records.
    """

    path: str
    vendor: str
    terms: MsaTerms | SowTerms
    document: Document = field(compare=False, repr=False)
    agreement: str | None = None
    own_texts: Mapping[str, str] = field(default_factory=dict)
    signoffs: tuple[str, ...] = ()

    @property
    def is_msa(self) -> bool:
        """Whether this is the master services agreement."""
        return isinstance(self.terms, MsaTerms)

    @property
    def is_proposal(self) -> bool:
        """Whether this is a version under negotiation, in a `draft/` folder."""
        return self.path.endswith("/draft")

    @property
    def name(self) -> str:
        """The folder's name: `msa` or `sow-<slug>`."""
        return self.path.removesuffix("/draft").rpartition("/")[2]

    @property
    def sow(self) -> SowTerms | None:
        """The terms if this is an SOW."""
        return self.terms if isinstance(self.terms, SowTerms) else None


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that was read, each part by its key; parts with errors are left out and stand among the problems."""

    policy: Policy | None
    contracts: Mapping[str, Contract]
    proposals: Mapping[str, Contract]
    clauses: Mapping[str, tuple[ClauseVersion, ...]]
    profiles: Mapping[str, Profile]
    manuals: Mapping[str, Manual]

    @property
    def vendors(self) -> tuple[str, ...]:
        """The vendors that have a contract or a manual, in order of their names."""
        of_contracts = {contract.vendor for contract in self.contracts.values()}
        return tuple(sorted(of_contracts | {manual.vendor for manual in self.manuals.values()}))

    def of_vendor(self, vendor: str) -> tuple[Contract, ...]:
        """A vendor's contracts, the MSA first."""
        own = [contract for contract in self.contracts.values() if contract.vendor == vendor]
        return tuple(sorted(own, key=lambda contract: (not contract.is_msa, contract.path)))

    def msa(self, vendor: str) -> Contract | None:
        """A vendor's master services agreement."""
        return self.contracts.get(f"contracts/{vendor}/msa")

    def manuals_under(self, contract: str) -> tuple[Manual, ...]:
        """The manuals that work under a contract."""
        return tuple(manual for manual in self.manuals.values() if manual.outline.contract == contract)

    def clause(self, name: str) -> ClauseVersion | None:
        """A clause by `id/version`."""
        clause_id, _, version = name.partition("/")
        return next((found for found in self.clauses.get(clause_id, ()) if found.version == version), None)

    def vendor_name(self, vendor: str) -> str:
        """The vendor's name as its contracts or the policy give it."""
        for contract in self.of_vendor(vendor):
            return contract.terms.parties.vendor.name
        party = self.policy.parties.get(vendor) if self.policy else None
        return party.name if party else vendor

    def client_name(self) -> str:
        """The client's name as the policy or the first contract gives it."""
        if self.policy and self.policy.client in self.policy.parties:
            return self.policy.parties[self.policy.client].name
        return next((contract.terms.parties.client.name for contract in self.contracts.values()), "the client")
