"""A place that one can point at: a section of a contract, or a section of a manual that its outline makes mandatory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.model.document import position_of

if TYPE_CHECKING:
    from pactbook.model.document import Spot
    from pactbook.problems import Position


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is defined.

    `path` and `position` are the file and the place in it; `folder` that of the contract or manual; `file` the page of a manual, else
    ''; `anchor` the id of the section; `title` its words; `owner` who keeps it; `lacking` what it lacks, '' where it has substance.
    """

    path: str
    where: Position | Spot
    folder: str
    anchor: str
    title: str
    owner: str
    file: str = ""
    lacking: str = ""

    @property
    def position(self) -> Position:
        """Where it is in the file."""
        return position_of(self.where)

    @property
    def in_manual(self) -> bool:
        """Whether it stands in a manual."""
        return bool(self.file)
