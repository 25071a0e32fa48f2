"""Finds the expressions of a text and refuses every one that is more than a name, its parts and listed filters.

Each expression is parsed by Jinja2 in its immutable sandbox and judged on the syntax tree. Nothing is ever compiled or run: the value is
looked up by `pactbook.templates.fill`. `{#` is not special, since headings carry their ids as `{#id}`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pactbook.templates.filters import FILTERS

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 200
_MARK = re.compile(r"\{\{(.*?)\}\}|\{\{|\{%", re.DOTALL)
_PLAIN = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*)\s*")


@dataclass(frozen=True, slots=True)
class Expression:
    """A name with its parts, and the filters to apply in order."""

    names: tuple[str, ...]
    filters: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The expression as it would be written."""
        return " | ".join((".".join(self.names), *self.filters))


@dataclass(frozen=True, slots=True)
class Found:
    """An expression, or the reason for which it is refused, with its place in the text (offsets in characters)."""

    start: int
    end: int
    expression: Expression | None
    reason: str = ""


def scan(text: str) -> list[Found]:
    """Every expression of a text, good or refused, in order."""
    return [_found(match) for match in _MARK.finditer(text)] if "{{" in text or "{%" in text else []


def _found(match: re.Match[str]) -> Found:
    if match[0] == "{%":
        return Found(match.start(), match.end(), None, "'{%' starts a statement; a template can only name values")
    if match[1] is None:
        return Found(match.start(), match.end(), None, "'{{' is never closed by '}}'")
    if len(match[1]) > LONGEST:
        return Found(match.start(), match.end(), None, f"the expression is longer than {LONGEST} characters")
    result = _parse(match[1])
    if isinstance(result, str):
        return Found(match.start(), match.end(), None, result)
    return Found(match.start(), match.end(), result)


@lru_cache(maxsize=4096)
def _parse(source: str) -> Expression | str:
    if plain := _PLAIN.fullmatch(source):
        return Expression(tuple(plain[1].split(".")))
    from jinja2 import TemplateSyntaxError, nodes  # noqa: PLC0415 - 48 ms that a book without filters does not pay

    try:
        tree = _environment().parse("{{" + source + "}}")
    except (TemplateSyntaxError, RecursionError) as error:
        return f"'{source.strip()}' can't be read: {getattr(error, 'message', 'nested too deeply')}"
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return f"'{source.strip()}' is more than one expression"
    return _judge(output.nodes[0], source.strip())


def _judge(node: object, source: str) -> Expression | str:
    from jinja2 import nodes  # noqa: PLC0415 - see above

    filters: list[str] = []
    while isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            return f"there is no filter '{node.name}'; there are {', '.join(sorted(FILTERS))}"
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return f"filter '{node.name}' takes nothing in brackets"
        filters.append(node.name)
        node = node.node
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    if not isinstance(node, nodes.Name):
        return f"'{source}' is {_WHAT.get(type(node).__name__, 'more than a name')}; a template can only name values"
    names.append(node.name)
    if any(name.startswith("_") for name in names):
        return f"'{source}' asks for a name that begins with an underscore"
    return Expression(tuple(reversed(names)), tuple(reversed(filters)))


_WHAT = {
    "Call": "a call",
    "Getitem": "an index",
    "Const": "a fixed value",
    "TemplateData": "empty",
    "CondExpr": "a condition",
    "Compare": "a comparison",
    "Add": "a calculation",
    "Sub": "a calculation",
    "Mul": "a calculation",
    "Div": "a calculation",
    "Pow": "a calculation",
    "List": "a list",
    "Dict": "a list of keys and values",
}


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined  # noqa: PLC0415 - see above
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - only parses, renders nothing
    environment.filters = dict.fromkeys(FILTERS, str)
    environment.globals = {}
    return environment
