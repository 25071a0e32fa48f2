"""From the files on disk to pages: reads the book, refuses one with errors, and asks history when pages were changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pactbook.checks.run import Subject, run
from pactbook.load.book import load_book
from pactbook.problems import PactbookError, Problem, Severity, in_order
from pactbook.site.pages import pages
from pactbook.trees.history import last_changes
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pactbook.manuals.links import Linker
    from pactbook.model.book import Book
    from pactbook.site.page import Page
    from pactbook.trees.tree import Tree


class BookProblemsError(PactbookError):
    """The book has errors, so no site is made of it; `problems` holds them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Say each problem with its remedy."""
        lines = [f"{problem.line}\n    {problem.advice}" for problem in problems]
        super().__init__("\n".join(["the book has errors, so no site was made of it:", *lines]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Source:
    """A book without errors, the day that it is shown for, and when its pages were last changed."""

    tree: Tree
    book: Book
    as_of: date
    updated: Mapping[str, date]
    linker: Linker

    def pages(self, audience: str) -> list[Page]:
        """The pages that an audience sees."""
        return pages(self.book, audience, self.as_of, self.updated, self.linker)

    def read(self, path: str) -> bytes:
        """The bytes of a file that a page shows; never through a symbolic link."""
        return self.tree.read(path)


def read_book(root: Path, as_of: date | None = None) -> Source:
    """The book in the folder `root`; raises BookProblemsError with everything that is wrong with it if any of it is an error."""
    today = as_of or date.today()  # noqa: DTZ011 - a contract's day is the reader's own
    tree = WorkTree(root)
    loaded = load_book(tree)
    subject = Subject(loaded.book, today)
    problems = in_order((*loaded.problems, *run(subject)))
    if any(problem.rule.severity is Severity.ERROR for problem in problems):
        raise BookProblemsError(problems)
    return Source(tree, loaded.book, today, last_changes(root, "ops-manuals"), subject.linker)
