"""The pages of a site: one file each kind, found because it lies here, with `ORDER: int` and `pages(view) -> Iterator[Page]`.

A kind of which not every page depends on the whole book also has `pieces(view) -> Iterator[Piece]`: together the same pages in the same order.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pactbook.site.bars import bars
from pactbook.site.views.parts import Narrow, Piece, is_of_contracts
from pactbook.site.views.viewing import view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from types import ModuleType

    from pactbook.model.book import Book
    from pactbook.site.page import Page
    from pactbook.site.views.parts import Groups
    from pactbook.site.views.view import Known, View


def pages(book: Book, audience: str, as_of: date, known: Known | None = None) -> Iterator[Page]:
    """Every page that the audience sees of the book on that day, in the order of the navigation."""
    return (page for _, _, _, make in pieces(book, audience, as_of, known) for page in make())


class Made(NamedTuple):
    """A piece with the sentences that stand on every page of its site; `make` makes its pages."""

    name: str
    groups: Groups | None
    said: tuple[str, ...]
    make: Callable[[], Iterable[Page]]


def pieces(book: Book, audience: str, as_of: date, known: Known | None = None) -> Iterator[Made]:
    """The same pages in pieces that see only what they may depend on; on a vendor's site those that say nothing of manuals."""
    seen = view(book, audience, as_of, known)
    said, narrow = bars(seen), Narrow(seen)
    for kind in _kinds():
        for piece in _pieces(kind, seen):
            yield Made(piece.name, piece.groups, said, partial(_make, piece, narrow, seen, said))


def _pieces(kind: ModuleType, seen: View) -> Iterable[Piece]:
    if hasattr(kind, "pieces"):
        found: tuple[Piece, ...] = tuple(kind.pieces(seen))
        if seen.internal or all(piece.groups is not None and is_of_contracts(piece.groups) for piece in found):
            return found
    return (Piece(kind.__name__.rpartition(".")[2], None, kind.pages),)


def _make(piece: Piece, narrow: Narrow, seen: View, said: tuple[str, ...]) -> Iterable[Page]:
    made = piece.make(seen if piece.groups is None else narrow.to(piece.groups))
    return (replace(page, bars=said) for page in made) if said else made


@cache
def _kinds() -> tuple[ModuleType, ...]:
    found = [import_module(f"{__name__}.{path.stem}") for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__"]
    return tuple(sorted(found, key=lambda kind: (kind.ORDER, kind.__name__)))
