"""`pactbook verify --staged` without the reading of options, which takes longer than the judging: somebody waits for their commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.cli.context import book_root
from pactbook.collector import put_off

if TYPE_CHECKING:
    from pathlib import Path


DONE = "nothing locked is changed without a sign-off"


def run(root: str | None) -> int:
    """The command as its words alone ask for it; `root` is what `--root` names."""
    return judge(book_root(root))


def judge(root: Path, form: str = "text") -> int:
    """Judge what git is about to commit; as text, say on one screen, as the hook does, what stops it and what to do; 1 if anything does."""
    with put_off():
        from pactbook.cli.findings import printable, report
        from pactbook.lock.verifying.verify_staged import verify_staged
        from pactbook.problems import Severity

        staged = verify_staged(root)
        if form != "text":
            from pactbook.cli.verdict import verdict

            return verdict(root, staged.problems, form, DONE)
        if all(problem.rule.severity is not Severity.ERROR for problem in staged.problems):
            return report(staged.problems, DONE)
        from pactbook.lock.telling.refusal import screen

        print(printable(screen(root, staged)))
        return 1
