"""Schedule: who is responsible, accountable, consulted and informed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Schedule, paragraphs, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """The RACI matrix."""
    if not terms.raci:
        return None
    rows = [(row.activity, row.responsible, row.accountable, row.consulted, row.informed) for row in terms.raci]
    lead = "Responsible does the work. Accountable answers for it and decides. Consulted is asked before. Informed is told after."
    return Schedule(
        "responsibilities",
        "Responsibilities",
        paragraphs(lead, table(("Activity", "Responsible", "Accountable", "Consulted", "Informed"), rows)),
    )
