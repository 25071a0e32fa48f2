"""`pactbook add-signature INSTRUMENT FILE`: files a signature that came back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context

HELP = "check a signature that came back, say whose it is, and file it"


def add_arguments(parser: ArgumentParser) -> None:
    """The instrument and the signature."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="the folder, for example contracts/acme/msa")
    parser.add_argument("file", metavar="FILE", type=Path, help="the signature, statement.txt.sig as ssh-keygen wrote it")


def run(context: Context) -> int:
    """Say who signed what and who is missing."""
    from pactbook.cli.findings import printable
    from pactbook.cli.instruments import named
    from pactbook.lock.records.words import outlook
    from pactbook.lock.signing.received import judge
    from pactbook.lock.signing.sign import add
    from pactbook.trees.placing import sweep
    from pactbook.trees.worktree import WorkTree

    args = context.args
    name = named(context, args.instrument)
    sweep(context.root)
    found = judge(WorkTree(context.root), name, _read(args.file))
    signer, version = found.signer, found.version
    if not found.filed:
        add(context.root, version.record, signer.name, found.armored)
    verb = "has signed already, and it is filed" if found.filed else "signed"
    print(printable(f"{signer.name} ({signer.party_name}, {signer.role}) {verb}: {name}, version {version.version}"))
    print(f"    effective {version.effective}, {version.digest}, key {found.key.fingerprint}")
    print(f"    {version.record}/{signer.name}.sig")
    for line in outlook(version, found.missing, len({signer.name, *(each.name for each in version.signers)})):
        print(printable(line))
    if not found.as_signed:
        print("note: the files here are not those that were signed any more; restore them, or ask for the new content to be signed")
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{path} can't be read: {error.strerror or error}"
        raise PactbookError(message) from None
