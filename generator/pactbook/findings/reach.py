"""How far a proposal reaches: what it touches, and what depends on that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pactbook.findings.waivers import uses
from pactbook.load.files import Source
from pactbook.load.layout import POLICY, ROOTS
from pactbook.model.manual import Outline
from pactbook.model.settings import BASELINE, SETTINGS
from pactbook.model.terms import MsaTerms, SowTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pactbook.model.book import Book, Contract
    from pactbook.trees.changes import Changes
    from pactbook.trees.tree import Tree

PATHS = (*ROOTS, SETTINGS, BASELINE)
"""Where a change can make a finding."""
_OF_ALL = frozenset({POLICY, SETTINGS, BASELINE})


class Proposal(NamedTuple):
    """What a proposal changes, and what gives the tree that it began with."""

    changes: Changes
    before: Callable[[], Tree]


@dataclass(slots=True)
class Reach:
    """The files that were touched, and the folders whose findings may differ for it; `everything` where each one may."""

    paths: frozenset[str]
    folders: set[str] = field(default_factory=set)
    everything: bool = False

    def holds(self, path: str) -> bool:
        """Whether findings in a file are told."""
        return self.everything or path in self.paths or folder_of(path) in self.folders

    def work(self, book: Book) -> frozenset[str] | None:
        """The folders to run the rules on: a contract is judged with the clauses that it is made of. None for all."""
        if self.everything:
            return None
        return frozenset(self.folders | _made_of(self.folders, book))


def folder_of(path: str) -> str:
    """The contract, proposal, clause or manual that a file belongs to."""
    parts = path.split("/")
    if parts[0] == "clauses":
        return "/".join(parts[:2])
    deep = 4 if parts[0] == "contracts" and len(parts) > 4 and parts[3] == "draft" else 3  # noqa: PLR2004 - contracts/<vendor>/<name>/draft/<file>
    return "/".join(parts[:deep])


def reach(paths: frozenset[str], book: Book, before: Callable[[], Tree]) -> Reach:
    """What changes of `paths` reach in a book; `before` is the tree that they were made to."""
    if paths & _OF_ALL:
        return Reach(paths, everything=True)
    found = Reach(paths)
    touched: set[str] = set()
    old = _Old(paths, before)
    for path in sorted(paths):
        top, _, rest = path.partition("/")
        if top == "contracts":
            touched.add(folder_of(path))
        elif top == "clauses":
            found.folders.add(folder_of(path))
            touched |= _by_clause(rest, book)
            found.folders |= _by_profile(rest, book) | _by_link(rest, book)
        elif top == "ops-manuals":
            found.folders |= {folder_of(path), *old.contract_of(path), *_contracts_of(folder_of(path), book)}
    for path in sorted(touched):
        found.folders |= _by_contract(path, book)
    found.folders |= _made_of({path for path in found.folders if _is_made_anew(path, touched)}, book)
    found.folders |= _by_waivers(touched | found.folders, book, old)
    return found


def _is_made_anew(path: str, touched: set[str]) -> bool:
    """Whether a contract's text may come out differently: it is touched, or the MSA is to which it refers."""
    msa = f"{'/'.join(path.split('/')[:2])}/msa"
    return path in touched or msa in touched or f"{msa}/draft" in touched


def _made_of(contracts: set[str], book: Book) -> set[str]:
    """The clauses that contracts are made of: what goes wrong in the making is told where the words stand."""
    every = {**book.contracts, **book.proposals}
    return {f"clauses/{use.clause_id}" for path in contracts if path in every for use in every[path].terms.clauses if use.use}


def _by_clause(rest: str, book: Book) -> set[str]:
    """The contracts that use the version of a clause that a file under clauses/ holds."""
    return {contract.path for contract, _ in uses(book, rest.removesuffix(".md"))}


def _by_link(rest: str, book: Book) -> set[str]:
    """The manuals that link to the clause."""
    link = f"clause:{rest.partition('/')[0]}"
    return {manual.path for manual in book.manuals.values() if any(link in page.text for page in manual.pages)}


def _by_profile(rest: str, book: Book) -> set[str]:
    folder, _, file = rest.partition("/")
    if folder != "profiles":
        return set()
    every = (*book.contracts.values(), *book.proposals.values())
    return {each.path for each in every if each.sow and f"{each.sow.service_type}.yaml" == file}


def _contracts_of(manual: str, book: Book) -> Iterator[str]:
    """What a manual defines for its contract counts as defined there."""
    if manual in book.manuals:
        contract = book.manuals[manual].outline.contract
        yield from (contract, f"{contract}/draft")


def _by_contract(path: str, book: Book) -> set[str]:
    """A contract with its proposal, the MSA above it or all that works under it, and its manuals."""
    place = path.removesuffix("/draft")
    own = {place, f"{place}/draft"}
    vendor = "/".join(place.split("/")[:2])
    if place == f"{vendor}/msa":
        every: Iterable[Contract] = (*book.contracts.values(), *book.proposals.values())
        own |= {each.path for each in every if each.path.startswith(f"{vendor}/")}
    else:
        own |= {f"{vendor}/msa", *_of_the_same_number(path, book)}
    return own | {manual.path for manual in book.manuals.values() if manual.outline.contract in own}


def _of_the_same_number(path: str, book: Book) -> Iterator[str]:
    """An SOW's number is its own in the whole book."""
    sow = book.contracts.get(path) or book.proposals.get(path)
    if sow and sow.sow:
        number = sow.sow.sow_number
        yield from (
            each.path for each in (*book.contracts.values(), *book.proposals.values()) if each.sow and each.sow.sow_number == number
        )


def _by_waivers(folders: set[str], book: Book, old: _Old) -> set[str]:
    """Whether a clause's waiver finds anything is known only when every contract that uses the clause was looked at."""
    waived = {clause.name: clause for versions in book.clauses.values() for clause in versions if clause.data.waivers}
    if not waived:
        return set()
    every = {**book.contracts, **book.proposals}
    found: set[str] = set()
    for folder in folders:
        named = {use.use for use in every[folder].terms.clauses} if folder in every else set()
        for name in waived.keys() & (named | old.clauses_of(folder)):
            found |= {f"clauses/{waived[name].clause_id}", *(contract.path for contract, _ in uses(book, name))}
    return found


class _Old:
    """What the files that a proposal touches said before, read only where it matters."""

    def __init__(self, paths: frozenset[str], before: Callable[[], Tree]) -> None:
        self._paths = paths
        self._before = before
        self._source: Source | None = None

    def _read(self) -> Source:
        if self._source is None:
            self._source = Source(self._before(), [])
        return self._source

    def contract_of(self, path: str) -> set[str]:
        """The contract under which a manual worked, where its outline is touched."""
        if not path.endswith("/outline.yaml"):
            return set()
        read = self._read().yaml(path, "outline", Outline)
        return {read[0].contract} if read else set()

    def clauses_of(self, folder: str) -> set[str]:
        """The clauses that a contract used, where its terms are touched."""
        path = f"{folder}/terms.yaml"
        if path not in self._paths:
            return set()
        source = self._read()
        msa = folder.removesuffix("/draft").endswith("/msa")
        read = source.yaml(path, "msa", MsaTerms) if msa else source.yaml(path, "sow", SowTerms)
        return {use.use for use in read[0].clauses} if read else set()
