"""Binds the parameters of a clause to the values that a contract gives, checks types and bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pactbook.assemble import rules
from pactbook.model.terms import NamedValue
from pactbook.model.values import Duration, Money, Quantity
from pactbook.problems import Problem, Rule, did_you_mean
from pactbook.templates.fill import LookupFailedError, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion, Parameter
    from pactbook.model.terms import ClauseUse

DAYS: Mapping[str, Decimal] = {
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "business hour": Decimal(1) / 8,
    "calendar day": Decimal(1),
    "business day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(365),
}
SIZES: Mapping[type, str] = {str: "a text", int: "a whole number", Decimal: "a number", list: "a list", tuple: "a list", date: "a date"}


class WrongValueError(ValueError):
    """A value that does not fit its parameter."""


def _typed(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        msg = f"must be {SIZES.get(kind, kind.__name__)}, not {SIZES.get(type(value), type(value).__name__.lower())}"
        raise WrongValueError(msg)

    return read


def _parsed(kind: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        return kind.parse(_typed(str)(value))

    return read


def _share(value: Any) -> Quantity:
    quantity: Quantity = _parsed(Quantity)(value)
    if not quantity.is_share:
        msg = f"'{quantity}' is no percentage"
        raise WrongValueError(msg)
    return quantity


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(_typed(str)(value))
    except ValueError:
        msg = f"'{value}' is no date: write year-month-day"
        raise WrongValueError(msg) from None


def _whole(value: Any) -> int:
    if isinstance(value, bool):
        msg = "must be a whole number"
        raise WrongValueError(msg)
    number: int = _typed(int)(value)
    return number


def _decimal(value: Any) -> Decimal:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else _typed(Decimal)(value)


def _list(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list | tuple) else _typed(list)(value)
    if not entries:
        msg = "must name at least one entry"
        raise WrongValueError(msg)
    return tuple(_typed(str)(entry) for entry in entries)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "money": _parsed(Money),
    "percentage": _share,
    "quantity": _parsed(Quantity),
    "duration": _parsed(Duration),
    "date": _date,
    "integer": _whole,
    "decimal": _decimal,
    "text": _typed(str),
    "choice": _typed(str),
    "list": _list,
}


def read_value(parameter: Parameter, value: Any) -> Any:
    """A value of the parameter's type, inside its bounds; raises ValueError with the reason."""
    if isinstance(value, NamedValue):
        value = value.value
    read = READERS[parameter.type](value)
    if parameter.type == "choice" and read not in parameter.options:
        msg = f"'{read}' is not one of {', '.join(parameter.options)}{did_you_mean(read, parameter.options)}"
        raise WrongValueError(msg)
    for bound, word, sign in ((parameter.minimum, "below the least", -1), (parameter.maximum, "above the most", 1)):
        if bound is None:
            continue
        limit = _whole(bound) if parameter.type == "list" else READERS[parameter.type](bound)
        if _compare(read, limit) * sign > 0:
            msg = f"{read} is {word} that the clause allows, {bound}"
            raise WrongValueError(msg)
    return read


def _compare(value: Any, bound: Any) -> int:
    if isinstance(value, Money):
        if value.currency != bound.currency:
            msg = f"{value} is in another currency than the clause's bound {bound}"
            raise WrongValueError(msg)
        value, bound = value.amount, bound.amount
    elif isinstance(value, Duration):
        value, bound = value.number * DAYS[value.unit], bound.number * DAYS[bound.unit]
    elif isinstance(value, Quantity):
        if value.unit != bound.unit:
            msg = f"'{value}' has another unit than the clause's bound '{bound}'"
            raise WrongValueError(msg)
        value, bound = value.number, bound.number
    elif isinstance(value, tuple):
        value = len(value)
    return (value > bound) - (value < bound)


def bind(use: ClauseUse, index: int, clause: ClauseVersion, contract: Contract) -> tuple[dict[str, Any], list[Problem]]:
    """The value of every parameter of a clause in use, and what is wrong with those that the contract gives."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    path = f"{contract.path}/terms.yaml"

    def report(rule: Rule, message: str, *route: str) -> None:
        where = contract.document.key("clauses", index, *route)
        problems.append(Problem(path, where, rule, f"{clause.name}: {message}"))

    for name in use.with_:
        if name not in clause.data.parameters:
            hint = did_you_mean(name, clause.data.parameters)
            report(rules.UNKNOWN_PARAMETER, f"the clause has no parameter '{name}'{hint}", "with", name)
    for name, parameter in clause.data.parameters.items():
        given = use.with_.get(name, parameter.default)
        if given is None:
            report(rules.MISSING_PARAMETER, f"parameter '{name}' has no value ({parameter.about})")
            continue
        try:
            values[name] = read_value(parameter, _given(given, contract))
        except (ValueError, LookupFailedError) as error:
            route = ("with", name) if name in use.with_ else ()
            report(rules.WRONG_PARAMETER, f"parameter '{name}': {error}", *route)
    return values, problems


def _given(value: Any, contract: Contract) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) != {"value_of"} or not isinstance(value["value_of"], str):
        msg = "must be a value, or {value_of: name} with the name of a value in this file"
        raise WrongValueError(msg)
    found = look_up(tuple(value["value_of"].split(".")), {name: getattr(contract.terms, name) for name in _top(contract)})
    if isinstance(found, NamedValue):
        return found.value
    return found


def _top(contract: Contract) -> tuple[str, ...]:
    return tuple(name for name in contract.document.value if name not in {"schema", "clauses"})


def check_clause(clause: ClauseVersion, used: set[str]) -> Iterator[Problem]:
    """What is wrong with a clause's own parameters: defaults out of bounds, parameters that nothing uses."""
    for name, parameter in clause.data.parameters.items():
        if name in {"client", "vendor", "terms"}:
            where = clause.document.key("parameters", name)
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"'{name}' has a meaning of its own; name the parameter otherwise")
        if name not in used:
            where = clause.document.key("parameters", name)
            yield Problem(clause.path, where, rules.UNUSED_PARAMETER, f"parameter '{name}' is not used in the text")
        if parameter.type == "choice" and not parameter.options:
            where = clause.document.key("parameters", name)
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"parameter '{name}': a choice needs 'options:'")
            continue
        yield from _bounds(clause, name, parameter)


def _bounds(clause: ClauseVersion, name: str, parameter: Parameter) -> Iterator[Problem]:
    for part in ("minimum", "maximum", "default"):
        written = getattr(parameter, part)
        if written is None:
            continue
        try:
            if part == "default":
                read_value(parameter, written)
            elif parameter.type == "list":
                _whole(written)
            else:
                READERS[parameter.type](written)
        except ValueError as error:
            where = clause.document.at("parameters", name, part)
            yield Problem(clause.path, where, rules.BAD_PARAMETER, f"{part} of '{name}': {error}")

