"""A small book in a real git repository, for tests of what a proposal changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from books import FILES, MSA, SOW, TODAY, SmallBook, small_book
from pactbook.findings.judge import judge, judge_proposal
from pactbook.findings.reach import PATHS, Proposal
from pactbook.trees.changes import changes
from pactbook.trees.plumbing import commit_tree
from pactbook.trees.worktree import WorkTree
from repositories import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from pactbook.findings.finding import Finding

OTHER_MSA, OTHER_SOW = "contracts/nova/msa/terms.yaml", "contracts/nova/sow-chat/terms.yaml"


class ProposedBook(SmallBook):
    """A small book whose first commit is `main`; what a test does afterwards is the proposal."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        small_book(root)
        self.repository = Repository(root)
        self.repository.commit("the book")

    def all_findings(self) -> tuple[Finding, ...]:
        """What a check of the whole work tree finds."""
        return judge(WorkTree(self.root), TODAY).findings

    def found(self, base: str = "main") -> tuple[Finding, ...]:
        """What a check of the proposal finds in the work tree."""
        changed = changes(self.root, base, PATHS)
        return judge_proposal(WorkTree(self.root), TODAY, Proposal(changed, lambda: commit_tree(self.root, changed.start))).findings

    def paths(self, base: str = "main") -> set[str]:
        """The files in which a check of the proposal finds anything."""
        return {finding.problem.path for finding in self.found(base)}


def two_vendors(book: ProposedBook) -> ProposedBook:
    """The book with a second vendor that has an MSA and an SOW of its own, on the branch `main`."""
    policy = book.read("contracts/governance/policy.yaml")
    party = policy.partition("  acme:\n")[2].partition("layers:")[0].replace("Acme Contact Centres", "Nova").replace("acme", "nova")
    key, another = "IHkNBxRfUGXHt7fA6ZXaFM4nUZTQCj3m6r2BgQo7jgBU", "IBJm0kMFRWcXoEZbFFGRCyGgdzGpmsyZVQaJRGGIDcdq"
    book.write("contracts/governance/policy.yaml", policy.replace("layers:", f"  nova:\n{party.replace(key, another)}layers:"))
    for old, new in ((MSA, OTHER_MSA), (SOW, OTHER_SOW)):
        text = FILES[old].replace("Acme Contact Centres", "Nova").replace("acme", "nova").replace("GLX-ACM-01", "GLX-NOV-01")
        book.write(new, text)
    assert book.run("assemble") == 0, book.printed
    book.repository.commit("two vendors")
    return book
