"""What the text of a clause must not hold, since it is put into pages that are trusted: HTML, attribute lists and odd links."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pactbook.load.rules import DANGEROUS_TEXT
from pactbook.problems import Position, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = ("#", "msa:", "http://", "https://", "mailto:")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t].*?(\{#[a-z][a-z0-9]*(?:-[a-z0-9]+)*\})[ \t]*")
_EXPRESSION = re.compile(r"\{\{[^{}]*\}\}")
_CURLY = re.compile(r"\{(?!%)")  # statements are the templates' own to refuse
_LINK = re.compile(r"\][ \t]*\([ \t]*(<[^>\n]*>|[^ \t\n)]*)")
_DEFINITION = re.compile(r"[ \t>*+-]*(?:[0-9]+[.)][ \t]*)?\[[^\]\n]+\]:[ \t]*(<[^>\n]*>|\S*)")
_IMAGE = re.compile(r"!\[")


def dangers(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """A problem for each thing in a clause's text that is more than plain markdown; `first_line` is where the text begins.

    Code is judged like all other text: where a span of code begins and ends is what programs disagree on.
    """
    for number, line in enumerate(text.split("\n")):
        plain = _ESCAPED.sub("  ", line) if "\\" in line else line
        for at, message in sorted({**_curly(plain), **_links(plain), **_html(line)}.items()):
            yield Problem(path, Position(first_line + number, at + 1), DANGEROUS_TEXT, message)


def _html(line: str) -> dict[int, str]:
    return {
        found.start(): "'<' begins HTML, which a clause can't hold; write '&lt;' where the sign itself is meant"
        for found in _HTML.finditer(line)
    }


def _curly(line: str) -> dict[int, str]:
    if "{" not in line:
        return {}
    line = _EXPRESSION.sub(lambda found: " " * len(found[0]), line)
    if heading := _HEADING.fullmatch(line):
        line = line[: heading.start(1)]
    message = "'{' begins a list of attributes; a clause holds '{{ name }}' and, at the end of a heading, '{#id}' only"
    return {found.start(): message for found in _CURLY.finditer(line)}


def _links(line: str) -> dict[int, str]:
    if "[" not in line and "]" not in line:
        return {}
    found: dict[int, str] = {}
    for match in (*_LINK.finditer(line), *filter(None, [_DEFINITION.match(line)])):
        target = match[1].strip("<>")
        if not _allowed(target):
            found[match.start(1)] = (
                f"the link {shown(target)} leads to where no clause may: use '#section-id', 'msa:#section-id', http, https or mailto"
            )
    for image in _IMAGE.finditer(line):
        found[image.start()] = "a clause holds no images"
    return found


def _allowed(target: str) -> bool:
    """Whether a link leads to an allowed place, also after what browsers undo: entities, percent signs, spaces and case."""
    seen = re.sub(r"[\x00-\x20]", "", unquote(html.unescape(target))).lower()
    return bool(target) and target.lower().startswith(SCHEMES) and seen.startswith(SCHEMES)
