"""What a contract of each service type must hold, and which contracts are of that type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.markup import blocks, link, table
from pactbook.site.page import Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.views.view import View

ORDER = 60


def pages(view: View) -> Iterator[Page]:
    """One page."""
    parts = []
    for name, profile in view.book.profiles.items():
        contracts = [contract for contract in view.book.contracts.values() if contract.sow and contract.sow.service_type == name]
        links = ", ".join(
            link(_name(view, contract.vendor, contract.terms.title), paths.contract(contract), paths.SERVICE_TYPES)
            for contract in contracts
        )
        rows = [(plain(each.title), plain(each.reason)) for each in profile.requires]
        parts += [
            f"## {plain(profile.title)} {{#{name}}}",
            plain(profile.about),
            f"Agreements of this type: {links or 'none'}.",
            table(("What it must hold", "Why"), rows),
        ]
    lead = "Generic contracts fail where each service type has its own needs. A contract of a type must hold what stands here."
    yield Page(paths.SERVICE_TYPES, "Service types", blocks("# Service types", lead, *parts), "list", trusted=True, nav=("Service types",))


def _name(view: View, vendor: str, title: str) -> str:
    return f"{title} ({view.book.vendor_name(vendor)})" if view.internal else title
