"""What a book sets for itself in pactbook.yaml, and waivers: findings that somebody accepts for a time, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pactbook.problems import UnfitError

SETTINGS = "pactbook.yaml"
BASELINE = "pactbook-baseline.json"
WAIVERS = "waivers.yaml"
OFF = "off"


@dataclass(frozen=True, slots=True)
class Settings:
    """How much each rule weighs in each layer: `error`, `warning`, `hint` or `off`, by layer and code."""

    schema: int
    severity: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that need not be kept at a place, or for certain words, until the end of a day.

    `at` is the id of a section, the route of keys to a value, or a page of a manual with or without a heading's id; `words` is what the
    finding's message or line holds.
    """

    rule: str
    reason: str
    until: date
    at: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        """Raise UnfitError for a waiver of everything."""
        if not self.at and not self.words:
            message = "a waiver says where it holds: give 'at', 'words' or both"
            raise UnfitError(message, "rule")


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """The file `waivers.yaml` beside the free pages of a manual."""

    schema: int
    waivers: tuple[Waiver, ...]
