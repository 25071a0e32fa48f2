"""What signing an instrument now would mean: the next statement, or one more signature under the one that waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms import heads
from pactbook.lock.forms.lines import FormatError, digest
from pactbook.lock.forms.statement import PolicyName, SignedFile, Statement, write
from pactbook.lock.policies.policy import GOVERNANCE, HEADS_FILE, LEGAL, POLICY_FILE
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.lock.records import inventory as listing
from pactbook.lock.records.quorum import entitled
from pactbook.lock.records.record import folder as record_folder
from pactbook.lock.signing.adopt import refuse_half_adopted
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError, Problem, did_you_mean
from pactbook.trees.tree import REGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from pactbook.lock.policies.policy import Instrument, Rulebook
    from pactbook.lock.records.state import InstrumentState, Verified, VersionState
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
    """What the signer asks for; without a date or note, those of the waiting statement, else today and none.

    Without a signer it is a statement that nobody has signed yet, for others to sign.
    """

    instrument: str
    signer: str
    today: date
    effective: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a plan is made from."""

    verified: Verified
    state: InstrumentState
    instrument: Instrument
    books: tuple[Rulebook, ...]
    files: Mapping[str, tuple[str, bytes]]
    beside: Mapping[str, bytes]


def plan(tree: Tree, wish: Wish) -> Plan:
    """What signing would mean; raises PactbookError where it can't be done."""
    ground = _ground(tree, wish)
    newest, manifest = ground.state.newest, _manifest(ground.files)
    unfinished = newest is not None and not newest.complete
    if newest and newest.complete and newest.statement.files == manifest:
        message = f"nothing to sign: version {newest.version} of '{wish.instrument}' has exactly this content and is complete"
        raise PactbookError(message)
    waiting = newest if newest and unfinished and newest.sound and newest.statement.files == manifest else None
    if waiting and waiting.statement.policy == _policy(ground) and (waiting.signers or not _asks_otherwise(wish, waiting.statement)):
        return _joined(ground, wish, waiting)
    before = ground.state.versions[-2 if unfinished else -1 :][0] if len(ground.state.versions) > unfinished else None
    statement = Statement(
        repository=ground.books[-1].policy.repository,
        instrument=wish.instrument,
        version=before.version + 1 if before else 1,
        effective=wish.effective or (waiting.effective if waiting else wish.today),
        supersedes=before.digest if before else None,
        policy=_policy(ground),
        files=manifest,
        note=wish.note or (waiting.note if waiting else ""),
    )
    return _made(ground, wish, statement, before, withdraws=unfinished)


def _ground(tree: Tree, wish: Wish) -> _Ground:
    verified = verify_tree(tree)
    rulebook = verified.rulebook
    if rulebook is None:
        raise PactbookError(_refusal("the policy can't be relied on", verified.errors))
    is_policy, signed = wish.instrument == GOVERNANCE, verified.policies.newest is not None
    if not is_policy and not signed:
        message = f"nobody has signed the policy completely yet. Sign '{GOVERNANCE}' first: it says who may sign the rest."
        raise PactbookError(message)
    state = verified.instruments.get(wish.instrument)
    if state is None:
        hint = did_you_mean(wish.instrument, verified.instruments)
        message = f"there is no instrument '{wish.instrument}'{hint}. An instrument is a folder such as contracts/acme/msa."
        raise PactbookError(message)
    _refuse_broken(verified, state)
    refuse_half_adopted(tree, verified, wish.instrument)
    books: tuple[Rulebook, ...] = (rulebook,)
    if is_policy:
        books = (rulebook, _new_policy(tree)) if signed else (_new_policy(tree),)
    instrument = books[-1].instrument(wish.instrument)
    if instrument is None:
        message = f"the policy has no layer for '{wish.instrument}'"
        raise PactbookError(message)
    _refuse_stranger(wish, instrument, books)
    beside = {f"{GOVERNANCE}/{HEADS_FILE}": heads.write(_heads(verified))} if is_policy else {}
    return _Ground(verified, state, instrument, books, _content(tree, rulebook, instrument, beside), beside)


def _refuse_broken(verified: Verified, state: InstrumentState) -> None:
    """What was signed before must hold; what waits may be overtaken, and the tree's own files may have changed: that is why one signs."""
    newest = state.newest
    waiting = f"{newest.record}/" if newest and not newest.complete else None
    broken = [
        problem
        for problem in verified.errors
        if problem.path.startswith((f"{state.instrument}/", f"{GOVERNANCE}/"))
        and not (problem.rule is rules.CHANGED or (problem.rule is rules.PENDING and problem.path.startswith(f"{GOVERNANCE}/")))
        and not (waiting and problem.path.startswith(waiting) and problem.rule in _OVERTAKEN)
    ]
    if broken:
        raise PactbookError(_refusal(f"'{state.instrument}' can't be signed as it is", broken))


def _refusal(what: str, problems: Iterable[Problem]) -> str:
    return "\n".join([f"{what}:", *(f"  {problem.line}\n      {problem.advice}" for problem in problems)])


def _new_policy(tree: Tree) -> Rulebook:
    path = f"{GOVERNANCE}/{POLICY_FILE}"
    rulebook, problems = read_rulebook(tree.read(path), path)
    if rulebook is None:
        raise PactbookError(_refusal("the policy can't be signed as it is", problems))
    return rulebook


def _heads(verified: Verified) -> dict[str, str]:
    others = [state for folder, state in verified.instruments.items() if folder != GOVERNANCE]
    return {state.instrument: state.newest_complete.digest for state in others if state.newest_complete}


def _refuse_stranger(wish: Wish, instrument: Instrument, books: tuple[Rulebook, ...]) -> None:
    if not wish.signer:
        return
    known = [(book, book.signers[wish.signer]) for book in books if wish.signer in book.signers]
    if not known:
        names = sorted({name for book in books for name in book.signers})
        message = f"the policy names no signer '{wish.signer}'{did_you_mean(wish.signer, names)}. It names {', '.join(names)}."
        raise PactbookError(message)
    if any(entitled(signer, instrument, book) for book, signer in known):
        return
    if instrument.path == GOVERNANCE and any(signer.role == LEGAL for _, signer in known):
        return
    party, role = known[0][1].party, known[0][1].role
    message = f"'{instrument.path}' asks for no signature of {party}'s {role}: the layer '{instrument.layer_name}' names others"
    raise PactbookError(message)


def _content(tree: Tree, rulebook: Rulebook, instrument: Instrument, beside: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Mode and bytes of every own file, by path from the base."""
    own = listing.take(tree, rulebook).own_files(instrument)
    found = {inner: (entry.mode, tree.read(entry.path)) for inner, entry in own.items()}
    found.update({path.removeprefix(instrument.base): (REGULAR, data) for path, data in beside.items()})
    return found


def _manifest(files: Mapping[str, tuple[str, bytes]]) -> tuple[SignedFile, ...]:
    return tuple(SignedFile(mode, digest(data), len(data), path) for path, (mode, data) in sorted(files.items()))


def _policy(ground: _Ground) -> PolicyName | None:
    newest = ground.verified.policies.newest
    return newest.name if newest else None


def _asks_otherwise(wish: Wish, statement: Statement) -> str:
    """What the wish says and the statement that waits does not, or nothing."""
    for asked, said, what in ((wish.effective, statement.effective, "--effective"), (wish.note, statement.note, "--note")):
        if asked and asked != said:
            return f"the statement that waits says '{said}', and others have signed it: leave {what} out to sign the same"
    return ""


def _joined(ground: _Ground, wish: Wish, waiting: VersionState) -> Plan:
    statement = waiting.statement
    if message := _asks_otherwise(wish, statement):
        raise PactbookError(message)
    if wish.signer in {signer.name for signer in waiting.signers}:
        lacking = ", ".join(map(str, waiting.missing))
        message = f"'{wish.signer}' has signed version {waiting.version} of '{wish.instrument}' already; it waits for {lacking}"
        raise PactbookError(message)
    before = ground.state.versions[-2] if len(ground.state.versions) > 1 else None
    return replace(_made(ground, wish, statement, before, withdraws=False), joins=True)


def _made(ground: _Ground, wish: Wish, statement: Statement, before: VersionState | None, *, withdraws: bool) -> Plan:
    try:
        raw = write(statement)
    except FormatError as error:
        message = f"the statement can't be written: {error.reason}"
        raise PactbookError(message) from None
    files = {path: data for path, (_, data) in ground.files.items()}
    return Plan(ground.instrument, statement, raw, wish.signer, ground.books, files, before, withdraws=withdraws, beside=ground.beside)
