"""Judges values against a JSON Schema with the jsonschema library, made stricter where a contract needs it.

`$` at the end of a pattern means the end of the text and not also the place before a last line end, and 1.0 and true are not 1.
`x-format` names a parser of the model, for what a pattern can't say, such as 31 February; `x-once` names a key whose values differ from
entry to entry. Where the library tells of a group or a list as a whole, each key and each entry is a fault of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from pactbook.yamlfile.glance import COMMON, FORMATS, Schema, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jsonschema.protocols import Validator

    from pactbook.model.document import Route


@dataclass(frozen=True, slots=True)
class Fault:
    """A value at `route` that departs from `keyword` of `schema`; `detail` is the key or the words that the keyword is about."""

    route: Route
    keyword: str
    value: Any
    schema: Mapping[str, Any]
    detail: str = ""


def validators(common: Schema) -> Callable[[Schema], Validator]:
    """What makes a validator of a schema; references lead into the definitions of the common one, each of which is looked up once."""
    registry: Registry[Any] = Registry().with_resource(COMMON, DRAFT202012.create_resource(_strict(common)))
    find = registry.resolver(COMMON).lookup

    @cache
    def definition(reference: str) -> Validator:
        shared: Validator = strict(find(reference).contents)
        return shared

    def refer(_judge: Validator, reference: str, value: Any, _schema: Schema) -> Iterator[ValidationError]:
        return definition(reference).iter_errors(value)

    strict: type[Validator] = extend(Draft202012Validator, {**_STRICTER, "$ref": refer})  # type: ignore[no-untyped-call]
    return lambda schema: strict(_strict(schema))


def faults(judge: Validator, value: Any) -> list[Fault]:
    """What is wrong, in no particular order. A value of another type has that fault only: what follows from it says nothing new."""
    errors: list[tuple[Route, Any]] = [(tuple(error.path), error) for error in judge.iter_errors(value)]
    of_another_type = {route for route, error in errors if error.validator == "type"}
    return [
        Fault(route, error.validator, error.instance, error.schema, error.message)
        for route, error in errors
        if error.validator == "type" or route not in of_another_type
    ]


def _strict(node: Any) -> Any:
    """The schema with its patterns as Python has to read them to judge as an editor does."""
    if isinstance(node, list):
        return [_strict(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    strict = {key: _strict(inner) for key, inner in node.items()}
    if isinstance(node.get("pattern"), str):
        strict["pattern"] = whole(node["pattern"])
    if "patternProperties" in node:
        strict["patternProperties"] = {whole(pattern): inner for pattern, inner in strict["patternProperties"].items()}
    return strict


def _const(_judge: Validator, wanted: Any, value: Any, _schema: Schema) -> Iterator[ValidationError]:
    if type(value) is not type(wanted) or value != wanted:
        yield ValidationError("")


def _required(judge: Validator, keys: list[str], value: Any, schema: Schema) -> Iterator[ValidationError]:
    if any(_usual("required", judge, keys, value, schema)):
        yield from (ValidationError(key) for key in keys if key not in value)


def _other_keys(judge: Validator, others: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if others is not False:
        yield from _usual("additionalProperties", judge, others, value, schema)
    elif any(_usual("additionalProperties", judge, others, value, schema)):
        yield from _by_key("additionalProperties", judge, others, value, schema)


def _names(judge: Validator, names: Schema, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        yield from _by_key("propertyNames", judge, names, value, schema)


def _by_key(keyword: str, judge: Validator, wanted: Any, value: Mapping[str, Any], schema: Schema) -> Iterator[ValidationError]:
    for key in value:
        if any(_usual(keyword, judge, wanted, {key: value[key]}, schema)):
            yield ValidationError(key)


def _usual(keyword: str, judge: Validator, wanted: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
    """What the library says."""
    found: Iterator[ValidationError] = Draft202012Validator.VALIDATORS[keyword](judge, wanted, value, schema)
    return found


def _format(_judge: Validator, name: str, value: Any, schema: Schema) -> Iterator[ValidationError]:
    """Where the pattern does not match, the parser has nothing to add."""
    if isinstance(value, str) and re.search(schema["pattern"], value):
        try:
            FORMATS[name](value)
        except ValueError as error:
            yield ValidationError(str(error))


def _unique(_judge: Validator, wanted: bool, value: Any, _schema: Schema) -> Iterator[ValidationError]:  # noqa: FBT001 - the schema's
    """Texts and whole numbers that stand in the list already. The library can come to compare each entry with each: a long list would take long."""
    seen = set()
    for index, entry in enumerate(value if wanted and isinstance(value, list) else ()):
        if isinstance(entry, str | int):
            if (type(entry), entry) in seen:
                yield ValidationError("", path=(index,), instance=entry)
            seen.add((type(entry), entry))


def _once(_judge: Validator, key: str, value: Any, _schema: Schema) -> Iterator[ValidationError]:
    """Entries that give the same value to `key` as an entry before them."""
    seen = set()
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        name = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield ValidationError("", path=(index, key), instance=name)
            seen.add(name)


_STRICTER = {
    "const": _const,
    "required": _required,
    "additionalProperties": _other_keys,
    "propertyNames": _names,
    "uniqueItems": _unique,
    "x-format": _format,
    "x-once": _once,
}
