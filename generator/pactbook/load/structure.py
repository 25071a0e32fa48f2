"""Turns checked YAML values into the frozen dataclasses and named tuples of the model, with a problem for each value that can't be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pactbook.model.values import Duration, Money, Price, Quantity, parse_date
from pactbook.problems import Problem, UnfitError, shown
from pactbook.yamlfile.faults import place
from pactbook.yamlfile.rules import WRONG_VALUE

if TYPE_CHECKING:
    from pactbook.model.document import Document, Route

T = TypeVar("T")
Reader = Callable[[Any, "Route", "_Building"], Any]
PARSERS: Mapping[Any, Callable[[str], Any]] = {
    Money: Money.parse,
    Price: Money.parse_price,
    Duration: Duration.parse,
    Quantity: Quantity.parse,
    date: parse_date,
}
_MONEY_LIKE = re.compile(r"[A-Z]{3} ?-?[0-9][0-9.,]*")
_DAYS = re.compile(r"[0-9]+ days?")


@dataclass(slots=True)
class _Building:
    document: Document
    problems: list[Problem]

    def problem(self, route: Route, message: str) -> None:
        self.problems.append(Problem(self.document.path, self.document.at(*route), WRONG_VALUE, f"{place(route)}: {message}"))


def build(kind: type[T], document: Document) -> tuple[T | None, list[Problem]]:
    """An object of the dataclass or named tuple `kind` from a document that follows its schema, or None with the problems."""
    building = _Building(document, [])
    read: Callable[[Any], Reader] = _reader
    built = read(kind)(document.value, (), building)
    return (None if building.problems else built), building.problems


def guess_value(text: object) -> Any:
    """A named value as money, quantity, duration or date where its written form is one, else as it is.

    Raises ValueError for what is meant as money or days and is not written as such.
    """
    if not isinstance(text, str):
        return text
    for parse in (Money.parse_price, Duration.parse, Quantity.parse, parse_date):
        try:
            return parse(text)
        except ValueError:
            continue
    if _MONEY_LIKE.fullmatch(text):
        Money.parse_price(text)
    if _DAYS.fullmatch(text):
        msg = f"{shown(text)} does not say which days: write 'calendar days' or 'business days'"
        raise ValueError(msg)
    return text


@cache
def _reader(kind: Any) -> Reader:
    origin = get_origin(kind)
    if (is_dataclass(kind) or hasattr(kind, "_field_defaults")) and kind not in PARSERS:
        return _record_reader(kind)
    if kind in PARSERS:
        return _parsed(PARSERS[kind])
    if origin is tuple:
        return _tuple_reader(_reader(get_args(kind)[0]))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping_reader(_reader(get_args(kind)[1]))
    if origin in {Union, UnionType}:
        return _union_reader(get_args(kind))
    return _as_it_is


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    left = [kind for kind in kinds if kind is not NoneType]
    return _reader(left[0]) if len(left) == 1 else _parsed(guess_value)


def _as_it_is(value: Any, _route: Route, _building: _Building) -> Any:
    return value


def _parsed(parse: Callable[[Any], Any]) -> Reader:
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


def _fields(kind: Any) -> list[tuple[str, bool]]:
    """The fields that are given when an object is made, each with whether it has no default."""
    if not is_dataclass(kind):
        return [(name, name not in kind._field_defaults) for name in kind._fields]
    return [(each.name, each.default is MISSING and each.default_factory is MISSING) for each in fields(kind) if each.init]


def _record_reader(kind: Any) -> Reader:
    hints = get_type_hints(kind, include_extras=True)
    slots = [(name.rstrip("_"), name, needed, _reader(hints[name])) for name, needed in _fields(kind)]

    def read(value: Any, route: Route, building: _Building) -> Any:
        if not isinstance(value, dict):
            value = {slots[0][0]: value}
        before = len(building.problems)
        given: dict[str, Any] = {}
        for key, name, needed, reader in slots:
            if value.get(key) is not None:
                given[name] = reader(value[key], (*route, key), building)
            elif needed:
                given[name] = None
        if len(building.problems) > before:
            return None
        try:
            return kind(**given)
        except UnfitError as error:
            building.problem((*route, error.key) if error.key in value else route, str(error))
            return None

    return read
