"""How the state of an instrument is said and coloured on pages, and the proof of it. Nothing is called in force that was not verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.policy import GOVERNANCE
from pactbook.lock.state import Standing
from pactbook.site import paths
from pactbook.site.markup import day
from pactbook.site.page import Fact, Tone, chip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.lock.state import InstrumentState, VersionState
    from pactbook.model.book import Contract
    from pactbook.site.view import View

PROPOSAL = "Proposal"
TONES: Mapping[Standing, Tone] = {
    Standing.DRAFT: "draft",
    Standing.PENDING: "waiting",
    Standing.SCHEDULED: "coming",
    Standing.IN_FORCE: "good",
    Standing.SUPERSEDED: "past",
    Standing.BROKEN: "problem",
}
WORDS: Mapping[Standing, str] = {
    Standing.DRAFT: "Draft",
    Standing.PENDING: "Waiting for signatures",
    Standing.SCHEDULED: "Scheduled",
    Standing.IN_FORCE: "In force",
    Standing.SUPERSEDED: "Superseded",
    Standing.BROKEN: "Does not verify",
}
NOTES: Mapping[Standing, str] = {
    Standing.DRAFT: "A draft: nobody has signed it yet, and it binds nobody.",
    Standing.PENDING: "Not everybody has signed yet. Until then it binds nobody.",
    Standing.SCHEDULED: "Signed by everybody. It binds from its day on.",
    Standing.BROKEN: "The files are not those that were signed, or a signature does not hold. Do not rely on this page.",
}

POLICY_NOTE = (
    "The policy, which says whose signatures count, is not the one that was signed. Until that is settled, do not rely on this page."
)


def of(view: View, folder: str) -> Standing:
    """How the instrument in a folder stands on the view's day; nothing that is signed stands firm where the policy does not."""
    state = view.known.states.get(folder)
    if state is None:
        return Standing.DRAFT
    if _is_broken(state) or (state.versions and policy_is_broken(view)):
        return Standing.BROKEN
    return state.standing(view.as_of)


def policy_is_broken(view: View) -> bool:
    """Whether the policy, which says whose signatures count, is not the one that was signed."""
    governance = view.known.states.get(GOVERNANCE)
    return governance is not None and _is_broken(governance)


def _is_broken(state: InstrumentState) -> bool:
    return not state.as_signed or any(not version.sound for version in state.versions)


def shown(view: View, folder: str) -> VersionState | None:
    """The version that pages show."""
    state = view.known.states.get(folder)
    return state.shown(view.as_of) if state else None


def words(view: View, contract: Contract) -> tuple[str, Tone]:
    """A contract's state in words, and its tone."""
    if contract.is_proposal:
        return PROPOSAL, "coming"
    standing = of(view, contract.path)
    version = shown(view, contract.path)
    if standing is Standing.SCHEDULED and version:
        return f"Scheduled from {day(version.effective)}", TONES[standing]
    return WORDS[standing], TONES[standing]


def standing_of(view: View, folder: str, version: VersionState) -> Standing:
    """How one version stands on the view's day."""
    return Standing.BROKEN if policy_is_broken(view) else view.known.states[folder].standing(view.as_of, version)


def of_version(view: View, folder: str, version: VersionState) -> tuple[str, Tone]:
    """The state of one version in words, and its tone."""
    standing = standing_of(view, folder, version)
    if standing is Standing.SCHEDULED:
        return f"Scheduled from {day(version.effective)}", TONES[standing]
    return WORDS[standing], TONES[standing]


def badge(view: View, contract: Contract) -> str:
    """The state as a chip."""
    return chip(*words(view, contract))


def note(view: View, contract: Contract) -> str:
    """The state in a sentence, where it is not simply in force."""
    if of(view, contract.path) is Standing.BROKEN and policy_is_broken(view):
        return POLICY_NOTE
    return NOTES.get(of(view, contract.path), "")


def coming(view: View, folder: str) -> str:
    """What follows the version that is shown: one that is signed for a later day, or one that waits for signatures."""
    state = view.known.states.get(folder)
    version, newest = shown(view, folder), state.newest if state else None
    if version is None or newest is None or newest.version == version.version:
        return ""
    if newest.missing:
        return f"Version {newest.version} waits for {', '.join(map(str, newest.missing))}"
    return f"Version {newest.version} takes effect on {day(newest.effective)}" + (f": {newest.note}" if newest.note else "")


def proof(view: View, folder: str) -> Iterator[Fact]:
    """Who signed the version that is shown, its digest, and how anybody checks it."""
    version = shown(view, folder)
    if version is None:
        return
    yield from proof_of(view, version)


def proof_of(view: View, version: VersionState) -> Iterator[Fact]:
    """The proof of one version."""
    filed = view.known.filed.get(f"{version.record}/statement.txt")
    if filed:
        yield Fact("Filed on", day(filed))
    for signer in version.signers:
        yield Fact(f"Signed for {signer.party_name}", f"{signer.name}, {signer.role}")
        yield Fact(f"Key of {signer.name}", signer.fingerprint, code=True)
    for missing in version.missing:
        yield Fact("Still to sign", str(missing))
    yield Fact("Digest of the statement", version.digest, code=True)
    yield from _download(view, version)
    yield Fact("Where it lies in the book", version.record, code=True)
    yield Fact("Check the whole book", "pactbook verify --root-digest sha256:…", code=True)
    yield Fact("The root digest", "Take it from legal, never from a page: whoever could change the page could change a digest on it.")


def _download(view: View, version: VersionState) -> Iterator[Fact]:
    """The sealed record to take along, where there is something that it proves."""
    contract = view.book.contracts.get(version.statement.instrument)
    if not version.sound:
        yield Fact("Sealed record", "It does not verify, so it is not offered as a proof. Ask legal.")
    elif contract and version.complete and view.known.read:
        yield Fact(
            "Sealed record",
            "Download it: the signed files, the signatures and how to check them",
            paths.sealed_record(contract, version.version),
        )
        yield Fact(
            "Check it yourself", "Unzip it and follow README.txt. You need only ssh-keygen, which Windows, macOS and Linux bring along."
        )
