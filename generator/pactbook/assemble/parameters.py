"""Binds the parameters of a clause to the values that a contract gives, and checks what a clause says of its own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pactbook.assemble import rules, value_types
from pactbook.assemble.filling import absent
from pactbook.assemble.value_types import BOUNDED, WrongValueError
from pactbook.problems import Problem, Rule, did_you_mean
from pactbook.templates.expressions import Expression
from pactbook.templates.fill import LookupFailedError, look_up
from pactbook.templates.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion, Parameter
    from pactbook.model.document import Route
    from pactbook.model.terms import ClauseUse

OF_EVERY_CONTRACT = frozenset({"client", "vendor", "terms"})


def read_value(parameter: Parameter, value: Any) -> Any:
    """A value of the parameter's type, inside its bounds; raises ValueError with the reason."""
    read = value_types.read(parameter.type, value)
    if parameter.type == "choice" and parameter.options and read not in parameter.options:
        msg = f"'{read}' is not one of {', '.join(parameter.options)}{did_you_mean(read, parameter.options)}"
        raise WrongValueError(msg)
    for bound, word, sign in ((parameter.minimum, "below the least", -1), (parameter.maximum, "above the most", 1)):
        limit = _limit(parameter, bound)
        if limit is not None and value_types.compare(read, limit) * sign > 0:
            shown = f"a list of {len(read)}" if parameter.type == "list" else in_words(read)
            msg = f"{shown} is {word} that the clause allows, {in_words(limit)}"
            raise WrongValueError(msg)
    return read


def _limit(parameter: Parameter, bound: object) -> Any:
    """The bound to compare with, or None where there is none, or one that is wrong in itself (the clause's mistake, told once there)."""
    if bound is None:
        return None
    try:
        return value_types.read_bound(parameter.type, bound)
    except ValueError:
        return None


def bind(use: ClauseUse, index: int, clause: ClauseVersion, contract: Contract) -> tuple[dict[str, Any], list[Problem]]:
    """The value of every parameter of a clause in use, and what is wrong with those that the contract gives."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    path, document = f"{contract.path}/terms.yaml", contract.document
    entry: Route = ("clauses", index)

    def report(rule: Rule, message: str, name: str = "") -> None:
        given = name in use.with_
        where = document.key(*entry, "with", name) if rule is rules.UNKNOWN_PARAMETER else document.at(*entry, *(("with", name) * given))
        problems.append(Problem(path, where, rule, f"{clause.name}: {message}"))

    for name in use.with_:
        if name not in clause.data.parameters:
            hint = did_you_mean(name, clause.data.parameters)
            report(rules.UNKNOWN_PARAMETER, f"the clause has no parameter '{name}'{hint}", name)
    for name, parameter in clause.data.parameters.items():
        given = use.with_.get(name)
        if given is None and parameter.default is None:
            report(rules.MISSING_PARAMETER, f"parameter '{name}' has no value ({' '.join(parameter.about.split())})", name)
            continue
        try:
            values[name] = read_value(parameter, parameter.default if given is None else _given(given, contract))
        except (ValueError, LookupFailedError) as error:
            if given is None:
                problems += _bounds(clause, name, parameter)
            else:
                report(rules.WRONG_PARAMETER, f"parameter '{name}': {error}", name)
    return values, problems


def _given(value: Any, contract: Contract) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) != {"value_of"} or not isinstance(value["value_of"], str):
        msg = "must be a value, or {value_of: name} with the name of a value in this file"
        raise WrongValueError(msg)
    names = tuple(value["value_of"].split("."))
    scope = _scope(contract)
    if missing := absent(Expression(names), scope):
        msg = f"{missing}; add it, or give a value here"
        raise WrongValueError(msg)
    return look_up(names, scope)


def _scope(contract: Contract) -> Mapping[str, object]:
    """What `value_of` can name: the keys of the contract's own terms, the optional ones that are not there as None."""
    fields = type(contract.terms).__dataclass_fields__
    given = contract.document.value
    return {
        name: getattr(contract.terms, name) if name in given else None for name in fields if name not in {"schema", "clauses", "waivers"}
    }


def check_clause(clause: ClauseVersion, used: set[str]) -> Iterator[Problem]:
    """What is wrong with a clause's own parameters: defaults out of bounds, parameters that nothing uses."""
    for name, parameter in clause.data.parameters.items():
        where = clause.document.key("parameters", name)
        if name in OF_EVERY_CONTRACT:
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"'{name}' has a meaning of its own; name the parameter otherwise")
        if name not in used:
            yield Problem(clause.path, where, rules.UNUSED_PARAMETER, f"parameter '{name}' is not used in the text")
        if parameter.type == "choice" and not parameter.options:
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"parameter '{name}': a choice needs 'options:'")
        elif parameter.type != "choice" and parameter.options:
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"parameter '{name}': only a choice has 'options:'")
        yield from _bounds(clause, name, parameter)


def _bounds(clause: ClauseVersion, name: str, parameter: Parameter) -> Iterator[Problem]:
    for part in ("minimum", "maximum", "default"):
        written = getattr(parameter, part)
        if written is None:
            continue
        try:
            if part == "default":
                read_value(parameter, written)
            else:
                value_types.read_bound(parameter.type, written)
        except ValueError as error:
            where = clause.document.at("parameters", name, part)
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"{part} of '{name}': {error}")
    if parameter.type in BOUNDED and (message := _crossed(parameter)):
        where = clause.document.at("parameters", name, "maximum")
        yield Problem(clause.path, where, rules.BAD_PARAMETER, f"bounds of '{name}': {message}")


def _crossed(parameter: Parameter) -> str:
    least, most = _limit(parameter, parameter.minimum), _limit(parameter, parameter.maximum)
    if least is None or most is None:
        return ""
    try:
        crossed = value_types.compare(least, most) > 0
    except ValueError as error:
        return str(error)
    return f"the least, {in_words(least)}, is above the most, {in_words(most)}" if crossed else ""
