"""Checks a YAML document against the JSON Schema of its kind and says what is wrong in plain words."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any

from pactbook.problems import Position, Problem
from pactbook.yamlfile import rules
from pactbook.yamlfile.faults import say
from pactbook.yamlfile.validator import Check, Fault, compiled

if TYPE_CHECKING:
    from pactbook.model.document import Document

KINDS = ("policy", "msa", "sow", "clause", "profile", "outline")
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


def referred(reference: str) -> dict[str, Any]:
    """The schema that a `$ref` of a shipped schema leads to: all of them lead into the definitions of the common one."""
    name = reference.rpartition("#/$defs/")[2]
    found: dict[str, Any] = schema("common")["$defs"][name]
    return found


@cache
def _check(kind: str) -> Check:
    return compiled(schema(kind), referred)


def validate(document: Document, kind: str) -> list[Problem]:
    """Every way in which `document` departs from the schema of `kind`, each at its own place."""
    faults: list[Fault] = []
    _check(kind)(document.value, (), faults)
    problems = [_problem(fault, document) for fault in islice(faults, MOST_PROBLEMS)]
    if len(faults) > MOST_PROBLEMS:
        message = f"there are {len(faults) - MOST_PROBLEMS:,} mistakes more, which are not shown"
        problems.append(Problem(document.path, Position(), rules.LIMIT, message, "Mend the ones that are shown and run the command again."))
    return problems


def _problem(fault: Fault, document: Document) -> Problem:
    rule = {"additionalProperties": rules.UNKNOWN_KEY, "required": rules.MISSING_KEY}.get(fault.keyword, rules.WRONG_VALUE)
    if fault.keyword == "additionalProperties" and "patternProperties" in fault.schema:
        rule = rules.WRONG_VALUE
    at_key = fault.keyword in {"additionalProperties", "propertyNames"}
    if at_key:
        where = document.key(*fault.route, fault.detail)
    else:
        where = document.key(*fault.route) if fault.keyword in {"required", "oneOf"} else document.at(*fault.route)
    return Problem(document.path, where, rule, say(fault))
