"""The pages of a site: one file each kind, found because it lies here, with `ORDER: int` and `pages(view) -> Iterator[Page]`."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.site.bars import bars
from pactbook.site.viewing import view

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from types import ModuleType

    from pactbook.model.book import Book
    from pactbook.site.page import Page
    from pactbook.site.view import Known


def pages(book: Book, audience: str, as_of: date, known: Known | None = None) -> Iterator[Page]:
    """Every page that the audience sees of the book on that day, in the order of the navigation."""
    seen = view(book, audience, as_of, known)
    said = bars(seen)
    for kind in _kinds():
        yield from (replace(page, bars=said) for page in kind.pages(seen)) if said else kind.pages(seen)


@cache
def _kinds() -> tuple[ModuleType, ...]:
    found = [import_module(f"{__name__}.{path.stem}") for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"]
    return tuple(sorted(found, key=lambda kind: (kind.ORDER, kind.__name__)))
