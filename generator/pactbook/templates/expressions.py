"""Finds the expressions of a text and refuses every one that is more than a name, its parts and listed filters.

An expression is accepted only where its whole form is one name with parts and listed filters, which is less than Jinja2 allows; Jinja2 parses
the others in its immutable sandbox, so that its syntax tree tells what was tried. Nothing is ever compiled or run: the value is looked up by
`pactbook.templates.fill`. `{#id}` is not refused, since headings carry their ids so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pactbook.problems import did_you_mean, shown
from pactbook.templates.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2.sandbox import ImmutableSandboxedEnvironment

LONGEST = 200
MOST_REFUSED = 100
_MARK = re.compile(r"\{\{|\{%|\{#(?![A-Za-z0-9\x80-\U0010ffff][A-Za-z0-9_.:\x80-\U0010ffff-]*[ \t]*\})")
_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_GOOD = re.compile(rf"[ \t\n]*({_NAME}(?:\.{_NAME})*)((?:[ \t\n]*\|[ \t\n]*{_NAME})*)[ \t\n]*")


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
    """Every expression of a text, good or refused, in order; after a hundred refusals the rest is left unread."""
    return list(_scan(text)) if "{{" in text or "{%" in text or "{#" in text else []


def _scan(text: str) -> Iterator[Found]:
    at = refused = 0
    while refused < MOST_REFUSED and (mark := _MARK.search(text, at)):
        found = _found(text, mark.start(), mark[0])
        refused += found.expression is None
        at = found.end
        yield found


def _found(text: str, start: int, mark: str) -> Found:
    if mark != "{{":
        what = "'{%' starts a statement" if mark == "{%" else "'{#' starts a comment"
        return Found(start, start + 2, None, f"{what}; a template can only name values")
    end = text.find("}}", start + 2, start + LONGEST + 4)
    if end < 0:
        closed = text.find("}}", start + LONGEST) >= 0
        reason = f"the expression is longer than {LONGEST} characters" if closed else "'{{' is never closed by '}}'"
        return Found(start, start + 2 if closed else len(text), None, reason)
    result = _parse(text[start + 2 : end])
    if isinstance(result, str):
        return Found(start, end + 2, None, result)
    return Found(start, end + 2, result)


@lru_cache(maxsize=4096)
def _parse(source: str) -> Expression | str:
    """An expression is accepted by its form alone; Jinja2's syntax tree tells why another one is refused."""
    if good := _GOOD.fullmatch(source):
        filters = tuple(good[2].replace("|", " ").split())
        unknown = next((name for name in filters if name not in FILTERS), None)
        return _no_filter(unknown) if unknown else Expression(tuple(good[1].split(".")), filters)
    if not source.strip():
        return "'{{ }}' is empty; a template names a value"
    quoted = shown(source.strip())
    if source[:1] in {"-", "+"} or source[-1:] in {"-", "+"}:
        return f"{quoted} begins or ends with a sign for white space; write '{{{{ name }}}}' with spaces only"
    from jinja2 import TemplateSyntaxError, nodes  # 48 ms that a book without mistakes does not pay

    try:
        tree = _environment().parse("{{" + source + "}}")
    except (TemplateSyntaxError, RecursionError) as error:
        return f"{quoted} can't be read: {getattr(error, 'message', 'nested too deeply')}"
    output = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return f"{quoted} is more than one expression"
    return _reason(output.nodes[0], quoted)


def _no_filter(name: str) -> str:
    return f"there is no filter '{name}'; there are {', '.join(sorted(FILTERS))}{did_you_mean(name, FILTERS)}"


def _reason(node: object, quoted: str) -> str:
    """Why an expression is refused that Jinja2 can read, from the outside inwards."""
    from jinja2 import nodes

    while isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            return _no_filter(node.name)
        if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return f"the filter '{node.name}' takes nothing in brackets"
        node = node.node
    underscore = False
    while isinstance(node, nodes.Getattr):
        underscore = underscore or node.attr.startswith("_")
        node = node.node
    if isinstance(node, nodes.Name):
        if underscore or node.name.startswith("_"):
            return f"{quoted} asks for a name that begins with an underscore"
        return f"{quoted} has signs that no name needs; write '{{{{ name }}}}', '{{{{ name.part }}}}' or '{{{{ name | items }}}}'"
    return f"{quoted} is {_WHAT.get(type(node).__name__, 'more than a name')}; a template can only name values"


_WHAT = {
    "Call": "a call",
    "Concat": "a calculation",
    "Mod": "a calculation",
    "FloorDiv": "a calculation",
    "Neg": "a calculation",
    "And": "a condition",
    "Or": "a condition",
    "Not": "a condition",
    "Test": "a test",
    "Tuple": "a list",
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
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters = dict.fromkeys(FILTERS, str)
    environment.globals = {}
    return environment
