"""`pactbook status`: how every agreement and manual stands: signed by whom, in force since when, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.cli.days import day
from pactbook.load import key_dates as clock

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.lock.records.state import Verified
    from pactbook.problems import Problem
    from pactbook.trees.tree import Tree

HELP = "show how each agreement and manual stands, who still has to sign, and the next date"


def add_arguments(parser: ArgumentParser) -> None:
    """The day, and how much is shown."""
    parser.add_argument("--as-of", type=day, metavar="DATE", help="how things stand on that day (default: today)")
    parser.add_argument("--all", action="store_true", help="also clauses, the policy, machinery and superseded versions")


def run(context: Context) -> int:
    """Print a table per vendor; what is wrong follows below it, with its remedy."""
    from pactbook.cli.commands.verify import given_digest
    from pactbook.cli.findings import printable, report
    from pactbook.cli.reading import tree
    from pactbook.cli.standings import groups, lines
    from pactbook.load.book import load_book
    from pactbook.lock.records.as_of import TreeAsOf
    from pactbook.lock.verifying.verify_tree import verify_tree

    day = context.args.as_of or clock.today()
    files = tree(context.root)
    verified = verify_tree(files, given_digest(None))
    loaded = load_book(TreeAsOf(files, verified, day))
    shown = groups(loaded.book, verified, day, everything=context.args.all)
    for group in shown:
        print(printable(group.name))
        for line in lines(group):
            print(printable(line))
        print()
    merging = _merging(context, files, verified)
    problems = (*_of_the_lock(files, verified, merging=merging), *loaded.problems)
    if not shown and not problems:
        print("the book holds no contract and no manual yet")
    _note(verified)
    return max(report(problems) if problems else 0, 1 if merging else 0)


def _merging(context: Context, files: Tree, verified: Verified) -> bool:
    """Explain sign-offs that met in a merge; whether there are any."""
    from pactbook.cli.findings import printable
    from pactbook.lock.telling.merging import conflicts, explain

    found = conflicts(context.root, files, verified.rulebook) if verified.errors else []
    for conflict in found:
        print(printable("\n".join(explain(conflict, context.root))))
        print()
    return bool(found)


def _of_the_lock(files: Tree, verified: Verified, *, merging: bool) -> list[Problem]:
    """What is wrong with what was signed; who is missing stands in the table already, and before the first signature nothing is locked."""
    from pactbook.lock import rules
    from pactbook.lock.telling.merging import explained

    if not merging and not any(state.versions for state in verified.instruments.values()) and not verified.policies.states:
        return []
    told = {rules.PENDING, rules.UNPINNED}
    found = list(explained((problem for problem in verified.problems if problem.rule not in told), files))
    if merging:  # what git's marks broke mends itself with the merge
        broken = {rules.STATEMENT, rules.COPY, rules.SIGNATURE, rules.CHANGED}
        found = [problem for problem in found if problem.rule not in broken]
    return found


def _note(verified: Verified) -> None:
    from pactbook.cli.commands.verify import VARIABLE
    from pactbook.lock import rules

    if any(problem.rule is rules.UNPINNED for problem in verified.problems):
        print(
            f"Not held against a pinned first policy: set {VARIABLE} to the root digest that legal gave you, or use 'pactbook verify --root-digest'."
        )
