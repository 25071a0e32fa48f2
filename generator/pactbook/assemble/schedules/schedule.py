"""What a schedule is, and the markdown that schedules are written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.assemble.escape import at_start, inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pactbook.model.document import Route


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a schedule with a heading of its own; `id` is local to the schedule, `route` leads to its data in terms.yaml."""

    id: str
    title: str
    body: str
    route: Route = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule: its id, title, opening text and parts."""

    id: str
    title: str
    body: str
    parts: tuple[Part, ...] = ()


def plain(value: object) -> str:
    """A value as one line of markdown in which nothing is markup."""
    return at_start(inline(value))


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A markdown table; empty cells read as a dash, so that nobody takes them for forgotten."""
    lines = [f"| {' | '.join(header)} |", f"|{'|'.join(' --- ' for _ in header)}|"]
    lines += [f"| {' | '.join(cell(each) for each in row)} |" for row in rows]
    return "\n".join(lines)


def cell(value: object) -> str:
    """The text of a table's cell."""
    if value is None or value in ("", ()):
        return "–"
    return inline(value)


def facts(rows: Iterable[tuple[str, object]]) -> str:
    """A table of two columns, without the rows that have no value."""
    return table(("Item", "Agreed"), [(name, value) for name, value in rows if value is not None and value not in ("", ())])


def bullets(entries: Iterable[object]) -> str:
    """A list of points."""
    return "\n".join(f"- {plain(entry)}" for entry in entries)


def paragraphs(*texts: str) -> str:
    """The texts that are not empty, as paragraphs."""
    return "\n\n".join(text for text in texts if text)
