"""Every date of every agreement that somebody must not miss, and the periods that an event starts; as a page and as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.records.state import Standing
from pactbook.site import paths
from pactbook.site.calendar import calendar
from pactbook.site.coming import key_dates
from pactbook.site.markup import blocks, day, link, sentence, table
from pactbook.site.page import Download, Page, plain
from pactbook.site.proofs import standings
from pactbook.site.views.parts import Piece, of_contracts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.load.key_dates import KeyDate
    from pactbook.model.book import Contract
    from pactbook.site.views.view import View

ORDER = 40
_BINDS = (Standing.IN_FORCE, Standing.RENEWED, Standing.SCHEDULED, Standing.SUPERSEDED)


def pages(view: View) -> Iterator[Page]:
    """One page: what comes, what an event starts, then what has been; with the calendar."""
    dates = key_dates(view)
    coming = [each for each in dates if each.day >= view.as_of]
    gone = [each for each in dates if each.day < view.as_of]
    lead = f"As of {day(view.as_of)}. The last day for notice is counted back from the end of the term that it would end."
    binding = _binding(view, coming)
    address = paths.relative(paths.CALENDAR, paths.DATES)
    offer = f"[Add these dates to your calendar]({address}) (iCalendar, with a reminder two weeks before each)." if binding else ""
    body = blocks("# Key dates", lead, offer, "## To come", _table(view, coming), _periods(view), "## Past", _table(view, gone[::-1]))
    download = Download(paths.CALENDAR, _calendar(view, binding))
    yield Page(paths.DATES, "Key dates", body, "list", trusted=True, nav=("Key dates",), downloads=(download,))


def pieces(view: View) -> Iterator[Piece]:
    """All at once; of manuals they say nothing."""
    yield Piece("dates", of_contracts(view.book), pages)


def _binding(view: View, dates: Sequence[KeyDate]) -> list[KeyDate]:
    """Dates of agreements that bind or will bind; a draft's dates are nobody's yet."""
    return [each for each in dates if standings.of(view, each.contract) in _BINDS]


def _calendar(view: View, dates: Sequence[KeyDate]) -> bytes:
    book = view.book
    titles = {
        path: f"{book.vendor_name(contract.vendor)}, {contract.terms.title}" if view.internal else contract.terms.title
        for path, contract in book.contracts.items()
    }
    return calendar(f"Key dates of {book.client_name()}", dates, titles, view.as_of)


def _table(view: View, dates: Sequence[KeyDate]) -> str:
    if not dates:
        return "None."
    rows = []
    for each in dates:
        contract = view.book.contracts[each.contract]
        rows.append((day(each.day), plain(sentence(each.what)) + _mark(view, contract), *_who(view, contract)))
    return table(("Date", "What", "Agreement", *(["Vendor"] if view.internal else [])), rows)


def _mark(view: View, contract: Contract) -> str:
    """The state of an agreement that does not bind, so that nobody takes its date for one that does."""
    return "" if standings.of(view, contract.path) in _BINDS else f" {standings.badge(view, contract)}"


def _who(view: View, contract: Contract) -> tuple[str, ...]:
    agreement = link(contract.terms.title, paths.contract(contract), paths.DATES)
    if not view.internal:
        return (agreement,)
    return agreement, link(view.book.vendor_name(contract.vendor), paths.vendor(contract.vendor), paths.DATES)


def _periods(view: View) -> str:
    """Periods without a date of their own: each begins when something happens."""
    rows = [row for contract in view.book.contracts.values() for row in _of_contract(view, contract)]
    if not rows:
        return ""
    header = ("What", "Time", "From", "Agreement", *(["Vendor"] if view.internal else []))
    return blocks("## Deadlines that run from an event", table(header, rows))


def _of_contract(view: View, contract: Contract) -> Iterator[tuple[str, ...]]:
    sow = contract.sow
    if sow is None:
        return
    found = [(f"Cure of {level.title}", level.cure, "notice of the failure") for level in sow.service_levels.values() if level.cure]
    if sow.acceptance:
        found.append(("Review of what was delivered", sow.acceptance.review, "delivery"))
        found.append(("Delivery again after a rejection", sow.acceptance.resubmission, "the rejection"))
    for what, time, since in found:
        yield (plain(what) + _mark(view, contract), plain(str(time)), plain(since), *_who(view, contract))
