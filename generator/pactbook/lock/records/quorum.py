"""Whose signatures a statement has, and whose it still needs. Nobody counts twice: not a person, not a key, not a party."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock import rules
from pactbook.lock.policies.policy import SIG
from pactbook.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from pactbook.lock.forms.keys import PublicKey
    from pactbook.lock.policies.policy import Instrument, KnownSigner, Rulebook
    from pactbook.lock.records.record import Record

    Holding = Container[tuple[bytes, bytes]]  # signatures that are known to hold, each with what was signed


@dataclass(frozen=True, slots=True)
class Missing:
    """So many signatures of a party's role are missing; `candidates` are the mailboxes that could still sign."""

    party: str
    role: str
    count: int
    candidates: tuple[str, ...]

    def __str__(self) -> str:
        """For a person."""
        return f"{self.count} of {self.party}'s {self.role} ({' or '.join(self.candidates) or 'nobody is named'})"


class Signing(NamedTuple):
    """A signature that holds, by somebody whom the policy (or, for a policy, the old or the new one) names."""

    signer: KnownSigner
    key: PublicKey


def valid_signatures(record: Record, rulebooks: Sequence[Rulebook], holding: Holding = ()) -> tuple[list[list[Signing]], list[Problem]]:
    """The signatures that hold, for each rulebook under which they do, and what is wrong with the others.

    `holding` are signatures that were checked already, each with what was signed.
    """
    from pactbook.lock.forms.signature import SignatureError, made_by, signer_key  # most commits bring no signature

    found: list[list[Signing]] = [[] for _ in rulebooks]
    problems = []
    for name, armored in sorted(record.signatures.items()):
        path = f"{record.path}/{name}{SIG}"
        try:
            key = signer_key(armored) if (armored, record.raw) in holding else made_by(armored, record.raw)
        except SignatureError as error:
            problems.append(Problem(path, Position(), rules.SIGNATURE, str(error)))
            continue
        known = [(index, rulebook.signers[name]) for index, rulebook in enumerate(rulebooks) if name in rulebook.signers]
        holders = [(index, signer) for index, signer in known if signer.holds(key)]
        for index, signer in holders:
            found[index].append(Signing(signer, key))
        if not holders:
            problems.append(Problem(path, Position(), rules.SIGNER, _stranger(name, key, known=bool(known), rulebooks=rulebooks)))
    return found, problems


def _stranger(name: str, key: PublicKey, *, known: bool, rulebooks: Sequence[Rulebook]) -> str:
    owners = [signer.name for rulebook in rulebooks for signer in rulebook.signers.values() if signer.holds(key)]
    if owners:
        return f"the key {key.fingerprint} belongs to '{owners[0]}', not to '{name}'"
    return f"the policy gives '{name}' no key {key.fingerprint}" if known else f"the policy names no signer '{name}'"


def entitled(signer: KnownSigner, instrument: Instrument, rulebook: Rulebook) -> bool:
    """Whether a layer names this signer's side and role."""
    return (signer.party, signer.role) in rulebook.required(instrument.layer.requires, instrument.vendor)


def missing(requires: Mapping[str, int], vendor: str, rulebook: Rulebook, signed: Iterable[KnownSigner]) -> tuple[Missing, ...]:
    """What a rule still needs beside those who have signed."""
    have = {signer.name: signer for signer in signed}
    lacking = rulebook.lacking(requires, vendor, have.values())
    return tuple(Missing(party, role, count, _candidates(rulebook, party, role, have)) for party, role, count in lacking)


def _candidates(rulebook: Rulebook, party: str, role: str, have: Mapping[str, KnownSigner]) -> tuple[str, ...]:
    return tuple(
        sorted(
            signer.name for signer in rulebook.signers.values() if signer.party == party and signer.role == role and signer.name not in have
        )
    )
