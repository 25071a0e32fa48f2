"""Reads YAML strictly: YAML 1.2 scalars, no duplicate keys, anchors, aliases, merge keys or tags, and limits.

The scalar rules are those of the core schema, https://yaml.org/spec/1.2.2/#103-core-schema, less what readers disagree on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

from pactbook.model.document import Document
from pactbook.problems import Position, Problem, Rule
from pactbook.yamlfile import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.document import Route

MOST_BYTES = 1_048_576
MOST_DEPTH = 24
MOST_NODES = 100_000
LONGEST_INTEGER = 18

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9]\d*)\.\d+")
_AMBIGUOUS = re.compile(
    r"[-+]?\d[\d_]*"  # leading zeros, underscores
    r"|[-+]?(?:0[xob][\da-fA-F_]+|\d*\.\d*(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)|NULL|Null|TRUE|True|FALSE|False",
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_ADVICE = {
    "mapping values are not allowed": "a colon followed by a space starts a value; put the text in quotes",
    "found character '\\t'": "a tab can't indent; use spaces",
    "could not find expected ':'": "a key needs a colon after it",
    "did not find expected key": "check the indentation and the quotes of this line and the one above",
}


class _Stop(Exception):  # noqa: N818 - leaves the reading, is no error of its own
    """Reading can't go on; the problem is recorded already."""


@dataclass(slots=True)
class _Reading:
    path: str
    offset: int
    problems: list[Problem] = field(default_factory=list)
    values: dict[Route, Position] = field(default_factory=dict)
    keys: dict[Route, Position] = field(default_factory=dict)

    def place(self, mark: Any) -> Position:
        return Position(mark.line + 1 + self.offset, mark.column + 1)

    def problem(self, where: Position, rule: Rule, message: str) -> None:
        self.problems.append(Problem(self.path, where, rule, message))


def load(data: bytes, path: str, *, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """Read one YAML document; `first_line` is the line of the file on which `data` begins.

    Returns the document, or None where the file can't be read at all, and every problem found.
    """
    reading = _Reading(path, first_line - 1)
    text = _decode(data, reading)
    if text is None:
        return None, reading.problems
    try:
        value = _root(text, reading)
    except _Stop:
        return None, reading.problems
    if not isinstance(value, dict):
        reading.problem(Position(first_line, 1), rules.NOT_A_MAPPING, "the file does not hold keys and values")
        return None, reading.problems
    return Document(path, value, reading.values, reading.keys), reading.problems


def load_text(data: bytes, path: str, problems: list[Problem], *, first_line: int = 1) -> str | None:
    """Markdown as text with plain line ends, under the same rules for encoding and size as YAML."""
    reading = _Reading(path, first_line - 1, problems)
    return _decode(data.replace(b"\r\n", b"\n"), reading)


def _decode(data: bytes, reading: _Reading) -> str | None:
    """The text of a file, or None with the problem recorded."""
    if len(data) > MOST_BYTES:
        reading.problem(Position(), rules.LIMIT, f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reading.problem(Position(line + reading.offset, 1), rules.ENCODING, f"byte {error.start} is not UTF-8")
        return None
    if match := _CONTROL.search(text):
        line, col = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        where = Position(line + reading.offset, col)
        reading.problem(where, rules.ENCODING, f"control character U+{ord(match[0]):04X}")
        return None
    return text


def _root(text: str, reading: _Reading) -> object:
    events = _events(text, reading)
    for event in events:
        if isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            if getattr(event, "tags", None) or getattr(event, "version", None):
                reading.problem(reading.place(event.start_mark), rules.FORBIDDEN, "a %YAML or %TAG line is not allowed")
            continue
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = _node(event, events, (), reading)
        _only_document(events, reading)
        return value
    return None


def _only_document(events: Iterator[Any], reading: _Reading) -> None:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            reading.problem(reading.place(event.start_mark), rules.SYNTAX, "a second document begins here; a file holds one")
            raise _Stop


def _events(text: str, reading: _Reading) -> Iterator[Any]:
    nodes = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            nodes += 1
            if nodes > MOST_NODES:
                reading.problem(reading.place(event.start_mark), rules.LIMIT, f"more than {MOST_NODES:,} values in one file")
                raise _Stop
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        advice = next((say for key, say in _ADVICE.items() if key in str(error.problem)), "")
        message = f"not valid YAML: {error.problem or error}" + (f" ({advice})" if advice else "")
        reading.problem(reading.place(mark) if mark else Position(), rules.SYNTAX, message)
        raise _Stop from None
    except yaml.YAMLError as error:
        reading.problem(Position(), rules.SYNTAX, f"not valid YAML: {error}")
        raise _Stop from None


def _node(event: Any, events: Iterator[Any], route: Route, reading: _Reading) -> Any:
    where = reading.place(event.start_mark)
    reading.values[route] = where
    if isinstance(event, yaml.AliasEvent):
        reading.problem(where, rules.FORBIDDEN, f"alias '*{event.anchor}' is not allowed: write the value out")
        return None
    if event.anchor:
        reading.problem(where, rules.FORBIDDEN, f"anchor '&{event.anchor}' is not allowed")
    if event.tag:
        reading.problem(where, rules.FORBIDDEN, f"tag '{event.tag}' is not allowed")
    if len(route) > MOST_DEPTH:
        reading.problem(where, rules.LIMIT, f"nested more than {MOST_DEPTH} levels deep")
        raise _Stop
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, route, reading)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, route, reading)
    return _scalar(event.value, where, reading) if event.implicit[0] and not event.style else event.value


def _mapping(events: Iterator[Any], route: Route, reading: _Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            break
        where = reading.place(event.start_mark)
        key = _key(event, events, route, where, reading)
        value_event = next(events)
        value = _node(value_event, events, (*route, key), reading)
        if key in found:
            first = reading.keys[(*route, key)].line
            reading.problem(where, rules.DUPLICATE_KEY, f"key '{key}' stands twice (first on line {first})")
            continue
        reading.keys[(*route, key)] = where
        found[key] = value
    return found


def _key(event: Any, events: Iterator[Any], route: Route, where: Position, reading: _Reading) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        _node(event, events, (*route, "?"), reading)
        reading.problem(where, rules.SYNTAX, "a key must be a plain word")
        return f"? {where.line}:{where.col}"
    if event.anchor or event.tag:
        reading.problem(where, rules.FORBIDDEN, "an anchor or tag on a key is not allowed")
    key: str = event.value
    if key == "<<" and not event.style:
        reading.problem(where, rules.FORBIDDEN, "merge key '<<' is not allowed: write the keys out")
    return key


def _sequence(events: Iterator[Any], route: Route, reading: _Reading) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, yaml.SequenceEndEvent):
            break
        items.append(_node(event, events, (*route, len(items)), reading))
    return items


def _scalar(text: str, where: Position, reading: _Reading) -> object:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if not text[0].isdigit() and text[0] not in "+-.NTF":
        return text
    if _INTEGER.fullmatch(text) and len(text) <= LONGEST_INTEGER:
        return int(text)
    if _DECIMAL.fullmatch(text) and len(text) <= LONGEST_INTEGER:
        return Decimal(text)
    if _AMBIGUOUS.fullmatch(text):
        reading.problem(where, rules.AMBIGUOUS, f"'{text}' reads differently in different programs")
    return text
