"""The first page: who works for whom, which agreements there are, how they stand, and which dates come next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.coming import key_dates
from pactbook.site.markup import blocks, cards, count, day, link, sentence, table
from pactbook.site.page import Page, plain
from pactbook.site.proofs import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.views.view import View

ORDER = 0
MOST_DATES = 8


def pages(view: View) -> Iterator[Page]:
    """One page."""
    client = view.book.client_name()
    vendors = len(view.book.vendors)
    if view.internal:
        title = f"What {client} has agreed"
        lead = f"{count(vendors, 'vendor works', 'vendors work')} for {plain(client)}. What was agreed, how it stands today, and how the work is done."
    else:
        title = f"Your agreements with {client}"
        lead = "What binds you, which dates come next, and how the work is done."
    body = blocks(
        f"# {plain(title)}",
        f"{lead}\n{{.pb-lead}}",
        _vendors(view) if view.internal else _manuals(view),
        _agreements(view),
        _dates(view),
        _layers(),
    )
    yield Page(paths.HOME, title, body, "home", trusted=True, nav=("Home",), description=lead)


def _vendors(view: View) -> str:
    book = view.book
    entries = []
    for vendor in book.vendors:
        contracts, manuals = book.of_vendor(vendor), [each for each in book.manuals.values() if each.vendor == vendor]
        types = sorted({book.profiles[c.sow.service_type].title for c in contracts if c.sow and c.sow.service_type in book.profiles})
        what = ", ".join(types) or "No statement of work yet"
        figures = f"{count(len(contracts), 'agreement')}, {count(len(manuals), 'operations manual')}"
        more = link("Agreements and manuals", paths.vendor(vendor), paths.HOME)
        entries.append(f"## {plain(book.vendor_name(vendor))}\n\n{plain(what)}\n\n{figures}\n\n{more}\n{{.pb-more}}")
    return cards(entries)


def _manuals(view: View) -> str:
    """What those open every day who do the work; the way to all that was agreed stands below, in the table of agreements."""
    entries = []
    for manual in view.book.manuals.values():
        pages = count(len(manual.pages), "page")
        more = link("Open the manual", paths.manual_page(manual, "index.md"), paths.HOME)
        entries.append(f"## {plain(manual.outline.title)}\n\n{plain(manual.outline.summary)}\n\n{pages}: {more}\n{{.pb-more}}")
    return cards(entries) if entries else ""


def _agreements(view: View) -> str:
    rows = []
    dates = [each for each in key_dates(view) if each.day >= view.as_of]
    for vendor in view.book.vendors:
        for contract in view.book.of_vendor(vendor):
            coming = next((each for each in dates if each.contract == contract.path), None)
            rows.append(
                (
                    link(contract.terms.title, paths.contract(contract), paths.HOME),
                    *([plain(view.book.vendor_name(vendor))] if view.internal else []),
                    standings.badge(view, contract),
                    day(contract.terms.term.end),
                    f"{day(coming.day)}: {plain(sentence(coming.what))}" if coming else "",
                )
            )
    header = ("Agreement", *(["Vendor"] if view.internal else []), "Status", "Initial term ends", "Next date")
    return blocks("## Agreements", table(header, rows)) if rows else ""


def _dates(view: View) -> str:
    coming = [each for each in key_dates(view) if each.day >= view.as_of][:MOST_DATES]
    if not coming:
        return ""
    rows = []
    for each in coming:
        contract = view.book.contracts[each.contract]
        title = contract.terms.title if not view.internal else f"{view.book.vendor_name(contract.vendor)}: {contract.terms.title}"
        rows.append((day(each.day), plain(sentence(each.what)), link(title, paths.contract(contract), paths.HOME)))
    more = link("All key dates", paths.DATES, paths.HOME)
    return blocks("## Next dates", table(("Date", "What", "Agreement"), rows), more)


def _layers() -> str:
    how = link("How a change is made", paths.CHANGES, paths.HOME)
    rows = (
        ("Master services agreement", "Liability, data, security, audit, exit", "Locked: legal of both sides sign each change"),
        ("Statement of work", "Services, service levels, prices, cancellation", "Locked: legal of both sides sign each change"),
        (
            "Operations manual",
            "Workflows, edge cases, training, quality, escalation",
            "Free: operations change pages at once, under an outline that legal approved",
        ),
    )
    return blocks("## Who changes what", table(("Layer", "What it holds", "Who changes it"), rows), how)
