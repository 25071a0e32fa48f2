"""The texts of an instrument that can be compared: its versions, what lies in place, and its draft."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import DRAFT
from pactbook.lock.records import inventory as listing
from pactbook.lock.signing.adopt import proposal
from pactbook.problems import PactbookError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pactbook.lock.policies.policy import Instrument
    from pactbook.lock.records.state import InstrumentState, Verified, VersionState
    from pactbook.trees.tree import Tree

NOW = "now"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: what it is called, and its files by path from the instrument's base."""

    label: str
    files: Mapping[str, bytes] = field(repr=False)


NOTHING = Side("nothing", {})


def find(verified: Verified, name: str) -> tuple[InstrumentState, Instrument]:
    """An instrument by its folder; raises PactbookError where there is none."""
    state = verified.instruments.get(name)
    instrument = verified.rulebook.instrument(name) if verified.rulebook else None
    if instrument and state is None:  # there may be no more of it than a draft
        from pactbook.lock.records.state import InstrumentState as State

        state = State(name, instrument.layer_name, instrument.vendor)
    if state is None or instrument is None:
        message = f"there is no instrument '{name}'{did_you_mean(name, verified.instruments)}. An instrument is a folder such as contracts/acme/msa."
        raise PactbookError(message)
    return state, instrument


def of_version(tree: Tree, version: VersionState, state: InstrumentState, day: date) -> Side:
    """A version, from the sealed copies in its record."""
    files = {file.path: tree.read(f"{version.files_path}/{file.path}") for file in version.statement.files}
    standing = state.standing(day, version)
    return Side(f"version {version.version} ({standing}, effective {version.effective})", files)


def in_place(tree: Tree, verified: Verified, instrument: Instrument) -> Side:
    """The files that lie in place."""
    files: dict[str, bytes] = {}
    if verified.rulebook and instrument.path in verified.instruments:
        own = listing.take(tree, verified.rulebook).own_files(instrument)
        files = {inner: tree.read(entry.path) for inner, entry in own.items() if entry.is_file}
    return Side("the files as they lie here", files)


def of_draft(tree: Tree, instrument: Instrument) -> Side:
    """The draft, as it would be in place."""
    return Side(f"the proposal in {DRAFT}/", {path: data for path, (_, data) in proposal(tree, instrument).items()})


def numbered(state: InstrumentState, word: str) -> VersionState:
    """A version by the number that somebody typed; raises PactbookError."""
    number = word.removeprefix("v")
    for version in state.versions:
        if number == str(version.version):
            return version
    known = ", ".join(str(version.version) for version in state.versions) or "none"
    message = f"'{state.instrument}' has no version '{word}'; it has {known}"
    raise PactbookError(message)


def base_of(state: InstrumentState, day: date, *, below: int | None = None) -> VersionState | None:
    """What a change is compared with: the version in force, else the newest that everybody has signed; `below` leaves out what is newer."""
    complete = [version for version in state.versions if version.complete and (below is None or version.version < below)]
    current = [version for version in complete if version.effective <= day]
    return next(reversed(current or complete), None)
