"""From the files on disk to pages: reads the book, refuses one with errors, and asks history when pages were changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pactbook.checks.run import run
from pactbook.checks.subject import Subject
from pactbook.load import key_dates as clock
from pactbook.load.book import load_book
from pactbook.lock import rules as lock_rules
from pactbook.lock.as_of import TreeAsOf
from pactbook.lock.verify_tree import verify_tree
from pactbook.problems import PactbookError, Problem, Severity, in_order
from pactbook.site.memory import Memory
from pactbook.site.pages import pages
from pactbook.site.view import Known
from pactbook.trees.history import file_changes, last_changes
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pactbook.model.book import Book
    from pactbook.site.page import Page
    from pactbook.trees.tree import Tree

WAITING = (lock_rules.PENDING,)
"""What is wrong only because somebody has not signed yet."""
REMEMBERED = timedelta(days=400)
"""How far back the pages look for changes of manuals: a year, and some weeks to compare with."""
NEEDED = ("contracts.clauses_and_agreements", "manuals.images", "manuals.pages")
"""The rules without which a page could not be made or a link would lead nowhere. What the others find is for `pactbook check`: a contract
that binds is shown, however it is worded."""


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
    known: Known
    problems: tuple[Problem, ...] = ()
    """What does not verify; the pages concerned say so."""

    def pages(self, audience: str) -> list[Page]:
        """The pages that an audience sees."""
        return pages(self.book, audience, self.as_of, self.known)

    def read(self, path: str) -> bytes:
        """The bytes of a file that a page shows; never through a symbolic link."""
        return self.tree.read(path)


def read_book(root: Path, as_of: date | None = None, root_digest: str | None = None, memory: Memory | None = None) -> Source:
    """The book in the folder `root` as it binds on a day: every signed instrument in its version in force.

    Raises BookProblemsError with everything that is wrong with the book if any of it is an error. What does not verify is no such error: its
    pages are marked, and the findings returned. With a `memory`, what has not changed since the last time is not read again.
    """
    memory = memory or Memory()
    today = as_of or clock.today()
    files = WorkTree(root)
    verified = verify_tree(files, root_digest)
    tree = TreeAsOf(files, verified, today)
    loaded = load_book(tree)
    subject = Subject(loaded.book, today)
    memory.recall(tree, subject.linker)
    problems = in_order((*loaded.problems, *run(subject, NEEDED)))
    if any(problem.rule.severity is Severity.ERROR for problem in problems):
        raise BookProblemsError(problems)
    memory.remember(subject.linker)
    known = Known(
        last_changes(root, "ops-manuals"),
        verified.instruments,
        subject.linker,
        filed=last_changes(root, "contracts"),
        page_changes=file_changes(root, "ops-manuals", ".md", today - REMEMBERED),
        read=files.read,
    )
    broken = tuple(problem for problem in verified.errors if problem.rule not in WAITING)
    return Source(tree, loaded.book, today, known, broken)
