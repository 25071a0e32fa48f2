"""Clauses that can't be used, and contracts that can't be assembled from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.assemble.agreement import assemble, together
from pactbook.assemble.clause_text import check as check_clause
from pactbook.model.book import AGREEMENT
from pactbook.problems import Position, Problem, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.assemble.agreement import Assembled
    from pactbook.checks.subject import Subject

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
    wrong: set[str] = set()
    for versions in subject.clauses.values():
        for clause in versions:
            found = check_clause(clause)
            wrong |= {clause.name for problem in found if problem.rule.severity is Severity.ERROR}
            yield from found
    unsigned = [contract for contract in subject.contracts if not contract.signoffs]
    assembled = [assemble(subject.book, contract, subject.targets.words) for contract in unsigned]
    yield from together(assembled)
    for each in assembled:
        if each.complete and not wrong.intersection(use.use for use in each.contract.terms.clauses):
            yield from _in_step(each)


def _in_step(assembled: Assembled) -> Iterator[Problem]:
    path, written = f"{assembled.contract.path}/{AGREEMENT}", assembled.contract.agreement
    if written is None:
        yield Problem(path, Position(), NOT_ASSEMBLED, "there is no agreement.md yet")
    elif written != assembled.text and not assembled.problems:
        where = _first_difference(written, assembled.text)
        yield Problem(path, where, DRIFT, "from here on the text differs from what terms.yaml and the clauses say")


def _first_difference(text: str, other: str) -> Position:
    pairs = enumerate(zip(text.split("\n"), other.split("\n"), strict=False), 1)
    line = next((number for number, (one, two) in pairs if one != two), min(text.count("\n"), other.count("\n")) + 1)
    return Position(line, 1)
