"""Runs every rule of the folders beside over a book."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pactbook.problems import Problem, Rule, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.checks.subject import Subject


class Check(Protocol):
    """What the file of a rule holds."""

    RULES: tuple[Rule, ...]

    def check(self, subject: Subject) -> Iterator[Problem]:
        """Every place at which the rule is broken."""


def names() -> tuple[str, ...]:
    """The files of rules, such as `manuals.outline`, in order: every module of a folder beside this one."""
    here = Path(__file__).parent
    return tuple(sorted(f"{path.parent.name}.{path.stem}" for path in here.glob("*/*.py") if path.stem != "__init__"))


def load(name: str) -> Check:
    """One file of rules."""
    return cast("Check", import_module(f"{__package__}.{name}"))


def run(subject: Subject, chosen: Iterable[str] | None = None) -> tuple[Problem, ...]:
    """Every finding of every rule, or of the files of rules that are named, by file and place."""
    return in_order(problem for name in (names() if chosen is None else chosen) for problem in load(name).check(subject))
