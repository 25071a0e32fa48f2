"""`pactbook check`: everything that is wrong with the book."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pactbook.cli.findings import add_format, tell
from pactbook.cli.reading import everything, proposal, titles, tree, way_in
from pactbook.collector import put_off
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.findings.judge import Judged

HELP = "report everything that is wrong with the book, each thing with its place and its remedy"


def add_arguments(parser: ArgumentParser) -> None:
    """Which state of the book to judge, how much of it, and how findings are told."""
    parser.add_argument("--staged", action="store_true", help="judge what git is about to commit, not the files on disk")
    parser.add_argument(
        "--changed", metavar="BASE", help="only what differs from the branch BASE, such as origin/main, and what depends on it"
    )
    add_format(parser, more=["baseline"])
    parser.add_argument("--waived", action="store_true", help="also show what a waiver takes out")
    parser.add_argument("--all", action="store_true", help="also show what waivers and the baseline take out, and shorten nothing")


def run(context: Context) -> int:
    """Print every finding; 1 if any that counts is an error."""
    from pactbook.findings import notes
    from pactbook.findings.formats.telling import Telling

    args = context.args
    if args.changed is not None and args.format == "baseline":
        message = "a baseline is made of the whole book: give --format baseline without --changed"
        raise PactbookError(message)
    files, named = tree(context.root, staged=args.staged), args.format != "text"
    with put_off():
        if args.changed is None:
            judged = everything(context.root, files, named=named)
        else:
            judged = proposal(context.root, files, args.changed, staged=args.staged, named=named)
        telling = Telling(
            prefix=way_in(context.root),
            titles=titles(judged.book) if args.format == "markdown" else {},
            notes=(*judged.effects, *notes.of_proposal(judged.touched), *notes.of_signed_files(files)),
            waived=args.waived,
            everything=args.all,
            base=args.changed or "",
        )
    code = tell(judged.findings, args.format, telling)
    return _left_out(judged) if args.format == "baseline" else code


def _left_out(judged: Judged) -> int:
    """Say on the side which errors no baseline takes."""
    from pactbook.findings.baseline import may_stand
    from pactbook.findings.finding import counted, fails
    from pactbook.model.settings import BASELINE

    left = [each for each in counted(judged.findings) if not may_stand(each) and each.problem.path != BASELINE]
    if fails(left):
        print(
            "pactbook: a baseline takes no errors of reading, nor what guards the text that is signed; 'pactbook check' shows them",
            file=sys.stderr,
        )
    return int(fails(left))
