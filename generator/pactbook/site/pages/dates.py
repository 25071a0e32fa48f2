"""Every date of every agreement that somebody must not miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.key_dates import KeyDate, book_dates
from pactbook.site import paths
from pactbook.site.markup import blocks, day, link, sentence, table
from pactbook.site.page import Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.site.view import View

ORDER = 40


def pages(view: View) -> Iterator[Page]:
    """One page: what comes, then what has been."""
    dates = book_dates(view.book)
    coming = [each for each in dates if each.day >= view.as_of]
    gone = [each for each in dates if each.day < view.as_of]
    lead = f"As of {day(view.as_of)}. The last day for notice is counted back from the end of the initial term."
    body = blocks("# Key dates", lead, "## To come", _table(view, coming), "## Past", _table(view, gone[::-1]))
    yield Page(paths.DATES, "Key dates", body, "list", trusted=True, nav=("Key dates",))


def _table(view: View, dates: Sequence[KeyDate]) -> str:
    if not dates:
        return "None."
    rows = []
    for each in dates:
        contract = view.book.contracts[each.contract]
        rows.append(
            (
                day(each.day),
                plain(sentence(each.what)),
                link(contract.terms.title, paths.contract(contract), paths.DATES),
                link(view.book.vendor_name(contract.vendor), paths.vendor(contract.vendor), paths.DATES),
            )
        )
    return table(("Date", "What", "Agreement", "Vendor"), rows)
