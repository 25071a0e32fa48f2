"""Every date that somebody must not miss: those that follow from the terms, and the days on which signed versions take effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.key_dates import KeyDate, book_dates
from pactbook.load.key_dates import key_dates as contract_dates
from pactbook.lock.records.state import Standing
from pactbook.site.proofs import standings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.views.view import View


def key_dates(view: View) -> list[KeyDate]:
    """All of them, past ones too, in order."""
    return sorted((*book_dates(view.book, view.as_of), *_versions(view, view.book.contracts)))


def key_dates_of(view: View, vendor: str) -> list[KeyDate]:
    """Those of a vendor's contracts."""
    own = view.book.of_vendor(vendor)
    found = [each for contract in own for each in contract_dates(contract, view.as_of)]
    return sorted((*found, *_versions(view, [contract.path for contract in own])))


def _versions(view: View, folders: Iterable[str]) -> Iterator[KeyDate]:
    """The days of versions that everybody has signed and that do not bind yet; the first version's day is in the terms."""
    for folder in folders:
        state = view.known.states.get(folder)
        if state is None or standings.of(view, folder) is Standing.BROKEN:
            continue
        for version in state.versions[1:]:
            if state.standing(view.as_of, version) is Standing.SCHEDULED and not standings.unheard(view, version):
                yield KeyDate(version.effective, f"version {version.version} takes effect", folder, f"version {version.version}")
