"""Operations manuals: the outline that legal approved, and the free pages under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pactbook.model.document import Document
from pactbook.model.values import Duration

TEN_THINGS = {
    "outcomes": "Expected outcomes",
    "workflows": "Workflows and edge cases",
    "training": "Training requirements",
    "scenarios": "Sample scenarios",
    "quality": "Quality expectations",
    "escalation": "Escalation paths",
    "done": "Definitions of done",
    "feedback": "Ownership for feedback loops",
    "documentation": "Documentation standards",
    "consequences": "Consequences for missing the mark",
}


@dataclass(frozen=True, slots=True)
class OutlineHeading:
    """A heading that a page must have."""

    title: str
    id: str = ""
    defines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """A page that the manual must have, with its mandatory headings in order."""

    file: str
    title: str
    owner: str = ""
    defines: tuple[str, ...] = ()
    headings: tuple[OutlineHeading, ...] = ()


@dataclass(frozen=True, slots=True)
class MayAdd:
    """What operations may add to a manual."""

    pages: bool = True
    headings: bool = True


@dataclass(frozen=True, slots=True)
class Outline:
    """What legal and procurement approve of a manual."""

    schema: int
    title: str
    contract: str
    owner: str
    pages: tuple[OutlinePage, ...]
    audience: tuple[str, ...] = ()
    summary: str = ""
    stale_after: Duration | None = None
    may_add: MayAdd = field(default_factory=MayAdd)


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One free page as it lies in the repository; `text` is markdown, `front_matter` what stood above it (text_line counts from 1)."""

    path: str
    file: str
    text: str
    text_line: int = 1
    front_matter: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Image:
    """An image beside the pages: its bytes counted, and the format that they show (png, jpeg, gif, webp; empty for none of these)."""

    size: int
    format: str


@dataclass(frozen=True, slots=True)
class Manual:
    """A manual: folder, outline, pages, and images by file name."""

    path: str
    vendor: str
    outline: Outline
    pages: tuple[ManualPage, ...]
    document: Document = field(compare=False, repr=False)
    images: Mapping[str, Image] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.path.rpartition("/")[2]

    @property
    def audience(self) -> tuple[str, ...]:
        """The vendors that may see it."""
        return self.outline.audience or (self.vendor,)
