"""Signatures as OpenSSH makes them, in process: a benchmark of 2,000 signatures can't start 2,000 processes."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha512
from typing import TYPE_CHECKING

from pactbook.lock.forms.signature import NAMESPACE, armor
from pactbook.lock.forms.wire import string

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KIND = b"ssh-ed25519"
MAGIC = b"SSHSIG"


@dataclass(frozen=True)
class Signer:
    """A mailbox with its key."""

    name: str
    key: Ed25519PrivateKey

    @property
    def blob(self) -> bytes:
        """The public key in OpenSSH's binary form."""
        return string(KIND) + string(self.key.public_key().public_bytes_raw())

    @property
    def line(self) -> str:
        """The public key as a policy holds it."""
        return f"{KIND.decode()} {b64encode(self.blob).decode()}"


def signature(signer: Signer, raw: bytes) -> bytes:
    """A detached signature over a statement, as `ssh-keygen -Y sign` writes it."""
    frame = string(NAMESPACE.encode()) + string(b"") + string(b"sha512")
    made = signer.key.sign(MAGIC + frame + string(sha512(raw).digest()))
    return armor(MAGIC + (1).to_bytes(4, "big") + string(signer.blob) + frame + string(string(KIND) + string(made)))
