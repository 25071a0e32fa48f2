"""Signs: has `ssh-keygen` make the signature, and puts the record in place in one step."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.lock.record import FILES, SIG, STATEMENT
from pactbook.lock.signature import NAMESPACE, SignatureError, made_by
from pactbook.problems import PactbookError
from pactbook.trees.tree import EXECUTABLE

if TYPE_CHECKING:
    from pactbook.lock.plan import Plan

WORKSHOP = ".pactbook-signing-"


def sign(root: Path, plan: Plan, key: Path) -> None:
    """Make the signature and write it, with the record if there is none yet.

    Everything is made ready in a folder of its own beside the book's and moved into place in one step, so that an interruption leaves
    the old state or the new one. Raises PactbookError.
    """
    armored = signature(plan.raw, key)
    refuse_wrong_key(plan, armored)
    with tempfile.TemporaryDirectory(prefix=WORKSHOP, dir=root) as workshop:
        if plan.joins:
            _put(Path(workshop) / "signature", armored)
            _move(Path(workshop) / "signature", root / plan.record / f"{plan.signer}{SIG}")
        else:
            _put_record(root, plan, armored, Path(workshop))


def signature(raw: bytes, key: Path) -> bytes:
    """The signature that OpenSSH makes over a statement; an agent, a hardware key and a passphrase work as always."""
    command = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(key)]
    try:
        done = subprocess.run(command, input=raw, stdout=subprocess.PIPE, check=False)
    except FileNotFoundError:
        message = "ssh-keygen is not installed; it comes with OpenSSH. Install that, then sign again."
        raise PactbookError(message) from None
    if done.returncode:
        message = (
            f"ssh-keygen could not sign with {key}; what it says stands above. A private key must be readable by you alone (chmod 600)."
        )
        raise PactbookError(message)
    return done.stdout


def refuse_wrong_key(plan: Plan, armored: bytes) -> None:
    """Nothing is written for a signature that would not count."""
    try:
        key = made_by(armored, plan.raw)
    except SignatureError as error:
        message = f"the signature would not be accepted: {error}"
        raise PactbookError(message) from None
    if not any(plan.signer in book.signers and book.signers[plan.signer].holds(key) for book in plan.rulebooks):
        owners = sorted({signer.name for book in plan.rulebooks for signer in book.signers.values() if signer.holds(key)})
        whose = f"it is the key of {owners[0]}" if owners else "the policy does not name it"
        message = f"this is not the key of '{plan.signer}': {whose} ({key.fingerprint}). Nothing was written."
        raise PactbookError(message)


def _put_record(root: Path, plan: Plan, armored: bytes, workshop: Path) -> None:
    record, place = workshop / "record", root / plan.record
    _put(record / STATEMENT, plan.raw)
    _put(record / f"{plan.signer}{SIG}", armored)
    for file in plan.statement.files:
        _put(record / FILES / file.path, plan.files[file.path], executable=file.mode == EXECUTABLE)
    for number, (path, data) in enumerate(plan.beside.items()):
        _put(workshop / str(number), data)
        _move(workshop / str(number), root / path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if plan.withdraws:
        _move(place, workshop / "withdrawn")
    _move(record, place)


def _put(path: Path, data: bytes, *, executable: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o755 if executable else 0o644)


def _move(one: Path, other: Path) -> None:
    try:
        if one.is_dir():
            one.rename(other)
        else:
            one.replace(other)
    except OSError as error:
        message = f"{other} could not be put in place: {error.strerror}. Nothing of the record was written; sign again."
        raise PactbookError(message) from None


def sweep(root: Path) -> None:
    """Remove what an interrupted run left beside the book."""
    for left in root.glob(f"{WORKSHOP}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
