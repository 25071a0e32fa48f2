"""A policy ready to judge by: who may sign, which instrument a path belongs to, and whose signatures it needs."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock.forms.keys import KeyFormatError, PublicKey, parse_line
from pactbook.lock.forms.patterns import ROOTS, VENDOR, Pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from pactbook.model.policy import Layer, Policy

GOVERNANCE = "contracts/governance"
POLICY_FILE = "policy.yaml"
HEADS_FILE = "heads.txt"
SIGNOFFS = "signoffs"
STATEMENT = "statement.txt"
SIG = ".sig"
FILES = "files/"
NUMBER = re.compile(r"[0-9]{4}|[1-9][0-9]{4,8}")
DRAFT = "draft"
LEGAL = "legal"
MANUALS = "ops-manuals"
ATTRIBUTES = "/.gitattributes"


class KnownSigner(NamedTuple):
    """Somebody whom a policy names: mailbox, party, role and keys."""

    name: str
    party: str
    party_name: str
    role: str
    keys: tuple[PublicKey, ...]

    def holds(self, key: PublicKey) -> bool:
        """Whether the policy gives this key to this signer."""
        return any(own.blob == key.blob for own in self.keys)


class Instrument(NamedTuple):
    """A folder that is signed as a whole, in its layer; `vendor` is empty where the layer has none."""

    path: str
    layer_name: str
    layer: Layer
    vendor: str = ""

    def __eq__(self, other: object) -> bool:
        """Two policies mean one instrument by its place, whatever they say of the layer."""
        return isinstance(other, Instrument) and self._name == other._name

    def __ne__(self, other: object) -> bool:
        """A tuple has its own."""
        return not self == other

    def __hash__(self) -> int:
        """What compares equal."""
        return hash(self._name)

    @property
    def _name(self) -> tuple[str, str, str]:
        return self.path, self.layer_name, self.vendor

    @property
    def base(self) -> str:
        """What the paths of its manifest are relative to, as a prefix."""
        if self.layer.base:
            return "" if self.layer.base == "." else f"{self.layer.base}/"
        return f"{self.path}/"

    def owns(self, inner: str) -> bool:
        """Whether a path relative to the base belongs to what is signed."""
        if self.layer.files:
            return inner in self.layer.files
        first = inner.partition("/")[0]
        return first not in {SIGNOFFS, DRAFT}


class Kind(Enum):
    """What a path is to the lock."""

    __hash__ = object.__hash__  # members are one of a kind, and their own way of hashing asks for the name each time
    FREE = auto()
    FILE = auto()
    RECORD = auto()
    DRAFT = auto()
    REFUSED = auto()


class Place(NamedTuple):
    """What a path is, the instrument that it belongs to, and the path within it (or why it is refused)."""

    kind: Kind
    instrument: Instrument | None = None
    inner: str = ""
    reason: str = ""

    @property
    def locked(self) -> bool:
        """Whether the path is part of what is signed, or of a record, or has no business where it is."""
        return self.kind in {Kind.FILE, Kind.RECORD, Kind.REFUSED}


_FREE = Place(Kind.FREE)


class Rulebook:
    """A policy with its patterns and keys understood. Only a policy that `policy_check` found sound is made into one."""

    def __init__(self, policy: Policy) -> None:
        """Prepare `policy`."""
        self.policy = policy
        self._patterns = [(Pattern(tuple(layer.instruments.split("/"))), name, layer) for name, layer in policy.layers.items()]
        self._depths = sorted({len(pattern.segments) for pattern, _, _ in self._patterns})
        self._instruments: dict[str, Instrument | None] = {}
        self._places: dict[str, Place] = {}
        self._holders: dict[str, Instrument | None] = {}

    @cached_property
    def signers(self) -> Mapping[str, KnownSigner]:
        """Every signer by mailbox; a key that can't be read is left out."""
        found = {}
        for party, data in self.policy.parties.items():
            for name, signer in data.signers.items():
                found[name] = KnownSigner(name, party, data.name, signer.role, _keys(signer.keys))
        return found

    @cached_property
    def vendors(self) -> frozenset[str]:
        """The parties beside the client."""
        return frozenset(self.policy.parties) - {self.policy.client}

    @cached_property
    def outside(self) -> Mapping[str, Instrument]:
        """Locked files that do not lie in their instrument's folder, by path."""
        found = {}
        for pattern, _, layer in self._patterns:
            instrument = self.instrument("/".join(pattern.segments)) if layer.base else None
            if instrument:
                found.update({f"{instrument.base}{file}": instrument for file in layer.files})
        return found

    @cached_property
    def deepest(self) -> int:
        """How many folders deep the folder of a locked file can lie."""
        return max(self._depths) + max((file.count("/") for layer in self.policy.layers.values() for file in layer.files), default=0)

    def required(self, requires: Mapping[str, int], vendor: str) -> dict[tuple[str, str], int]:
        """A rule with the parties' names; without a vendor its part can't be fulfilled."""
        parties = {"client": self.policy.client, "vendor": vendor}
        return {(parties[role.partition(".")[0]], role.partition(".")[2]): count for role, count in requires.items()}

    def lacking(self, requires: Mapping[str, int], vendor: str, signed: Collection[KnownSigner]) -> Iterator[tuple[str, str, int]]:
        """Party, role and number of the signatures that a rule still needs beside those of people who have signed, each named once."""
        for (party, role), count in self.required(requires, vendor).items():
            number = sum(signer.party == party and signer.role == role for signer in signed)
            if number < count:
                yield party, role, count - number

    def instrument(self, folder: str) -> Instrument | None:
        """The instrument that a folder is, or None."""
        if folder not in self._instruments:
            self._instruments[folder] = self._find(folder.split("/"))
        return self._instruments[folder]

    def _find(self, segments: list[str]) -> Instrument | None:
        for pattern, name, layer in self._patterns:
            if pattern.matches(segments):
                vendor = segments[pattern.vendor_at] if pattern.vendor_at >= 0 else ""
                if not vendor or vendor in self.vendors:
                    return Instrument("/".join(segments), name, layer, vendor)
        return None

    def locate(self, path: str) -> Place:
        """What a path is to the lock."""
        found = self._places.get(path)
        if found is None:
            found = self._places[path] = self._locate(path)
            if found.kind is Kind.FREE and path.lower().endswith(ATTRIBUTES) and path.startswith(f"{MANUALS}/"):
                reason = "git attributes in a free folder could make git show locked files otherwise than they are stored"
                found = self._places[path] = Place(Kind.REFUSED, reason=reason)
        return found

    def _locate(self, path: str) -> Place:
        parts = path.split("/")
        if parts[0] not in ROOTS:
            instrument = self.outside.get(path)
            return Place(Kind.FILE, instrument, path.removeprefix(instrument.base)) if instrument else _FREE
        found = self._holder(path.rpartition("/")[0], parts[:-1])
        if found:
            return _inside(found, path[len(found.path) + 1 :])
        if parts[0] != MANUALS:
            return Place(Kind.REFUSED, reason=self._stray(parts))
        return self._manual_of_nobody(parts)

    def _holder(self, folder: str, parts: list[str]) -> Instrument | None:
        """The instrument in which a folder lies, or that it is."""
        if folder not in self._holders:
            found = (self.instrument("/".join(parts[:depth])) for depth in self._depths if len(parts) >= depth)
            self._holders[folder] = next(filter(None, found), None)
        return self._holders[folder]

    def _manual_of_nobody(self, parts: list[str]) -> Place:
        """A file that would be locked if its vendor were a party is refused; other files of manuals are free."""
        for pattern, _, layer in self._patterns:
            depth = len(pattern.segments)
            inner = "/".join(parts[depth:])
            if pattern.matches(parts[:depth]) and (not layer.files or inner in layer.files or inner.startswith(f"{SIGNOFFS}/")):
                return Place(Kind.REFUSED, reason=self._stray(parts))
        return _FREE

    def _stray(self, parts: list[str]) -> str:
        for pattern, _, _ in self._patterns:
            if pattern.vendor_at >= 0 and pattern.matches(parts[: len(pattern.segments)]):
                return f"the policy names no vendor '{parts[pattern.vendor_at]}'"
        return "the policy has no layer for this place"


def _inside(instrument: Instrument, path: str) -> Place:
    first = path.partition("/")[0]
    if path in {SIGNOFFS, DRAFT}:
        return Place(Kind.REFUSED, instrument, path, f"'{path}' is the name of a folder")
    if first == SIGNOFFS:
        return Place(Kind.RECORD, instrument, path)
    if not instrument.layer.base and instrument.owns(path):
        return Place(Kind.FILE, instrument, path)
    if first == DRAFT and VENDOR in instrument.layer.instruments and not instrument.layer.files:
        return Place(Kind.DRAFT, instrument, path)
    if instrument.path.startswith(f"{MANUALS}/"):
        return _FREE
    return Place(Kind.REFUSED, instrument, path, f"the layer '{instrument.layer_name}' does not hold a file of this name")


def _keys(lines: tuple[str, ...]) -> tuple[PublicKey, ...]:
    found = []
    for line in lines:
        try:
            found.append(parse_line(line))
        except KeyFormatError:
            continue
    return tuple(found)
