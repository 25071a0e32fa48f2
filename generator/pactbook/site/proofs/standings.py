"""How the state of an instrument is said and coloured on pages, and the proof of it. Nothing is called in force that was not verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import GOVERNANCE
from pactbook.lock.records.state import Standing
from pactbook.site import paths
from pactbook.site.markup import day
from pactbook.site.page import Fact, Tone, chip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactbook.lock.records.state import InstrumentState, VersionState
    from pactbook.model.book import Contract
    from pactbook.site.views.view import View

PROPOSAL = "Proposal"
TONES: Mapping[Standing, Tone] = {
    Standing.DRAFT: "draft",
    Standing.PENDING: "waiting",
    Standing.SCHEDULED: "coming",
    Standing.IN_FORCE: "good",
    Standing.RENEWED: "waiting",
    Standing.ENDED: "past",
    Standing.SUPERSEDED: "past",
    Standing.BROKEN: "problem",
}
WORDS: Mapping[Standing, str] = {
    Standing.DRAFT: "Draft",
    Standing.PENDING: "Waiting for signatures",
    Standing.SCHEDULED: "Scheduled",
    Standing.IN_FORCE: "In force",
    Standing.RENEWED: "In a renewal term unless ended by notice",
    Standing.ENDED: "Ended",
    Standing.SUPERSEDED: "Superseded",
    Standing.BROKEN: "Does not verify",
}
NOTES: Mapping[Standing, str] = {
    Standing.DRAFT: "A draft: nobody has signed it yet, and it binds nobody.",
    Standing.PENDING: "Not everybody has signed yet. Until then it binds nobody.",
    Standing.SCHEDULED: "Signed by everybody. It binds from its day on.",
    Standing.RENEWED: "The initial term is over and the agreement renewed by itself, unless notice was given in time. Notices are not on record here: ask legal.",
    Standing.ENDED: "The term is over, and no further one is on record here. What the agreement says of the time after its end still holds.",
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
    return _by_term(view, folder, state.standing(view.as_of))


def _by_term(view: View, folder: str, standing: Standing) -> Standing:
    """What becomes of an agreement in force once its initial term is over."""
    contract = view.book.contracts.get(folder)
    if standing is not Standing.IN_FORCE or contract is None or view.as_of <= contract.terms.term.end:
        return standing
    return Standing.ENDED if contract.terms.term.is_over(view.as_of) else Standing.RENEWED


def policy_is_broken(view: View) -> bool:
    """Whether the policy, which says whose signatures count, is not the one that was signed."""
    return is_broken(view, GOVERNANCE)


def is_broken(view: View, folder: str) -> bool:
    """Whether what lies in a folder is signed and does not verify, whatever the policy."""
    state = view.known.states.get(folder)
    return state is not None and _is_broken(state)


def _is_broken(state: InstrumentState) -> bool:
    return not state.as_signed or any(not version.sound for version in state.versions)


def shown(view: View, folder: str) -> VersionState | None:
    """The version that pages show."""
    state = view.known.states.get(folder)
    return state.shown(view.as_of) if state else None


def words(view: View, contract: Contract) -> tuple[str, Tone]:
    """A contract's state in words, and its tone."""
    return (PROPOSAL, "coming") if contract.is_proposal else of_instrument(view, contract.path)


def of_instrument(view: View, folder: str) -> tuple[str, Tone]:
    """The state of what lies in a folder in words, and its tone."""
    standing = of(view, folder)
    version = shown(view, folder)
    if standing is Standing.SCHEDULED and version:
        return f"Scheduled from {day(version.effective)}", TONES[standing]
    return WORDS[standing], TONES[standing]


def standing_of(view: View, folder: str, version: VersionState) -> Standing:
    """How one version stands on the view's day: the one that is shown as what lies in the folder does."""
    if policy_is_broken(view):
        return Standing.BROKEN
    return of(view, folder) if version == shown(view, folder) else view.known.states[folder].standing(view.as_of, version)


def unheard(view: View, version: VersionState) -> bool:
    """Whether nobody knew of a version on the day that is shown: it was filed later, and holds from a later day."""
    return view.filed_later(version.record) and version.effective > view.as_of


def heard(view: View, folder: str) -> tuple[VersionState, ...]:
    """The versions that somebody could know of on the day that is shown, oldest first."""
    state = view.known.states.get(folder)
    return tuple(version for version in state.versions if not unheard(view, version)) if state else ()


def of_version(view: View, folder: str, version: VersionState) -> tuple[str, Tone]:
    """The state of one version in words, and its tone."""
    standing = standing_of(view, folder, version)
    if standing is Standing.SCHEDULED:
        return f"Scheduled from {day(version.effective)}", TONES[standing]
    return WORDS[standing], TONES[standing]


def badge(view: View, contract: Contract) -> str:
    """The state as a chip."""
    return chip(*words(view, contract))


def note(view: View, folder: str) -> str:
    """The state in a sentence, where it is not simply in force."""
    if of(view, folder) is Standing.BROKEN and policy_is_broken(view):
        return POLICY_NOTE
    return NOTES.get(of(view, folder), "")


def coming(view: View, folder: str) -> str:
    """What follows the version that is shown: one that is signed for a later day, or one that waits for signatures."""
    version, known = shown(view, folder), heard(view, folder)
    if version is None or not known or known[-1].version == version.version:
        return ""
    newest = known[-1]
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
    if filed := filed_on(view, version):
        yield Fact("Filed on", filed)
    for signer in version.signers:
        yield Fact(f"Signed for {signer.party_name}", f"{signer.name}, {signer.role}")
        yield Fact(f"Key of {signer.name}", signer.fingerprint, code=True)
    for missing in version.missing:
        yield Fact("Still to sign", str(missing))
    yield Fact("Digest of the statement", version.digest, code=True)
    yield from _download(view, version)
    if not view.internal:  # nobody else has the book or the command
        return
    yield Fact("Where it lies in the book", version.record, code=True)
    yield Fact("Check the whole book", "pactbook verify --root-digest sha256:…", code=True)
    yield Fact("The root digest", "Take it from legal, never from a page: whoever could change the page could change a digest on it.")


def filed_on(view: View, version: VersionState) -> str:
    """The day on which a version was filed in words, '' where history does not tell."""
    if view.filed_later(version.record):
        return f"A day after {day(view.as_of)}, which this site shows"
    filed = view.filed(version.record)
    return day(filed) if filed else ""


def _download(view: View, version: VersionState) -> Iterator[Fact]:
    """The sealed record to take along, where there is something that it proves."""
    place = _place_of_record(view, version)
    if not version.sound:
        yield Fact("Sealed record", "It does not verify, so it is not offered as a proof. Ask legal.")
    elif place and version.complete and view.known.read:
        yield Fact("Sealed record", "Download it: the signed files, the signatures and how to check them", place)
        yield Fact(
            "Check it yourself", "Unzip it and follow README.txt. You need only ssh-keygen, which Windows, macOS and Linux bring along."
        )
    elif not view.internal and version.statement.instrument.startswith("clauses/"):
        yield Fact(
            "Sealed record", "The client's legal team keeps it, since it holds their notes. What binds you stands in your agreement."
        )
    elif not view.internal:
        yield Fact("Sealed record", "The client's legal team keeps it.")


def _place_of_record(view: View, version: VersionState) -> str:
    """Where the site offers a record.

    A clause's record holds the negotiators' notes, and an outline's says who else works by it: both are for the client alone.
    """
    folder = version.statement.instrument
    contract, clause_id, manual = view.book.contracts.get(folder), folder.removeprefix("clauses/"), view.book.manuals.get(folder)
    if contract:
        return paths.sealed_record(contract, version.version)
    if not view.internal:
        return ""
    if manual:
        return paths.sealed_outline(manual, version.version)
    return paths.sealed_clause(clause_id, version.version) if clause_id in view.book.clauses else ""
