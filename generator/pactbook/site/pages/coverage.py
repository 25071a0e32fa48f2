"""Where each statement of work defines what it must: the ten things, and what the profile of its service type asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.coverage.matrix import matrix
from pactbook.site import paths
from pactbook.site.markup import blocks, link, table
from pactbook.site.page import Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.coverage.matrix import Row
    from pactbook.coverage.place import Place
    from pactbook.model.book import Contract
    from pactbook.site.views.view import View

ORDER = 55
_SHOWN = 4
_LEAD = (
    "A vendor does what is written. Each statement of work defines ten things, in the contract itself or in a section of the operations "
    "manual that legal made mandatory. *Thin* is a heading without substance."
)


def pages(view: View) -> Iterator[Page]:
    """One page, a section for each statement of work."""
    sows = [contract for contract in view.book.contracts.values() if contract.sow]
    if not sows:
        return
    parts = [_contract(view, contract) for contract in sows]
    yield Page(
        paths.COVERAGE,
        "Where it is defined",
        blocks("# Where it is defined", _LEAD, *parts),
        "list",
        trusted=True,
        nav=("Where it is defined",),
    )


def _contract(view: View, contract: Contract) -> str:
    found = matrix(view.book, contract, view.linker)
    vendor = f" ({view.book.vendor_name(contract.vendor)})" if view.internal else ""
    heading = f"## {plain(contract.terms.title + vendor)} {{#{contract.vendor}-{contract.name}}}"
    agreement = f"Agreement: {link(contract.terms.title, paths.contract(contract), paths.COVERAGE)}."
    besides = [row for row in found.profile if not _said(row, found.things)]
    asked = [table(("What the service type asks for besides", "State", "Where"), _rows(view, besides))] if besides else []
    return blocks(heading, agreement, table(("The ten things", "State", "Where, and who keeps it"), _rows(view, found.things)), *asked)


def _said(row: Row, things: Sequence[Row]) -> bool:
    """Whether one of the ten things is the same: it is defined in the same places."""
    return bool(row.places) and any(row.places == thing.places for thing in things)


def _rows(view: View, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    return [(plain(row.title), _state(row), "; ".join(_places(view, row))) for row in rows]


def _state(row: Row) -> str:
    return row.state if row.state == "present" else f"**{row.state}**"


def _places(view: View, row: Row) -> Iterator[str]:
    for place in row.places[:_SHOWN]:
        yield f"{link(_name(view, place), _address(view, place), paths.COVERAGE)}{_owner(place)}"
    if len(row.places) > _SHOWN:
        yield f"and {len(row.places) - _SHOWN} more"


def _name(view: View, place: Place) -> str:
    """What a place is called: with the page of the manual, or with the master agreement, that it stands in."""
    manual, contract = view.book.manuals.get(place.folder), view.book.contracts.get(place.folder)
    planned = manual.outline.page(place.file) if manual else None
    within = planned.title if planned else contract.terms.title if contract and contract.is_msa else ""
    return place.title if within in {"", place.title} else f"{within}: {place.title}"


def _owner(place: Place) -> str:
    return f" ({plain(place.owner)})" if place.in_manual and place.owner else ""


def _address(view: View, place: Place) -> str:
    manual = view.book.manuals.get(place.folder)
    page = paths.manual_page(manual, place.file) if manual else paths.contract_at(place.folder)
    return f"{page}#{place.anchor}" if place.anchor else page
