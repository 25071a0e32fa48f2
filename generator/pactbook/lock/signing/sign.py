"""Signs: has `ssh-keygen` make the signature, and puts the record in place in one step."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from pactbook.lock.forms.signature import NAMESPACE, SignatureError, made_by
from pactbook.lock.policies.policy import FILES, SIG, STATEMENT
from pactbook.problems import PactbookError
from pactbook.trees import placing
from pactbook.trees.tree import EXECUTABLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pactbook.lock.signing.plan import Plan


def sign(root: Path, plan: Plan, key: Path) -> None:
    """Make the signature and write it, with the record if there is none yet; raises PactbookError.

    An interruption leaves the old state or the new one.
    """
    armored = signature(plan.raw, key)
    refuse_wrong_key(plan, armored)
    if plan.joins:
        add(root, plan.record, plan.signer, armored)
    else:
        file_record(root, plan, {plan.signer: armored})


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


def add(root: Path, record: str, signer: str, armored: bytes) -> None:
    """Put one more signature into a record that waits."""
    with placing.workshop(root) as bench:
        placing.put(bench / "signature", armored)
        placing.move(bench / "signature", root / record / f"{signer}{SIG}")


def file_record(root: Path, plan: Plan, signatures: Mapping[str, bytes]) -> None:
    """Put a new record in place, with the signatures that it has already; an unfinished one of the same version gives way."""
    place = root / plan.record
    with placing.workshop(root) as bench:
        record = bench / "record"
        placing.put(record / STATEMENT, plan.raw)
        for signer, armored in signatures.items():
            placing.put(record / f"{signer}{SIG}", armored)
        for file in plan.statement.files:
            placing.put(record / FILES / file.path, plan.files[file.path], executable=file.mode == EXECUTABLE)
        for number, (path, data) in enumerate(plan.beside.items()):
            placing.put(bench / str(number), data)
            placing.move(bench / str(number), root / path)
        place.parent.mkdir(parents=True, exist_ok=True)
        if plan.withdraws:
            placing.replace_folder(record, place, bench, root)
        else:
            placing.move(record, place)
