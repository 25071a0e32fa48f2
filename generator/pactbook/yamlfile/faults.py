"""Faults against a schema in words for somebody who writes contracts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pactbook.problems import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pactbook.model.document import Route
    from pactbook.yamlfile.validator import Fault

_TYPES = {
    "object": "keys with values",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "'true' or 'false'",
    "null": "empty",
}
_KINDS: Mapping[type, str] = {
    dict: "keys with values",
    list: "a list",
    str: "a text",
    bool: "'true' or 'false'",
    int: "a number",
    Decimal: "a number",
    type(None): "empty",
}


def place(route: Route) -> str:
    """A route as a reader says it: `pricing.lines.minute.price`, `use in entry 2 of clauses`."""
    said = ""
    for part in route:
        if isinstance(part, int):
            said = f"entry {part + 1} of {said}"
        elif said.startswith("entry "):
            said = f"{part} in {said}"
        elif " in entry " in said:
            head, _, tail = said.partition(" in entry ")
            said = f"{head}.{part} in entry {tail}"
        else:
            said = f"{said}.{part}" if said else part
    return said or "the file"


def say(fault: Fault) -> str:
    """One sentence on what is wrong; unknown and missing keys name themselves."""
    if fault.keyword == "additionalProperties":
        return _unknown_key(fault)
    if fault.keyword == "propertyNames":
        hint = fault.schema["propertyNames"].get("x-hint", f"a name that can stand under {place(fault.route)}")
        return f"{shown(fault.detail)} is not {hint}"
    if fault.keyword == "required":
        missing = f"missing key '{fault.detail}'"
        return f"{place(fault.route)}: {missing}" if fault.route else missing
    return f"{place(fault.route)}: {_SENTENCES[fault.keyword](fault)}"


def _unknown_key(fault: Fault) -> str:
    if "patternProperties" in fault.schema:
        return f"{shown(fault.detail)} can't be a name here: {_name_rule(next(iter(fault.schema['patternProperties'])))}"
    known = fault.schema.get("properties", {})
    hint = did_you_mean(fault.detail, known)
    if not hint and fault.route:
        hint = f"; {place(fault.route)} can hold {_listed(list(known))}"
    return f"unknown key {shown(fault.detail)}{hint}"


def _name_rule(pattern: str) -> str:
    between = "single hyphens" if "-" in pattern.replace("a-z", "").replace("0-9", "") else "single underscores"
    return f"it begins with a letter and has lower-case letters, digits and {between} only"


def _listed(words: list[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "'true'" if value else "'false'"
    return shown(str(value)) if isinstance(value, str | int | Decimal) else _KINDS.get(type(value), "this")


def _type(fault: Fault) -> str:
    types, value, hint = fault.schema["type"], fault.value, fault.schema.get("x-hint")
    if value is None:
        return f"is empty; it needs {hint or _wanted(types)}"
    if types == "string" and _is_number(value) and re.search(fault.schema.get("pattern", ""), str(value), re.ASCII):
        return f'must be a text, not a number: put it in quotes, "{_value(value)[1:-1]}"'
    if types == "boolean" and isinstance(value, str) and value.lower() in {"yes", "no", "on", "off"}:
        return f"write 'true' or 'false', not {_value(value)}"
    if hint:
        return f"{_value(value)} is not {hint}"
    return f"must be {_wanted(types)}, not {_KINDS.get(type(value), 'this')}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _wanted(types: str | list[str]) -> str:
    named = [types] if isinstance(types, str) else [kind for kind in types if kind != "integer" or "number" not in types]
    return " or ".join(_TYPES[name] for name in named)


def _enum(fault: Fault) -> str:
    options = [str(option) for option in fault.schema["enum"]]
    if fault.value is None:
        return f"is empty; it needs one of {', '.join(options)}"
    return f"{_value(fault.value)} is not one of {', '.join(options)}{did_you_mean(str(fault.value), options)}"


def _one_of(fault: Fault) -> str:
    keys = [key for option in fault.schema["oneOf"] for key in option["required"]]
    given = [key for key in keys if key in fault.value]
    begin = f"has both {' and '.join(repr(key) for key in given)}" if given else f"has neither {' nor '.join(repr(key) for key in keys)}"
    return f"{begin}; it needs {fault.schema.get('x-hint', 'one of them')}"


_SENTENCES: Mapping[str, Callable[[Fault], str]] = {
    "type": _type,
    "enum": _enum,
    "oneOf": _one_of,
    "const": lambda fault: f"must be {fault.schema['const']}, not {_value(fault.value)}",
    "pattern": lambda fault: f"{_value(fault.value)} is not {fault.schema.get('x-hint', 'written as docs/files.md shows')}",
    "x-format": lambda fault: fault.detail,
    "uniqueItems": lambda fault: f"{_value(fault.value)} stands twice in the list",
    "x-once": lambda fault: f"{_value(fault.value)} stands here for the second time",
    "minLength": lambda fault: "is empty" if not fault.value else f"{_value(fault.value)} is too short",
    "maxLength": lambda fault: f"{_value(fault.value)} is longer than {fault.schema['maxLength']} characters",
    "minItems": lambda fault: f"the list needs {_at_least(fault.schema['minItems'])}",
    "maxItems": lambda fault: f"the list has more than {fault.schema['maxItems']} entries",
    "minProperties": lambda fault: f"needs {_at_least(fault.schema['minProperties'])}",
    "maxProperties": lambda fault: f"has {len(fault.value)} keys; write one entry for each",
    "minimum": lambda fault: f"{_value(fault.value)} is less than {fault.schema['minimum']}",
    "maximum": lambda fault: f"{_value(fault.value)} is more than {fault.schema['maximum']}",
}


def _at_least(number: int) -> str:
    return "at least one entry" if number == 1 else f"at least {number} entries"
