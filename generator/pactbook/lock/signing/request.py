"""Asks for signatures: the next statement as a record that waits, and a packet for signers without git."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import FILES, STATEMENT
from pactbook.lock.signing import texts
from pactbook.lock.signing.comparison import between
from pactbook.lock.signing.plan import Wish, plan
from pactbook.lock.signing.sign import file_record
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError, did_you_mean
from pactbook.trees.overlay import Overlay
from pactbook.trees.tree import REGULAR

if TYPE_CHECKING:
    from pathlib import Path

    from pactbook.lock.policies.policy import KnownSigner
    from pactbook.lock.records.quorum import Missing
    from pactbook.lock.records.state import InstrumentState, VersionState
    from pactbook.lock.signing.comparison import Comparison
    from pactbook.lock.signing.plan import Plan
    from pactbook.trees.tree import Tree


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: the statement, who is asked, who has signed already, who is missing, and what changed.

    `replyable` are the client's own signers of this kind of instrument, to whom a signature can be sent.
    """

    plan: Plan = field(repr=False)
    asked: tuple[KnownSigner, ...]
    signed: tuple[str, ...]
    missing: tuple[Missing, ...]
    comparison: Comparison = field(repr=False)
    replyable: tuple[str, ...]
    client: str


def prepare(tree: Tree, wish: Wish, names: tuple[str, ...], *, again: bool = False) -> Request:
    """What asking would mean; raises PactbookError where nothing can be asked for. Nothing is written."""
    verified = verify_tree(tree)
    made = plan(tree, wish)
    state = verified.instruments[wish.instrument]
    if made.withdraws and not again:
        _refuse_to_lose(state, wish.instrument)
    waiting = _waiting(tree, made)
    missing = waiting.missing
    open_to = tuple(dict.fromkeys(name for each in missing for name in each.candidates))
    asked = tuple(_known(made, name) for name in (names or open_to))
    for signer in asked:
        _refuse_unasked(signer.name, open_to, waiting)
    base = texts.base_of(state, wish.today, below=made.statement.version)
    old = texts.of_version(tree, base, state, wish.today) if base else texts.NOTHING
    new = texts.Side(f"version {made.statement.version} (to be signed, effective {made.statement.effective})", made.files)
    book = made.rulebooks[-1]
    client = book.policy.client
    roles = {role.partition(".")[2] for role in made.instrument.layer.requires if role.startswith("client.")}
    mailboxes = tuple(sorted(each.name for each in book.signers.values() if each.party == client and each.role in roles))
    signed = tuple(each.name for each in waiting.signers)
    return Request(made, asked, signed, missing, between(wish.instrument, old, new), mailboxes, book.policy.parties[client].name)


def _refuse_to_lose(state: InstrumentState, name: str) -> None:
    newest = state.newest
    if newest and newest.signers:
        who = ", ".join(each.name for each in newest.signers)
        message = (
            f"version {newest.version} of '{name}' waits with other content, and {who} signed that. "
            "Restore that content to ask for the rest, or give --again: the statement is made anew, and everybody signs again."
        )
        raise PactbookError(message)


def _waiting(tree: Tree, made: Plan) -> VersionState:
    """The record as it will wait, judged before it is written."""
    files = {f"{made.record}/{STATEMENT}": (REGULAR, made.raw)}
    for file in made.statement.files:
        files[f"{made.record}/{FILES}{file.path}"] = (file.mode, made.files[file.path])
    files.update({path: (REGULAR, data) for path, data in made.beside.items()})
    seen = tree if made.joins else Overlay(tree, files, hidden=(made.record,))
    verified = verify_tree(seen)
    state = verified.instruments[made.instrument.path]
    if state.pending is None:
        faults = "\n".join(f"  {each.line}\n      {each.advice}" for each in verified.errors if each.path.startswith(made.record))
        message = f"'{made.instrument.path}' can't be signed as it is:\n{faults}"
        raise PactbookError(message)
    return state.pending


def _known(made: Plan, name: str) -> KnownSigner:
    for book in reversed(made.rulebooks):
        if name in book.signers:
            return book.signers[name]
    names = sorted({known for book in made.rulebooks for known in book.signers})
    message = f"the policy names no signer '{name}'{did_you_mean(name, names)}. It names {', '.join(names)}."
    raise PactbookError(message)


def _refuse_unasked(name: str, open_to: tuple[str, ...], waiting: VersionState) -> None:
    if name in open_to:
        return
    if name in {each.name for each in waiting.signers}:
        message = f"'{name}' has signed version {waiting.version} already"
    else:
        message = f"version {waiting.version} asks for no signature of '{name}'; it waits for {', '.join(open_to)}"
    raise PactbookError(message)


def file(root: Path, request: Request) -> bool:
    """Put the statement in place as a record that waits; False where it lies there already."""
    if request.plan.joins:
        return False
    file_record(root, request.plan, {})
    return True
