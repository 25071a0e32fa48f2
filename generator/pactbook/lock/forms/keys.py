"""OpenSSH public keys as the policy holds them. Each kind has one form; weak keys and certificates are refused."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock.forms.wire import Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RSA_LEAST_BITS = 3072
RSA_MOST_BITS = 16384
RSA_LEAST_EXPONENT = 65537
LONGEST_LINE = 8192
_ED25519_BYTES = 32
_PRIME = 2**255 - 19
# y coordinates of Ed25519's points of small order: under such a key, signatures that nobody made hold
# (RFC 7748, section 7; the orders 1, 2, 4 and 8).
_EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
_SMALL = {0, 1, _PRIME - 1, _EIGHTH, _PRIME - _EIGHTH}
_POINT_BYTES = {"nistp256": 65, "nistp384": 97, "nistp521": 133}


class KeyFormatError(ValueError):
    """A public key that can't be used; the message says why."""


class PublicKey(NamedTuple):
    """A public key: its kind as OpenSSH calls it, the whole blob, and its parts.

    `numbers` are RSA's exponent and modulus; `point` is the key of the other kinds; `application` that of a hardware key.
    """

    kind: str
    blob: bytes
    point: bytes = b""
    numbers: tuple[int, int] = (0, 0)
    application: bytes = b""

    @property
    def fingerprint(self) -> str:
        """The fingerprint as `ssh-keygen -l` prints it."""
        return _fingerprint(self.blob)

    @property
    def secret(self) -> bytes:
        """What is the same for all keys that one private key makes, whatever kind they are declared as."""
        return self.point or self.numbers[1].to_bytes(RSA_MOST_BITS // 8, "big")

    @property
    def line(self) -> str:
        """The key as the first two words of a `.pub` file."""
        return f"{self.kind} {b64encode(self.blob).decode()}"


@lru_cache(maxsize=1024)
def _fingerprint(blob: bytes) -> str:
    from hashlib import sha256  # loads OpenSSL, which most commits can do without

    return "SHA256:" + b64encode(sha256(blob).digest()).decode().rstrip("=")


def parse_line(line: str) -> PublicKey:
    """A key as a `.pub` file holds it; a comment after it is passed over. Raises KeyFormatError."""
    if len(line) > LONGEST_LINE or not line.isascii() or not line.isprintable():
        message = "a key is one line of plain characters, as the file that ends in .pub holds it"
        raise KeyFormatError(message)
    kind, _, rest = line.partition(" ")
    text = rest.partition(" ")[0]
    try:
        blob = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        blob = b""
    if not blob or b64encode(blob).decode() != text:
        message = "the second word of a key must be base64, as the file that ends in .pub holds it"
        raise KeyFormatError(message)
    key = parse_blob(blob)
    if key.kind != kind:
        message = f"the key says '{kind}' but is '{key.kind}'"
        raise KeyFormatError(message)
    return key


@lru_cache(maxsize=1024)
def parse_blob(blob: bytes) -> PublicKey:
    """A key in OpenSSH's binary form; raises KeyFormatError."""
    wire = Wire(blob)
    try:
        kind = wire.string().decode("ascii", "replace")
        if kind not in _KINDS:
            raise KeyFormatError(_refusal(kind))
        key = _KINDS[kind](kind, blob, wire)
        wire.end()
    except WireError as error:
        message = f"the key is damaged: {error}"
        raise KeyFormatError(message) from None
    return key


def _refusal(kind: str) -> str:
    if "-cert-" in kind:
        return "certificates are not accepted: name the key itself"
    if kind == "ssh-dss":
        return "DSA keys are not accepted: make an Ed25519 key"
    return f"keys of the kind '{ascii(kind)[1:-1]}' are not accepted; accepted are {', '.join(_KINDS)}"


def _ed25519(kind: str, blob: bytes, wire: Wire) -> PublicKey:
    return PublicKey(kind, blob, _ed25519_point(wire.string()))


def _ed25519_point(point: bytes) -> bytes:
    if len(point) != _ED25519_BYTES:
        message = f"an Ed25519 key has {_ED25519_BYTES} bytes, not {len(point)}"
        raise KeyFormatError(message)
    y = int.from_bytes(point, "little") & (2**255 - 1)
    if y >= _PRIME or y in _SMALL:
        message = "this Ed25519 key is one under which anybody could sign"
        raise KeyFormatError(message)
    return point


def _ecdsa(kind: str, blob: bytes, wire: Wire) -> PublicKey:
    return PublicKey(kind, blob, _curve_point(kind.rpartition("-")[2], wire))


def _curve_point(curve: str, wire: Wire) -> bytes:
    if wire.string() != curve.encode():
        message = f"the key names another curve than {curve}"
        raise KeyFormatError(message)
    point = wire.string()
    if len(point) != _POINT_BYTES[curve] or point[0] != 4:  # noqa: PLR2004 - 4 marks an uncompressed point (SEC 1, 2.3.3)
        message = f"the key is not an uncompressed point of {curve}"
        raise KeyFormatError(message)
    return point


def _rsa(kind: str, blob: bytes, wire: Wire) -> PublicKey:
    exponent, modulus = wire.integer(), wire.integer()
    bits = modulus.bit_length()
    if not RSA_LEAST_BITS <= bits <= RSA_MOST_BITS:
        message = f"the RSA key has {bits} bits; it needs {RSA_LEAST_BITS} to {RSA_MOST_BITS}"
        raise KeyFormatError(message)
    if not exponent % 2 or not modulus % 2 or not RSA_LEAST_EXPONENT <= exponent < 2**32:
        message = "the RSA key has an unusual exponent or modulus"
        raise KeyFormatError(message)
    return PublicKey(kind, blob, numbers=(exponent, modulus))


def _application(wire: Wire) -> bytes:
    application = wire.string()
    if not application.startswith(b"ssh:"):
        message = "the hardware key was made for another purpose: its application does not begin with 'ssh:'"
        raise KeyFormatError(message)
    return application


def _sk_ed25519(kind: str, blob: bytes, wire: Wire) -> PublicKey:
    point = _ed25519_point(wire.string())
    return PublicKey(kind, blob, point, application=_application(wire))


def _sk_ecdsa(kind: str, blob: bytes, wire: Wire) -> PublicKey:
    point = _curve_point("nistp256", wire)
    return PublicKey(kind, blob, point, application=_application(wire))


_KINDS: dict[str, Callable[[str, bytes, Wire], PublicKey]] = {
    "ssh-ed25519": _ed25519,
    "ecdsa-sha2-nistp256": _ecdsa,
    "ecdsa-sha2-nistp384": _ecdsa,
    "ecdsa-sha2-nistp521": _ecdsa,
    "ssh-rsa": _rsa,
    "sk-ssh-ed25519@openssh.com": _sk_ed25519,
    "sk-ecdsa-sha2-nistp256@openssh.com": _sk_ecdsa,
}


def shared(owners: Iterable[tuple[str, PublicKey]]) -> list[tuple[str, str, PublicKey]]:
    """Keys that stand twice: the first owner, the second, and the key; one person's key in two declarations counts."""
    first: dict[bytes, str] = {}
    found = []
    for owner, key in owners:
        if key.secret in first:
            found.append((first[key.secret], owner, key))
        first.setdefault(key.secret, owner)
    return found
