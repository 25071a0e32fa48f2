"""`pactbook codeowners`: the forge's list of reviewers, made from the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from pactbook.cli.context import Context
    from pactbook.lock.policies.policy import Rulebook

HELP = "make the forge's CODEOWNERS from the policy, so that the right people are asked"


def add_arguments(parser: ArgumentParser) -> None:
    """For which forge, and whether to print, write or compare."""
    parser.add_argument("--forge", choices=("github", "gitlab"), default="github", help="whose rules the file follows (default: github)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write the file in place of printing it")
    what.add_argument("--check", action="store_true", help="only say whether the file is as the policy would have it")


def run(context: Context) -> int:
    """Print the file; with --write put it in its place, with --check 1 if it is out of date."""
    from pactbook.lock.policies.codeowners import PLACES, Forge, handles, write

    forge = Forge(context.args.forge)
    place = context.root / PLACES[forge]
    present = place.read_text(encoding="utf-8") if place.is_file() else ""
    text = write(_rulebook(context.root), handles(present), forge)
    if context.args.check:
        return _compare(present == text, PLACES[forge], context.args.forge)
    if not context.args.write:
        print(text, end="")
        return 0
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(text.encode())
    print(f"{PLACES[forge]} is written")
    return 0


def _compare(current: bool, place: str, forge: str) -> int:  # noqa: FBT001 - the outcome of one comparison
    if current:
        print(f"{place} is as the policy would have it")
        return 0
    more = "" if forge == "github" else f" --forge {forge}"
    print(f"{place} is not as the policy would have it: type 'pactbook codeowners --write{more}'")
    return 1


def _rulebook(root: Path) -> Rulebook:
    from pactbook.lock.policies.policy import GOVERNANCE, POLICY_FILE
    from pactbook.lock.policies.policy_check import read_rulebook

    path = f"{GOVERNANCE}/{POLICY_FILE}"
    try:
        data = (root / path).read_bytes()
    except OSError:
        message = f"there is no policy here: {path} can't be read"
        raise PactbookError(message) from None
    rulebook, problems = read_rulebook(data, path)
    if rulebook is None:
        raise PactbookError("\n".join(["the policy can't be used as it is:", *(f"  {problem.line}" for problem in problems)]))
    return rulebook
