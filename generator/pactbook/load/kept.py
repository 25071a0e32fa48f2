"""Documents that were read and found sound before: whoever reads the same book again and again keeps their values on a shelf.

A document's values follow from its bytes, its kind and the programs that read it; positions are read from the bytes when somebody asks for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Protocol

from pactbook.model.document import Document, Route
from pactbook.yamlfile import loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.load.aside import Aside
    from pactbook.problems import Position

_Bytes = bytes | Callable[[], bytes]
_DECIMAL = "\0"  # no text of a book holds it
_WRITTEN = re.compile(r'\{"\\u0000": "([^"]+)"\}')


class Shelf(Protocol):
    """Keeps a content under a kind and the bytes that it was made of, for as long as the programs are the same."""

    @property
    def aside(self) -> Aside:
        """Where the bytes and texts of the book are set aside."""

    def get(self, kind: str, data: bytes) -> bytes | None:
        """What was kept; None for nothing."""

    def put(self, kind: str, data: bytes, content: bytes) -> None:
        """Keep it."""


def written(document: Document) -> bytes:
    """A document's values, to be kept."""
    text = json.dumps(document.value, default=lambda number: {_DECIMAL: str(number)})
    return _WRITTEN.sub(r"\1", text).encode()


def read(content: bytes, path: str, data: bytes, first_line: int, aside: Aside) -> Document:
    """The document that was written; `data` are its bytes. It holds no values and no positions, which take many times the room of the bytes."""
    again = _Again(path, aside.put(data), first_line)
    return Document(path, partial(_values, aside.put(content)), _Places(again, "values"), _Places(again, "keys"))


@lru_cache(maxsize=32)
def _values(content: _Bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_given(content), parse_float=Decimal)
    return found


def _given(data: _Bytes) -> bytes:
    return data if isinstance(data, bytes) else data()


@dataclass(frozen=True, slots=True)
class _Again:
    """A document that is read once more where positions are asked for."""

    path: str
    data: _Bytes
    first_line: int

    def document(self) -> Document:
        return _loaded(self)


@lru_cache(maxsize=16)  # whoever asks for one position asks for others in the same file
def _loaded(again: _Again) -> Document:
    return loader.load(_given(again.data), again.path, first_line=again.first_line)[0] or Document(again.path, {}, {}, {})


class _Places(Mapping[Route, "Position"]):
    """The positions of values or of keys."""

    def __init__(self, again: _Again, which: str) -> None:
        self._again, self._which = again, which

    def _places(self) -> Mapping[Route, Position]:
        document = self._again.document()
        return document.values if self._which == "values" else document.keys

    def __getitem__(self, route: Route) -> Position:
        return self._places()[route]

    def __iter__(self) -> Iterator[Route]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())
