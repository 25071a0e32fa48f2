"""Some pages of a site that are to be printed, and what comes of them. `engine.run` prints them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.site.page import Page
    from pactbook.site.settings import SiteSettings

MANY = 3_000
"""Pages and downloads of a site of which no process holds more than it needs at the moment."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a site share: its settings, its navigation, and the pages and downloads that there are. `key` stands for all of it."""

    settings: SiteSettings
    nav: list[Any]
    places: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages to be printed into `folder`, their images by path of the site, and the file for what the search finds on them."""

    frame: Frame
    pages: tuple[tuple[str, Page], ...] | str
    """Each with its digest; or the file of a spool that holds them."""
    images: Mapping[str, bytes]
    folder: str
    entries: str
    bodies: str | None = None


class Printed(NamedTuple):
    """A page that was printed: what it was made of, what became of it, and what other pages and the search have to know.

    `files` are the digests of the files that came of it, by name; `span` is where its search entries stand (offset, length); `references` are
    packed (`engine.references`).
    """

    key: str
    body: str
    files: dict[str, str]
    span: tuple[int, int]
    references: str


@dataclass(slots=True)
class BatchDone:
    """The pages of a batch by path, the file with their search entries, and what is wrong with them."""

    entries: str
    pages: dict[str, Printed] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
