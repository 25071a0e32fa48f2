"""The sealed record of a version as a zip: everything with which plain OpenSSH proves what was signed, and nothing of anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.lines import digest
from pactbook.lock.packet import zipped
from pactbook.lock.policy import SIG, STATEMENT
from pactbook.lock.signature import NAMESPACE, signer_key
from pactbook.model.book import AGREEMENT
from pactbook.problems import PactbookError
from pactbook.site import paths, proof_readme
from pactbook.site.page import Download

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pactbook.lock.state import VersionState
    from pactbook.model.book import Contract
    from pactbook.site.view import View

README, ALLOWED = "README.txt", "allowed_signers"


def offered(view: View, contract: Contract, version: VersionState | None) -> tuple[Download, ...]:
    """The download of a version's page; none where the version is not complete, for there is nothing that it could prove."""
    state, read = view.known.states.get(contract.path), view.known.read
    if version is None or not version.complete or state is None or read is None or contract.path not in view.book.contracts:
        return ()
    place = paths.sealed_record(contract, version.version)
    folder = place.rpartition("/")[2].removesuffix(".zip")
    chain = [each for each in state.versions if each.version <= version.version]
    files = {f"{number_of(each)}/{name}": data for each in chain for name, data in _record(each, read)}
    files[f"{number_of(version)}/{ALLOWED}"] = _allowed(version, read)
    files[README] = proof_readme.text(contract.terms.title, folder, version, chain).encode()
    return (Download(place, zipped(folder, dict(sorted(files.items())))),)


def signed_text(view: View, folder: str, version: VersionState | None) -> str | None:
    """The agreement as it was signed, for the comparison with the printed page; None where no sound record says what was signed."""
    if version is None or not version.sound or view.known.read is None or folder not in view.book.contracts:
        return None
    signed = {file.path: file.digest for file in version.statement.files}.get(AGREEMENT)
    data = view.known.read(f"{version.files_path}/{AGREEMENT}") if signed else b""
    if signed and digest(data) != signed:
        message = f"{version.files_path}/{AGREEMENT} was changed while the site was made; run the command again"
        raise PactbookError(message)
    return data.decode(errors="replace") if signed else None


def number_of(version: VersionState) -> str:
    """The name of a record's folder: `0002`."""
    return version.record.rpartition("/")[2]


def _record(version: VersionState, read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a record by their path in it."""
    yield STATEMENT, read(f"{version.record}/{STATEMENT}")
    for signer in version.signers:
        yield f"{signer.name}{SIG}", read(f"{version.record}/{signer.name}{SIG}")
    for file in version.statement.files:
        yield f"files/{file.path}", read(f"{version.files_path}/{file.path}")


def _allowed(version: VersionState, read: Callable[[str], bytes]) -> bytes:
    """The signers of this version with the keys that they signed with, as ssh-keygen wants them.

    Each key is taken from the signature: the signature counted only because the policy gives its signer this very key.
    """
    rows = []
    for signer in sorted(version.signers, key=lambda each: each.name):
        key = signer_key(read(f"{version.record}/{signer.name}{SIG}"))
        rows.append(f'{signer.name} namespaces="{NAMESPACE}" {key.line}\n')
    return "".join(rows).encode()
