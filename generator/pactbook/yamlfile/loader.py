"""Reads YAML strictly: YAML 1.2 scalars, no duplicate keys, anchors, aliases, merge keys or tags, and limits.

Nothing is composed and nothing is constructed: the values are made here from the parser's events, so that no alias is ever followed.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import yaml

from pactbook.model.document import Document
from pactbook.problems import Position, Problem, Rule, shown
from pactbook.yamlfile import rules
from pactbook.yamlfile.encoding import EncodingError, decode, forbidden, in_words
from pactbook.yamlfile.scalars import AmbiguousError, read_scalar
from pactbook.yamlfile.syntax import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.model.document import Route

MOST_BYTES = 1_048_576
MOST_DEPTH = 24
MOST_NODES = 100_000

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):  # noqa: N818 - leaves the reading, is no error of its own
    """Reading can't go on; the problem is recorded already."""


class _Reading:
    __slots__ = ("keys", "next_event", "offset", "path", "problems", "values")

    def __init__(self, path: str, offset: int, problems: list[Problem] | None = None) -> None:
        self.path = path
        self.offset = offset
        self.problems: list[Problem] = [] if problems is None else problems
        self.values: dict[Route, Position] = {}
        self.keys: dict[Route, Position] = {}
        self.next_event: Callable[[], Any] = lambda: None

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
        reading.problem(Position(first_line, 1), rules.NOT_A_MAPPING, _no_mapping(value))
        return None, reading.problems
    return Document(path, value, reading.values, reading.keys), reading.problems


def load_text(data: bytes, path: str, problems: list[Problem], *, first_line: int = 1) -> str | None:
    """Markdown as text with plain line ends, under the same rules for encoding and size as YAML."""
    return _decode(data, _Reading(path, first_line - 1, problems))


def _decode(data: bytes, reading: _Reading) -> str | None:
    """The text of a file, or None with the problem recorded."""
    start = Position(1 + reading.offset, 1)
    if len(data) > MOST_BYTES:
        reading.problem(start, rules.LIMIT, f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
        return None
    try:
        return decode(data)
    except EncodingError as error:
        where = Position(error.position.line + reading.offset, error.position.col)
        reading.problem(where, rules.ENCODING, f"here stands {error}" if not str(error).startswith("the byte") else str(error))
        return None


def _no_mapping(value: object) -> str:
    if value is None:
        return "the file is empty"
    if isinstance(value, list):
        return "the file holds a list; it has to hold keys with values"
    return "the file does not hold keys and values: after the colon of a key comes a space"


def _root(text: str, reading: _Reading) -> object:
    """The value of the only document, None where there is none; raises _Stop where reading can't go on."""
    parser = _Loader(text)
    reading.next_event = parser.get_event
    try:
        value = _document(reading)
    except yaml.MarkedYAMLError as error:
        where, message = explain(error)
        reading.problem(Position(where.line + reading.offset, where.col), rules.SYNTAX, message)
        raise _Stop from None
    except yaml.YAMLError as error:
        reading.problem(Position(1 + reading.offset, 1), rules.SYNTAX, f"not valid YAML: {error}")
        raise _Stop from None
    finally:
        parser.dispose()
    return value


def _document(reading: _Reading) -> object:
    reading.next_event()  # the stream's start
    event = reading.next_event()
    if isinstance(event, yaml.StreamEndEvent):
        return None
    if event.tags or event.version:
        reading.problem(Position(1 + reading.offset, 1), rules.FORBIDDEN, "a %YAML or %TAG line is not allowed")
    value = _node(reading.next_event(), (), reading)
    reading.next_event()  # the document's end
    event = reading.next_event()
    if not isinstance(event, yaml.StreamEndEvent):
        reading.problem(reading.place(event.start_mark), rules.SYNTAX, "a second document begins here; a file holds one")
        raise _Stop
    return value


def _node(event: Any, route: Route, reading: _Reading) -> Any:
    mark = event.start_mark
    where = Position(mark.line + 1 + reading.offset, mark.column + 1)
    reading.values[route] = where
    if event.anchor or getattr(event, "tag", None):
        _refuse_marks(event, where, reading)
    if len(route) > MOST_DEPTH or len(reading.values) > MOST_NODES:
        much = f"nested more than {MOST_DEPTH} levels deep" if len(route) > MOST_DEPTH else f"more than {MOST_NODES:,} values in one file"
        reading.problem(where, rules.LIMIT, much)
        raise _Stop
    kind = type(event)
    if kind is yaml.ScalarEvent:
        return _scalar(event, where, reading)
    if kind is yaml.AliasEvent:
        return None
    return _mapping(route, reading) if kind is yaml.MappingStartEvent else _sequence(route, reading)


def _refuse_marks(event: Any, where: Position, reading: _Reading) -> None:
    if type(event) is yaml.AliasEvent:
        message = f"the alias {shown(f'*{event.anchor}')} is not allowed: write the value out, or put it in quotes"
        reading.problem(where, rules.FORBIDDEN, message)
        return
    for what, mark in (("anchor", event.anchor and f"&{event.anchor}"), ("tag", event.tag)):
        if mark:
            reading.problem(where, rules.FORBIDDEN, f"the {what} {shown(mark)} is not allowed; put the value in quotes if it is text")


def _mapping(route: Route, reading: _Reading) -> dict[str, Any]:
    found: dict[str, Any] = {}
    twins: dict[str, str] = {}
    next_event = reading.next_event
    while type(event := next_event()) is not yaml.MappingEndEvent:
        mark = event.start_mark
        where = Position(mark.line + 1 + reading.offset, mark.column + 1)
        key = _key(event, route, where, reading)
        normal = key if key.isascii() else unicodedata.normalize("NFKC", key)
        if normal in twins:
            _twice(key, twins[normal], (route, where), reading)
            continue
        twins[normal] = key
        inner = (*route, key)
        reading.keys[inner] = where
        found[key] = _node(next_event(), inner, reading)
    return found


def _twice(key: str, first: str, place: tuple[Route, Position], reading: _Reading) -> None:
    """Report a key that stands twice, and read over its value so that what is wrong in there is reported too."""
    route, where = place
    line = reading.keys[(*route, first)].line
    alike = "" if key == first else ", written with other characters that look the same"
    reading.problem(where, rules.DUPLICATE_KEY, f"the key {shown(key)} stands twice (first on line {line}{alike})")
    _node(reading.next_event(), (*route, f"{key} (again, line {where.line}:{where.col})"), reading)


def _key(event: Any, route: Route, where: Position, reading: _Reading) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        _node(event, (*route, "?"), reading)
        reading.problem(where, rules.SYNTAX, "a key must be a plain word")
        return f"? {where.line}:{where.col}"
    if event.anchor or event.tag:
        reading.problem(where, rules.FORBIDDEN, "an anchor or tag on a key is not allowed")
    key: str = event.value
    if key == "<<" and not event.style:
        reading.problem(where, rules.FORBIDDEN, "the merge key '<<' is not allowed: write the keys out")
    elif not isinstance(_scalar(event, where, reading), str):
        reading.problem(where, rules.AMBIGUOUS, f"the key {shown(key)} is not a word" if key else "a key is missing before the colon")
    return key


def _sequence(route: Route, reading: _Reading) -> list[Any]:
    items: list[Any] = []
    next_event = reading.next_event
    while type(event := next_event()) is not yaml.SequenceEndEvent:
        items.append(_node(event, (*route, len(items)), reading))
    return items


def _scalar(event: Any, where: Position, reading: _Reading) -> object:
    text: str = event.value
    if not event.style and event.implicit[0]:
        try:
            return read_scalar(text)
        except AmbiguousError:
            reading.problem(where, rules.AMBIGUOUS, f"{shown(text)} reads differently in different programs")
            return text
    if event.style == '"' and (bad := forbidden(text)):
        reading.problem(where, rules.ENCODING, f"the quoted text holds {in_words(bad[0])}")
    return text
