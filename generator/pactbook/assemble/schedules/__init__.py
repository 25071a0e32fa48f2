"""The schedules that are written from data: one module each, with ID, TITLE and `write(terms) -> Schedule | None`.

A schedule registers by existing here and standing in ORDER.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pactbook.assemble.schedules.schedule import Schedule
    from pactbook.model.terms import SowTerms

ORDER = (
    "services",
    "pricing",
    "service-levels",
    "service-credits",
    "responsibilities",
    "escalation",
    "governance",
    "key-personnel",
    "allocation",
)


def schedules(terms: SowTerms, *, own_text: bool) -> dict[str, Schedule]:
    """The schedules of an SOW that have data, by id, in the order that the terms name or the usual one; none by themselves for an own text."""
    wanted = terms.schedules if terms.schedules is not None else (() if own_text else ORDER)
    written = {name: import_module(f"{__name__}.{name.replace('-', '_')}").write(terms) for name in wanted}
    return {name: schedule for name, schedule in written.items() if schedule}
