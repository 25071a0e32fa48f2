"""How an instrument stands on a day, in the words of people who sign contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.lock.records.state import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from pactbook.lock.records.quorum import Missing
    from pactbook.lock.records.state import InstrumentState, VersionState

AS_ONE = (
    "The protected branch takes a version with all its signatures or not at all: when they are there, bring this branch in as one, "
    "by 'git merge --no-ff' or a squash."
)


def outlook(version: VersionState, missing: Sequence[Missing], signed: int) -> Iterator[str]:
    """After a signature: who is missing, or that nobody is; and how a version that was signed commit by commit gets into the protected branch."""
    if missing:
        yield f"version {version.version} waits for {', '.join(map(str, missing))}"
    else:
        yield f"version {version.version} is complete, effective {version.effective}"
    if missing or signed > 1:
        yield AS_ONE


def headline(state: InstrumentState, day: date) -> str:
    """The state in a few words: what holds, or how far it is from holding."""
    current, newest = state.in_force(day), state.newest
    if newest and not newest.sound:
        return f"BROKEN (version {newest.version})"
    if current:
        return f"in force (version {current.version}, since {current.effective})"
    coming = state.newest_complete
    if coming:
        return f"scheduled from {coming.effective} (version {coming.version})"
    return f"pending (version {newest.version})" if newest else str(Standing.DRAFT)


def details(state: InstrumentState, day: date, *, history: bool = False) -> Iterator[str]:
    """What else is to be known, a line each: what comes, who is missing, what was changed; with `history` what was before."""
    current, told = state.in_force(day), state.newest_complete
    for version in state.versions:
        standing = state.standing(day, version)
        if standing is Standing.PENDING:
            yield f"version {version.version} waits for {', '.join(map(str, version.missing))}"
        elif standing is Standing.SCHEDULED and (current or version is not told):
            yield f"version {version.version} is signed and scheduled from {version.effective}"
        elif standing is Standing.SUPERSEDED and history:
            yield f"version {version.version} superseded; it held from {version.effective}"
    newest = state.newest
    if newest and not state.as_signed:
        yield f"the files here were changed since version {newest.version}, and nobody has signed the change"
