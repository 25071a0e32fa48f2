"""Operations manuals: the outline that legal approved, and the free pages under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pactbook.model.document import Document
from pactbook.model.held import held
from pactbook.model.settings import Waiver
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
class MayAdd:
    """What operations may add to a manual."""

    pages: bool = True
    headings: bool = True


@dataclass(frozen=True, slots=True)
class MayAddToPage:
    """What operations may add to one page, where the outline says it otherwise than for the manual."""

    headings: bool = True


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """A page that the manual must have, with its mandatory headings in order."""

    file: str
    title: str
    owner: str = ""
    defines: tuple[str, ...] = ()
    headings: tuple[OutlineHeading, ...] = ()
    may_add: MayAddToPage | None = None


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
    waivers: tuple[Waiver, ...] = ()

    def page(self, file: str) -> OutlinePage | None:
        """The page of the outline that a file holds, None for a page that operations added."""
        return next((each for each in self.pages if each.file == file), None)

    def may_add_headings(self, planned: OutlinePage | None) -> bool:
        """Whether operations may add headings to a page: the page's own word counts before the manual's."""
        return planned.may_add.headings if planned and planned.may_add else self.may_add.headings


@held("text")
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
    """A manual: folder, outline, pages, images by file name, and the waivers of waivers.yaml with their positions."""

    path: str
    vendor: str
    outline: Outline
    pages: tuple[ManualPage, ...]
    document: Document = field(compare=False, repr=False)
    images: Mapping[str, Image] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    waivers_document: Document | None = field(default=None, compare=False, repr=False)
    others: tuple[str, ...] = ()
    """Files beside the pages that are none, or can't be read: a finding of their own tells of each."""

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.path.rpartition("/")[2]

    @property
    def audience(self) -> tuple[str, ...]:
        """The vendors that may see it."""
        return self.outline.audience or (self.vendor,)
