"""How client and vendor work together: responsibilities, escalation, governance, key people, shares among vendors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pactbook.model.values import Duration, Quantity


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One row of the RACI matrix; roles, never people."""

    activity: str
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One level of the escalation matrix."""

    level: int
    when: str
    role: str
    party: str
    respond_within: Duration
    next_step: str


@dataclass(frozen=True, slots=True)
class Visits:
    """How often the client is on site, and what for."""

    cadence: str
    purpose: str
    role: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A standing meeting."""

    title: str
    cadence: str
    chair: str
    attendees: tuple[str, ...]
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often both sides score the same sample, and how far apart they may be."""

    cadence: str
    sample: str
    tolerance: Quantity
    chair: str


@dataclass(frozen=True, slots=True)
class Governance:
    """Visits, meetings and calibration."""

    meetings: Mapping[str, Meeting]
    visits: Visits | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True)
class KeyPerson:
    """A role whose holder matters to the client, and how a change is handled."""

    role: str
    duties: str
    commitment: str
    replacement_notice: Duration
    successor_within: Duration


@dataclass(frozen=True, slots=True)
class Shares:
    """Champion, challenger, and the share that goes to whoever performs best."""

    champion: Quantity
    challenger: Quantity
    performance: Quantity


@dataclass(frozen=True, slots=True)
class Allocation:
    """How the work is split where several vendors share it."""

    basis: str
    review: str
    shares: Shares
    this_vendor: str
