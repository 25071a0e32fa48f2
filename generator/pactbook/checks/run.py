"""Runs every rule of the folders beside over a book."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pactbook.checks import shares
from pactbook.problems import Problem, Rule, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.checks.subject import Subject
    from pactbook.text.sections.structure import Outlined


_MANY = 40  # agreements from which on other processes are worth their start
_IN_A_PART = 12
# The rules that judge one text after another, whatever they compare it with; they cost the most.
_ON_TEXTS = ("layers.", "structure.", "wording.")


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
    files = tuple(names() if chosen is None else chosen)
    if len(subject.agreements) < _MANY or not shares.possible():
        return in_order(_found(subject, files))
    on_texts = tuple(name for name in files if name.startswith(_ON_TEXTS))
    others = tuple(name for name in files if name not in on_texts)
    with shares.spread([partial(_share, part, on_texts) for part in _parts(subject)]) as found:
        problems = _found(subject, others)
        outlines: dict[str, Outlined] = {}
        for more, read in found():
            problems += more
            outlines |= read
    for writing in subject.agreements:
        if writing.path in outlines:
            writing.outline = outlines[writing.path]
    return in_order(problems)


def _share(subject: Subject, files: Iterable[str]) -> tuple[list[Problem], dict[str, Outlined]]:
    """What another process finds, and where the sections of the texts begin in which it finds something: these places get names."""
    problems = _found(subject, files)
    paths = {problem.path for problem in problems}
    return problems, {writing.path: writing.outline for writing in subject.agreements if writing.path in paths}


def _found(subject: Subject, files: Iterable[str]) -> list[Problem]:
    return [problem for name in files for problem in load(name).check(subject)]


def _parts(subject: Subject) -> list[Subject]:
    """The subject in parts of a few contracts or manuals each: a vendor's stay together, and what was read of a text is forgotten with its part."""
    folders = sorted([contract.path for contract in subject.contracts] + [manual.path for manual in subject.manuals], key=_vendor_first)
    cut = range(0, len(folders), _IN_A_PART)
    clauses = frozenset(f"clauses/{name}" for name in subject.clauses)
    return [replace(subject, only=only) for only in (*(frozenset(folders[start : start + _IN_A_PART]) for start in cut), clauses)]


def _vendor_first(folder: str) -> tuple[str, str]:
    return folder.split("/")[1], folder
