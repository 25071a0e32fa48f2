"""What signing an instrument now would mean: the next statement, or one more signature under the one that waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock import heads, rules
from pactbook.lock import inventory as listing
from pactbook.lock.lines import FormatError, digest
from pactbook.lock.policy import GOVERNANCE, HEADS_FILE, LEGAL, POLICY_FILE
from pactbook.lock.policy_check import read_rulebook
from pactbook.lock.quorum import entitled
from pactbook.lock.record import folder as record_folder
from pactbook.lock.statement import PolicyName, SignedFile, Statement, write
from pactbook.lock.verify_tree import verify_tree
from pactbook.problems import PactbookError, Problem, Severity, did_you_mean
from pactbook.trees.tree import REGULAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from pactbook.lock.policy import Instrument, Rulebook
    from pactbook.lock.state import InstrumentState, Verified, VersionState
    from pactbook.trees.tree import Tree

# What a record may have against it and still be made anew: it waits, or a newer policy overtook it.
_OVERTAKEN = (rules.PENDING, rules.POLICY_NAMED, rules.HEADS)


@dataclass(frozen=True, slots=True)
class Plan:
    """A signature to be made.

    `joins` is whether the statement lies in its record already; `withdraws` whether an unfinished record of the same version with other
    content gives way. `files` are the signed files by path from the base; `beside` files that are written with the record, by path from
    the root. `rulebooks` are the policies whose keys the signature may be made with.
    """

    instrument: Instrument
    statement: Statement
    raw: bytes
    signer: str
    rulebooks: tuple[Rulebook, ...] = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    before: VersionState | None = None
    joins: bool = False
    withdraws: bool = False
    beside: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def record(self) -> str:
        """The folder of the record."""
        return record_folder(self.instrument.path, self.statement.version)

    @property
    def digest(self) -> str:
        """The statement's digest."""
        return digest(self.raw)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the signer asks for; without a date or note, those of the waiting statement, else today and none."""

    instrument: str
    signer: str
    today: date
    effective: date | None = None
    note: str = ""


def plan(tree: Tree, wish: Wish) -> Plan:
    """What signing would mean; raises PactbookError where it can't be done."""
    verified = verify_tree(tree)
    state = _state(verified, wish.instrument)
    _refuse_broken(verified, state)
    beside: dict[str, bytes] = {}
    rulebook = _rulebook(verified)
    books: tuple[Rulebook, ...] = (rulebook,)
    if wish.instrument == GOVERNANCE:
        beside = {f"{GOVERNANCE}/{HEADS_FILE}": heads.write(_heads(verified))}
        new = _new_policy(tree)
        books = (rulebook, new) if verified.policies.newest else (new,)
    instrument = books[-1].instrument(wish.instrument)
    if instrument is None:
        message = f"the policy has no layer for '{wish.instrument}'"
        raise PactbookError(message)
    _refuse_stranger(wish, instrument, books)
    files = _content(tree, rulebook, instrument, beside)
    return _plan(verified, state, wish, Plan(instrument, _EMPTY, b"", wish.signer, books, {}, beside=beside), files)


_EMPTY: Statement = None  # type: ignore[assignment]  # replaced before anybody sees it
