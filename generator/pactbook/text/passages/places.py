"""Several places of one text in a few words, for a finding that is made once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 5  # lines that are named one by one


def told(lines: Iterable[int]) -> str:
    """`line 3`, `line 3, line 9`, and past the most that are named, ` and others`; a line is named once."""
    distinct = list(dict.fromkeys(lines))
    named = ", ".join(f"line {line}" for line in distinct[:MOST])
    return f"{named} and others" if len(distinct) > MOST else named
