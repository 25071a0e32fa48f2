"""The matrix of an SOW: each of the ten things and each requirement of its profile, with the places that define it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.coverage import in_contracts, in_manuals
from pactbook.coverage.place import Place
from pactbook.model.manual import TEN_THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.coverage.readings import Reader
    from pactbook.model.book import Book, Contract
    from pactbook.model.clause import Requirement
    from pactbook.model.manual import Manual

PRESENT, THIN, MISSING = "present", "thin", "missing"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that an SOW must hold: `state` is present, thin (headings without substance) or missing; places with substance first."""

    key: str
    title: str
    places: tuple[Place, ...]
    reason: str = ""

    @property
    def state(self) -> str:
        """How far it is defined."""
        if not self.places:
            return MISSING
        return THIN if all(place.lacking for place in self.places) else PRESENT

    @property
    def owners(self) -> tuple[str, ...]:
        """Who keeps it, each once."""
        return tuple(dict.fromkeys(place.owner for place in self.places if place.owner))


@dataclass(frozen=True, slots=True)
class Matrix:
    """What an SOW must hold: the ten things, and what its service type's profile asks for."""

    contract: Contract
    things: tuple[Row, ...]
    profile: tuple[Row, ...]


def matrix(book: Book, contract: Contract, reader: Reader) -> Matrix:
    """The matrix of an SOW in place or proposed; of an MSA it is empty."""
    manuals = book.manuals_under(contract.path.removesuffix("/draft"))
    sow = contract.sow
    if sow is None:
        return Matrix(contract, (), ())
    things = tuple(Row(key, title, _sorted(_defining(book, contract, manuals, key, reader))) for key, title in TEN_THINGS.items())
    profile = book.profiles.get(sow.service_type)
    required = profile.requires if profile else ()
    rows = tuple(Row(each.id, each.title, _sorted(_meeting(book, contract, manuals, each, reader)), each.reason) for each in required)
    return Matrix(contract, things, rows)


def _sorted(places: Iterator[Place]) -> tuple[Place, ...]:
    return tuple(sorted(dict.fromkeys(places), key=lambda place: bool(place.lacking)))


def _defining(book: Book, contract: Contract, manuals: tuple[Manual, ...], thing: str, reader: Reader) -> Iterator[Place]:
    yield from in_contracts.defining(book, contract, thing)
    for manual in manuals:
        yield from in_manuals.defining(manual, thing, reader)


def _meeting(book: Book, contract: Contract, manuals: tuple[Manual, ...], required: Requirement, reader: Reader) -> Iterator[Place]:
    msa, sow = book.msa(contract.vendor), contract.sow
    for condition in required.any_of:
        ((kind, name),) = condition.items()
        if kind == "metric" and sow:
            yield from _levels(contract, name)
        elif kind == "covers":
            for each in (contract, *([msa] if msa else [])):
                yield from in_contracts.clauses(book, each, name)
        elif kind == "defines":
            yield from _defining(book, contract, manuals, name, reader)
        elif kind == "schedule" and sow:
            yield from in_contracts.schedule(contract, sow, name)


def _levels(contract: Contract, metric: str) -> Iterator[Place]:
    sow = contract.sow
    for key, level in sow.service_levels.items() if sow else ():
        if level.metric == metric:
            where, path = contract.document.spot("service_levels", key), f"{contract.path}/terms.yaml"
            yield Place(path, where, contract.path, f"service-levels.{key.replace('_', '-')}", level.title, in_contracts.OWNER)
