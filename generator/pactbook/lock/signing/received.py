"""A signature that came back: whose it is, what it signs, and whether it counts."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.lock.forms.signature import NAMESPACE, SignatureError, armor, made_by
from pactbook.lock.policies.policy import GOVERNANCE, POLICY_FILE, SIG, STATEMENT
from pactbook.lock.policies.policy_check import read_rulebook
from pactbook.lock.signing.texts import find
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError
from pactbook.trees.overlay import Overlay
from pactbook.trees.tree import REGULAR, MissingFileError

if TYPE_CHECKING:
    from pactbook.lock.forms.keys import PublicKey
    from pactbook.lock.policies.policy import KnownSigner, Rulebook
    from pactbook.lock.records.quorum import Missing
    from pactbook.lock.records.state import InstrumentState, Verified, VersionState
    from pactbook.trees.tree import Tree

_BLOCK = re.compile(r"-----BEGIN SSH SIGNATURE-----(.*?)-----END SSH SIGNATURE-----", re.DOTALL)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
MOST_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Received:
    """A signature that counts: who made it with which key, for which version, who is missing after it; `filed` if it lies there already."""

    signer: KnownSigner
    key: PublicKey
    version: VersionState
    armored: bytes = field(repr=False)
    missing: tuple[Missing, ...]
    filed: bool
    as_signed: bool


def tidied(data: bytes) -> bytes:
    """A signature file in its one form, whatever a mail program or an editor did to its line ends; raises PactbookError."""
    message = ""
    text = data[:MOST_BYTES].decode("utf-16" if data.startswith(_UTF16) else "utf-8", "replace")
    block = _BLOCK.search(text)
    if "PRIVATE KEY-----" in text:
        message = "this is a private key, not a signature! Its holder must make a new key and have the policy name that; this one is no secret any more."
    elif "BEGIN PGP" in text:
        message = f"this was made with PGP. Needed is a signature of OpenSSH: ssh-keygen -Y sign -n {NAMESPACE} -f KEY statement.txt"
    elif text.startswith("pactbook sign-off"):
        message = "this is the statement itself. What comes back is statement.txt.sig, which ssh-keygen writes beside it."
    elif block is None:
        message = "this is no signature: it has no lines BEGIN SSH SIGNATURE and END SSH SIGNATURE. Ask for the file statement.txt.sig."
    if message or block is None:
        raise PactbookError(message)
    try:
        return armor(b64decode("".join(block[1].split()), validate=True))
    except (binascii.Error, ValueError):
        message = "the signature is damaged on its way: ask the signer to send statement.txt.sig again, as an attachment"
        raise PactbookError(message) from None


def judge(tree: Tree, name: str, data: bytes) -> Received:
    """Whose signature this is and that it counts; raises PactbookError, in words for whoever received it."""
    armored = tidied(data)
    verified = verify_tree(tree)
    state, _ = find(verified, name)
    version = _version(tree, verified, state, armored)
    key = made_by(armored, _raw(tree, version))
    signer = _holder(tree, verified, version, key)
    path = f"{version.record}/{signer.name}{SIG}"
    if signer.name in {each.name for each in version.signers}:
        if tree.read(path) == armored:
            return Received(signer, key, version, armored, version.missing, filed=True, as_signed=state.as_signed)
        message = f"'{signer.name}' has signed version {version.version} of '{name}' already; one signature is enough. Nothing was written."
        raise PactbookError(message)
    if not version.missing:
        message = f"version {version.version} of '{name}' is complete and sealed; it takes no further signature"
        raise PactbookError(message)
    after = verify_tree(Overlay(tree, {path: (REGULAR, armored)}))
    faults = [problem for problem in after.errors if problem.path == path]
    newest = after.instruments[name].newest
    if faults or newest is None or signer.name not in {each.name for each in newest.signers}:
        reason = faults[0].message if faults else "it does not count"
        message = f"the signature of '{signer.name}' is not accepted: {reason}. Nothing was written."
        raise PactbookError(message)
    return Received(signer, key, version, armored, newest.missing, filed=False, as_signed=state.as_signed)


def _raw(tree: Tree, version: VersionState) -> bytes:
    return tree.read(f"{version.record}/{STATEMENT}")


def _version(tree: Tree, verified: Verified, state: InstrumentState, armored: bytes) -> VersionState:
    """The newest version, if the signature is one of its statement and it can take it."""
    newest = state.newest
    if newest is None:
        message = f"'{state.instrument}' has no statement yet that could be signed; 'pactbook request {state.instrument}' makes one"
        raise PactbookError(message)
    try:
        made_by(armored, _raw(tree, newest))
    except SignatureError as error:
        raise PactbookError(_misfit(tree, verified, state, armored, str(error))) from None
    if not newest.sound:
        faults = "\n".join(
            f"  {each.line}\n      {each.advice}" for each in verified.errors if each.path.startswith(f"{state.instrument}/")
        )
        message = f"it signs version {newest.version} of '{state.instrument}', which can't be completed any more:\n{faults}"
        raise PactbookError(message)
    today = verified.policies.newest
    if newest.missing and state.instrument != GOVERNANCE and today and newest.statement.policy != today.name:
        message = f"it signs version {newest.version}, made under an older policy than today's. Make it anew: 'pactbook request {state.instrument}'."
        raise PactbookError(message)
    return newest


def _misfit(tree: Tree, verified: Verified, state: InstrumentState, armored: bytes, reason: str) -> str:
    """Why a signature is not one of the statement that waits."""
    for other in verified.instruments.values():
        for version in other.versions:
            try:
                made_by(armored, _raw(tree, version))
            except (SignatureError, MissingFileError):
                continue
            what = f"version {version.version} of '{other.instrument}'"
            if other is state:
                return f"it signs {what}, an old statement; what waits is another. Send the signer today's packet."
            return f"it signs {what}: 'pactbook add-signature {other.instrument} FILE' takes it there"
    if NAMESPACE in reason:
        return f"{reason}. Ask the signer to use the very line of the packet's README, with '-n {NAMESPACE}'."
    newest = state.newest
    number = newest.version if newest else ""
    return (
        f"it does not fit version {number} of '{state.instrument}': {reason}. It may sign a statement that was made anew since, or one that "
        "was changed when it was opened or sent. Send the signer today's packet."
    )


def _holder(tree: Tree, verified: Verified, version: VersionState, key: PublicKey) -> KnownSigner:
    books = _rulebooks(tree, verified, version)
    for book in books:
        for signer in book.signers.values():
            if signer.holds(key):
                return signer
    names = sorted({name for each in version.missing for name in each.candidates})
    known = "; ".join(f"{name} with {' or '.join(own.fingerprint for own in _signer(books, name).keys)}" for name in names)
    message = (
        f"the policy names nobody with the key {key.fingerprint}, so this signature counts for nobody. "
        + (f"Awaited: {known}. " if known else "")
        + "Was another key of the same person used? Nothing was written."
    )
    raise PactbookError(message)


def _signer(books: list[Rulebook], name: str) -> KnownSigner:
    return next(book.signers[name] for book in books if name in book.signers)


def _rulebooks(tree: Tree, verified: Verified, version: VersionState) -> list[Rulebook]:
    """The policy that a statement names, and for a policy its own."""
    named = verified.policies.named(version.statement.policy) if version.statement.policy else None
    found = [named.rulebook] if named else []
    if version.statement.instrument == GOVERNANCE:
        path = f"{version.files_path}/{POLICY_FILE}"
        own, _ = read_rulebook(tree.read(path), path)
        found += [own] if own else []
    return found
