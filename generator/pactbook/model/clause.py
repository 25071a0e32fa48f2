"""Clauses of the library, and profiles of service types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pactbook.model.document import Document
from pactbook.model.settings import Waiver


@dataclass(frozen=True, slots=True)
class Parameter:
    """A gap in a clause that a contract fills: its type, what it means, its default and bounds (as written)."""

    type: str
    about: str
    default: Any = None
    minimum: Any = None
    maximum: Any = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseData:
    """The front matter of one version of a clause."""

    schema: int
    title: str
    covers: tuple[str, ...]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    fallback: str = ""
    changes: str = ""
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseVersion:
    """One version of a clause: front matter and text; `text_line` is the line of the file on which the text begins."""

    clause_id: str
    version: str
    path: str
    data: ClauseData
    text: str
    text_line: int
    document: Document = field(compare=False, repr=False)

    @property
    def name(self) -> str:
        """Id and version, as contracts name it."""
        return f"{self.clause_id}/{self.version}"

    @property
    def number(self) -> int:
        """The version's number."""
        return int(self.version[1:])


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a contract of the service type must hold; any of the conditions satisfies it."""

    id: str
    title: str
    reason: str
    any_of: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a contract of a service type must hold."""

    schema: int
    title: str
    about: str
    requires: tuple[Requirement, ...]
