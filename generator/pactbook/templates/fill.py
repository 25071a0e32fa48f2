"""Fills the expressions of a text with values, looked up in plain data only: keys of mappings and fields of the model's dataclasses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pactbook.model.term import Term
from pactbook.problems import Position, Problem, Rule, did_you_mean
from pactbook.templates import rules
from pactbook.templates.expressions import MOST_REFUSED, Expression, Found, scan
from pactbook.templates.filters import FILTERS
from pactbook.templates.words import SINGLE, in_words

CALCULATED: Mapping[type, tuple[str, ...]] = {Term: ("end", "last_notice_day", "latest_end")}
HIDDEN = frozenset({"schema", "clauses", "waivers"})
_NOTHING: tuple[object, ...] = ("", (), {})


class LookupFailedError(Exception):
    """A name that can't be resolved; `rule` says in which way."""

    def __init__(self, rule: Rule, message: str) -> None:
        """Keep the rule beside the message."""
        super().__init__(message)
        self.rule = rule


def look_up(names: tuple[str, ...], scope: Mapping[str, object]) -> object:
    """The value that the names lead to; raises LookupFailedError."""
    value: object = scope
    for depth, name in enumerate(names):
        found = _step(value, name)
        if found is None or found in _NOTHING:
            raise _missing(value, names[:depth], name)
        value = found
    return value


def _missing(value: object, above: tuple[str, ...], name: str) -> LookupFailedError:
    path, there = ".".join(above), known(value)
    if name in there:
        message = f"'{'.'.join((*above, name))}' is not given, so the text would have a gap here"
        return LookupFailedError(rules.UNKNOWN_NAME, message)
    where = f"'{path}' has no '{name}'" if path else f"there is no '{name}'"
    return LookupFailedError(rules.UNKNOWN_NAME, where + did_you_mean(name, there))


def known(value: object) -> tuple[str, ...]:
    """The names that lead on from a value."""
    if isinstance(value, Mapping):
        return tuple(value)
    kind: Any = type(value)
    return _names(kind)


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    if not is_dataclass(kind) or issubclass(kind, SINGLE):
        return ()
    own = tuple(field.name for field in fields(kind) if field.name not in HIDDEN)
    return own + CALCULATED.get(kind, ())


def _step(value: object, name: str) -> object:
    if isinstance(value, Mapping):
        return value.get(name)
    return getattr(value, name) if name in known(value) else None


def evaluate(expression: Expression, scope: Mapping[str, object]) -> str:
    """The text that stands for an expression; raises LookupFailedError."""
    value = look_up(expression.names, scope)
    if isinstance(value, tuple):
        if not all(isinstance(each, SINGLE) for each in value):
            raise LookupFailedError(rules.NOT_A_VALUE, f"'{'.'.join(expression.names)}' is a list of groups, not a value")
    elif not isinstance(value, SINGLE):
        deeper = ", ".join(known(value)[:6])
        raise LookupFailedError(rules.NOT_A_VALUE, f"'{'.'.join(expression.names)}' is a group; name one of its parts: {deeper}")
    for name in expression.filters:
        value = FILTERS[name](value)
    return in_words(value)


def fill(text: str, scope: Mapping[str, object], path: str, first_line: int = 1) -> tuple[str, list[Problem]]:
    """The text with every expression filled in, and a problem for each that can't be; those stay as they are written."""
    found = scan(text)
    if not found:
        return text, []
    problems: list[Problem] = []
    pieces, at = [], 0
    for each in found:
        pieces += [text[at : each.start], _replacement(each, text, scope, problems, (path, first_line))]
        at = each.end
    return "".join((*pieces, text[at:])), problems


def _replacement(each: Found, text: str, scope: Mapping[str, object], problems: list[Problem], origin: tuple[str, int]) -> str:
    if len(problems) >= MOST_REFUSED:
        return text[each.start : each.end]
    reason, rule = each.reason, rules.NOT_DECLARATIVE
    if each.expression:
        try:
            return evaluate(each.expression, scope)
        except LookupFailedError as error:
            reason, rule = str(error), error.rule
    problems.append(Problem(origin[0], place(text, each.start, origin[1]), rule, reason))
    return text[each.start : each.end]


def place(text: str, offset: int, first_line: int = 1) -> Position:
    """The position of a character of a text that begins on `first_line` of its file."""
    return Position(first_line + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset))


def names_used(text: str) -> Iterator[str]:
    """The first name of every good expression."""
    return (each.expression.names[0] for each in scan(text) if each.expression)
