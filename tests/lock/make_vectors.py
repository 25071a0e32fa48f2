"""Writes the test vectors of docs/lock-format.md into `vectors/`: keys, statements and signatures, good and bad, and a signed book.

    python tests/lock/make_vectors.py

Needs OpenSSH. Keys are made anew each time, so that every file changes; run it only when the format or the list of cases does.
The private keys are there for everybody to read and prove nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64decode, b64encode
from hashlib import sha256, sha512
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, utils

HERE = Path(__file__).resolve().parent
VECTORS = HERE / "vectors"
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "generator"), str(ROOT / "tests" / "support")]

NAMESPACE = b"pactbook-signoff"
COMMENT = "pactbook test vector, DEMONSTRATION KEY"
KINDS = {
    "ed25519": ["-t", "ed25519"],
    "ecdsa-256": ["-t", "ecdsa", "-b", "256"],
    "ecdsa-384": ["-t", "ecdsa", "-b", "384"],
    "ecdsa-521": ["-t", "ecdsa", "-b", "521"],
    "rsa-3072": ["-t", "rsa", "-b", "3072"],
    "rsa-2048": ["-t", "rsa", "-b", "2048"],
}
DIGEST = "sha256:" + "ab" * 32
STATEMENT = f"""\
pactbook sign-off 1
repository: 3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11
instrument: contracts/acme/msa
version: 2
effective: 2026-12-01
supersedes: {DIGEST}
policy: 3 {DIGEST}
note: Raises the target to 85 % – for both sides.

100644 {DIGEST} 20417 agreement.md
100755 {DIGEST} 0 annex/B-2.md
100644 {DIGEST} 3120 terms.yaml
"""


def string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def mpint(number: int) -> bytes:
    return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))


def armor(blob: bytes, width: int = 70, end: str = "\n") -> bytes:
    text = b64encode(blob).decode()
    rows = [text[at : at + width] for at in range(0, len(text), width)]
    return end.join(["-----BEGIN SSH SIGNATURE-----", *rows, "-----END SSH SIGNATURE-----", ""]).encode()


def signed_data(message: bytes, namespace: bytes = NAMESPACE, reserved: bytes = b"", name: bytes = b"sha512") -> bytes:
    digest = {b"sha256": sha256, b"sha512": sha512}.get(name, sha512)(message).digest()
    return b"SSHSIG" + string(namespace) + string(reserved) + string(name) + string(digest)


def envelope(
    key: bytes, signature: bytes, *, namespace: bytes = NAMESPACE, reserved: bytes = b"", name: bytes = b"sha512", version: int = 1
) -> bytes:
    return b"SSHSIG" + version.to_bytes(4, "big") + b"".join(map(string, (key, namespace, reserved, name, signature)))


def make_keys(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, words in KINDS.items():
        subprocess.run(["ssh-keygen", "-q", *words, "-N", "", "-C", COMMENT, "-f", str(folder / name)], check=True)


def blob(folder: Path, name: str) -> bytes:
    return b64decode((folder / f"{name}.pub").read_text().split()[1])


def private(folder: Path, name: str):
    return serialization.load_ssh_private_key((folder / name).read_bytes(), None)


def ssh_sign(folder: Path, name: str, message: bytes, *, namespace: str = NAMESPACE.decode(), hash_name: str = "sha512") -> bytes:
    words = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-O", f"hashalg={hash_name}", "-f", str(folder / name)]
    return subprocess.run(words, input=message, capture_output=True, check=True).stdout


class Software:
    """A hardware key made of software: what an authenticator would do."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.kind = kind
        if kind == "sk-ssh-ed25519@openssh.com":
            self.key = ed25519.Ed25519PrivateKey.generate()
            raw = self.key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
            self.front = string(kind.encode()) + string(raw)
        else:
            self.key = ec.generate_private_key(ec.SECP256R1())
            point = self.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
            self.front = string(kind.encode()) + string(b"nistp256") + string(point)
        self.blob = self.front + string(b"ssh:")
        line = f"{kind} {b64encode(self.blob).decode()} {COMMENT}\n"
        (folder / f"{kind.partition('@')[0]}.pub").write_text(line)

    def sign(self, message: bytes, *, flags: int = 1, application: bytes = b"ssh:", told: int | None = None, counter: int = 7) -> bytes:
        tail = bytes([flags]) + counter.to_bytes(4, "big")
        data = sha256(application).digest() + tail + sha256(signed_data(message)).digest()
        if self.kind.startswith("sk-ssh"):
            body = self.key.sign(data)
        else:
            body = b"".join(map(mpint, utils.decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))))
        shown = bytes([flags if told is None else told]) + tail[1:]
        return envelope(self.blob, string(self.kind.encode()) + string(body) + shown)


def good_signatures(folder: Path, message: bytes, hardware: dict[str, Software]) -> dict[str, bytes]:
    found = {f"{name}": ssh_sign(folder, name, message) for name in KINDS if name != "rsa-2048"}
    found["ed25519-sha256"] = ssh_sign(folder, "ed25519", message, hash_name="sha256")
    rsa = private(folder, "rsa-3072").sign(signed_data(message), padding.PKCS1v15(), hashes.SHA256())
    found["rsa-3072-rsa-sha2-256"] = armor(envelope(blob(folder, "rsa-3072"), string(b"rsa-sha2-256") + string(rsa)))
    for name, key in hardware.items():
        found[name] = armor(key.sign(message))
    found["sk-ssh-ed25519-verified"] = armor(hardware["sk-ssh-ed25519"].sign(message, flags=5, counter=4294967295))
    return found


def bad_signatures(folder: Path, message: bytes, hardware: dict[str, Software]) -> dict[str, tuple[bytes, str]]:
    key, plain = blob(folder, "ed25519"), private(folder, "ed25519")
    sign = lambda data: string(b"ssh-ed25519") + string(plain.sign(data))  # noqa: E731
    sound = sign(signed_data(message))
    whole = envelope(key, sound)
    rsa_key, rsa = blob(folder, "rsa-3072"), private(folder, "rsa-3072")
    sha1 = string(b"ssh-rsa") + string(rsa.sign(signed_data(message), padding.PKCS1v15(), hashes.SHA1()))  # noqa: S303 - that is the case
    small = private(folder, "rsa-2048").sign(signed_data(message), padding.PKCS1v15(), hashes.SHA512())
    point = private(folder, "ecdsa-256").public_key()
    compressed = point.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    ecdsa = private(folder, "ecdsa-256").sign(signed_data(message), ec.ECDSA(hashes.SHA256()))
    pair = b"".join(map(mpint, utils.decode_dss_signature(ecdsa)))
    odd_pair = b"".join(string(b"\0" + number.to_bytes(33, "big")) for number in utils.decode_dss_signature(ecdsa))
    weak = string(b"ssh-ed25519") + string((1).to_bytes(32, "little"))
    token = hardware["sk-ssh-ed25519"]
    certificate = string(b"ssh-ed25519-cert-v01@openssh.com") + string(b"n" * 32) + key[15:]
    return {
        "other-namespace": (ssh_sign(folder, "ed25519", message, namespace="file"), "made for another purpose"),
        "no-namespace": (armor(envelope(key, sign(signed_data(message, b"")), namespace=b"")), "made for no purpose"),
        "other-statement": (ssh_sign(folder, "ed25519", message + b"\n"), "made over other bytes"),
        "reserved": (armor(envelope(key, sign(signed_data(message, reserved=b"x")), reserved=b"x")), "reserved data"),
        "hash-sha1": (armor(envelope(key, sign(signed_data(message, name=b"sha1")), name=b"sha1")), "unknown hash"),
        "version-2": (armor(envelope(key, sound, version=2)), "unknown version"),
        "trailing-outside": (armor(whole + b"\0"), "bytes after the end"),
        "trailing-inside": (armor(envelope(key, sound + b"\0")), "bytes after the end of the inner signature"),
        "trailing-key": (armor(envelope(key + b"\0", sound)), "bytes after the end of the key"),
        "truncated": (armor(whole[:-1]), "ends too early"),
        "short-signature": (armor(envelope(key, string(b"ssh-ed25519") + string(plain.sign(signed_data(message))[:-1]))), "63 bytes"),
        "other-kind": (armor(envelope(key, string(b"ssh-rsa") + sound[15:])), "the signature's kind is not the key's"),
        "rsa-sha1": (armor(envelope(rsa_key, sha1)), "RSA with SHA-1"),
        "rsa-2048": (armor(envelope(blob(folder, "rsa-2048"), string(b"rsa-sha2-512") + string(small))), "RSA key too short"),
        "certificate": (armor(envelope(certificate, sound)), "a certificate"),
        "dsa": (armor(envelope(string(b"ssh-dss") + mpint(5) * 4, string(b"ssh-dss") + string(b"0" * 40))), "DSA"),
        "unknown-kind": (armor(envelope(string(b"ssh-xmss@openssh.com") + key[15:], sound)), "unknown kind of key"),
        "weak-ed25519": (
            armor(envelope(weak, string(b"ssh-ed25519") + string((1).to_bytes(32, "little") + bytes(32)))),
            "key of small order",
        ),
        "compressed-point": (
            armor(
                envelope(
                    string(b"ecdsa-sha2-nistp256") + string(b"nistp256") + string(compressed), string(b"ecdsa-sha2-nistp256") + string(pair)
                )
            ),
            "compressed point",
        ),
        "ecdsa-long-numbers": (
            armor(envelope(blob(folder, "ecdsa-256"), string(b"ecdsa-sha2-nistp256") + string(odd_pair))),
            "numbers not in shortest form",
        ),
        "ecdsa-zero": (
            armor(envelope(blob(folder, "ecdsa-256"), string(b"ecdsa-sha2-nistp256") + string(string(b"") + string(b"")))),
            "zero numbers",
        ),
        "sk-nobody-touched": (armor(token.sign(message, flags=0)), "user presence flag missing"),
        "sk-verified-not-present": (armor(token.sign(message, flags=4)), "user presence flag missing"),
        "sk-flag-changed": (armor(token.sign(message, flags=0, told=1)), "flag changed after signing"),
        "sk-unknown-flags": (armor(token.sign(message, flags=0x41)), "extension data"),
        "sk-other-application": (armor(token.sign(message, application=b"ssh:other")), "signed for another application"),
        "sk-web-application": (
            armor(envelope(token.front + string(b"https://acme.example"), sound)),
            "application does not begin with ssh:",
        ),
        "armor-crlf": (armor(whole, end="\r\n"), "line ends"),
        "armor-76": (armor(whole, 76), "line width"),
        "armor-one-line": (armor(whole, 10_000), "line width"),
        "armor-no-last-line-feed": (armor(whole)[:-1], "last line feed"),
        "armor-text-before": (b"From: counsel\n" + armor(whole), "text before"),
        "armor-twice": (armor(whole) * 2, "two signatures"),
        "armor-space": (armor(whole).replace(b"\n-----END", b" \n-----END"), "a space"),
        "empty": (b"", "nothing"),
    }


def bad_statements() -> dict[str, tuple[bytes, int]]:
    """Each with the line on which it departs from the format."""
    text = STATEMENT
    change = lambda old, new: text.replace(old, new, 1)  # noqa: E731
    lines = text.splitlines(keepends=True)
    files = lines[9:]
    head = "".join(lines[:9])
    cases = {
        "empty": ("", 1),
        "other-title": (change("sign-off 1", "sign-off 2"), 1),
        "byte-order-mark": ("\ufeff" + text, 1),
        "crlf": (text.replace("\n", "\r\n"), 1),
        "no-last-line-feed": (text[:-1], 12),
        "two-last-line-feeds": (text + "\n", 13),
        "header-order": ("".join([lines[0], lines[2], lines[1], *lines[3:]]), 2),
        "header-missing": ("".join(lines[:5] + lines[6:]), 6),
        "header-twice": ("".join(lines[:4] + lines[3:]), 5),
        "header-unknown": ("".join([*lines[:8], "author: x\n", *lines[8:]]), 9),
        "header-two-spaces": (change("version: 2", "version:  2"), 4),
        "header-trailing-space": (change("version: 2", "version: 2 "), 4),
        "header-case": (change("version:", "Version:"), 4),
        "repository-upper-case": (change("3b0f6c1e", "3B0F6C1E"), 2),
        "instrument-upper-case": (change("contracts/acme", "contracts/Acme"), 3),
        "instrument-dots": (change("contracts/acme/msa", "contracts/../msa"), 3),
        "instrument-absolute": (change("contracts/acme", "/contracts/acme"), 3),
        "instrument-trailing-slash": (change("acme/msa", "acme/msa/"), 3),
        "version-zero": (change("version: 2", "version: 0"), 4),
        "version-leading-zero": (change("version: 2", "version: 02"), 4),
        "version-sign": (change("version: 2", "version: +2"), 4),
        "version-other-digit": (change("version: 2", "version: \u0662"), 4),
        "date-not-real": (change("2026-12-01", "2026-02-30"), 5),
        "date-other-form": (change("2026-12-01", "2026-12-1"), 5),
        "supersedes-upper-case": (change(f"supersedes: {DIGEST}", f"supersedes: {DIGEST.upper()}"), 6),
        "supersedes-short": (change(f"supersedes: {DIGEST}", f"supersedes: {DIGEST[:-1]}"), 6),
        "supersedes-other-hash": (change(f"supersedes: {DIGEST}", "supersedes: sha512:" + "ab" * 64), 6),
        "policy-version-missing": (change("policy: 3 ", "policy: "), 7),
        "note-empty": (change("note: Raises the target to 85 % – for both sides.", "note: "), 8),
        "note-space-before": (change("note: Raises", "note:  Raises"), 8),
        "note-too-long": (change("Raises", "R" * 501), 8),
        "note-zero-width": (change("Raises", "Rai\u200bses"), 8),
        "note-right-to-left": (change("Raises", "Rai\u202eses"), 8),
        "note-tab": (change("Raises the", "Raises\tthe"), 8),
        "note-no-break-space": (change("Raises the", "Raises\u00a0the"), 8),
        "note-not-normal": (change("Raises", "Re\u0301sume\u0301"), 8),
        "no-empty-line": ("".join(lines[:8] + files), 9),
        "two-empty-lines": (head + "\n" + "".join(files), 10),
        "no-files": (head, 10),
        "files-not-sorted": (head + files[2] + files[1] + files[0], 11),
        "file-twice": (head + files[0] + files[0] + files[1], 11),
        "file-twice-other-digest": (head + files[0] + files[0].replace("ab", "cd") + files[1], 11),
        "mode-link": (change("100644", "120000"), 10),
        "mode-submodule": (change("100644", "160000"), 10),
        "mode-other": (change("100644", "100664"), 10),
        "digest-short": (text.replace("100644 sha256:ab", "100644 sha256:b", 1), 10),
        "size-leading-zero": (change("20417", "020417"), 10),
        "size-negative": (change("20417", "-1"), 10),
        "two-spaces": (change("20417 agreement", "20417  agreement"), 10),
        "path-missing": (change(" agreement.md", ""), 10),
        "path-absolute": (change("agreement.md", "/agreement.md"), 10),
        "path-dot-dot": (change("agreement.md", "../agreement.md"), 10),
        "path-dot": (change("agreement.md", "./agreement.md"), 10),
        "path-double-slash": (change("agreement.md", "a//agreement.md"), 10),
        "path-trailing-slash": (change("agreement.md", "agreement/"), 10),
        "path-backslash": (change("agreement.md", "a\\agreement.md"), 10),
        "path-quoted": (change("agreement.md", '"agreement.md"'), 10),
        "path-space": (change("agreement.md", "agree ment.md"), 10),
        "path-colon": (change("agreement.md", "agreement.md:x"), 10),
        "path-not-ascii": (change("agreement.md", "agreemènt.md"), 10),
        "path-look-alike": (change("agreement.md", "\u0430greement.md"), 10),
        "path-trailing-dot": (change("agreement.md", "agreement.md."), 10),
        "path-device": (change("agreement.md", "NUL.md"), 10),
        "path-git": (change("agreement.md", ".GIT/config"), 10),
        "path-too-long": (change("agreement.md", "a/" * 600 + "b"), 10),
        "path-control": (change("agreement.md", "agree\x07ment.md"), 10),
        "path-null": (change("agreement.md", "agreement.md\0"), 10),
        "path-twins": (head + files[0].replace("agreement", "Agreement") + files[0], 10),
        "path-twin-folders": (head + files[0].replace("agreement", "Annex/x") + files[1], 10),
    }
    found = {name: (case.encode(), line) for name, (case, line) in cases.items()}
    found["not-utf-8"] = (text.encode().replace(b"Raises", b"Rai\xffses"), 8)
    found["surrogate"] = (text.encode().replace(b"Raises", b"Rai\xed\xa0\x80ses"), 8)
    found["overlong"] = (text.encode().replace(b"Raises", b"Rai\xc1\xb3es"), 8)
    return found


def good_statements() -> dict[str, bytes]:
    first = STATEMENT.replace("version: 2", "version: 1").replace(f"supersedes: {DIGEST}", "supersedes: none")
    root = first.replace("contracts/acme/msa", "contracts/governance").replace(f"policy: 3 {DIGEST}", "policy: none")
    plain = "".join(line for line in first.splitlines(keepends=True) if not line.startswith("note"))
    notes = {"greek": "Αύξηση του στόχου", "arabic": "رفع الهدف", "longest": "x" * 500, "colon": "note: again"}
    found = {"amendment": STATEMENT, "first": first, "first-policy": root, "without-note": plain}
    found |= {f"note-{name}": STATEMENT.replace("Raises the target to 85 % – for both sides.", note) for name, note in notes.items()}
    found["leap-day"] = STATEMENT.replace("2026-12-01", "2028-02-29")
    found["large-numbers"] = STATEMENT.replace("version: 2", "version: 999999999").replace("20417", "999999999999999")
    return {name: text.encode() for name, text in found.items()}


def make_book() -> None:
    os.environ.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL=os.devnull)
    from signed_books import BOTH, GOVERNANCE, LEGAL, MSA, POLICY, Keys, SignedBook

    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys"
        keys.mkdir()
        book = SignedBook(Path(folder) / "book", Keys(keys))
        book.write_and_sign()
        book.write({f"{MSA}/agreement.md": "# Master services agreement\n\nThe Vendor pays EUR 110.00.\n"})
        book.sign(MSA, *BOTH, note="Raises the amount.")
        book.write({POLICY: book.policy(keys={"deputy@globex.example": []})})
        book.sign(GOVERNANCE, *LEGAL, note="Takes the deputy out.")
        book.write({f"{MSA}/agreement.md": "# Master services agreement\n\nThe Vendor pays EUR 120.00.\n"})
        book.sign(MSA, BOTH[0])
        shutil.copytree(book.path, VECTORS / "book", ignore=shutil.ignore_patterns(".git"))
        state = {
            folder: {"complete": [version.version for version in one.versions if version.complete], "versions": len(one.versions)}
            for folder, one in book.verify().instruments.items()
        }
        save("book.json", {"root_digest": book.root_digest, "instruments": state})


def save(name: str, value: object) -> None:
    (VECTORS / name).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write(folder: Path, cases: dict[str, bytes], suffix: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in cases.items():
        (folder / f"{name}{suffix}").write_bytes(data)


def main() -> None:
    shutil.rmtree(VECTORS, ignore_errors=True)
    keys, message = VECTORS / "keys", STATEMENT.encode()
    make_keys(keys)
    hardware = {
        kind.partition("@")[0]: Software(keys, kind) for kind in ("sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com")
    }
    write(VECTORS / "statements/good", good_statements(), ".txt")
    bad = bad_statements()
    write(VECTORS / "statements/bad", {name: data for name, (data, _) in bad.items()}, ".txt")
    save("statements/bad.json", {name: line for name, (_, line) in bad.items()})
    good = good_signatures(keys, message, hardware)
    write(VECTORS / "signatures/good", good, ".sig")
    refused = bad_signatures(keys, message, hardware)
    write(VECTORS / "signatures/bad", {name: data for name, (data, _) in refused.items()}, ".sig")
    save("signatures/bad.json", {name: why for name, (_, why) in refused.items()})
    (VECTORS / "signatures/statement.txt").write_bytes(message)
    make_book()


if __name__ == "__main__":
    main()
