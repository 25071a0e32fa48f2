"""The scorecard of each vendor: what is measured, what it weighs and costs, and the place where results are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.markup import blocks, day, link, table
from pactbook.site.page import Link, Page, plain
from pactbook.site.pages.vendors import crumbs, documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.model.service import ServiceLevel
    from pactbook.site.view import View

ORDER = 15
_LEAD = (
    "What counts, most weight first. Results are told in the monthly review that the agreement names; a result here is one that both sides "
    "have accepted there."
)


def pages(view: View) -> Iterator[Page]:
    """One page for each vendor that has a statement of work."""
    for vendor in view.book.vendors:
        sows = [contract for contract in view.book.of_vendor(vendor) if contract.sow]
        if sows:
            name = view.book.vendor_name(vendor)
            title = f"Scorecard of {name}"
            parts = [_contract(contract) for contract in sows]
            body = blocks(f"# {plain(title)}", _LEAD, *parts)
            way: tuple[Link, ...] = crumbs(view, vendor)
            yield Page(paths.scorecard(vendor), title, body, "list", trusted=True, crumbs=way, siblings=documents(view, vendor))


def _contract(contract: Contract) -> str:
    sow, own = contract.sow, paths.scorecard(contract.vendor)
    levels = sorted(sow.service_levels.items(), key=lambda item: -(item[1].weight.number if item[1].weight else 0)) if sow else []
    rows = [_row(contract, key, level) for key, level in levels]
    agreement = f"From the {link(contract.terms.title, paths.contract(contract), own)}."
    return blocks(
        f"## {plain(contract.terms.title)} {{#{contract.name}}}",
        agreement,
        table(("Service level", "Target", "Minimum", "Weight", "Credit below target", "Measured by", "Next review", "Latest result"), rows),
    )


def _row(contract: Contract, key: str, level: ServiceLevel) -> tuple[str, ...]:
    address = f"{paths.contract(contract)}#service-levels.{key.replace('_', '-')}"
    credit = level.credit.below_target if level.credit else None
    return (
        link(level.title, address, paths.scorecard(contract.vendor)),
        plain(str(level.target)),
        plain(str(level.minimum or "")),
        plain(str(level.weight)) if level.weight and level.weight.number else "Tracked only",
        plain(str(credit)) if credit else "",
        plain(level.measured_by.capitalize()),
        day(level.next_review),
        "None filed",
    )
