"""One piece of news, as pages and the feed tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class News:
    """One change: the day it was filed (a manual: landed), what it is about, what happened in sentences, and what to do.

    `effective` is the day from which it holds, None where that is the same; `href` the page, '' where there is none any more;
    `folder` the contract or manual that it belongs to. `when` says in words what is known of the day where history does not tell it: then `day`
    only gives the order. `coming` is what everybody has signed and what does not bind yet. `vendor` says whose it is, to readers of several. `key` tells it from all other news of the folder; it holds
    nothing that depends on how much of the history is at hand, or that changes later.
    """

    day: date
    title: str
    about: str
    sentences: tuple[str, ...]
    todo: str
    folder: str
    href: str = ""
    effective: date | None = None
    when: str = ""
    coming: bool = False
    key: str = ""
    vendor: str = ""

    @property
    def name(self) -> str:
        """What changed, where and whose, without saying the same twice."""
        said = self.title if self.title == self.about else f"{self.about}: {self.title}"
        return f"{self.vendor}: {said}" if self.vendor else said

    @property
    def updated(self) -> date:
        """The day on which it became what it says now: what was coming is news once more when it holds."""
        return max(self.day, self.effective) if self.effective and not self.coming else self.day
