"""`pactbook verify`: whether what is here is what was signed."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from pactbook.cli.findings import add_format
from pactbook.problems import PactbookError, counted

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from pathlib import Path

    from pactbook.cli.context import Context
    from pactbook.lock.records.state import Verified

HELP = "prove that the files here, a commit, a proposal or what is staged is what was signed"
VARIABLE = "PACTBOOK_ROOT_DIGEST"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def add_arguments(parser: ArgumentParser) -> None:
    """What is judged, and against which first policy."""
    parser.add_argument(
        "--root-digest", metavar="DIGEST", help=f"the digest of the first policy's statement, sha256:… (default: the variable {VARIABLE})"
    )
    parser.add_argument("--staged", action="store_true", help="judge what git is about to commit")
    parser.add_argument("--from-ref", metavar="BASE", help="the tip of the protected branch that a proposal would change")
    parser.add_argument("--to-ref", metavar="REF", help="the commit to judge; with --from-ref the proposal")
    parser.add_argument("--every-state", action="store_true", help="with --from-ref: judge every commit that a fast-forward would bring")
    add_format(parser)


def run(context: Context) -> int:
    """Print what is wrong; 1 if anything is."""
    args = context.args
    if args.staged and (args.from_ref or args.to_ref):
        message = "--staged judges the index: it takes neither --from-ref nor --to-ref"
        raise PactbookError(message)
    if args.every_state and not args.from_ref:
        message = "--every-state judges a proposal: it needs --from-ref"
        raise PactbookError(message)
    if args.staged:
        from pactbook.cli.staged import judge

        return judge(context.root, args.format)
    from pactbook.cli.verdict import verdict
    from pactbook.collector import put_off

    digest = given_digest(args.root_digest)
    with put_off():
        verified = _verified(context.root, args, digest)
    code = verdict(context.root, verified.problems, args.format, _done(verified))
    if args.format == "text" and not (args.from_ref or args.to_ref):
        _tell_how_to_compare(verified)
    return code


def _tell_how_to_compare(verified: Verified) -> None:
    """A digest says that a text differs; people want to know in which words."""
    from pactbook.lock.rules import CHANGED

    paths = [problem.path for problem in verified.problems if problem.rule is CHANGED]
    changed = [name for name in sorted(verified.instruments) if any(path.startswith(f"{name}/") for path in paths)]
    if changed:
        print("\nWhich words differ from what was signed:")
    for name in changed:
        print(f"    pactbook redline {name}")


def given_digest(given: str | None) -> str | None:
    """The digest of the first policy from the option, else from the variable; raises PactbookError where it is none."""
    text = given if given is not None else os.environ.get(VARIABLE) or None
    if text is not None and not _DIGEST.fullmatch(text):
        message = f"'{text}' is no digest: it must be 'sha256:' and 64 lower-case hexadecimal digits"
        raise PactbookError(message)
    return text


def _verified(root: Path, args: Namespace, digest: str | None) -> Verified:
    if args.every_state:
        from pactbook.lock.verifying.verify_steps import verify_every_state

        return verify_every_state(root, args.from_ref, args.to_ref or "HEAD", digest)
    if args.from_ref:
        from pactbook.lock.verifying.verify_range import verify_refs

        return verify_refs(root, args.from_ref, args.to_ref or "HEAD", digest)
    from pactbook.lock.verifying.verify_tree import verify_tree

    if args.to_ref:
        from pactbook.trees.plumbing import commit_tree

        return verify_tree(commit_tree(root, args.to_ref), digest)
    from pactbook.trees.worktree import WorkTree

    return verify_tree(WorkTree(root), digest)


def _done(verified: Verified) -> str:
    signed = sum(state.newest_complete is not None for state in verified.instruments.values())
    drafts = sum(not state.versions for state in verified.instruments.values())
    return _summary(signed, drafts)


def _summary(signed: int, drafts: int) -> str:

    if not signed:
        return f"nobody has signed anything yet: {counted(drafts, 'draft')}"
    whole = counted(signed, "instrument is as it was signed", "instruments are as they were signed")
    return f"{whole}; {counted(drafts, 'is a draft', 'are drafts')} that nobody has signed" if drafts else whole
