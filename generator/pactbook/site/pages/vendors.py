"""A page for each vendor: its agreements, manuals, service levels at a glance and dates; and the list of vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.coming import key_dates_of
from pactbook.site.markup import blocks, count, day, facts, link, sentence, table
from pactbook.site.page import Link, Page, Siblings, plain
from pactbook.site.proofs import standings
from pactbook.site.views.parts import Piece, of_vendor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.site.views.view import View

ORDER = 10
MOST_IN_NAVIGATION = 12


def crumbs(view: View, vendor: str) -> tuple[Link, ...]:
    """The way from the top to a page of a vendor."""
    own = Link(view.book.vendor_name(vendor), paths.vendor(vendor))
    return (Link("Vendors", paths.VENDORS), own) if view.internal else (own,)


def documents(view: View, vendor: str) -> Siblings:
    """Everything of a vendor, for the navigation beside its pages."""
    links = [Link("Overview", paths.vendor(vendor))]
    if any(contract.sow for contract in view.book.of_vendor(vendor)):
        links.append(Link("Scorecard", paths.scorecard(vendor)))
    links += [Link(contract.terms.title, paths.contract(contract)) for contract in view.book.of_vendor(vendor)]
    links += [
        Link(f"{contract.terms.title} (proposal)", paths.contract(contract))
        for contract in view.book.proposals.values()
        if contract.vendor == vendor
    ]
    links += [
        Link(manual.outline.title, paths.manual_page(manual, "index.md"))
        for manual in view.book.manuals.values()
        if manual.vendor == vendor
    ]
    return Siblings(view.book.vendor_name(vendor), tuple(links))


def pages(view: View) -> Iterator[Page]:
    """For the client a list, then each vendor; a vendor sees itself alone."""
    if view.internal:
        yield _list(view)
    yield from _vendors(view)


def pieces(view: View) -> Iterator[Piece]:
    """The list, which names all vendors, and each vendor by itself."""
    yield Piece("vendors", None, lambda whole: (_list(whole),))
    for vendor in view.book.vendors:
        yield Piece(f"vendor {vendor}", of_vendor(view.book, vendor), _vendors)


def _vendors(view: View) -> Iterator[Page]:
    return (_vendor(view, vendor) for vendor in view.book.vendors)


def _list(view: View) -> Page:
    rows = [
        (
            link(view.book.vendor_name(vendor), paths.vendor(vendor), paths.VENDORS),
            count(len(view.book.of_vendor(vendor)), "agreement"),
            count(len([each for each in view.book.manuals.values() if each.vendor == vendor]), "manual"),
        )
        for vendor in view.book.vendors
    ]
    body = blocks("# Vendors", table(("Vendor", "Agreements", "Operations manuals"), rows))
    return Page(paths.VENDORS, "Vendors", body, "list", trusted=True, nav=("Vendors",))


def _vendor(view: View, vendor: str) -> Page:
    name, path = view.book.vendor_name(vendor), paths.vendor(vendor)
    body = blocks(
        f"# {plain(name)}",
        _who(view, vendor),
        _agreements(view, vendor),
        _manuals(view, vendor),
        _levels(view, vendor),
        _dates(view, vendor),
    )
    listed = len(view.vendors) <= MOST_IN_NAVIGATION
    return Page(
        path,
        name,
        body,
        "vendor",
        trusted=True,
        nav=(("Vendors", name) if view.internal else (name,)) if listed else None,
        crumbs=(Link("Vendors", paths.VENDORS),) if view.internal else (),
        siblings=documents(view, vendor),
    )


def _who(view: View, vendor: str) -> str:
    contracts = view.book.of_vendor(vendor)
    if not contracts:
        return ""
    party = contracts[0].terms.parties.vendor
    identifiers = ", ".join(str(identifier) for identifier in party.identifiers)
    rows = [
        ("Registered as", identifiers),
        ("Address", party.address),
        ("Notices go to", f"{party.notices.role}, {party.notices.email}"),
    ]
    register = contracts[0].terms.register
    if register and view.internal:
        rows += [
            ("Function", sentence(register.function)),
            ("Criticality", sentence(register.criticality)),
            ("Countries", ", ".join(register.countries)),
            ("To substitute", sentence(register.substitutability)),
            ("Last audit", day(register.last_audit)),
            ("Next audit", day(register.next_audit)),
            ("Cost in a year", str(register.annual_cost) if register.annual_cost else ""),
        ]
    return facts(rows)


def _agreements(view: View, vendor: str) -> str:
    own = [*view.book.of_vendor(vendor), *(each for each in view.book.proposals.values() if each.vendor == vendor)]
    rows = [
        (
            link(contract.terms.title + (" (proposal)" if contract.is_proposal else ""), paths.contract(contract), paths.vendor(vendor)),
            standings.badge(view, contract),
            day(contract.terms.term.effective_date),
            day(contract.terms.term.end),
            day(contract.terms.term.next_notice_day(view.as_of)),
        )
        for contract in own
    ]
    return (
        blocks("## Agreements", table(("Agreement", "Status", "Effective", "Initial term ends", "Last day for notice"), rows))
        if rows
        else ""
    )


def _manuals(view: View, vendor: str) -> str:
    rows = [
        (
            link(manual.outline.title, paths.manual_page(manual, "index.md"), paths.vendor(vendor)),
            plain(manual.outline.summary),
            count(len(manual.pages), "page"),
            plain(manual.outline.owner),
        )
        for manual in view.book.manuals.values()
        if manual.vendor == vendor
    ]
    return blocks("## Operations manuals", table(("Manual", "What it covers", "Pages", "Kept by"), rows)) if rows else ""


def _levels(view: View, vendor: str) -> str:
    parts = [_levels_of(view, contract, vendor) for contract in view.book.of_vendor(vendor) if contract.sow]
    more = link("Scorecard", paths.scorecard(vendor), paths.vendor(vendor))
    return blocks("## Service levels at a glance", *parts, more) if parts else ""


def _levels_of(view: View, contract: Contract, vendor: str) -> str:
    sow = contract.sow
    if sow is None:
        return ""
    rows = [
        (
            link(level.title, view.place_in(contract, f"service-levels.{key.replace('_', '-')}"), paths.vendor(vendor)),
            plain(str(level.target)),
            plain(str(level.minimum or "")),
            plain(str(level.weight)) if level.weight and level.weight.number else "Tracked only",
            day(level.next_review),
        )
        for key, level in sow.service_levels.items()
    ]
    return blocks(f"### {plain(contract.terms.title)}", table(("Service level", "Target", "Minimum", "Weight", "Next review"), rows))


def _dates(view: View, vendor: str) -> str:
    found = [each for each in key_dates_of(view, vendor) if each.day >= view.as_of]
    rows = [
        (
            day(each.day),
            plain(sentence(each.what)),
            link(view.book.contracts[each.contract].terms.title, paths.contract_at(each.contract), paths.vendor(vendor)),
        )
        for each in found
    ]
    return blocks("## Key dates", table(("Date", "What", "Agreement"), rows)) if rows else ""
