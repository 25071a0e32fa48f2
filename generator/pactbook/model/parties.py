"""The two sides of an agreement, and the parties and signers of a book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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


@dataclass(frozen=True, slots=True)
class Signer:
    """Who may sign for a party, in which role, with which OpenSSH public keys."""

    role: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyParty:
    """A party of the book with its signers by mailbox."""

    name: str
    signers: Mapping[str, Signer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of instrument: where it lies, which files it holds, and how many signers of which role it requires."""

    instruments: str
    requires: Mapping[str, int]
    base: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """Parties, signers and layers of one book; `repository` is the UUID that every sign-off names."""

    schema: int
    repository: str
    client: str
    parties: Mapping[str, PolicyParty]
    layers: Mapping[str, Layer]
