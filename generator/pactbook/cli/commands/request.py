"""`pactbook request INSTRUMENT`: files the next statement, and writes a packet for signers without git."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.days import day
from pactbook.load import key_dates as clock

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context
    from pactbook.lock.signing.request import Request

HELP = "ask for signatures: file the next statement and write a packet for signers without git"


def add_arguments(parser: ArgumentParser) -> None:
    """What is to be signed, by whom, from when it holds, and where the packet goes."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder, for example contracts/acme/msa")
    parser.add_argument(
        "--for", dest="signers", metavar="SIGNER", nargs="+", default=[], help="who is asked (default: all who are missing)"
    )
    parser.add_argument("--effective", metavar="DATE", type=day, help="the day from which it holds (default: today)")
    parser.add_argument("--note", metavar="TEXT", default="", help="what it changes, in one line")
    parser.add_argument("--out", metavar="DIR", type=Path, help="the packet's folder (default: ./packet-<instrument>-v<version>)")
    parser.add_argument("--again", action="store_true", help="make the statement anew, although somebody signed the one that waits")


def run(context: Context) -> int:
    """Check everything, file the statement, then write the packet; each can be done again."""
    from pactbook.cli.instruments import named
    from pactbook.lock.signing import packet
    from pactbook.lock.signing.plan import Wish
    from pactbook.lock.signing.request import file, prepare
    from pactbook.trees.placing import sweep
    from pactbook.trees.worktree import WorkTree

    args = context.args
    today = clock.today()
    sweep(context.root)
    wish = Wish(named(context, args.instrument), "", today, args.effective, args.note)
    request = prepare(WorkTree(context.root), wish, tuple(args.signers), again=args.again)
    place = _place(context.root, args.out, packet.folder_name(request))
    packet.refuse_taken(place, request)
    contents = packet.contents(request)
    filed = file(context.root, request)
    sweep(place.parent)
    archive = packet.write(place, contents)
    _tell(request, place, archive, filed=filed)
    return 0


def _place(root: Path, given: Path | None, name: str) -> Path:
    """The packet's folder: never among the contracts, even where the command is typed there."""
    from pactbook.cli.instruments import LOCKED, outside

    if given is not None:
        return outside(root, given)
    here = Path.cwd().resolve()
    return (root if any(here.is_relative_to(root / folder) for folder in LOCKED) else here) / name


def _tell(request: Request, place: Path, archive: Path, *, filed: bool) -> None:
    statement = request.plan.statement
    verb = "filed" if filed else "waits already"
    print(
        f"{statement.instrument}, version {statement.version}, effective {statement.effective}: statement {verb} in {request.plan.record}"
    )
    print(f"    {request.plan.digest}")
    if request.comparison.advice:
        print(request.comparison.advice)
    print(f"missing: {', '.join(map(str, request.missing))}")
    print(f"packet for {', '.join(signer.name for signer in request.asked)}:")
    print(f"    {place}")
    print(f"    {archive}")
    print(f"when a signature comes back: pactbook add-signature {statement.instrument} FILE")
