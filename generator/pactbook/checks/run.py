"""Runs every rule of this folder over a book."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pactbook.assemble.targets import Targets
from pactbook.manuals.links import Linker
from pactbook.problems import Problem, Rule, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pactbook.model.book import Book, Contract

FRAME = {"__init__", "run", "catalogue"}


@dataclass
class Subject:
    """What a rule looks at: the book, the day on which it is judged, and readings that several rules share."""

    book: Book
    today: date

    @property
    def contracts(self) -> tuple[Contract, ...]:
        """Contracts in place and proposals."""
        return (*self.book.contracts.values(), *self.book.proposals.values())

    @cached_property
    def targets(self) -> Targets:
        """The sections of each contract."""
        return Targets(self.book)

    @cached_property
    def linker(self) -> Linker:
        """The readings of the manuals' pages."""
        return Linker(self.book, self.targets)


class Check(Protocol):
    """What the file of a rule holds."""

    RULES: tuple[Rule, ...]

    def check(self, subject: Subject) -> Iterator[Problem]:
        """Every place at which the rule is broken."""


def names() -> tuple[str, ...]:
    """The files of rules in this folder, in order."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in FRAME))


def load(name: str) -> Check:
    """One file of rules."""
    return cast("Check", import_module(f"{__package__}.{name}"))


def run(subject: Subject) -> tuple[Problem, ...]:
    """Every finding of every rule, by file and place."""
    return in_order(problem for name in names() for problem in load(name).check(subject))
