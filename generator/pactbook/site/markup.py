"""Markdown of generated pages: tables, links, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.model.values import long_date
from pactbook.site import paths
from pactbook.site.page import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


def link(words: str, path: str, page: str) -> str:
    """A link on `page` to a path from the top of the site."""
    return f"[{plain(words)}]({paths.relative(path, page)})"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are markdown already."""
    lines = [f"| {' | '.join(header)} |", f"|{'|'.join(' --- ' for _ in header)}|"]
    return "\n".join(lines + [f"| {' | '.join(cell or '–' for cell in row)} |" for row in rows])


def day(when: date | None) -> str:
    """A date as people read it, or a dash."""
    return long_date(when) if when else "–"


def blocks(*parts: str) -> str:
    """Blocks of markdown, the empty ones left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 agreement`, `3 agreements`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def cards(entries: Iterable[str]) -> str:
    """Cards side by side; each entry is markdown."""
    inside = "\n".join(f'<div class="pb-card" markdown>\n{entry}\n</div>' for entry in entries)
    return f'<div class="pb-cards" markdown>\n{inside}\n</div>'
