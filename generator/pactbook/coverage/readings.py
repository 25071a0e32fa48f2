"""What coverage reads: the sections of agreements and the headings of manuals, each read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import ManualPage


class Reader(Protocol):
    """Reads pages of manuals; a `Linker` does, and remembers what it has read."""

    def read(self, page: ManualPage) -> Reading:
        """Headings and links of a page."""
