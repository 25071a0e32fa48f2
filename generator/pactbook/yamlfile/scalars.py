"""What an unquoted YAML scalar means: the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), less what readers disagree on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

LONGEST_NUMBER = 18
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_STARTS = frozenset("0123456789+-.NTF")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_AMBIGUOUS = re.compile(
    r"[-+]?[0-9][0-9_]*"  # leading zeros, underscores, more digits than programs agree on
    r"|[-+]?0[xob][0-9a-fA-F_]+"
    r"|[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9]+[eE][-+]?[0-9]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"  # YAML 1.1 counts 12:30 in sixties
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|NULL|Null|TRUE|True|FALSE|False",
)


class AmbiguousError(ValueError):
    """A scalar that different programs take for different things."""


def read_scalar(text: str) -> str | int | Decimal | bool | None:
    """The value of an unquoted scalar; raises AmbiguousError."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _STARTS:
        return text
    if len(text) <= LONGEST_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            from decimal import Decimal  # the policy, which the hook reads, holds none

            return Decimal(text)
    if _AMBIGUOUS.fullmatch(text):
        raise AmbiguousError(text)
    return text
