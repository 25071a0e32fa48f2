"""Fills the values of a contract into a text, escaped, and keeps where each run of the filled text is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble.escape import at_start, inline
from pactbook.assemble.outline import Stretch
from pactbook.model.document import position_of
from pactbook.problems import Position, Problem
from pactbook.templates import rules
from pactbook.templates.expressions import scan
from pactbook.templates.fill import LookupFailedError, evaluate, known

if TYPE_CHECKING:
    from pactbook.model.document import Spot
    from pactbook.templates.expressions import Expression, Found


@dataclass(slots=True)
class Filled:
    """A text with its values; `depends` are the problems that another contract with the same text may not have."""

    text: str
    stretches: list[Stretch] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    depends: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text begins in its file. A text out of YAML is not `exact`: it may have been folded, so all of it has one place."""

    path: str
    where: Position | Spot
    exact: bool = True

    @property
    def position(self) -> Position:
        """The place of its first character."""
        return position_of(self.where)

    def at(self, text: str, offset: int) -> Position:
        """The place of one of the text's characters."""
        if not self.exact:
            return self.position
        lines, begin = text.count("\n", 0, offset), self.position
        return Position(begin.line + lines, offset - text.rfind("\n", 0, offset) if lines else begin.col + offset)


def fill_in(text: str, scope: Mapping[str, object], origin: Origin, shared: frozenset[str] = frozenset()) -> Filled:
    """Fill every expression in; one that can't be filled stays as it is written. Names in `shared` differ from contract to contract."""
    filled = Filled("", [Stretch(0, origin.path, origin.where, origin.exact)])
    pieces: list[str] = []
    at = length = 0
    for found in scan(text):
        before = text[at : found.start]
        words = _words(found, text, scope, filled, (origin, shared))
        pieces += [before, words]
        length += len(before)
        if origin.exact:
            filled.stretches.append(Stretch(length, origin.path, origin.at(text, found.start)))
            filled.stretches.append(Stretch(length + len(words), origin.path, origin.at(text, found.end), exact=True))
        length += len(words)
        at = found.end
    filled.text = "".join((*pieces, text[at:]))
    return filled


def _words(found: Found, text: str, scope: Mapping[str, object], filled: Filled, where: tuple[Origin, frozenset[str]]) -> str:
    origin, shared = where
    if found.expression is None:
        filled.problems.append(Problem(origin.path, origin.at(text, found.start), rules.NOT_DECLARATIVE, found.reason))
        return text[found.start : found.end]
    try:
        return written(found, text, scope)
    except LookupFailedError as error:
        problem = Problem(origin.path, origin.at(text, found.start), error.rule, absent(found.expression, scope) or str(error))
        (filled.depends if found.expression.names[0] in shared else filled.problems).append(problem)
        return text[found.start : found.end]


def written(found: Found, text: str, scope: Mapping[str, object]) -> str:
    """The words of a good expression, safe where it stands; raises LookupFailedError."""
    if found.expression is None:
        return text[found.start : found.end]
    words = inline(evaluate(found.expression, scope))
    line = text[text.rfind("\n", 0, found.start) + 1 : found.start]
    return words if line.strip(" \t>-*+") else at_start(words)


def absent(expression: Expression, scope: Mapping[str, object]) -> str:
    """What to say of an optional key that the contract does not have; empty if the name is wrong in itself."""
    value: object = scope
    for depth, name in enumerate(expression.names):
        if name not in known(value):
            return ""
        found = value.get(name) if isinstance(value, Mapping) else getattr(value, name)
        if found is None or (found == "" and depth < len(expression.names) - 1):
            return f"'{'.'.join(expression.names[: depth + 1])}' is optional, and terms.yaml does not have it"
        value = found
    return ""
