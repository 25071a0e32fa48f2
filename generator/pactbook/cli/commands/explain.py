"""`pactbook explain CODE`: what a code in a finding means, why it matters and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, did_you_mean

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from pactbook.cli.context import Context

HELP = "say what a code such as A003 means, why it matters and how to mend it"


def add_arguments(parser: ArgumentParser) -> None:
    """The code."""
    parser.add_argument("code", metavar="CODE", help="the code as a finding shows it, such as A003")


def run(context: Context) -> int:
    """Print the rule, and how the book weighs it; it needs no book."""
    from pactbook.checks.catalogue import every_rule

    rules = every_rule()
    code = context.args.code.upper()
    if code not in rules:
        message = f"there is no code '{context.args.code}'{did_you_mean(code, rules)}. docs/rules.md lists all of them."
        raise PactbookError(message)
    rule = rules[code]
    print(f"{rule.code} {rule.title} ({rule.severity})\n\n  Why: {rule.reason}\n  Do:  {rule.fix}")
    for line in _in_a_book(context, code):
        print(f"\n  {line}")
    return 0


def _in_a_book(context: Context, code: str) -> Iterator[str]:
    """What a book may change of the rule, and what the one at hand does."""
    from pactbook.findings.finding import may_be_changed

    if not may_be_changed(code):
        yield "It weighs the same in every book, and nobody can waive it."
        return
    yield "A book can weigh it in pactbook.yaml, and waive it at a place for a time; docs/files.md says how."
    try:
        root = context.root
    except PactbookError:
        return
    from pactbook.load.settings import read_settings
    from pactbook.trees.worktree import WorkTree

    settings = read_settings(WorkTree(root))[0]
    given = {layer: codes[code] for layer, codes in settings.severity.items() if code in codes} if settings else {}
    if given:
        yield f"This book: {', '.join(f'{word} in {layer}' for layer, word in given.items())}."
