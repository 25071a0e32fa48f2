"""From a tree of files to findings: reads the book, runs the rules, and applies settings, waivers and the baseline of the same tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pactbook.checks.run import run
from pactbook.checks.subject import Subject
from pactbook.findings import baseline as past
from pactbook.findings import settings as weights
from pactbook.findings.finding import Finding
from pactbook.findings.fingerprints import with_fingerprints
from pactbook.findings.places import Places
from pactbook.findings.waivers import Waiving
from pactbook.load.book import load_book
from pactbook.load.settings import read_settings
from pactbook.problems import Position, Problem, in_order, printable
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from pactbook.findings.reach import Proposal
    from pactbook.model.book import Book
    from pactbook.trees.tree import Tree

    History = Callable[[], Mapping[str, date]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A book and its findings, by file and place; those that a waiver or the baseline takes out are among them, with the reason."""

    book: Book
    findings: tuple[Finding, ...]
    touched: frozenset[str] = frozenset()
    """The files that a proposal touches."""
    effects: tuple[str, ...] = ()
    """What a proposal's changes of values change in the manuals, line by line."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that count, with the weight that the book's settings give them."""
        return tuple(finding.problem for finding in self.findings if finding.counts)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """What waivers take out, each with the reason and the end."""
        return tuple(finding for finding in self.findings if finding.suppressed and finding.suppressed.by == "waiver")


def judge(tree: Tree, today: date, history: History | None = None, *, named: bool = True) -> Judged:
    """Everything that is wrong with the book in a tree; `history` tells when each page of a manual was last changed.

    Without `named`, findings have no place and no fingerprint unless a baseline needs them: working them out takes a while in a large book.
    """
    loaded = load_book(tree)
    return judged(tree, Subject(loaded.book, today, history=history), loaded.problems, named=named)


def judge_proposal(tree: Tree, today: date, proposal: Proposal, history: History | None = None, *, named: bool = True) -> Judged:
    """What is wrong with what a proposal touches and with what depends on that."""
    from pactbook.findings.reach import reach  # a check of the whole book does without

    loaded = load_book(tree)
    reached = reach(proposal.changes.paths, loaded.book, proposal.before)
    subject = Subject(loaded.book, today, reached.work(loaded.book), history)
    found = judged(tree, subject, loaded.problems, looking=reached.holds, named=named)
    touches = proposal.changes.touches
    marked = (replace(each, changed=touches(each.problem.path, each.problem.position.line)) for each in found.findings)
    return Judged(found.book, tuple(marked), proposal.changes.paths, _effects(proposal, loaded.book))


def _effects(proposal: Proposal, book: Book) -> tuple[str, ...]:
    """Every sentence of a manual that reads otherwise because a contract's value changed."""
    if not any(path.endswith("/terms.yaml") for path in proposal.changes.paths):
        return ()
    from pactbook.manuals.effects import effects, lines  # most proposals change manuals only

    return tuple(lines(effects(load_book(proposal.before()).book, book)))


def _every(_path: str) -> bool:
    return True


def judged(
    tree: Tree, subject: Subject, reading: Iterable[Problem], *, looking: Callable[[str], bool] = _every, named: bool = True
) -> Judged:
    """The findings on a book that was read already, with the problems of reading it; `looking` tells which files are judged."""
    settings, document, faults = read_settings(tree)
    found = [*reading, *run(subject), *faults]
    if settings and document:
        found = [*weights.weighed(found, settings), *weights.faults(settings, document)]
    baseline = past.read_baseline(tree)
    places = Places(tree, subject)
    raw = [Finding(problem) for problem in in_order((*found, *baseline.problems)) if looking(problem.path)]
    findings, more = Waiving(subject, places.at, Lines(tree).at, looking).apply(raw)
    if named or baseline.entries:
        findings = past.applied(_named(findings, places), baseline)
        more += past.gone(findings, baseline, looking)
    own = [Finding(problem) for problem in in_order(more)]
    return Judged(subject.book, tuple(sorted((*findings, *(_named(own, places) if named else own)), key=_place)))


def _named(findings: Iterable[Finding], places: Places) -> list[Finding]:
    return with_fingerprints(replace(each, place=printable(places.at(each.problem.path, each.problem.position).name)) for each in findings)


def _place(finding: Finding) -> tuple[str, Position, str, str]:
    problem = finding.problem
    return problem.path, problem.position, problem.rule.code, problem.message


class Lines:
    """The lines of a tree's files, for waivers that quote one."""

    def __init__(self, tree: Tree) -> None:
        """Read from `tree`, each file when it is first asked for."""
        self._tree = tree
        self._files: dict[str, list[str]] = {}

    def at(self, path: str, line: int) -> str:
        """One line, counted from 1; empty where there is none."""
        if path not in self._files:
            try:
                self._files[path] = self._tree.read(path).decode("utf-8", "replace").split("\n")
            except MissingFileError:
                self._files[path] = []
        rows = self._files[path]
        return rows[line - 1] if 0 < line <= len(rows) else ""
