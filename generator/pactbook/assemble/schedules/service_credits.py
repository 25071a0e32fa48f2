"""Schedule: how much is at risk, and how credits are calculated and earned back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Part, Schedule, facts, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """At-Risk Amount, Monthly Cap, earn-back and the credits of all service levels side by side."""
    credits_ = terms.service_credits
    if credits_ is None:
        return None
    rows = (
        ("At-Risk Amount", f"{credits_.at_risk} of the month's Charges"),
        ("Monthly Cap", f"{credits_.monthly_cap} of the month's Charges"),
        ("Earn-back", credits_.earn_back),
    )
    each = [
        (level.title, level.weight, level.credit.below_target, level.credit.below_minimum, level.credit.cap)
        for level in terms.service_levels.values()
        if level.credit
    ]
    part = Part("by-level", "Credits by service level", table(("Service level", "Weight", "Below Target", "Beyond Minimum", "Cap"), each))
    return Schedule("service-credits", "Service credits", facts(rows), (part,) if each else ())
