"""Schedule: how work is shared where the client has several vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.schedules.schedule import Schedule, facts, paragraphs, plain, table

if TYPE_CHECKING:
    from pactbook.model.terms import SowTerms


def write(terms: SowTerms) -> Schedule | None:
    """The shares, this vendor's role, and how the discretionary share is decided."""
    allocation = terms.allocation
    if allocation is None:
        return None
    shares = allocation.shares
    own = {"champion": shares.champion, "challenger": shares.challenger}[allocation.this_vendor]
    lead = (
        f"The Client splits the volume among vendors. The Vendor is the {allocation.this_vendor}: it receives {own} of the volume, "
        f"and takes part in the {shares.performance} that goes by performance."
    )
    rows = (("Champion", shares.champion), ("Challenger", shares.challenger), ("By performance", shares.performance))
    rules = facts([("How the performance share is decided", allocation.basis), ("Reviewed", allocation.review)])
    return Schedule("allocation", "Allocation of volume", paragraphs(plain(lead), table(("Share of", "Volume"), rows), rules))
