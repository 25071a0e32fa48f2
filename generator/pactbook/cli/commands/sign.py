"""`pactbook sign INSTRUMENT --as SIGNER --key FILE`: signs the current content of an instrument."""

from __future__ import annotations

import difflib
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from pactbook.cli.context import Context
    from pactbook.lock.plan import Plan

HELP = "sign the current content of an instrument, or join the others who have signed it"
AROUND = 1


def add_arguments(parser: ArgumentParser) -> None:
    """What is signed, by whom, with which key, and from when it holds."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder that is signed, for example contracts/acme/msa")
    parser.add_argument("--as", dest="signer", metavar="SIGNER", required=True, help="the signer's mailbox, as the policy names it")
    parser.add_argument(
        "--key", metavar="FILE", type=Path, required=True, help="the signer's OpenSSH private key (or the public one, with an agent)"
    )
    parser.add_argument("--effective", metavar="DATE", type=date.fromisoformat, help="the day from which it holds (default: today)")
    parser.add_argument("--note", metavar="TEXT", default="", help="what it changes, in one line")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(context: Context) -> int:
    """Show what would be signed, ask, and sign."""
    from pactbook.lock.plan import Wish, plan
    from pactbook.lock.sign import sign
    from pactbook.trees.placing import sweep
    from pactbook.trees.worktree import WorkTree

    args = context.args
    today = date.today()  # noqa: DTZ011 - a contract's day is the signer's own
    name = args.instrument.replace("\\", "/").strip("/").removeprefix("./")
    sweep(context.root)
    made = plan(WorkTree(context.root), Wish(name, args.signer, today, args.effective, args.note))
    for line in _summary(context.root, made):
        print(line)
    if not args.yes and not _agreed():
        print("nothing was signed")
        return 1
    sign(context.root, made, args.key)
    print(f"signed: {made.record}/{made.signer}.sig")
    for line in _missing(context.root, name):
        print(line)
    return 0


def _summary(root: Path, made: Plan) -> Iterator[str]:
    statement = made.statement
    yield f"{statement.instrument}, version {statement.version}, effective {statement.effective}"
    yield f"    {made.digest}"
    if statement.note:
        yield f"    {statement.note}"
    if made.joins:
        yield "    others have signed this statement; your signature joins theirs"
    if made.withdraws:
        yield "    the unfinished sign-off of this version gives way, with the signatures that it had"
    for file in statement.files:
        before = _before(root, made, file.path)
        word = "new" if before is None else "unchanged" if before == made.files[file.path] else "changed"
        yield f"  {file.path}: {word}, {file.size:,} bytes"
        if word == "changed" and before is not None:
            yield from _redline(before, made.files[file.path])
    gone = {file.path for file in made.before.statement.files} - set(made.files) if made.before else set()
    yield from (f"  {path}: removed" for path in sorted(gone))


def _before(root: Path, made: Plan, path: str) -> bytes | None:
    place = root / made.before.files_path / path if made.before else None
    return place.read_bytes() if place and place.is_file() else None


def _redline(before: bytes, after: bytes) -> Iterator[str]:
    old, new = (data.decode("utf-8", "replace").splitlines() for data in (before, after))
    for line in list(difflib.unified_diff(old, new, n=AROUND, lineterm=""))[2:]:
        yield "      " + ascii_controls(line)


def ascii_controls(line: str) -> str:
    """A line that can't move the cursor or hide a part of itself."""
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in line)


def _agreed() -> bool:
    if not sys.stdin.isatty():
        message = "nobody is there to ask; --yes signs without asking"
        raise PactbookError(message)
    return input("Sign this? [y/N] ").strip().lower() in {"y", "yes"}


def _missing(root: Path, name: str) -> Iterator[str]:
    from pactbook.lock.verify_tree import verify_tree
    from pactbook.trees.worktree import WorkTree

    state = verify_tree(WorkTree(root)).instruments[name]
    if state.pending:
        yield f"version {state.pending.version} waits for {', '.join(map(str, state.pending.missing))}"
    elif state.newest:
        yield f"version {state.newest.version} is complete, effective {state.newest.effective}"
