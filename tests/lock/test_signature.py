"""Signatures, with real OpenSSH as the oracle in both directions; nothing that was changed holds."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pactbook.lock.forms.keys import KeyFormatError, parse_blob, parse_line, shared
from pactbook.lock.forms.signature import NAMESPACE, SignatureError, armor, made_by, unarmor

VECTORS = Path(__file__).parent / "vectors"
GOOD = sorted((VECTORS / "signatures/good").iterdir())
BAD = json.loads((VECTORS / "signatures/bad.json").read_text(encoding="utf-8"))
MESSAGE = (VECTORS / "signatures/statement.txt").read_bytes()
KINDS = ["-t ed25519", "-t ecdsa -b 256", "-t ecdsa -b 384", "-t ecdsa -b 521", "-t rsa -b 3072", "-t rsa -b 4096"]
REFUSED_BY_US_ALONE = {  # OpenSSH accepts these; a record holds one form only, and no weak key
    *("armor-crlf", "armor-76", "armor-one-line", "armor-no-last-line-feed", "armor-text-before", "armor-twice", "armor-space"),
    *("rsa-2048", "weak-ed25519", "sk-nobody-touched", "sk-verified-not-present", "sk-unknown-flags", "sk-web-application", "no-namespace"),
    *("reserved", "ecdsa-long-numbers", "trailing-outside"),
}


def openssh_accepts(signature: bytes, message: bytes, folder: Path) -> bool:
    (folder / "signature").write_bytes(signature)
    words = ["ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(folder / "signature")]
    return subprocess.run(words, input=message, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_signature_holds_here_and_in_openssh(path, tmp_path):
    key = made_by(path.read_bytes(), MESSAGE)
    names = [file for file in (VECTORS / "keys").glob("*.pub") if path.stem.startswith(file.stem)]
    assert key.line in {" ".join(file.read_text().split()[:2]) for file in names}
    assert openssh_accepts(path.read_bytes(), MESSAGE, tmp_path)


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_signature_does_not_hold(name, tmp_path):
    data = (VECTORS / f"signatures/bad/{name}.sig").read_bytes()
    with pytest.raises(SignatureError):
        made_by(data, MESSAGE)
    assert name in REFUSED_BY_US_ALONE or not openssh_accepts(data, MESSAGE, tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["sha256", "sha512"])
def test_what_openssh_signs_now_holds_here(kind, name, keys):
    file = kind.replace(" ", "")
    public = parse_line(keys.public(file, *kind.split()))
    words = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-O", f"hashalg={name}", "-f", str(keys.private(file))]
    signature = subprocess.run(words, input=MESSAGE, capture_output=True, check=True).stdout
    assert made_by(signature, MESSAGE) == public
    with pytest.raises(SignatureError, match="does not fit"):
        made_by(signature, MESSAGE + b" ")
    with pytest.raises(SignatureError, match="was made for 'pactbook-signoff', not for 'git'"):
        made_by(signature, MESSAGE, "git")
    listed = subprocess.run(["ssh-keygen", "-l", "-f", f"{keys.private(file)}.pub"], capture_output=True, text=True, check=True).stdout
    assert public.fingerprint == listed.split()[1]


def test_a_passphrase_and_another_name_make_no_difference(tmp_path):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", str(tmp_path / "k")], check=True)
    script = tmp_path / "askpass"
    script.write_text("#!/bin/sh\necho secret\n")
    script.chmod(0o755)
    env = {"SSH_ASKPASS": str(script), "SSH_ASKPASS_REQUIRE": "force", "PATH": "/usr/bin:/bin"}
    words = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", str(tmp_path / "k")]
    signature = subprocess.run(words, input=MESSAGE, capture_output=True, env=env, check=True).stdout
    assert made_by(signature, MESSAGE) == parse_line((tmp_path / "k.pub").read_text().strip())


@settings(max_examples=400)
@given(st.sampled_from(GOOD), st.integers(0, 10**6), st.integers(1, 255))
def test_no_changed_byte_of_a_signature_holds(path, at, flip):
    blob = bytearray(unarmor(path.read_bytes()))
    blob[at % len(blob)] ^= flip
    with pytest.raises(SignatureError):
        made_by(armor(bytes(blob)), MESSAGE)


@settings(max_examples=200)
@given(st.sampled_from(GOOD), st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 4))
def test_no_other_length_of_a_signature_holds(path, at, put, drop):
    blob = unarmor(path.read_bytes())
    at %= len(blob)
    changed = blob[:at] + put + blob[at + drop :]
    if changed != blob:
        with pytest.raises(SignatureError):
            made_by(armor(changed), MESSAGE)


@settings(max_examples=200)
@given(st.sampled_from(GOOD), st.integers(0, 10**6), st.integers(1, 255))
def test_no_changed_byte_of_the_file_holds(path, at, flip):
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= flip
    with pytest.raises(SignatureError):
        made_by(bytes(data), MESSAGE)


@settings(max_examples=200)
@given(st.sampled_from(GOOD), st.integers(0, len(MESSAGE) - 1), st.integers(1, 255))
def test_no_changed_statement_holds(path, at, flip):
    message = bytearray(MESSAGE)
    message[at] ^= flip
    with pytest.raises(SignatureError):
        made_by(path.read_bytes(), bytes(message))


@given(st.binary(max_size=300))
def test_nothing_crashes(data):
    for piece in (data, armor(data), armor(b"SSHSIG" + data), armor(b"SSHSIG\0\0\0\1" + data)):
        with pytest.raises(SignatureError):
            made_by(piece, MESSAGE)


@given(st.sampled_from(sorted((VECTORS / "keys").glob("*.pub"))), st.integers(0, 10**6), st.integers(1, 255))
def test_a_changed_key_is_refused_or_another_key(path, at, flip):
    if path.stem == "rsa-2048":
        return
    key = parse_line(path.read_text(encoding="utf-8").strip())
    blob = bytearray(key.blob)
    blob[at % len(blob)] ^= flip
    try:
        other = parse_blob(bytes(blob))
    except KeyFormatError:
        return
    assert other != key
    assert other.fingerprint != key.fingerprint


@given(st.text(max_size=200))
def test_no_line_crashes_the_reader_of_keys(line):
    for text in (line, f"ssh-ed25519 {line}", f"ssh-rsa {b64encode(line.encode('utf-8', 'replace')).decode()}"):
        with pytest.raises(KeyFormatError):
            parse_line(text)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: line.replace("ssh-ed25519", "ssh-rsa", 1), "the key says 'ssh-rsa' but is 'ssh-ed25519'"),
        (lambda line: line.replace(" ", "  ", 1), "base64"),
        (lambda line: f"cert-authority {line}", "base64"),
        (lambda line: f"{line.split()[0]} {line.split()[1]}\nssh-ed25519 x", "one line"),
        (lambda line: line.split()[0], "base64"),
        (lambda line: line.split()[0] + " " + line.split()[1][:-4], "damaged"),
        (lambda line: line.split()[0] + " " + line.split()[1] + "AAAA", "damaged"),
        (lambda line: line.split()[0] + " " + line.split()[1] + "=", "base64"),
    ],
)
def test_a_line_that_is_no_key(change, reason, keys):
    with pytest.raises(KeyFormatError, match=reason):
        parse_line(change(keys.public("any")))


@pytest.mark.parametrize("kind", ["-t rsa -b 2048", "-t dsa"])
def test_a_weak_key_is_refused(kind, tmp_path):
    done = subprocess.run(["ssh-keygen", "-q", *kind.split(), "-N", "", "-f", str(tmp_path / "k")], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this OpenSSH does not make such keys any more")
    with pytest.raises(KeyFormatError, match=r"2048 bits|DSA"):
        parse_line((tmp_path / "k.pub").read_text().strip())


def test_a_certificate_is_refused(keys, tmp_path):
    keys.public("ca")
    (tmp_path / "u.pub").write_text(keys.public("user"))
    subprocess.run(["ssh-keygen", "-q", "-s", str(keys.private("ca")), "-I", "id", "-n", "legal", str(tmp_path / "u.pub")], check=True)
    with pytest.raises(KeyFormatError, match="certificates are not accepted"):
        parse_line((tmp_path / "u-cert.pub").read_text().strip())


def test_points_of_small_order_are_no_keys():
    """Every encoding of the eight points, with either sign, and those beyond the prime."""
    prime = 2**255 - 19
    eighth = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
    for y in (0, 1, prime - 1, eighth, prime - eighth, prime, prime + 1):
        for sign in (0, 1 << 255):
            raw = (y | sign).to_bytes(32, "little")
            with pytest.raises(KeyFormatError, match="anybody could sign"):
                parse_blob(b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + raw)


def test_one_key_in_two_declarations_is_one_key():
    plain = parse_line(next((VECTORS / "keys").glob("ed25519.pub")).read_text(encoding="utf-8").strip())
    token = b"\0\0\0\x1ask-ssh-ed25519@openssh.com\0\0\0\x20" + plain.point + b"\0\0\0\x04ssh:"
    other = parse_blob(token)
    assert shared([("one", plain), ("two", other)]) == [("one", "two", other)]
