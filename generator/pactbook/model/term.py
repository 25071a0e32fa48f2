"""How long an agreement runs, how it renews, and the dates that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pactbook.model.values import Duration
from pactbook.problems import UnfitError

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    def __post_init__(self) -> None:
        """Refuse what gives no dates; raises UnfitError."""
        if not self.initial_term.has_days or not self.initial_term.number:
            message = f"'{self.initial_term}' is no term: it has to last a day at the least"
            raise UnfitError(message, "initial_term")
        if self.renewal.kind == "automatic" and self.renewal.period is None:
            message = "an automatic renewal needs its length: add 'period', such as '12 months'"
            raise UnfitError(message, "renewal")
        if self.renewal.period and not (self.renewal.period.has_days and self.renewal.period.number):
            message = f"'{self.renewal.period}' is no period of renewal: it has to last a day at the least"
            raise UnfitError(message, "renewal")
        if self.non_renewal_notice and not self.non_renewal_notice.has_days:
            message = f"'{self.non_renewal_notice}' is too short for a notice against renewal: write it in days or months"
            raise UnfitError(message, "non_renewal_notice")
        try:
            _ = self.end, self.latest_end, self.last_notice_day
        except ValueError as error:
            raise UnfitError(str(error), "initial_term") from None

    @property
    def end(self) -> date:
        """The last day of the initial term."""
        return self.initial_term.last_day(self.effective_date)

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
        end = self.end
        for _ in range(self.renewal.maximum):
            end = self.renewal.period.last_day(end + timedelta(days=1))
        return end

    def period_on(self, day: date) -> tuple[date, date, bool] | None:
        """The first and last day of the initial term or renewal that runs on a day, and whether it renews by itself at its end.

        None before the start and once the agreement has ended; an agreement that renews only if both sides sign is known to end with its initial term.
        """
        first, last, left = self.effective_date, self.end, self._automatic_renewals
        while last < day:
            if left == 0:
                return None
            first, last, left = last + timedelta(days=1), self.renewed(last), left - 1
        return (first, last, left > 0) if first <= day else None

    def is_over(self, day: date) -> bool:
        """Whether the initial term and every renewal that comes by itself are over on a day."""
        return day > self.end and self.period_on(day) is None

    def renewals(self) -> Iterator[tuple[date | None, date]]:
        """Each renewal that comes by itself: the last day for notice against it, None where no notice is agreed, and its own last day.

        Without a limit they go on until the calendar ends.
        """
        last, left = self.end, self._automatic_renewals
        while left > 0 and last < date.max:
            notice = self.non_renewal_notice.before(last) if self.non_renewal_notice else None
            last, left = self.renewed(last), left - 1
            yield notice, last

    def next_notice_day(self, day: date) -> date | None:
        """The last day for notice against the next renewal that can still be stopped on a day."""
        return next((notice for notice, _ in self.renewals() if notice and notice >= day), None)

    def renewed(self, last: date) -> date:
        """The last day of the renewal that follows a period with this last day; the calendar's last where it would lie beyond."""
        if self.renewal.period is None or last == date.max:
            return last
        try:
            return self.renewal.period.last_day(last + timedelta(days=1))
        except ValueError:
            return date.max

    @property
    def _automatic_renewals(self) -> float:
        if self.renewal.kind != "automatic":
            return 0
        return float("inf") if self.renewal.maximum is None else self.renewal.maximum
