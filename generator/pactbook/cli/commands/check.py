"""`pactbook check`: everything that is wrong with the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.cli.findings import report
from pactbook.cli.reading import everything

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context

HELP = "report everything that is wrong with the book, each thing with its place and its remedy"


def add_arguments(parser: ArgumentParser) -> None:
    """Which state of the book to judge."""
    parser.add_argument("--staged", action="store_true", help="judge what git is about to commit, not the files on disk")


def run(context: Context) -> int:
    """Print every problem; 1 if any of them is an error."""
    return report(everything(context.root, staged=context.args.staged).problems)
