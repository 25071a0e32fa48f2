"""Tells at a glance that a value follows its schema; where it doesn't, or a glance is not enough, the library is asked, which takes long.

It knows the keywords that the schemas of this package use, read as `pactbook.yamlfile.validator` reads them, and has no words for what is wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from pactbook.model.values import Duration, Money, Quantity, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Look = Callable[[Any], bool]

Schema = dict[str, Any]
COMMON = "common.schema.json"
FORMATS: Mapping[str, Callable[[str], object]] = {
    "money": Money.parse,
    "price": Money.parse_price,
    "duration": Duration.parse,
    "quantity": Quantity.parse,
    "date": parse_date,
}
_DEFINITIONS = (f"{COMMON}#/$defs", "#/$defs")
_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "object": (dict,),
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
_WORDS = frozenset(("$schema", "$id", "$defs", "title", "description", "examples", "x-hint", "then", "else"))
"""For people and editors, or read with `if`."""


class _UnsureError(Exception):
    """A glance is not enough."""


class Glance:
    """Looks at values; `common` is the schema into whose definitions the others refer."""

    def __init__(self, common: Schema) -> None:
        """Read each definition when it is first asked for."""
        self._common = common
        self._definitions: dict[str, Look] = {}

    def at(self, schema: Schema) -> Look:
        """What tells of a value whether it surely follows a schema."""
        look = self._of(schema)

        def sure(value: object) -> bool:
            try:
                return look(value)
            except _UnsureError:
                return False

        return sure

    def _of(self, schema: Schema) -> Look:
        looks = [self._keyword(name, schema) for name in schema if name not in _WORDS and name not in _TAKEN_TOGETHER]
        if not _TAKEN_TOGETHER.isdisjoint(schema):
            looks.append(self._group(schema))
        if len(looks) == 1:
            return looks[0]
        return lambda value: all(look(value) for look in looks)

    def _keyword(self, name: str, schema: Schema) -> Look:
        wanted = schema[name]
        if name in _SIMPLE:
            return _SIMPLE[name](wanted)
        if name == "$ref":
            return partial(self._referred, wanted)
        if name == "x-format":
            return partial(_is_well_formed, wanted, whole(schema["pattern"]))
        return self._inner(name, schema)

    def _inner(self, name: str, schema: Schema) -> Look:
        """A keyword that holds schemas."""
        if name == "if":
            return self._chosen(schema)
        if name == "oneOf":
            ways = [self._of(way) for way in schema[name]]
            return lambda value: sum(way(value) for way in ways) == 1
        if name not in {"not", "items", "propertyNames"}:
            return _unsure
        look = self._of(schema[name])
        if name == "not":
            return lambda value: not look(value)
        kind = list if name == "items" else dict
        return lambda value: not isinstance(value, kind) or all(map(look, value))

    def _referred(self, reference: str, value: object) -> bool:
        if reference not in self._definitions:
            root, _, name = reference.rpartition("/")
            self._definitions[reference] = self._of(self._common["$defs"][name]) if root in _DEFINITIONS else _unsure
        return self._definitions[reference](value)

    def _chosen(self, schema: Schema) -> Look:
        condition, then, otherwise = (self._of(schema.get(name, {})) for name in ("if", "then", "else"))
        return lambda value: then(value) if condition(value) else otherwise(value)

    def _group(self, schema: Schema) -> Look:
        """The keys of a group: those that are named, those that fit a pattern, and all others."""
        known = {key: self._of(inner) for key, inner in schema.get("properties", {}).items()}
        fitting = [(re.compile(whole(pattern)), self._of(inner)) for pattern, inner in schema.get("patternProperties", {}).items()]
        others = schema.get("additionalProperties", True)
        other = (lambda _value: bool(others)) if isinstance(others, bool) else self._of(others)

        def look(value: object) -> bool:
            if not isinstance(value, dict):
                return True
            for key, inner in value.items():
                looks = [each for pattern, each in fitting if pattern.search(key)]
                if key in known:
                    looks.append(known[key])
                if not all(each(inner) for each in looks or (other,)):
                    return False
            return True

        return look


def whole(pattern: str) -> str:
    """A pattern as Python has to read it to judge as an editor does: `$` is not also the place before a last line end."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern


def _unsure(_value: object) -> bool:
    raise _UnsureError


def _is_of(names: str | list[str]) -> Look:
    listed = [names] if isinstance(names, str) else names
    if not _TYPES.keys() >= set(listed):
        return _unsure
    wanted = frozenset(kind for name in listed for kind in _TYPES[name])
    return lambda value: type(value) in wanted or (_unsure(value) if isinstance(value, float) else False)


def _is_same(wanted: object) -> Look:
    return lambda value: type(value) is type(wanted) and value == wanted


def _is_among(words: list[object]) -> Look:
    return lambda value: value in words if isinstance(value, str) else _unsure(value)


def _fits(pattern: str) -> Look:
    search = re.compile(whole(pattern)).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _has(keys: list[str]) -> Look:
    wanted = frozenset(keys)
    return lambda value: not isinstance(value, dict) or wanted <= value.keys()


def _sized(kind: type[str | list[Any] | dict[str, Any]], *, least: bool) -> Callable[[int], Look]:
    """What compares the length of a text, list or group."""

    def of(limit: int) -> Look:
        return lambda value: not isinstance(value, kind) or (len(value) >= limit if least else len(value) <= limit)

    return of


def _limited(*, least: bool) -> Callable[[float], Look]:
    def of(limit: float) -> Look:
        def look(value: object) -> bool:
            if type(value) is not int:
                return not isinstance(value, float) or _unsure(value)
            return value >= limit if least else value <= limit

        return look

    return of


def _differ(wanted: bool) -> Look:  # noqa: FBT001 - the schema's
    def look(value: object) -> bool:
        plain = [(type(entry), entry) for entry in value if isinstance(entry, str | int)] if wanted and isinstance(value, list) else []
        return len(set(plain)) == len(plain)

    return look


def _once(key: str) -> Look:
    def look(value: object) -> bool:
        entries = [entry.get(key) for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
        names = [name for name in entries if isinstance(name, str)]
        return len(set(names)) == len(names)

    return look


def _is_well_formed(name: str, pattern: str, value: object) -> bool:
    return not isinstance(value, str) or _parses(name, pattern, value)


@lru_cache(maxsize=4096)  # "30 calendar days" stands in most contracts
def _parses(name: str, pattern: str, value: str) -> bool:
    """Whether the parser has nothing to add to what the pattern says."""
    try:
        if re.search(pattern, value):
            FORMATS[name](value)
    except ValueError:
        return False
    return True


_TAKEN_TOGETHER = frozenset(("properties", "patternProperties", "additionalProperties"))
_SIMPLE: Mapping[str, Callable[[Any], Look]] = {
    "type": _is_of,
    "const": _is_same,
    "enum": _is_among,
    "pattern": _fits,
    "required": _has,
    "minLength": _sized(str, least=True),
    "maxLength": _sized(str, least=False),
    "minItems": _sized(list, least=True),
    "maxItems": _sized(list, least=False),
    "minProperties": _sized(dict, least=True),
    "maxProperties": _sized(dict, least=False),
    "minimum": _limited(least=True),
    "maximum": _limited(least=False),
    "uniqueItems": _differ,
    "x-once": _once,
}
