"""`pactbook redline INSTRUMENT`: what changed, word by word."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.load import key_dates as clock

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from pactbook.cli.context import Context
    from pactbook.lock.signing.comparison import Comparison
    from pactbook.trees.tree import Tree

_CONTRACT = re.compile(r"contracts/[^/]+/(?:msa|sow-[^/]+)")
HELP = "show word by word what changed against the version in force"


def add_arguments(parser: ArgumentParser) -> None:
    """The instrument and the two texts."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder, for example contracts/acme/msa")
    parser.add_argument(
        "--from", dest="old", metavar="VERSION", help="the older text: a version, draft or now (default: the version in force)"
    )
    parser.add_argument(
        "--to", dest="new", metavar="VERSION", help="the newer text: a version, draft or now (default: the files as they lie here)"
    )
    parser.add_argument("--whole", action="store_true", help="show the whole text, not only what changed")
    parser.add_argument("--html", metavar="FILE", type=Path, help="write a page that prints and opens in Word")


def run(context: Context) -> int:
    """Print the redline, or write it as a page."""
    from pactbook.cli.instruments import named, outside
    from pactbook.lock.signing.comparison import chosen
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    args, tree = context.args, WorkTree(context.root)
    today = clock.today()
    found = chosen(tree, verify_tree(tree), named(context, args.instrument), today, (args.old, args.new))
    if args.html:
        _write(outside(context.root, args.html), found)
        print(f"written: {args.html}")
        return 0
    show(found, whole=args.whole)
    for line in _in_manuals(tree, found):
        print(line)
    return 0


def _in_manuals(tree: Tree, found: Comparison) -> Iterator[str]:
    """What the change of a contract changes in the manuals under it, the rest of the book being as it lies here."""
    from pactbook.load.book import load_book
    from pactbook.manuals.effects import effects, lines
    from pactbook.redline.files import visible
    from pactbook.trees.overlay import Overlay

    if found.first or not _CONTRACT.fullmatch(found.instrument):
        return
    books = []
    for side in (found.old, found.new):
        files = {f"{found.instrument}/{path}": ("100644", data) for path, data in side.files.items()}
        books.append(load_book(Overlay(tree, files, hidden=(found.instrument,))).book)
    yield from (visible(line) for line in lines(effects(*books)))


def show(found: Comparison, *, whole: bool = False) -> None:
    """Print a comparison on the terminal."""
    from pactbook.redline.files import What
    from pactbook.redline.terminal import show as lines

    print(f"{found.instrument}: from {found.old.label} to {found.new.label}")
    if all(each.what is What.SAME for each in found.files):
        print("no difference")
        return
    for line in lines(found.files, whole=whole, colour=colour()):
        print(line)


def colour() -> bool:
    """Whether the reader sees colours, and has not asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _write(path: Path, found: Comparison) -> None:
    from pactbook.lock.signing.packet import redline_page
    from pactbook.problems import PactbookError

    try:
        path.write_bytes(redline_page(found).encode())
    except OSError as error:
        message = f"{path} can't be written: {error.strerror or error}"
        raise PactbookError(message) from None
