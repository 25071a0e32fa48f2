"""Schedule: the escalation path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Schedule, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """Levels with role, time and next step."""
    if not terms.escalation:
        return None
    sides = {"client": "the Client", "vendor": "the Vendor"}
    rows = [
        (str(step.level), step.when, f"{step.role} ({sides[step.party]})", step.respond_within, step.next_step)
        for step in terms.escalation.values()
    ]
    return Schedule("escalation", "Escalation", table(("Level", "When", "Goes to", "Answers within", "Next step"), rows))
