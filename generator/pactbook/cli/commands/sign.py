"""`pactbook sign INSTRUMENT --as SIGNER --key FILE`: signs the current content of an instrument."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.days import day
from pactbook.load import key_dates as clock
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from datetime import date

    from pactbook.cli.context import Context
    from pactbook.lock.signing.plan import Plan
    from pactbook.trees.worktree import WorkTree

HELP = "sign the current content of an instrument, or join the others who have signed it"


def add_arguments(parser: ArgumentParser) -> None:
    """What is signed, by whom, with which key, and from when it holds."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder that is signed, for example contracts/acme/msa")
    parser.add_argument("--as", dest="signer", metavar="SIGNER", required=True, help="the signer's mailbox, as the policy names it")
    parser.add_argument(
        "--key", metavar="FILE", type=Path, required=True, help="the signer's OpenSSH private key (or the public one, with an agent)"
    )
    parser.add_argument("--effective", metavar="DATE", type=day, help="the day from which it holds (default: today)")
    parser.add_argument("--note", metavar="TEXT", default="", help="what it changes, in one line")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(context: Context) -> int:
    """Show what would be signed, ask, and sign."""
    from pactbook.cli.findings import printable
    from pactbook.cli.instruments import named
    from pactbook.lock.signing.plan import Wish, plan
    from pactbook.lock.signing.sign import sign
    from pactbook.trees.placing import sweep
    from pactbook.trees.worktree import WorkTree

    args = context.args
    today = clock.today()
    name = named(context, args.instrument)
    sweep(context.root)
    tree = WorkTree(context.root)
    made = plan(tree, Wish(name, args.signer, today, args.effective, args.note))
    for line in _summary(made):
        print(printable(line))
    _redline(tree, made, today)
    if not args.yes and not _agreed():
        print("nothing was signed")
        return 1
    sign(context.root, made, args.key)
    print(f"signed: {made.record}/{made.signer}.sig")
    for line in _missing(context.root, name):
        print(line)
    return 0


def _summary(made: Plan) -> Iterator[str]:
    statement = made.statement
    yield f"{statement.instrument}, version {statement.version}, effective {statement.effective}"
    yield f"    {made.digest}"
    if statement.note:
        yield f"    {statement.note}"
    if made.joins:
        yield "    this statement waits already; your signature joins it"
    if made.withdraws:
        yield "    the unfinished sign-off of this version gives way, with the signatures that it had"


def _redline(tree: WorkTree, made: Plan, today: date) -> None:
    """What changed against the version in force; nothing where there is none before it."""
    from pactbook.cli.commands.redline import show
    from pactbook.lock.signing import texts
    from pactbook.lock.signing.comparison import between
    from pactbook.lock.verifying.verify_tree import verify_tree

    state = verify_tree(tree).instruments[made.instrument.path]
    base = texts.base_of(state, today, below=made.statement.version)
    old = texts.of_version(tree, base, state, today) if base else texts.NOTHING
    found = between(made.instrument.path, old, texts.Side(f"version {made.statement.version} (to be signed)", made.files))
    show(found)
    if found.advice:
        print(found.advice)
    if base and made.before and made.before.version != base.version:
        print(f"version {made.before.version} lies between; 'pactbook redline {made.instrument.path} --from {made.before.version}'")


def _agreed() -> bool:
    if not sys.stdin.isatty():
        message = "nobody is there to ask; --yes signs without asking"
        raise PactbookError(message)
    return input("Sign this? [y/N] ").strip().lower() in {"y", "yes"}


def _missing(root: Path, name: str) -> Iterator[str]:
    from pactbook.lock.records.words import outlook
    from pactbook.lock.verifying.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    newest = verify_tree(WorkTree(root)).instruments[name].newest
    if newest:
        yield from outlook(newest, newest.missing, len(newest.signers))
