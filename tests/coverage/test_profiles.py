"""Each profile of the library against a statement of work that holds nothing, and one that holds everything it can."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from books import small_book
from pactbook.assemble.targets import Targets
from pactbook.coverage.matrix import MISSING, PRESENT, matrix
from pactbook.load.book import load_book
from pactbook.manuals.links import Linker
from pactbook.model.book import Book
from pactbook.model.terms import ClauseUse
from pactbook.trees.worktree import WorkTree
from sources import ROOT

GOLDEN = yaml.safe_load((Path(__file__).parent / "profiles.yaml").read_text(encoding="utf-8"))
SOW = "contracts/acme/sow-support"


@pytest.fixture(scope="module")
def library():
    return load_book(WorkTree(ROOT)).book


def bare(tmp_path, profiles, service_type):
    """A book whose only statement of work has no schedule, no clause and no manual."""
    book = small_book(tmp_path).load().book
    contract = book.contracts[SOW]
    terms = replace(contract.terms, service_type=service_type, clauses=(), service_levels={}, schedules=())
    return Book(book.policy, {SOW: replace(contract, terms=terms)}, {}, {}, profiles, {})


def rows(book, path=SOW):
    return matrix(book, book.contracts[path], Linker(book, Targets(book)))


def test_each_profile_of_the_library_has_its_golden_list(library):
    assert sorted(library.profiles) == sorted(GOLDEN)


@pytest.mark.parametrize("service_type", GOLDEN)
def test_an_empty_statement_of_work_lacks_everything_that_its_profile_asks_for(service_type, library, tmp_path):
    found = rows(bare(tmp_path, library.profiles, service_type))
    assert [row.key for row in found.profile if row.state == MISSING] == GOLDEN[service_type]
    assert {row.state for row in found.things} == {MISSING}


@pytest.mark.parametrize("service_type", GOLDEN)
def test_every_requirement_can_be_met_in_each_of_its_ways(service_type, library, tmp_path):
    """One condition after the other is given to the empty contract, and the requirement it belongs to is met, with a place."""
    for required in library.profiles[service_type].requires:
        for condition in required.any_of:
            ((kind, name),) = condition.items()
            book = WAYS[kind](bare(tmp_path / f"{required.id}-{kind}-{name}", library.profiles, service_type), name, library)
            row = next(row for row in rows(book).profile if row.key == required.id)
            assert row.state == PRESENT, (required.id, condition)
            assert row.places[0].title


def with_terms(book, **changes):
    contract = book.contracts[SOW]
    return replace(book, contracts={SOW: replace(contract, terms=replace(contract.terms, **changes))})


def with_metric(book, name, library):
    levels = (level for contract in library.contracts.values() if contract.sow for level in contract.sow.service_levels.values())
    return with_terms(book, service_levels={"measured": replace(next(levels), metric=name)})


def with_topic(book, name, library):
    clause = next(iter(library.clauses.values()))[0]
    clause = replace(clause, data=replace(clause.data, covers=(name,)))
    return with_terms(replace(book, clauses={clause.clause_id: (clause,)}), clauses=(ClauseUse(use=clause.name),))


def with_thing(book, name, library):
    manual = next(manual for manual in library.manuals.values() if name in defined(manual))
    return replace(book, manuals={manual.path: replace(manual, outline=replace(manual.outline, contract=SOW))})


def defined(manual):
    pages = manual.outline.pages
    return {name for page in pages for name in (*page.defines, *(name for heading in page.headings for name in heading.defines))}


def with_schedule(book, name, library):
    key = {"responsibilities": "raci"}.get(name, name.replace("-", "_"))
    data = next(found for contract in library.contracts.values() if contract.sow and (found := getattr(contract.sow, key)))
    return with_terms(book, schedules=(name,), **{key: data})


WAYS = {"metric": with_metric, "covers": with_topic, "defines": with_thing, "schedule": with_schedule}
