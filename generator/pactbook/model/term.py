"""How long an agreement runs, how it renews, and the dates that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pactbook.model.values import Duration


@dataclass(frozen=True, slots=True)
class Renewal:
    """Whether and how the term goes on; `maximum` counts the renewals."""

    kind: str
    period: Duration | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Start, initial term, renewal and the notice that stops it."""

    effective_date: date
    initial_term: Duration
    renewal: Renewal
    non_renewal_notice: Duration | None = None

    @property
    def end(self) -> date:
        """The last day of the initial term."""
        return self.initial_term.after(self.effective_date) - timedelta(days=1)

    @property
    def last_notice_day(self) -> date | None:
        """The last day on which notice not to renew reaches the other side in time, for the initial term.

        A term that ends on 31 December 1998 with 90 days' notice has its last day on 2 October 1998: the end less the notice.
        """
        if self.non_renewal_notice is None or self.renewal.kind != "automatic":
            return None
        return self.non_renewal_notice.before(self.end)

    @property
    def latest_end(self) -> date | None:
        """The last day if every renewal is taken up, or None where renewals have no limit."""
        if self.renewal.kind == "none" or self.renewal.period is None:
            return self.end
        if self.renewal.maximum is None:
            return None
        after = self.end + timedelta(days=1)
        for _ in range(self.renewal.maximum):
            after = self.renewal.period.after(after)
        return after - timedelta(days=1)
