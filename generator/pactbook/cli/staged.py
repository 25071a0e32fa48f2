"""`pactbook verify --staged` without the reading of options, which takes longer than the judging: somebody waits for their commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.cli.collector import put_off
from pactbook.cli.context import book_root

if TYPE_CHECKING:
    from pathlib import Path


def run(root: str | None) -> int:
    """The command as its words alone ask for it; `root` is what `--root` names."""
    return judge(book_root(root))


def judge(root: Path) -> int:
    """Judge what git is about to commit and print what is wrong; 1 if anything is."""
    with put_off():
        from pactbook.cli.findings import report
        from pactbook.lock.verify_staged import verify_staged

        return report(verify_staged(root).problems, "nothing locked is changed without a sign-off")
