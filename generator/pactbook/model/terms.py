"""The data of an MSA and of an SOW, as `terms.yaml` holds it after reading. docs/files.md describes each key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pactbook.model.parties import Identifier, Parties
from pactbook.model.running import Allocation, EscalationStep, Governance, KeyPerson, Responsibility
from pactbook.model.service import Pricing, Service, ServiceCredits, ServiceLevel
from pactbook.model.settings import Waiver
from pactbook.model.term import Term
from pactbook.model.values import Duration, Money, Quantity

Value = Money | Quantity | Duration | date | Decimal | int | str


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value that clauses and manuals refer to by name; it is read as money, quantity, duration or date where it looks like one."""

    title: str
    value: Value
    about: str = ""

    def __str__(self) -> str:
        """The value as a contract writes it."""
        return str(self.value)


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """One entry of `clauses`: a library clause with its version and parameters, or a file with an own text."""

    use: str = ""
    with_: Mapping[str, Any] = field(default_factory=dict)
    id: str = ""
    title: str = ""
    text: str = ""

    @property
    def clause_id(self) -> str:
        """The clause's id without the version."""
        return self.use.partition("/")[0]

    @property
    def version(self) -> str:
        """The clause's version, such as `v2`."""
        return self.use.partition("/")[2]

    @property
    def section_id(self) -> str:
        """The id of the section that the clause becomes."""
        return self.id or self.clause_id


@dataclass(frozen=True, slots=True)
class Liability:
    """The caps, and the claims to which none or the increased one applies."""

    general_cap: Money
    unlimited_claims: tuple[str, ...]
    increased_cap: Money | None = None
    increased_cap_claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Insurance:
    """A cover that the vendor keeps, at the least."""

    kind: str
    amount: Money
    per: str


@dataclass(frozen=True, slots=True)
class Parent:
    """The vendor's parent undertaking."""

    name: str
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class SubcontractorEntry:
    """A subcontractor in the register."""

    name: str
    service: str
    country: str


@dataclass(frozen=True, slots=True)
class Register:
    """What an outsourcing register records of the arrangement (EBA/GL/2019/02, section 11)."""

    function: str
    criticality: str
    countries: tuple[str, ...]
    provider_identifiers: tuple[Identifier, ...] = ()
    parent: Parent | None = None
    subcontractors: tuple[SubcontractorEntry, ...] = ()
    substitutability: str = ""
    last_audit: date | None = None
    next_audit: date | None = None
    annual_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document that belongs to the agreement."""

    title: str
    reference: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something due on a date."""

    id: str
    title: str
    due: date


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the agreement: when and why."""

    date: date
    rationale: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """A provision of the MSA, by section id, that an SOW changes, and what holds instead."""

    provision: str
    with_: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How long the client has to review a deliverable, and the vendor to mend it."""

    review: Duration
    resubmission: Duration
    criteria: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What MSA and SOW have in common."""

    schema: int
    title: str
    summary: str
    parties: Parties
    term: Term
    clauses: tuple[ClauseUse, ...]
    governing_law: str = ""
    jurisdiction: str = ""
    payment_terms: Duration | None = None
    order_of_precedence: tuple[str, ...] = ()
    values: Mapping[str, NamedValue] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    register: Register | None = None
    documents: tuple[DocumentEntry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MsaTerms(Terms):
    """The data of a master services agreement."""

    liability: Liability
    insurance_minimums: Mapping[str, Insurance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SowTerms(Terms):
    """The data of a statement of work."""

    sow_number: str
    service_type: str
    services_description: str
    services: Mapping[str, Service]
    pricing: Pricing
    service_levels: Mapping[str, ServiceLevel]
    supersedes: tuple[Superseded, ...] = ()
    requirements: tuple[str, ...] = ()
    client_obligations: tuple[str, ...] = ()
    acceptance: Acceptance | None = None
    service_credits: ServiceCredits | None = None
    raci: tuple[Responsibility, ...] = ()
    escalation: Mapping[str, EscalationStep] = field(default_factory=dict)
    governance: Governance | None = None
    key_personnel: Mapping[str, KeyPerson] = field(default_factory=dict)
    allocation: Allocation | None = None
    schedules: tuple[str, ...] | None = None
