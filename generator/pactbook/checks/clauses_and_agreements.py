"""Clauses that can't be used, and contracts that can't be assembled from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.agreement import assemble
from pactbook.assemble.clause_text import check as check_clause
from pactbook.model.book import AGREEMENT
from pactbook.problems import Position, Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.run import Subject

NOT_ASSEMBLED = Rule(
    "C001",
    "Contract without its agreement",
    "People sign agreement.md; without it there is nothing to read and nothing to sign.",
    "Run 'pactbook assemble' and commit the file that it writes.",
)
DRIFT = Rule(
    "C002",
    "Agreement that does not follow from its terms",
    "The text that people would sign and the data that the site and the checks use would say different things.",
    "Run 'pactbook assemble' again; change terms.yaml or the clause, never agreement.md itself.",
)
RULES = (NOT_ASSEMBLED, DRIFT)


def check(subject: Subject) -> Iterator[Problem]:
    """Problems of clauses by themselves, of each assembly, and drift of agreements that nobody has signed yet."""
    for versions in subject.book.clauses.values():
        for clause in versions:
            yield from check_clause(clause)
    for contract in subject.contracts:
        if contract.signoffs:
            continue
        assembled = assemble(subject.book, contract)
        yield from assembled.problems
        path = f"{contract.path}/{AGREEMENT}"
        if contract.agreement is None:
            yield Problem(path, Position(), NOT_ASSEMBLED, "there is no agreement.md yet")
        elif not assembled.problems and contract.agreement != assembled.text:
            yield Problem(path, _first_difference(contract.agreement, assembled.text), DRIFT, "this line differs from what terms.yaml and the clauses say")


def _first_difference(text: str, other: str) -> Position:
    pairs = enumerate(zip(text.split("\n"), other.split("\n"), strict=False), 1)
    line = next((number for number, (one, two) in pairs if one != two), min(text.count("\n"), other.count("\n")) + 1)
    return Position(line, 1)
