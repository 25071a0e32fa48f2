"""What a state of the branch did to the instruments: signed, completed, withdrawn, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactbook.lock.records.state import InstrumentState, VersionState


class What(StrEnum):
    """What happened to an instrument, or to one of its versions."""

    SIGNED = "signed"
    PENDING = "waits for signatures"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    RESTORED = "restored"
    DRAFTED = "drafted"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an instrument; `version` is the one that it happened to, None where it was the instrument itself."""

    what: What
    instrument: str
    version: VersionState | None = None


def events(before: Mapping[str, InstrumentState], after: Mapping[str, InstrumentState], folders: Iterable[str]) -> Iterator[Event]:
    """What happened to the instruments in some folders, by folder and version."""
    for folder in sorted(folders):
        old, new = before.get(folder), after.get(folder)
        if old == new:
            continue
        if new is None:
            yield Event(What.REMOVED, folder)
            continue
        found = list(_versions(folder, old, new))
        yield from found
        if old is None and not new.versions:
            yield Event(What.DRAFTED, folder)
        elif (old is None or old.as_signed) and not new.as_signed:
            yield Event(What.CHANGED, folder)
        elif old is not None and not old.as_signed and new.as_signed and not found:
            yield Event(What.RESTORED, folder)


def _versions(folder: str, old: InstrumentState | None, new: InstrumentState) -> Iterator[Event]:
    known = {version.version: version for version in old.versions} if old else {}
    for version in new.versions:
        if known.pop(version.version, None) != version:
            yield Event(_what(version), folder, version)
    for version in known.values():
        yield Event(What.WITHDRAWN, folder, version)


def _what(version: VersionState) -> What:
    if not version.sound:
        return What.BROKEN
    return What.PENDING if version.missing else What.SIGNED
