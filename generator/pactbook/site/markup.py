"""Markdown of generated pages: tables, facts, links, dates, figures."""

from __future__ import annotations

import html
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
    return unbroken(long_date(when)) if when else "–"


def unbroken(text: str) -> str:
    """A text whose words no line end may part."""
    return "\u00a0".join(text.split())


def sentence(text: str) -> str:
    """A text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def blocks(*parts: str) -> str:
    """Blocks of markdown, the empty ones left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 agreement`, `3 agreements`."""
    return f"{number:,}\u00a0{one if number == 1 else many or f'{one}s'}"


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Labels with their values, all plain text; those without a value are left out."""
    shown = "".join(f"<div><dt>{html.escape(label)}</dt><dd>{html.escape(value)}</dd></div>" for label, value in rows if value)
    return f'<div class="pb-facts"><dl>{shown}</dl></div>' if shown else ""


def cards(entries: Iterable[str]) -> str:
    """Cards side by side; each entry is markdown."""
    inside = "\n".join(f'<div class="pb-card" markdown>\n{entry}\n</div>' for entry in entries)
    return f'<div class="pb-cards" markdown>\n{inside}\n</div>'
