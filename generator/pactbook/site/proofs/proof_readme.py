"""The README.txt of a sealed record: what it proves and what not, and the very commands that check it, on each system."""

from __future__ import annotations

import itertools
from textwrap import fill
from typing import TYPE_CHECKING

from pactbook.lock.forms.signature import NAMESPACE
from pactbook.lock.policies.policy import SIG, STATEMENT
from pactbook.site.markup import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactbook.lock.records.state import VersionState

WIDTH = 88
MANIFEST = r"sed -n 's|^100[0-9]* sha256:\([0-9a-f]*\) [0-9]* \(.*\)|\1  files/\2|p' statement.txt"
"""Prints the manifest's digests and paths as the programs that check sums read them."""
COMMAND = "    "
_WHAT = (
    "This is the sealed record of a text that was signed. With it you can check for yourself, with programs that your computer has and without "
    "asking anybody, that the files in it are the very files that were signed, and whose keys signed them."
)
_PROVES = (
    "that each file below is, byte for byte, the file whose digest the statement lists;",
    "that each person listed below signed this statement: with it the text, its version and the day from which it holds;",
    "if there is an earlier version: which one this version took the place of.",
)
_PROVES_NOT = (
    (
        "Whose keys these are. The keys lie in the same zip as the signatures, so whoever could forge the one could forge the other. Compare each fingerprint below, letter "
        "by letter, with the one that your own legal team, or the other side's, has told you by another way (by telephone, on paper). Never take it from a web page or from this file alone."
    ),
    "That no later version exists, or that the version is in force today. The site of your agreements says so, and legal can tell you.",
    "On which day somebody signed. The statement says from which day the version holds; a signature holds no trustworthy time.",
)


def text(title: str, folder: str, version: VersionState, chain: Sequence[VersionState]) -> str:
    """The whole page, in lines that every editor shows."""
    return "\n".join(_parts(title, folder, version, chain)) + "\n"


def _parts(title: str, folder: str, version: VersionState, chain: Sequence[VersionState]) -> Iterator[str]:
    number = version.record.rpartition("/")[2]
    yield from _heading(f"{title}, version {version.version}: the sealed record", "=")
    yield _paragraph(_WHAT)
    yield from _heading("What was signed")
    yield f"Version {version.version}, holds from {day(version.effective)}".replace("\u00a0", " ")
    yield f"Digest of the statement: {version.digest}"
    yield ""
    for signer in version.signers:
        yield f"Signed for {signer.party_name}: {signer.name}, {signer.role}"
        yield f"  fingerprint of the key: {signer.fingerprint}"
    yield ""
    yield from _heading("What it proves")
    yield from map(_item, _PROVES)
    yield ""
    yield from _heading("What it does not prove")
    yield from map(_item, _PROVES_NOT)
    yield ""
    yield from _commands(folder, number, version, chain)


def _commands(folder: str, number: str, version: VersionState, chain: Sequence[VersionState]) -> Iterator[str]:
    yield from _heading("How to check it")
    yield _paragraph(
        "Unzip it, open a terminal where you unzipped it, and type what is set in, line by line. Nothing is changed and nothing leaves your computer."
    )
    for system, sums in (("Linux", "sha256sum"), ("macOS", "shasum -a 256")):
        yield from _heading(f"On {system}", ".")
        yield from (f"{COMMAND}cd {folder}/{number}", "")
        yield _paragraph('1. Are the files those that the statement lists? Each line must end in "OK".')
        yield from (f"{COMMAND}{MANIFEST} | {sums} -c -", "")
        yield from _signatures(version)
        yield from _before(chain, f"{sums} ../{{number}}/{STATEMENT}")
    yield from _heading('On Windows (in "Command Prompt"; PowerShell reads these lines differently)', ".")
    yield from (f"{COMMAND}cd {folder}\\{number}", "")
    yield _paragraph(
        "1. Are the files those that the statement lists? The long number that is printed must be the one that stands behind it here, and in statement.txt:"
    )
    for file in version.statement.files:
        yield f"{COMMAND}certutil -hashfile files\\{file.path.replace('/', chr(92))} SHA256"
        yield f"      {file.digest.removeprefix('sha256:')}"
    yield ""
    yield from _signatures(version)
    yield from _before(chain, f"certutil -hashfile ..\\{{number}}\\{STATEMENT} SHA256")


def _signatures(version: VersionState) -> Iterator[str]:
    yield _paragraph('2. Do the signatures hold? Each line must print "Good" and the fingerprint that stands above.')
    for signer in version.signers:
        yield f"{COMMAND}ssh-keygen -Y verify -f allowed_signers -I {signer.name} -n {NAMESPACE} -s {signer.name}{SIG} < {STATEMENT}"
    yield ""


def _before(chain: Sequence[VersionState], command: str) -> Iterator[str]:
    """For each version but the first: the digest of the one before stands in its statement."""
    older = [(each, after) for each, after in itertools.pairwise(chain)]
    if not older:
        return
    yield _paragraph(
        '3. Which version came before? What each line prints must be the number that stands behind it here, and behind "supersedes" in the later statement:'
    )
    for each, _ in older:
        yield COMMAND + command.format(number=each.record.rpartition("/")[2])
        yield f"      {each.digest.removeprefix('sha256:')}"
    yield ""


def _heading(words: str, line: str = "-") -> Iterator[str]:
    yield words
    yield line * len(words)
    yield ""


def _paragraph(words: str) -> str:
    return fill(words, WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


def _item(words: str) -> str:
    return fill(words, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
