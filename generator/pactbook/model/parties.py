"""The two sides of an agreement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """A legal identifier: the register's list code (https://org-id.guide, or LEI) and the number in it."""

    scheme: str
    id: str

    def __str__(self) -> str:
        """Register and number."""
        return f"{self.scheme} {self.id}"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a notice reaches: a role, never a person."""

    role: str
    email: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an agreement as the agreement names it."""

    party: str
    name: str
    identifiers: tuple[Identifier, ...]
    address: str
    notices: Contact
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    """Client and vendor."""

    client: Party
    vendor: Party
