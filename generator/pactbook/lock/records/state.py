"""What was verified: each instrument with its versions, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock import rules
from pactbook.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pactbook.lock.forms.statement import PolicyName, Statement
    from pactbook.lock.policies.policies import PolicyVersion
    from pactbook.lock.policies.policy import Rulebook
    from pactbook.lock.records.quorum import Missing


class Standing(StrEnum):
    """How an instrument, or one of its versions, stands on a day.

    The records alone never tell of a renewal or an end: these follow from the terms of what is in force (`Term.is_over`).
    """

    DRAFT = "draft"
    PENDING = "pending"
    SCHEDULED = "scheduled"
    IN_FORCE = "in force"
    RENEWED = "renewed"
    ENDED = "ended"
    SUPERSEDED = "superseded"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who signed: mailbox, party and its name, role, and the fingerprint of the key."""

    name: str
    party: str
    party_name: str
    role: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class VersionState:
    """One version of an instrument.

    `sound` is whether nothing is wrong with its record and with those before it; `missing` who still has to sign. The signed files
    lie in `files_path`.
    """

    version: int
    record: str
    digest: str
    statement: Statement = field(repr=False)
    signers: tuple[SignedBy, ...] = ()
    missing: tuple[Missing, ...] = ()
    sound: bool = True

    @property
    def complete(self) -> bool:
        """Whether everybody whom the policy names has signed, and nothing is wrong."""
        return self.sound and not self.missing

    @property
    def effective(self) -> date:
        """The day from which it holds."""
        return self.statement.effective

    @property
    def note(self) -> str:
        """What it changes, in the signers' words."""
        return self.statement.note

    @property
    def files_path(self) -> str:
        """The folder with the very files that were signed."""
        return f"{self.record}/files"


@dataclass(frozen=True, slots=True)
class InstrumentState:
    """An instrument with all its versions, oldest first.

    `as_signed` is whether the tree's own files are those of the newest statement (true for a draft, which has none).
    """

    instrument: str
    layer: str
    vendor: str
    versions: tuple[VersionState, ...] = ()
    as_signed: bool = True

    @property
    def newest(self) -> VersionState | None:
        """The newest version, signed or pending."""
        return self.versions[-1] if self.versions else None

    @property
    def newest_complete(self) -> VersionState | None:
        """The newest version that everybody has signed."""
        return next((version for version in reversed(self.versions) if version.complete), None)

    @property
    def pending(self) -> VersionState | None:
        """The version that waits for signatures."""
        return self.newest if self.newest and self.newest.sound and self.newest.missing else None

    def in_force(self, day: date) -> VersionState | None:
        """The newest complete version whose day has come."""
        return next((version for version in reversed(self.versions) if version.complete and version.effective <= day), None)

    def shown(self, day: date) -> VersionState | None:
        """The version to show on a day: the one in force, else the first that everybody has signed, else the newest."""
        return self.in_force(day) or next((version for version in self.versions if version.complete), None) or self.newest

    def standing(self, day: date, version: VersionState | None = None) -> Standing:
        """How a version stands, or the instrument as a whole (in force wins over what waits)."""
        if version is not None:
            return self._of_version(day, version)
        if self.in_force(day):
            return Standing.IN_FORCE
        if not self.versions:
            return Standing.DRAFT
        return self._of_version(day, self.newest_complete or self.versions[-1])

    def _of_version(self, day: date, version: VersionState) -> Standing:
        if not version.sound:
            return Standing.BROKEN
        if version.missing:
            return Standing.PENDING
        current = self.in_force(day)
        if current == version:
            return Standing.IN_FORCE
        return Standing.SUPERSEDED if current and version.version < current.version else Standing.SCHEDULED


class Policies(NamedTuple):
    """The completely signed policies, oldest first; `states` are all versions, the last of which may be pending."""

    versions: tuple[PolicyVersion, ...] = ()
    states: tuple[VersionState, ...] = ()

    @property
    def newest(self) -> PolicyVersion | None:
        """The policy under which new statements are signed."""
        return self.versions[-1] if self.versions else None

    @property
    def repository(self) -> str:
        """The book that every statement must name."""
        return self.versions[0].rulebook.policy.repository if self.versions else ""

    @property
    def root_digest(self) -> str:
        """The digest of the first policy's statement, which is pinned outside the repository."""
        return self.states[0].digest if self.states else ""

    def named(self, name: PolicyName) -> PolicyVersion | None:
        """The policy that a statement names, or None where it is not there or not complete."""
        found = self.versions[name.version - 1] if 1 <= name.version <= len(self.versions) else None
        return found if found and found.digest == name.digest else None


@dataclass(frozen=True, slots=True)
class Verified:
    """What a tree holds, and everything that is wrong with it.

    `rulebook` is the policy by which paths were judged, None where there is none that could be read.
    """

    instruments: Mapping[str, InstrumentState]
    problems: tuple[Problem, ...]
    policies: Policies
    rulebook: Rulebook | None = field(default=None, repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What makes the tree fail."""
        return tuple(problem for problem in self.problems if problem.rule.severity is Severity.ERROR)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong but that signatures are missing; what waits for them is not in force."""
        return all(problem.rule is rules.PENDING for problem in self.errors)
