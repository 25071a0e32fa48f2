"""`pactbook explain CODE`: what a code in a finding means, why it matters and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, did_you_mean

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context

HELP = "say what a code such as A003 means, why it matters and how to mend it"


def add_arguments(parser: ArgumentParser) -> None:
    """The code."""
    parser.add_argument("code", metavar="CODE", help="the code as a finding shows it, such as A003")


def run(context: Context) -> int:
    """Print the rule; it needs no book."""
    from pactbook.checks.catalogue import every_rule

    rules = every_rule()
    code = context.args.code.upper()
    if code not in rules:
        message = f"there is no code '{context.args.code}'{did_you_mean(code, rules)}. docs/rules.md lists all of them."
        raise PactbookError(message)
    rule = rules[code]
    print(f"{rule.code} {rule.title} ({rule.severity})\n\n  Why: {rule.reason}\n  Do:  {rule.fix}")
    return 0
