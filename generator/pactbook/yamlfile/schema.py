"""Checks a YAML document against the JSON Schema of its kind and says what is wrong in plain words."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pactbook.problems import Position, Problem
from pactbook.yamlfile import rules
from pactbook.yamlfile.faults import say
from pactbook.yamlfile.glance import Glance

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema.protocols import Validator

    from pactbook.model.document import Document
    from pactbook.problems import Rule
    from pactbook.yamlfile.validator import Fault

KINDS = ("policy", "msa", "sow", "clause", "profile", "outline", "waivers", "settings")
MOST_PROBLEMS = 200


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
def _new_validator() -> Callable[[dict[str, Any]], Validator]:
    from pactbook.yamlfile.validator import validators  # the library takes longer to import than many a command takes as a whole

    return validators(schema("common"))


@cache
def validator(kind: str) -> Validator:
    """The validator of a kind of file."""
    return _new_validator()(schema(kind))


@cache
def _glance() -> Glance:
    return Glance(schema("common"))


@cache
def _look(kind: str) -> Callable[[object], bool]:
    return _glance().at(schema(kind))


def validate(document: Document, kind: str) -> list[Problem]:
    """Every way in which `document` departs from the schema of `kind`, each at its own place."""
    if _look(kind)(document.value):
        return []
    from pactbook.yamlfile.validator import faults

    found = sorted(((_place(fault, document), fault) for fault in faults(validator(kind), document.value)), key=itemgetter(0))
    problems = [Problem(document.path, where, _rule(fault), say(fault)) for where, fault in found[:MOST_PROBLEMS]]
    if len(found) > MOST_PROBLEMS:
        message = f"there are {len(found) - MOST_PROBLEMS:,} mistakes more, which are not shown"
        problems.append(Problem(document.path, Position(), rules.LIMIT, message, "Mend the ones that are shown and run the command again."))
    return problems


def _rule(fault: Fault) -> Rule:
    if fault.keyword == "additionalProperties" and "patternProperties" in fault.schema:
        return rules.WRONG_VALUE
    return {"additionalProperties": rules.UNKNOWN_KEY, "required": rules.MISSING_KEY}.get(fault.keyword, rules.WRONG_VALUE)


def _place(fault: Fault, document: Document) -> Position:
    if fault.keyword in {"additionalProperties", "propertyNames"}:
        return document.key(*fault.route, fault.detail)
    return document.key(*fault.route) if fault.keyword in {"required", "oneOf"} else document.at(*fault.route)
