"""A YAML file after reading: plain values, and for each of them the place where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pactbook.problems import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Route = tuple[str | int, ...]


class Spot:
    """Where a value of a document stands, or its key (for list items, the item); no dataclass, which every hook would wait for."""

    __slots__ = ("_document", "of_key", "route")

    def __init__(self, route: Route, document: Document, *, of_key: bool = True) -> None:
        """Nothing is read before the position is asked for."""
        self.route, self._document, self.of_key = route, document, of_key

    @property
    def position(self) -> Position:
        """The position."""
        return self._document.key(*self.route) if self.of_key else self._document.at(*self.route)

    def __eq__(self, other: object) -> bool:
        """The same place of the same file."""
        return isinstance(other, Spot) and self._told == other._told

    def __hash__(self) -> int:
        """By the place and the file."""
        return hash(self._told)

    @property
    def _told(self) -> tuple[Route, str, bool]:
        return self.route, self._document.path, self.of_key


def position_of(where: Position | Spot) -> Position:
    """The position that is known, or that is read now."""
    return where.position if isinstance(where, Spot) else where


class Document(NamedTuple):
    """The values of one YAML document (or front matter) with their positions.

    `value` holds dict, list, str, int, Decimal, bool and None only. A route is the path of keys and list indexes to a value.
    """

    path: str
    held: dict[str, Any] | Callable[[], dict[str, Any]]
    """The values, or what reads them again whenever they are asked for."""
    values: Mapping[Route, Position]
    keys: Mapping[Route, Position]

    @property
    def value(self) -> dict[str, Any]:
        """The values; not to be changed."""
        return self.held() if callable(self.held) else self.held

    def at(self, *route: str | int) -> Position:
        """Where the value at `route` stands, or the nearest value above it that exists."""
        return self._nearest(self.values, route)

    def key(self, *route: str | int) -> Position:
        """Where the key of the value at `route` stands (for list items, the item)."""
        return self.keys.get(route) or self._nearest(self.values, route)

    def spot(self, *route: str | int) -> Spot:
        """What `key` tells, to be asked for later: a document that was read before is read again for its first position."""
        return Spot(route, self)

    def value_spot(self, *route: str | int) -> Spot:
        """What `at` tells, to be asked for later."""
        return Spot(route, self, of_key=False)

    @staticmethod
    def _nearest(places: Mapping[Route, Position], route: Route) -> Position:
        for end in range(len(route), -1, -1):
            if place := places.get(route[:end]):
                return place
        return Position()
