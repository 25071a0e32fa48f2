"""The whole book from a tree, with every problem of layout, syntax, schema and fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.load import parts, rules
from pactbook.load.files import Source
from pactbook.load.layout import ROOTS, sort_out
from pactbook.model.book import Book, Contract
from pactbook.problems import Problem, did_you_mean, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.load.kept import Shelf
    from pactbook.model.manual import Manual
    from pactbook.problems import Rule
    from pactbook.trees.tree import Tree


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read, and what is wrong with the rest."""

    book: Book
    problems: tuple[Problem, ...]


def load_book(tree: Tree, shelf: Shelf | None = None) -> Loaded:
    """Read every file of the book in `tree`; what stands on the shelf was read and found sound before."""
    layout = sort_out(tree.entries(*ROOTS))
    source = Source(tree, list(layout.problems), shelf)
    policy = parts.read_policy(source, layout)
    clauses = parts.read_clauses(source, layout)
    profiles = parts.read_profiles(source, layout)
    contracts = parts.read_contracts(source, layout)
    manuals = parts.read_manuals(source, layout)
    in_place = {folder: contract for folder, contract in contracts.items() if not contract.is_proposal}
    proposals = {folder: contract for folder, contract in contracts.items() if contract.is_proposal}
    book = Book(policy, in_place, proposals, clauses, profiles, manuals)
    declared = _Declared(
        {folder: tuple(files) for folder, files in layout.clauses.items()}, frozenset(layout.contracts), frozenset(layout.profiles)
    )
    source.problems.extend(_fit(book, declared))
    return Loaded(book, in_order(source.problems))


@dataclass(frozen=True, slots=True)
class _Declared:
    """What lies in the tree, errors or not: a part with errors of its own is not reported as missing too."""

    clauses: Mapping[str, tuple[str, ...]]
    contracts: frozenset[str]
    profiles: frozenset[str]


def _fit(book: Book, declared: _Declared) -> Iterator[Problem]:
    for contract in (*book.contracts.values(), *book.proposals.values()):
        yield from _parties(book, contract)
        yield from _clauses_exist(book, contract, declared)
        yield from _sow_fits(contract, declared)
    for manual in book.manuals.values():
        yield from _manual_fits(manual, declared, book)


def _problem(contract: Contract, rule: Rule, message: str, *route: str | int) -> Problem:
    return Problem(f"{contract.path}/terms.yaml", contract.document.at(*route), rule, message)


def _parties(book: Book, contract: Contract) -> Iterator[Problem]:
    parties = contract.terms.parties
    if parties.vendor.party != contract.vendor:
        message = f"the vendor is '{parties.vendor.party}' in the folder of '{contract.vendor}'"
        yield _problem(contract, rules.PARTY, message, "parties", "vendor", "party")
    if book.policy is None:
        return
    if parties.client.party != book.policy.client:
        message = f"the client is '{parties.client.party}'; the policy names '{book.policy.client}'"
        yield _problem(contract, rules.PARTY, message, "parties", "client", "party")
    for side, party in (("client", parties.client), ("vendor", parties.vendor)):
        known = book.policy.parties.get(party.party)
        if known is None:
            message = f"the policy has no party '{party.party}'{did_you_mean(party.party, book.policy.parties)}"
            yield _problem(contract, rules.PARTY, message, "parties", side, "party")
        elif known.name != party.name:
            message = f"'{party.name}' is called '{known.name}' in the policy"
            yield _problem(contract, rules.PARTY, message, "parties", side, "name")


def _clauses_exist(book: Book, contract: Contract, declared: _Declared) -> Iterator[Problem]:
    for index, use in enumerate(contract.terms.clauses):
        if not use.use or book.clause(use.use):
            continue
        versions = [file.removesuffix(".md") for file in declared.clauses.get(use.clause_id, ())]
        if use.version in versions:
            continue
        if versions:
            message = f"clause '{use.clause_id}' has no version {use.version}; there is {', '.join(versions)}"
        else:
            message = f"there is no clause '{use.clause_id}'{did_you_mean(use.clause_id, declared.clauses)}"
        yield _problem(contract, rules.NO_CLAUSE, message, "clauses", index, "use")


def _sow_fits(contract: Contract, declared: _Declared) -> Iterator[Problem]:
    sow = contract.sow
    if sow is None:
        return
    if f"contracts/{contract.vendor}/msa" not in declared.contracts:
        yield _problem(contract, rules.NO_MSA, f"there is no contracts/{contract.vendor}/msa/")
    if f"{sow.service_type}.yaml" not in declared.profiles:
        known = [file.removesuffix(".yaml") for file in declared.profiles]
        message = f"there is no profile for service type '{sow.service_type}'{did_you_mean(sow.service_type, known)}"
        yield _problem(contract, rules.NO_PROFILE, message, "service_type")


def _manual_fits(manual: Manual, declared: _Declared, book: Book) -> Iterator[Problem]:
    path, contract = f"{manual.path}/outline.yaml", manual.outline.contract
    if contract not in declared.contracts:
        message = f"there is no contract '{contract}'{did_you_mean(contract, declared.contracts)}"
        yield Problem(path, manual.document.at("contract"), rules.NO_CONTRACT, message)
    elif contract.split("/")[1] != manual.vendor:
        message = f"'{contract}' is not a contract of '{manual.vendor}', in whose folder the manual lies"
        yield Problem(path, manual.document.at("contract"), rules.NO_CONTRACT, message)
    known = set(book.policy.parties) - {book.policy.client} if book.policy else None
    for index, vendor in enumerate(manual.outline.audience):
        if known is not None and vendor not in known:
            message = f"the policy has no vendor '{vendor}'{did_you_mean(vendor, known)}"
            yield Problem(path, manual.document.at("audience", index), rules.PARTY, message)
