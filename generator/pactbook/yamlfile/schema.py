"""Checks a YAML document against the JSON Schema of its kind and says what is wrong in plain words."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pactbook.problems import Problem, did_you_mean
from pactbook.yamlfile import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import Draft202012Validator, ValidationError

    from pactbook.model.document import Document

KINDS = ("policy", "msa", "sow", "clause", "profile", "outline")
_TYPES = {
    "object": "a list of keys and values",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


def schema_file(kind: str) -> str:
    """The file name of a kind's schema, as modelines name it."""
    return f"{kind}.schema.json"


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file."""
    text = resources.files("pactbook").joinpath("schemas", schema_file(kind)).read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator(kind: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 75 ms that a command without YAML does not pay
    from referencing import Registry, Resource  # noqa: PLC0415

    common = Resource.from_contents(schema("common"))
    registry: Any = Registry().with_resource("common.schema.json", common)
    return Draft202012Validator(schema(kind), registry=registry)


def validate(document: Document, kind: str) -> list[Problem]:
    """Every way in which `document` departs from the schema of `kind`, each at its own place."""
    return [problem for error in _validator(kind).iter_errors(document.value) for problem in _explain(error, document)]


def _explain(error: ValidationError, document: Document) -> Iterator[Problem]:
    route = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, document, route)
    elif error.validator == "required":
        yield from _missing_keys(error, document, route)
    elif error.validator in {"propertyNames"}:
        yield from ()
    else:
        yield Problem(document.path, document.at(*route), rules.WRONG_VALUE, f"{_name(route)}: {_say(error)}")


def _unknown_keys(error: ValidationError, document: Document, route: tuple[str | int, ...]) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for key in error.instance:
        if key in known:
            continue
        if patterns:
            if not any(_matches(pattern, key) for pattern in patterns):
                message = f"'{key}' can't be a name here: use lower-case letters, digits and underscores"
                yield Problem(document.path, document.key(*route, key), rules.WRONG_VALUE, message)
            continue
        hint = did_you_mean(key, known)
        yield Problem(document.path, document.key(*route, key), rules.UNKNOWN_KEY, f"unknown key '{key}'{hint}")


def _matches(pattern: str, key: str) -> bool:
    import re  # noqa: PLC0415 - used on mistakes only

    return re.search(pattern, key) is not None


def _missing_keys(error: ValidationError, document: Document, route: tuple[str | int, ...]) -> Iterator[Problem]:
    for key in error.validator_value:
        if key not in error.instance:
            where = document.key(*route)
            message = f"{_name(route)}: missing key '{key}'" if route else f"missing key '{key}'"
            problem = Problem(document.path, where, rules.MISSING_KEY, message)
            if f"'{key}' is a required property" in error.message:
                yield problem


def _name(route: tuple[str | int, ...]) -> str:
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in route]
    return "".join(parts).lstrip(".") or "the file"


def _say(error: ValidationError) -> str:
    hint: str | None = error.schema.get("x-hint") if isinstance(error.schema, dict) else None
    value = error.instance
    shown = f"'{value}'" if isinstance(value, str | int) and not isinstance(value, bool) else _TYPES.get(_kind(value), "this")
    if error.validator == "enum":
        options = [str(option) for option in error.validator_value]
        return f"{shown} is not one of {', '.join(options)}{did_you_mean(str(value), options)}"
    if error.validator == "const":
        return f"must be {error.validator_value!r}, not {shown}"
    if error.validator == "type":
        return f"must be {_wanted(error.validator_value)}, not {_TYPES.get(_kind(value), 'this')}{_quotes(error)}"
    if hint:
        return f"{shown} is not {hint}"
    limits = {"minItems": "needs at least {} entries", "maxItems": "has more than {} entries", "minLength": "must not be empty"}
    if error.validator in limits:
        return limits[str(error.validator)].format(error.validator_value)
    if error.validator in {"minimum", "maximum"}:
        return f"{shown} is outside the limit of {error.validator_value}"
    return str(error.message)


def _quotes(error: ValidationError) -> str:
    if error.validator_value == "string" and isinstance(error.instance, int) and not isinstance(error.instance, bool):
        return f': put it in quotes, "{error.instance}"'
    return ""


def _wanted(types: str | list[str]) -> str:
    return " or ".join(_TYPES.get(name, name) for name in ([types] if isinstance(types, str) else types))


def _kind(value: object) -> str:
    kinds = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", type(None): "null"}
    return kinds.get(type(value), "number")
