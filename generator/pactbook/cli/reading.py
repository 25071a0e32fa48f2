"""How commands read the book: the files on disk or the index, with all problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load import key_dates as clock
from pactbook.load.book import Loaded, load_book
from pactbook.problems import in_order
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pactbook.trees.tree import Tree


def tree(root: Path, *, staged: bool = False) -> Tree:
    """The tree that a command judges."""
    if not staged:
        return WorkTree(root)
    from pactbook.trees.plumbing import index_tree

    return index_tree(root)


def everything(root: Path, *, staged: bool = False, today: date | None = None) -> Loaded:
    """The book with the problems of reading it and the findings of every rule."""
    from pactbook.checks.run import run
    from pactbook.checks.subject import Subject

    loaded = load_book(tree(root, staged=staged))
    found = run(Subject(loaded.book, today or clock.today()))
    return Loaded(loaded.book, in_order((*loaded.problems, *found)))
