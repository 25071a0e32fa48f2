"""How commands read the book: the files on disk or the index, with all problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load import key_dates as clock
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from pactbook.findings.judge import Judged
    from pactbook.model.book import Book
    from pactbook.trees.tree import Tree


def tree(root: Path, *, staged: bool = False) -> Tree:
    """The tree that a command judges."""
    if not staged:
        return WorkTree(root)
    from pactbook.trees.plumbing import index_tree

    return index_tree(root)


def everything(root: Path, files: Tree, *, named: bool = True) -> Judged:
    """The book with its findings: the problems of reading it and what every rule finds, weighed and waived as the book says.

    Without `named`, findings have no place and no fingerprint, which the form for people does not show.
    """
    from pactbook.findings.judge import judge

    return judge(files, clock.today(), _history(root, files), named=named)


def proposal(root: Path, files: Tree, base: str, *, staged: bool = False, named: bool = True) -> Judged:
    """What the files on disk, or the index, change since they left the branch `base`, and what depends on it, with its findings."""
    from pactbook.findings.judge import judge_proposal
    from pactbook.findings.reach import PATHS, Proposal
    from pactbook.trees.changes import changes
    from pactbook.trees.plumbing import commit_tree

    found = changes(root, base, PATHS, staged=staged)
    return judge_proposal(files, clock.today(), Proposal(found, lambda: commit_tree(root, found.start)), _history(root, files), named=named)


def _history(root: Path, files: Tree) -> Callable[[], Mapping[str, date]] | None:
    """What tells when each page was last changed; a commit that is being made is no history yet."""
    if not isinstance(files, WorkTree):
        return None

    def changed() -> Mapping[str, date]:
        from pactbook.trees.history import last_changes

        return last_changes(root, "ops-manuals")

    return changed


def way_in(root: Path) -> str:
    """The way from the top of the repository to the book, with a slash at its end; nothing where they are one."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def titles(book: Book) -> dict[str, str]:
    """What people call each contract, clause and manual, by its folder."""
    contracts = {contract.path: contract for contract in (*book.contracts.values(), *book.proposals.values())}
    named = {path: f"{book.vendor_name(contract.vendor)}: {contract.terms.title}" for path, contract in contracts.items()}
    named |= {path: f"{name} (proposal)" for path, name in named.items() if contracts[path].is_proposal}
    named |= {f"clauses/{name}": f"Clause: {versions[-1].data.title}" for name, versions in book.clauses.items()}
    return named | {path: f"{book.vendor_name(manual.vendor)}: {manual.outline.title}" for path, manual in book.manuals.items()}
