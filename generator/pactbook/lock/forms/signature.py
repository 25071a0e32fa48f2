"""Detached OpenSSH signatures (SSHSIG), checked in process. The one module that knows cryptography.

Format: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig; hardware keys: PROTOCOL.u2f in the same place.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from functools import lru_cache
from hashlib import sha256, sha512
from typing import TYPE_CHECKING, Any, NamedTuple

from pactbook.lock.forms.keys import KeyFormatError, PublicKey, parse_blob
from pactbook.lock.forms.wire import Wire, WireError, string

if TYPE_CHECKING:
    from collections.abc import Callable

NAMESPACE = "pactbook-signoff"
MOST_BYTES = 16_384
WIDTH = 70
_MAGIC = b"SSHSIG"
_FIRST = b"-----BEGIN SSH SIGNATURE-----\n"
_LAST = b"-----END SSH SIGNATURE-----\n"
_HASHES: dict[bytes, Callable[[bytes], Any]] = {b"sha256": sha256, b"sha512": sha512}
_PRESENT, _KNOWN_FLAGS = 0x01, 0x1D  # user present; beside it verified, may be backed up, is backed up (WebAuthn, 6.1)
_ED25519_BYTES = 64


class SignatureError(ValueError):
    """A signature that does not hold or can't be judged; the message says why."""


def load() -> None:
    """Read in what checking needs, as the first signature would."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: F401 - to have it


@lru_cache(maxsize=65_536)  # an audit meets a signature in every state that holds it
def made_by(armored: bytes, message: bytes, namespace: str = NAMESPACE) -> PublicKey:
    """The key whose holder signed `message`; raises SignatureError unless the signature holds in every respect."""
    try:
        return _judge(unarmor(armored), message, namespace.encode())
    except (WireError, KeyFormatError) as error:
        raise SignatureError(str(error)) from None


def holds(armored: bytes, message: bytes) -> bool:
    """Whether `made_by` would name a key."""
    try:
        made_by(armored, message)
    except SignatureError:
        return False
    return True


def signer_key(armored: bytes) -> PublicKey:
    """The key that a signature names, for one that is known to hold."""
    wire = Wire(b64decode(armored.removeprefix(_FIRST).removesuffix(_LAST)))
    wire.take(len(_MAGIC) + 4)  # and the version
    return parse_blob(wire.string())


def unarmor(armored: bytes) -> bytes:
    """The bytes of a signature file; raises SignatureError unless the file is as `ssh-keygen -Y sign` writes it."""
    if len(armored) > MOST_BYTES:
        message = f"the file has more than {MOST_BYTES:,} bytes"
        raise SignatureError(message)
    try:
        blob = b64decode(armored.removeprefix(_FIRST).removesuffix(_LAST).replace(b"\n", b""), validate=True)
    except (binascii.Error, ValueError):
        blob = b""
    if not blob or armor(blob) != armored:
        message = "the file is not as ssh-keygen writes it: first and last line, lines of 70 characters, line feeds"
        raise SignatureError(message)
    return blob


def armor(blob: bytes) -> bytes:
    """A signature as `ssh-keygen -Y sign` writes it into a file."""
    text = b64encode(blob)
    rows = [text[start : start + WIDTH] + b"\n" for start in range(0, len(text), WIDTH)]
    return b"".join([_FIRST, *rows, _LAST])


def _judge(blob: bytes, message: bytes, namespace: bytes) -> PublicKey:
    wire = Wire(blob)
    if wire.take(len(_MAGIC)) != _MAGIC or wire.number() != 1:
        fault = "this is no SSH signature of version 1"
        raise SignatureError(fault)
    key = parse_blob(wire.string())
    given, reserved, hash_name, signature = wire.string(), wire.string(), wire.string(), wire.string()
    wire.end()
    if given != namespace:
        fault = f"the signature was made for '{ascii(given.decode('utf-8', 'replace'))[1:-1]}', not for '{namespace.decode()}'"
        raise SignatureError(fault)
    if reserved:
        fault = "the signature holds data that nobody can judge"
        raise SignatureError(fault)
    if hash_name not in _HASHES:
        fault = f"the hash '{ascii(hash_name.decode('utf-8', 'replace'))[1:-1]}' is not accepted; sha256 and sha512 are"
        raise SignatureError(fault)
    signed = _MAGIC + b"".join(map(string, (namespace, b"", hash_name, _HASHES[hash_name](message).digest())))
    _check(key, signature, signed)
    return key


def _check(key: PublicKey, signature: bytes, signed: bytes) -> None:
    kind = KINDS[key.kind]
    wire = Wire(signature)
    algorithm = wire.string().decode("ascii", "replace")
    if algorithm not in kind.algorithms:
        fault = f"a '{ascii(algorithm)[1:-1]}' signature does not go with a key of the kind '{key.kind}'"
        raise SignatureError(fault)
    body = wire.string()
    if kind.hardware:
        signed = _touched(key, wire, signed)
    wire.end()
    if not kind.holds(key, algorithm, body, signed):
        fault = "the signature does not fit the statement: the text or the signature was changed"
        raise SignatureError(fault)


def _touched(key: PublicKey, wire: Wire, signed: bytes) -> bytes:
    """What a hardware key signs; its holder must have touched it."""
    flags, counter = wire.take(1), wire.take(4)
    if not flags[0] & _PRESENT:
        fault = "nobody touched the hardware key when it signed"
        raise SignatureError(fault)
    if flags[0] & ~_KNOWN_FLAGS:
        fault = "the hardware key added data that nobody can judge"
        raise SignatureError(fault)
    return sha256(key.application).digest() + flags + counter + sha256(signed).digest()


def _ed25519(key: PublicKey, _algorithm: str, body: bytes, signed: bytes) -> bool:
    return len(body) == _ED25519_BYTES and _verified(_ed25519_key(key.point), body, signed)


@lru_cache(maxsize=1024)
def _ed25519_key(point: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(point)


def _ecdsa(key: PublicKey, algorithm: str, body: bytes, signed: bytes) -> bool:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    curve, chosen = {
        "nistp256": (ec.SECP256R1(), hashes.SHA256()),
        "nistp384": (ec.SECP384R1(), hashes.SHA384()),
        "nistp521": (ec.SECP521R1(), hashes.SHA512()),
    }[algorithm.partition("@")[0].rpartition("-")[2]]
    inner = Wire(body)
    pair = utils.encode_dss_signature(inner.integer(), inner.integer())
    inner.end()
    try:
        public = ec.EllipticCurvePublicKey.from_encoded_point(curve, key.point)
    except ValueError:
        fault = "the key is not a point of its curve"
        raise SignatureError(fault) from None
    return _verified(public, pair, signed, ec.ECDSA(chosen))


def _rsa(key: PublicKey, algorithm: str, body: bytes, signed: bytes) -> bool:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    exponent, modulus = key.numbers
    if len(body) != (modulus.bit_length() + 7) // 8:
        return False
    chosen = {"rsa-sha2-256": hashes.SHA256(), "rsa-sha2-512": hashes.SHA512()}[algorithm]
    public = rsa.RSAPublicNumbers(exponent, modulus).public_key()
    return _verified(public, body, signed, padding.PKCS1v15(), chosen)


def _verified(public: Any, body: bytes, signed: bytes, *how: Any) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        public.verify(body, signed, *how)
    except InvalidSignature:
        return False
    return True


class Kind(NamedTuple):
    """How the signatures of one kind of key are checked."""

    algorithms: tuple[str, ...]
    holds: Callable[[PublicKey, str, bytes, bytes], bool]
    hardware: bool = False


# A further kind is an entry here and one in `keys`.
KINDS: dict[str, Kind] = {
    "ssh-ed25519": Kind(("ssh-ed25519",), _ed25519),
    "ecdsa-sha2-nistp256": Kind(("ecdsa-sha2-nistp256",), _ecdsa),
    "ecdsa-sha2-nistp384": Kind(("ecdsa-sha2-nistp384",), _ecdsa),
    "ecdsa-sha2-nistp521": Kind(("ecdsa-sha2-nistp521",), _ecdsa),
    "ssh-rsa": Kind(("rsa-sha2-256", "rsa-sha2-512"), _rsa),
    "sk-ssh-ed25519@openssh.com": Kind(("sk-ssh-ed25519@openssh.com",), _ed25519, hardware=True),
    "sk-ecdsa-sha2-nistp256@openssh.com": Kind(("sk-ecdsa-sha2-nistp256@openssh.com",), _ecdsa, hardware=True),
}
