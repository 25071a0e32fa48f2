"""From the files on disk to pages: reads the book, refuses one with errors, and asks history when pages were changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from pactbook.checks.subject import Subject
from pactbook.load import key_dates as clock
from pactbook.load.book import load_book
from pactbook.lock import rules as lock_rules
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.records.as_of import TreeAsOf
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.site.audience import INTERNAL
from pactbook.site.pages import pages, pieces
from pactbook.site.reading.judge import BookProblemsError, Judge
from pactbook.site.reading.last_look import LastLook
from pactbook.site.reading.lost import marked
from pactbook.site.reading.memory import Memory
from pactbook.site.reading.pictures import bare
from pactbook.site.views.inputs import Inputs
from pactbook.site.views.parts import Part
from pactbook.site.views.view import Known
from pactbook.trees.history import file_changes, last_changes
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from pactbook.model.book import Book
    from pactbook.problems import Problem
    from pactbook.site.page import Page
    from pactbook.trees.tree import Tree

WAITING = (lock_rules.PENDING,)
"""What is wrong only because somebody has not signed yet."""
REMEMBERED = timedelta(days=400)
"""How far back the pages look for changes of manuals: a year, and some weeks to compare with."""


@dataclass(frozen=True, slots=True)
class Source:
    """A book, the day that it is shown for, and when its pages were last changed; `judge` tells whether it is without errors."""

    tree: Tree
    book: Book
    as_of: date
    known: Known
    judge: Judge
    inputs: Inputs
    problems: tuple[Problem, ...] = ()
    """What does not verify; every page that shows any of it says so."""
    notes: tuple[Problem, ...] = ()
    """What the reader of a build should know of how it was verified."""
    asked: set[str] = field(default_factory=set)
    """The audiences whose pages were made."""
    skipped: set[str] = field(default_factory=set)
    """Those among them of whom some pages were taken over without being made."""

    def pages(self, audience: str) -> list[Page]:
        """The pages that an audience sees; raises BookProblemsError where a part of the book that they show has errors."""
        return list(self.each_page(audience))

    def each_page(self, audience: str) -> Iterator[Page]:
        """The same, each made when it is asked for."""
        self._judged(audience)
        look = LastLook(self.book, audience, self.as_of)
        yield from self._let_go_after(look.over(pages(self.book, audience, self.as_of, self.known)))
        look.end()

    def each_part(self, audience: str) -> Iterator[Part]:
        """The same in parts, to be printed; those with a key need not be made where it is the key of the last time.

        Nobody looks for names in the texts of pages that are going to be looked at once they are printed.
        """
        self._judged(audience)
        look = LastLook(self.book, audience, self.as_of, texts=False)
        for name, groups, said, make in pieces(self.book, audience, self.as_of, self.known):
            key = "" if groups is None else self.inputs.of_part(audience, name, groups, said)
            yield Part(name, key, lambda make=make: self._let_go_after(look.over(make())))  # type: ignore[misc]
        look.end()

    def _let_go_after(self, pages: Iterable[Page]) -> Iterator[Page]:
        """These pages, and then nothing is kept that they were worked out with."""
        yield from pages
        if self.known.linker:
            self.judge.memory.let_go(self.known.linker)

    def _judged(self, audience: str) -> None:
        if faults := self.judge.faults(audience):
            raise BookProblemsError(faults)
        self.asked.add(audience)

    def read(self, path: str) -> bytes:
        """The bytes of a picture that a page shows, without what they tell beside it; never through a symbolic link."""
        return bare(self.tree.read(path))


def open_book(root: Path, as_of: date | None = None, root_digest: str | None = None, memory: Memory | None = None) -> Source:
    """The book in the folder `root` as it binds on a day: every signed instrument in its version in force.

    Raises BookProblemsError where its files can't be read; what else makes a page wrong is found when the pages are made, or by the source's
    `judge`. What does not verify is no such error: its pages are marked, and the findings returned. With a `memory`, what has not changed since
    the last time is not read again.
    """
    memory = memory or Memory()
    today = as_of or clock.today()
    files = WorkTree(root)
    verified = verify_tree(files, root_digest)
    tree = TreeAsOf(files, verified, today)
    with memory.shelf() as shelf:
        loaded = load_book(tree, shelf)
    subject = Subject(loaded.book, today)
    inputs = Inputs.of_files(tree, loaded.book, today)
    memory.recall(inputs, subject.linker)
    judge = Judge(subject, loaded.problems, memory)
    changed = last_changes(root, *ROOTS)
    updated, filed = ({path: day for path, day in changed.items() if path.startswith(top)} for top in ("ops-manuals/", "contracts/"))
    states, lost = marked(root, verified.instruments, changed)
    known = Known(
        updated,
        states,
        subject.linker,
        filed=filed,
        page_changes=file_changes(root, "ops-manuals", ".md", today - REMEMBERED),
        read=files.read,
        pages_since=today - REMEMBERED,
        today=clock.today(),
    )
    inputs.know(known)
    broken = tuple(problem for problem in verified.errors if problem.rule not in WAITING)
    notes = tuple(problem for problem in verified.problems if problem.rule is lock_rules.UNPINNED)
    return Source(tree, loaded.book, today, known, judge, inputs, (*broken, *lost), notes)


def read_book(root: Path, as_of: date | None = None, root_digest: str | None = None, memory: Memory | None = None) -> Source:
    """The same, judged as a whole: raises BookProblemsError with everything that is wrong with the book if any of it is an error."""
    source = open_book(root, as_of, root_digest, memory)
    if faults := source.judge.faults(INTERNAL):
        raise BookProblemsError(faults)
    return source
