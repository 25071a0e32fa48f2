"""The sealed record of a version as a zip: everything with which plain OpenSSH proves what was signed, and nothing of anybody else."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.lock.forms.lines import digest
from pactbook.lock.forms.signature import NAMESPACE, signer_key
from pactbook.lock.policies.policy import SIG, STATEMENT
from pactbook.lock.signing.packet import zipped
from pactbook.model.book import AGREEMENT
from pactbook.problems import PactbookError
from pactbook.site import paths
from pactbook.site.comparison import clause as clause_text
from pactbook.site.page import Download
from pactbook.site.proofs import proof_readme, standings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pactbook.lock.records.state import VersionState
    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.manual import Manual
    from pactbook.site.views.view import View

README, ALLOWED = "README.txt", "allowed_signers"


def offered(view: View, contract: Contract, version: VersionState | None) -> tuple[Download, ...]:
    """The download of a version's page; none where the version is not complete, for there is nothing that it could prove."""
    if version is None or contract.path not in view.book.contracts:
        return ()
    return _offered(view, contract.terms.title, paths.sealed_record(contract, version.version), version)


def offered_of_clause(view: View, clause_id: str, title: str) -> tuple[Download, ...]:
    """The sealed record of a clause as it stands; for the client alone, since the record holds what only its negotiators may read."""
    version = standings.shown(view, paths.clause_folder(clause_id))
    if version is None or not view.internal or clause_id not in view.book.clauses:
        return ()
    return _offered(view, f"Clause {title}", paths.sealed_clause(clause_id, version.version), version)


def offered_of_outline(view: View, manual: Manual) -> tuple[Download, ...]:
    """The sealed record of a manual's outline as it stands; for the client alone, since it says who else works by the manual."""
    version = standings.shown(view, manual.path)
    if version is None or not view.internal:
        return ()
    return _offered(view, f"Outline of {manual.outline.title}", paths.sealed_outline(manual, version.version), version)


def _offered(view: View, title: str, place: str, version: VersionState) -> tuple[Download, ...]:
    state, read = view.known.states.get(version.statement.instrument), view.known.read
    if not version.complete or state is None or read is None:
        return ()
    folder = place.rpartition("/")[2].removesuffix(".zip")
    chain = [each for each in state.versions if each.version <= version.version]
    files = {f"{number_of(each)}/{name}": data for each in chain for name, data in _record(each, read)}
    files[f"{number_of(version)}/{ALLOWED}"] = _allowed(version, read)
    files[README] = proof_readme.text(title, folder, version, chain).encode()
    return (Download(place, zipped(folder, dict(sorted(files.items())))),)


def signed_text(view: View, folder: str, version: VersionState | None) -> str | None:
    """The agreement as it was signed, for the comparison with the printed page; None where no sound record says what was signed."""
    if version is None or folder not in view.book.contracts:
        return None
    data = _signed(view, version, AGREEMENT)
    return None if data is None else data.decode(errors="replace")


def text_of(view: View, contract: Contract, version: VersionState | None) -> str:
    """What the page of a contract must show: the text that everybody signed, else the text as the draft has it."""
    signed = signed_text(view, contract.path, version) if version and version.complete else None
    return view.texts.of(contract).text if signed is None else signed


def titles(view: View) -> dict[str, str]:
    """The titles that references between clauses are shown with, by `clause` and `clause.heading`."""
    found: dict[str, str] = {}
    for clause_id, versions in view.book.clauses.items():
        found[clause_id] = versions[-1].data.title
        found |= {f"{clause_id}.{key}": title for key, title in clause_text.headings(versions[-1].text).items()}
    return found


def clause_words(view: View, versions: Sequence[ClauseVersion], titles: Mapping[str, str]) -> tuple[str, ...]:
    """What the page of a clause must show: its title, then each version as it was signed, the newest first; of a draft, as its file has it."""
    state = standings.shown(view, paths.clause_folder(versions[0].clause_id))
    parts, named = [versions[-1].data.title], tuple(titles.items())
    for each in reversed(versions):
        data = _signed(view, state, f"{each.version}.md") if state and state.complete else None
        if data is None and view.known.read:
            data = view.known.read(each.path)
        parts += [_words(data, each.number, named)] if data is not None else []
    return tuple(parts) if len(parts) == len(versions) + 1 else ()


@lru_cache(maxsize=1024)
def _words(data: bytes, number: int, titles: tuple[tuple[str, str], ...]) -> str:
    """The words of one version; kept, since many vendors read the same clause."""
    return clause_text.words(data, number, dict(titles))


def _signed(view: View, version: VersionState, file: str) -> bytes | None:
    """A file as it was signed; None where no sound record says how."""
    signed = {each.path: each.digest for each in version.statement.files}.get(file)
    if signed is None or not version.sound or view.known.read is None:
        return None
    data = view.known.read(f"{version.files_path}/{file}")
    if digest(data) != signed:
        message = f"{version.files_path}/{file} was changed while the site was made; run the command again"
        raise PactbookError(message)
    return data


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
