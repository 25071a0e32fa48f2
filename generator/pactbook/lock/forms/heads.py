"""heads.txt: the newest complete statement of every instrument at the moment when a policy was signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.lock.forms.lines import DIGEST, FormatError, lines
from pactbook.lock.forms.names import INSTRUMENT
from pactbook.problems import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(rf"({DIGEST.pattern}) ({INSTRUMENT.pattern})")


def write(heads: Mapping[str, str]) -> bytes:
    """The bytes of heads.txt: `DIGEST INSTRUMENT`, sorted by instrument; empty where nothing was signed yet."""
    return "".join(f"{heads[name]} {name}\n" for name in sorted(heads)).encode()


def parse(data: bytes) -> dict[str, str]:
    """The digest of each instrument's head; raises FormatError for anything that `write` would not write."""
    heads: dict[str, str] = {}
    before = ""
    for number, line in enumerate(lines(data), 1):
        match = _LINE.fullmatch(line)
        if not match:
            message = "a line of heads.txt is a digest, a space and the folder of an instrument"
            raise FormatError(Position(number), message)
        if match[2] <= before:
            message = "the lines must be sorted by instrument, each once"
            raise FormatError(Position(number, match.start(2) + 1), message)
        heads[match[2]] = match[1]
        before = match[2]
    return heads
