"""The view of each audience: the whole book for the client's own people, and for a vendor what concerns it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pactbook.manuals.shared import book_for
from pactbook.manuals.vendor_names import vendor_names
from pactbook.problems import PactbookError, did_you_mean
from pactbook.site.audience import INTERNAL
from pactbook.site.views.manual_readers import Readers
from pactbook.site.views.view import Known, View

if TYPE_CHECKING:
    from datetime import date

    from pactbook.model.book import Book


def view(book: Book, audience: str, as_of: date, known: Known | None = None) -> View:
    """The view of an audience: `internal`, or a vendor's name; raises PactbookError for any other."""
    if audience != INTERNAL:
        if audience not in book.vendors:
            message = f"there is no audience '{audience}'{did_you_mean(audience, (INTERNAL, *book.vendors))}"
            raise PactbookError(message)
        return _of_vendor(book, audience, as_of, known or Known())
    return View(_on(book, as_of, known), audience, as_of, known or Known())


def _on(book: Book, day: date, known: Known | None) -> Book:
    """The book without the proposals that nobody could know on a past day: those that came or changed later, as far as history tells."""
    if not known or not known.filed or known.today is None or day >= known.today:
        return book
    there = {path.rpartition("/")[0] for path, filed in known.filed.items() if filed <= day}
    later = {path.rpartition("/")[0] for path, filed in known.filed.items() if filed > day}
    kept = {path: proposal for path, proposal in book.proposals.items() if path in there and path not in later}
    return book if len(kept) == len(book.proposals) else replace(book, proposals=kept)


def _of_vendor(book: Book, vendor: str, as_of: date, known: Known) -> View:
    """The view of a vendor. Manuals are shown as they are now, on whatever day, so that only who may read them today sees them at all."""
    seen = View(book_for(_on(book, as_of, known), vendor), vendor, as_of, known, vendor_names(book))
    if known.today in {None, as_of}:
        return seen
    kept = {path: manual for path, manual in seen.book.manuals.items() if Readers(seen, manual).may_read_on(known.today)}
    return View(replace(seen.book, manuals=kept), vendor, as_of, known, seen.names)
