"""Schedule: the roles whose holders matter to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Schedule, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """Key roles, their duties, and how a change is handled."""
    if not terms.key_personnel:
        return None
    rows = [
        (person.role, person.duties, person.commitment, person.replacement_notice, person.successor_within)
        for person in terms.key_personnel.values()
    ]
    header = ("Role", "Duties", "Commitment", "Notice of a change", "Successor in place within")
    return Schedule("key-personnel", "Key personnel", table(header, rows))
