"""Judges values against a JSON Schema, with the place of every fault.

It knows the keywords that the shipped schemas use and refuses to compile any other. Two things are stricter than in the usual library:
`$` in a pattern means the end of the text and not also the place before a last line end, and a digit is one of the ten of ASCII. And it takes
a tenth of the time, since references are followed once, when a schema is compiled. `x-format` names a parser of the model, for what a
pattern can't say, such as 31 February. The tests hold its verdicts against those of the jsonschema library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pactbook.model.document import Route
from pactbook.model.values import Duration, Money, Quantity, parse_date


@dataclass(frozen=True, slots=True)
class Fault:
    """A value at `route` that departs from `keyword` of `schema`; `detail` is the key or the words that the keyword is about."""

    route: Route
    keyword: str
    value: Any
    schema: Mapping[str, Any]
    detail: str = ""


Check = Callable[[Any, Route, list[Fault]], None]
Schema = Mapping[str, Any]
Find = Callable[[str], Schema]

TYPES: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
FORMATS: Mapping[str, Callable[[str], object]] = {
    "money": Money.parse,
    "price": Money.parse_price,
    "duration": Duration.parse,
    "quantity": Quantity.parse,
    "date": parse_date,
}
_SAID = frozenset({"$schema", "$id", "$defs", "title", "description", "examples", "default", "x-hint"})
_OBJECT = frozenset({"properties", "patternProperties", "additionalProperties", "propertyNames"})


def compiled(schema: Schema, find: Find) -> Check:
    """A function that adds the faults of a value; `find` gives the schema to which a reference leads."""
    return _Compiler(find).compile(schema)


class _Compiler:
    def __init__(self, find: Find) -> None:
        self._find = find
        self._known: dict[str, Check] = {}

    def compile(self, schema: Schema) -> Check:
        if "$ref" in schema:
            return self._referred(schema["$ref"])
        unknown = set(schema) - _SAID - _OBJECT - set(_SIMPLE) - {"type", "items", "oneOf"}
        if unknown:
            msg = f"the schema uses {', '.join(sorted(unknown))}, which the validator does not know"
            raise NotImplementedError(msg)
        checks = [make(schema[keyword], schema) for keyword, make in _SIMPLE.items() if keyword in schema]
        checks += self._inner(schema)
        kinds = schema.get("type")
        return _in_turn(checks) if kinds is None else _typed([kinds] if isinstance(kinds, str) else kinds, checks, schema)

    def _referred(self, reference: str) -> Check:
        if reference not in self._known:
            self._known[reference] = self.compile(self._find(reference))
        return self._known[reference]

    def _inner(self, schema: Schema) -> list[Check]:
        checks = []
        if "oneOf" in schema:
            checks.append(_one_of([frozenset(option["required"]) for option in schema["oneOf"]], schema))
        if "propertyNames" in schema:
            checks.append(_names(self.compile({"type": "string", **schema["propertyNames"]}), schema))
        if set(schema) & (_OBJECT - {"propertyNames"}):
            checks.append(self._members(schema))
        if "items" in schema:
            checks.append(_items(self.compile(schema["items"])))
        return checks

    def _members(self, schema: Schema) -> Check:
        named = {key: self.compile(inner) for key, inner in schema.get("properties", {}).items()}
        patterns = [(_pattern(pattern), self.compile(inner)) for pattern, inner in schema.get("patternProperties", {}).items()]
        others = schema.get("additionalProperties", True)
        rest = self.compile(others) if isinstance(others, dict) else None

        def check(value: Any, route: Route, faults: list[Fault]) -> None:
            if not isinstance(value, dict):
                return
            for key, inner in value.items():
                judge = named.get(key) or next((each for pattern, each in patterns if pattern.search(key)), rest)
                if judge is not None:
                    judge(inner, (*route, key), faults)
                elif others is False:
                    faults.append(Fault(route, "additionalProperties", value, schema, key))

        return check


def _in_turn(checks: list[Check]) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        for each in checks:
            each(value, route, faults)

    return checks[0] if len(checks) == 1 else check


def _typed(kinds: list[str], checks: list[Check], schema: Schema) -> Check:
    """A value of another type has that fault only: what follows from it says nothing new."""
    fits = [TYPES[kind] for kind in kinds]

    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if not any(fit(value) for fit in fits):
            faults.append(Fault(route, "type", value, schema))
            return
        for each in checks:
            each(value, route, faults)

    return check


def _items(item: Check) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if isinstance(value, list):
            for index, entry in enumerate(value):
                item(entry, (*route, index), faults)

    return check


def _names(name: Check, schema: Schema) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        for key in value if isinstance(value, dict) else ():
            wrong: list[Fault] = []
            name(key, (), wrong)
            if wrong:
                faults.append(Fault(route, "propertyNames", value, schema, key))

    return check


def _one_of(options: list[frozenset[str]], schema: Schema) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if isinstance(value, dict) and sum(option <= value.keys() for option in options) != 1:
            faults.append(Fault(route, "oneOf", value, schema))

    return check


def _simple(keyword: str, kind: str, fits: Callable[[Any], bool], schema: Schema) -> Check:
    of_kind = TYPES[kind]

    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if of_kind(value) and not fits(value):
            faults.append(Fault(route, keyword, value, schema))

    return check


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other


def _const(wanted: Any, schema: Schema) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if not _same(value, wanted):
            faults.append(Fault(route, "const", value, schema))

    return check


def _enum(options: list[Any], schema: Schema) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if not any(_same(value, option) for option in options):
            faults.append(Fault(route, "enum", value, schema))

    return check


def _required(keys: list[str], schema: Schema) -> Check:
    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if isinstance(value, dict):
            faults.extend(Fault(route, "required", value, schema, key) for key in keys if key not in value)

    return check


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern, re.ASCII)


def _matches(pattern: str, schema: Schema) -> Check:
    """Pattern and `x-format` together: where the pattern does not match, the parser has nothing to add."""
    expression = _pattern(pattern)
    parse = FORMATS.get(schema.get("x-format", ""))

    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        if not isinstance(value, str):
            return
        if not expression.search(value):
            faults.append(Fault(route, "pattern", value, schema))
        elif parse:
            try:
                parse(value)
            except ValueError as error:
                faults.append(Fault(route, "x-format", value, schema, str(error)))

    return check


def _unique(wanted: bool, schema: Schema) -> Check:  # noqa: FBT001 - the value of the schema's keyword
    """Texts and numbers that stand in the list already; lists and groups are not compared."""

    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        seen = set()
        for index, entry in enumerate(value if wanted and isinstance(value, list) else ()):
            if isinstance(entry, str | int):
                if (type(entry), entry) in seen:
                    faults.append(Fault((*route, index), "uniqueItems", entry, schema))
                seen.add((type(entry), entry))

    return check


def _once(key: str, schema: Schema) -> Check:
    """Entries that give the same value to `key` as an entry before them."""

    def check(value: Any, route: Route, faults: list[Fault]) -> None:
        seen = set()
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            name = entry.get(key) if isinstance(entry, dict) else None
            if isinstance(name, str):
                if name in seen:
                    faults.append(Fault((*route, index, key), "x-once", name, schema))
                seen.add(name)

    return check


_SIMPLE: Mapping[str, Callable[[Any, Schema], Check]] = {
    "const": _const,
    "enum": _enum,
    "required": _required,
    "uniqueItems": _unique,
    "x-once": _once,
    "pattern": _matches,
    "x-format": lambda _name, _schema: _in_turn([]),
    "minLength": lambda least, schema: _simple("minLength", "string", lambda value: len(value) >= least, schema),
    "maxLength": lambda most, schema: _simple("maxLength", "string", lambda value: len(value) <= most, schema),
    "minItems": lambda least, schema: _simple("minItems", "array", lambda value: len(value) >= least, schema),
    "maxItems": lambda most, schema: _simple("maxItems", "array", lambda value: len(value) <= most, schema),
    "minProperties": lambda least, schema: _simple("minProperties", "object", lambda value: len(value) >= least, schema),
    "maxProperties": lambda most, schema: _simple("maxProperties", "object", lambda value: len(value) <= most, schema),
    "minimum": lambda least, schema: _simple("minimum", "number", lambda value: value >= least, schema),
    "maximum": lambda most, schema: _simple("maximum", "number", lambda value: value <= most, schema),
}
