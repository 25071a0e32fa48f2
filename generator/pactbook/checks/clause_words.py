"""The words of a clause of the library as a contract would show them, every character at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.model.clause import ClauseVersion

_EXPRESSION = re.compile(r"\{\{-?[ ]{0,9}(?P<name>\w{1,99})?[^{}\n]{0,200}\}\}")
# What stands in for a value, so that "within {{ period }}" is a time; short enough for the shortest expression, "{{ x }}".
_LIKE_IT = {
    "duration": "9 hours",
    "quantity": "9 hours",
    "money": "EUR 9",
    "percentage": "9 %",
    "integer": "9",
    "decimal": "9",
    "date": "9 May",
}
_OTHER = "values"


def filled(version: ClauseVersion) -> str:
    """The text with a value of its parameter's type in place of each expression."""
    return _EXPRESSION.sub(lambda found: _stand_in(found, version), version.text) if "{{" in version.text else version.text


def _stand_in(found: re.Match[str], version: ClauseVersion) -> str:
    parameter, length = version.data.parameters.get(found["name"] or ""), len(found.group())
    return _LIKE_IT.get(parameter.type if parameter else "", _OTHER)[:length].ljust(length)
