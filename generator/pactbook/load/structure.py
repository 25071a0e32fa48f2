"""Turns checked YAML values into the frozen dataclasses of the model, with a problem for each value that can't be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pactbook.model.values import Duration, Money, Quantity
from pactbook.problems import Problem
from pactbook.yamlfile.rules import WRONG_VALUE

if TYPE_CHECKING:
    from pactbook.model.document import Document, Route

T = TypeVar("T")
Reader = Callable[[Any, "Route", "_Building"], Any]
PARSERS: Mapping[Any, Callable[[str], Any]] = {Money: Money.parse, Duration: Duration.parse, Quantity: Quantity.parse}


@dataclass(slots=True)
class _Building:
    document: Document
    problems: list[Problem]

    def problem(self, route: Route, message: str) -> None:
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in route)
        self.problems.append(Problem(self.document.path, self.document.at(*route), WRONG_VALUE, f"{name}: {message}"))


def build(kind: type[T], document: Document) -> tuple[T | None, list[Problem]]:
    """An object of dataclass `kind` from a document that follows its schema, or None with the problems."""
    building = _Building(document, [])
    built = _reader(kind)(document.value, (), building)
    return (None if building.problems else built), building.problems


def guess_value(text: object) -> Any:
    """A named value as money, quantity, duration or date where its written form is one, else as it is."""
    if not isinstance(text, str):
        return text
    for parse in (Money.parse, Duration.parse, Quantity.parse, date.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return text


@cache
def _reader(kind: Any) -> Reader:
    origin = get_origin(kind)
    if is_dataclass(kind) and kind not in PARSERS:
        return _dataclass_reader(kind)
    if kind in PARSERS:
        return _parsed(PARSERS[kind])
    if kind is date:
        return _parsed(_date)
    if origin is tuple:
        return _tuple_reader(_reader(get_args(kind)[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_reader(_reader(get_args(kind)[1]))
    if origin in {Union, UnionType}:
        return _union_reader(get_args(kind))
    return _as_it_is


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    left = [kind for kind in kinds if kind is not NoneType]
    if len(left) == 1:
        return _reader(left[0])
    return lambda value, _route, _building: guess_value(value)


def _as_it_is(value: Any, _route: Route, _building: _Building) -> Any:
    return value


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not a day of the calendar"
        raise ValueError(msg) from None


def _parsed(parse: Callable[[str], Any]) -> Reader:
    def read(value: Any, route: Route, building: _Building) -> Any:
        try:
            return parse(value)
        except ValueError as error:
            building.problem(route, str(error))
            return None

    return read


def _tuple_reader(item: Reader) -> Reader:
    def read(value: Any, route: Route, building: _Building) -> Any:
        if not isinstance(value, list):
            return (item(value, route, building),)
        return tuple(item(entry, (*route, index), building) for index, entry in enumerate(value))

    return read


def _mapping_reader(item: Reader) -> Reader:
    def read(value: Any, route: Route, building: _Building) -> Any:
        return {key: item(entry, (*route, key), building) for key, entry in value.items()}

    return read


def _dataclass_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    slots: list[tuple[str, Field[Any], Reader]] = [
        (each.name.rstrip("_"), each, _reader(hints[each.name])) for each in fields(kind) if each.init
    ]

    def read(value: Any, route: Route, building: _Building) -> Any:
        if not isinstance(value, dict):
            value = {slots[0][0]: value}
        given: dict[str, Any] = {}
        for key, each, reader in slots:
            if value.get(key) is not None:
                given[each.name] = reader(value[key], (*route, key), building)
            elif each.default is MISSING and each.default_factory is MISSING:
                given[each.name] = None
        return kind(**given)

    return read
