"""The policy of a book: who may sign for which party, and how many of whom each kind of instrument needs.

Named tuples: the hook reads a policy with every commit, and dataclasses alone would cost a fifth of its time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Signer(NamedTuple):
    """Who may sign for a party, in which role, with which OpenSSH public keys."""

    role: str
    keys: tuple[str, ...]


class PolicyParty(NamedTuple):
    """A party of the book with its signers by mailbox."""

    name: str
    signers: Mapping[str, Signer]


class Layer(NamedTuple):
    """A kind of instrument: where it lies, which files it holds, and how many signers of which role it requires."""

    instruments: str
    requires: Mapping[str, int]
    base: str = ""
    files: tuple[str, ...] = ()


class Policy(NamedTuple):
    """Parties, signers and layers of one book; `repository` is the UUID that every sign-off names."""

    schema: int
    repository: str
    client: str
    parties: Mapping[str, PolicyParty]
    layers: Mapping[str, Layer]
