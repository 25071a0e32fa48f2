"""Parts of a site: pages that are made of some of the book's groups and of nothing else, so that they need not be made while these stay the same.

What a part may be made of is said once. Its key is taken from these groups, and its pages are made of a view that holds these groups alone: what
a page does not depend on by its key, it can't come by.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pactbook.site.views.inputs import COMMON, group
from pactbook.site.views.view import Known, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from pactbook.lock.records.state import InstrumentState
    from pactbook.model.book import Book
    from pactbook.model.manual import Manual
    from pactbook.site.page import Page

Groups = frozenset[str]
_KEPT = 64  # views
_T = TypeVar("_T")


class Piece(NamedTuple):
    """Some pages of one kind: which, what they may be made of (None: everything), and what makes them of a view of that."""

    name: str
    groups: Groups | None
    make: Callable[[View], Iterable[Page]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a site: where it has a `key`, the same name and the same key mean the same pages."""

    name: str
    key: str
    make: Callable[[], Iterable[Page]]


IN_COMMON: Groups = frozenset((COMMON,))
"""What every part may be made of: the policy, the clauses, the profiles."""


def of_contracts(book: Book) -> Groups:
    """All contracts, and what all have in common: everything but manuals."""
    return IN_COMMON.union(group(path) for path in (*book.contracts, *book.proposals))


def is_of_contracts(groups: Groups) -> bool:
    """Whether there is no manual among the groups."""
    return not any(each.startswith("ops-manuals/") for each in groups)


def of_vendor(book: Book, vendor: str) -> Groups:
    """A vendor's contracts and manuals."""
    return IN_COMMON.union((f"contracts/{vendor}", *(path for path, manual in book.manuals.items() if manual.vendor == vendor)))


def of_manual(manual: Manual) -> Groups:
    """One manual, with the contracts of its vendor."""
    return IN_COMMON | {f"contracts/{manual.vendor}", manual.path}


@dataclass(slots=True)
class _Told:
    """What is known beside the files of one group; changes by their number in the list of all."""

    updated: dict[str, date] = field(default_factory=dict)
    filed: dict[str, date] = field(default_factory=dict)
    states: dict[str, InstrumentState] = field(default_factory=dict)
    changes: list[int] = field(default_factory=list)


class Narrow:
    """Narrower views of what a view shows."""

    def __init__(self, whole: View) -> None:
        """Nothing is sorted before it is asked for."""
        self._whole = whole
        self._told: Mapping[str, _Told] | None = None
        self._made: dict[Groups, View] = {}

    def to(self, groups: Groups) -> View:
        """The view of these groups alone; the last few are kept, since a page is seldom alone in what it may be made of."""
        if groups not in self._made:
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            whole, book = self._whole, self._whole.book
            narrow = replace(
                book,
                contracts={path: contract for path, contract in book.contracts.items() if group(path) in groups},
                proposals={path: contract for path, contract in book.proposals.items() if group(path) in groups},
                manuals={path: manual for path, manual in book.manuals.items() if path in groups},
            )
            self._made[groups] = View(narrow, whole.audience, whole.as_of, self._known(groups), whole.names, whole.vendors)
        return self._made[groups]

    def _known(self, groups: Groups) -> Known:
        known = self._whole.known
        if self._told is None:
            self._told = _sorted(known)
        told = [self._told[name] for name in sorted(groups) if name in self._told]
        return replace(
            known,
            updated=_together(each.updated for each in told),
            filed=_together(each.filed for each in told),
            states=_together(each.states for each in told),
            page_changes=tuple(known.page_changes[number] for number in sorted({number for each in told for number in each.changes})),
        )


def _sorted(known: Known) -> Mapping[str, _Told]:
    """What is known, by group."""
    found: dict[str, _Told] = defaultdict(_Told)
    for path, day in known.updated.items():
        found[group(path)].updated[path] = day
    for path, day in known.filed.items():
        found[group(path)].filed[path] = day
    for folder, state in known.states.items():
        found[group(f"{folder}/.")].states[folder] = state
    for number, change in enumerate(known.page_changes):
        for name in {group(path) for path in (change.before, change.after) if path}:
            found[name].changes.append(number)
    return dict(found)


def _together(parts: Iterable[dict[str, _T]]) -> dict[str, _T]:
    return {key: value for part in parts for key, value in part.items()}


def by_vendor(book: Book, folders: Iterable[str], what: str, make: Callable[[View], Iterable[Page]]) -> Iterator[Piece]:
    """A piece for each vendor that these folders of contracts are of, in their order, which keeps a vendor's folders together."""
    for vendor in dict.fromkeys(folder.split("/")[1] for folder in folders):
        yield Piece(f"{what} {vendor}", of_vendor(book, vendor), make)
