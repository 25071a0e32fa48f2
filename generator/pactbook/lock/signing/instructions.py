"""The page that goes with a packet: what to check, how to sign with plain OpenSSH, and where to send the signature."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from pactbook.lock.forms.signature import NAMESPACE
from pactbook.redline.page import document, facts, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.lock.signing.request import Request

WIDTH = 88
SIGN = f"ssh-keygen -Y sign -n {NAMESPACE} -f {{key}} statement.txt"
CHECK = f"ssh-keygen -Y check-novalidate -n {NAMESPACE} -s statement.txt.sig"
WINDOWS = r'& "$env:SystemRoot\System32\OpenSSH\ssh-keygen.exe"'


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list."""

    words: str


@dataclass(frozen=True, slots=True)
class Command:
    """What is typed, as it stands."""

    words: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


Part = Heading | Said | Item | Command | Facts


def title(request: Request) -> str:
    """What the page is about."""
    statement = request.plan.statement
    return f"Please sign: {statement.instrument}, version {statement.version}"


def as_text(request: Request) -> str:
    """The page as plain text."""
    head = title(request)
    return f"{head}\n{'=' * len(head)}\n" + "".join(_as_text(part) for part in parts(request))


def _as_text(part: Part) -> str:
    match part:
        case Heading(words):
            return f"\n{words}\n{'-' * len(words)}\n"
        case Said(words):
            return "\n" + "".join(f"{line}\n" for line in wrap(words, WIDTH, break_long_words=False, break_on_hyphens=False))
        case Item(words):
            lines = wrap(words, WIDTH - 2, break_long_words=False, break_on_hyphens=False)
            return "".join(f"{'- ' if number == 0 else '  '}{line}\n" for number, line in enumerate(lines))
        case Command(words):
            return f"\n    {words}\n"
        case Facts(rows):
            return "\n" + "".join(f"{name}:\n    {value}\n" for name, value in rows)


def as_page(request: Request) -> str:
    """The page as HTML."""
    return document(title(request), "\n".join(_as_html(part) for part in parts(request)))


def _as_html(part: Part) -> str:
    match part:
        case Heading(words):
            return f"<h2>{text(words)}</h2>"
        case Said(words):
            return f"<p>{text(words)}</p>"
        case Item(words):
            return f'<p class="item">• {text(words)}</p>'
        case Command(words):
            return f"<pre>{escape(words)}</pre>"
        case Facts(rows):
            return facts(rows)


def parts(request: Request) -> Iterator[Part]:
    """Everything that the page says, in order."""
    yield from _what(request)
    yield from _check(request)
    yield from _sign()
    yield from _send(request)


def _what(request: Request) -> Iterator[Part]:
    statement = request.plan.statement
    yield Said(
        f"{request.client} asks you to sign version {statement.version} of {statement.instrument}. You need no program but OpenSSH, which "
        "is part of Linux, macOS and Windows, and the key that the policy names for you."
    )
    policy = statement.policy
    rows = [
        ("Holds from", str(statement.effective)),
        *([("What it changes, in the words of the statement", statement.note)] if statement.note else []),
        ("Compared with", request.comparison.old.label if not request.comparison.first else "nothing: this is the first version"),
        ("Digest of statement.txt", request.plan.digest),
        ("Policy", f"version {policy.version} {policy.digest}" if policy else "none: this is the first policy"),
        ("Signed so far by", ", ".join(request.signed) or "nobody"),
        *((f"Asked: {each.name} ({each.party_name}, {each.role})", f"with the key {_keys(each.keys)}") for each in request.asked),
    ]
    yield Facts(tuple(rows))
    if len(request.asked) > 1:
        wanted = "; ".join(f"{each.count} of {each.party}'s {each.role}" for each in request.missing)
        yield Said(f"Not everybody who is asked has to sign. Missing: {wanted}.")


def _keys(keys: tuple[object, ...]) -> str:
    return " or ".join(str(getattr(key, "fingerprint", "")) for key in keys)


def _check(request: Request) -> Iterator[Part]:
    yield Heading("1. Read and check")
    yield Item("redline.html shows word by word what changed. It opens in any browser and in Word, and prints.")
    yield Item("files/ holds the very files that you sign, complete; agreement.md among them is the text of an agreement.")
    yield Item("statement.txt is what you sign. It names each file by its SHA-256, so it binds you to exactly those files.")
    yield Said("Compare the digests of the files with the ones here, and these with the lines of statement.txt:")
    yield Facts(tuple((f"files/{file.path}", file.digest) for file in request.plan.statement.files))
    yield Said("Linux:")
    names = ["statement.txt", *(f"files/{file.path}" for file in request.plan.statement.files)]
    yield Command(f"sha256sum {' '.join(names)}")
    yield Said("macOS:")
    yield Command(f"shasum -a 256 {' '.join(names)}")
    yield Said("Windows, in PowerShell (it prints capital letters; that is the same number):")
    yield Command(f"Get-FileHash -Algorithm SHA256 {', '.join(names)}")
    yield Said("If you were told the digest of statement.txt by telephone, compare that too. If anything differs, do not sign; ask.")


def _sign() -> Iterator[Part]:
    yield Heading("2. Sign")
    yield Said(
        "Unpack the packet, open a terminal in its folder (Windows: in the folder, Shift and the right mouse button, then 'Open in Terminal' or "
        "'Open PowerShell window here'), and type the line for your system. Name your own key if it lies elsewhere. OpenSSH asks for the "
        "key's passphrase, or for a touch if it is a hardware key."
    )
    yield Said("Linux:")
    yield Command(SIGN.format(key="~/.ssh/id_ed25519"))
    yield Said("macOS:")
    yield Command(SIGN.format(key="~/.ssh/id_ed25519"))
    yield Said("Windows, in PowerShell:")
    yield Command(SIGN.format(key=r'"$env:USERPROFILE\.ssh\id_ed25519"').replace("ssh-keygen", WINDOWS, 1))
    yield Said(
        "This writes statement.txt.sig. OpenSSH 8.1 or newer is needed ('ssh -V' tells). If Windows does not know the program, add 'OpenSSH "
        "Client' under Settings, Optional features."
    )
    yield Said("To see that it worked (Linux, macOS; then Windows):")
    yield Command(f"{CHECK} < statement.txt")
    yield Command(f'cmd /c "{CHECK} < statement.txt"')


def _send(request: Request) -> Iterator[Part]:
    yield Heading("3. Send the signature back")
    whom = f" ({' or '.join(request.replyable)})" if request.replyable else ""
    yield Said(f"Send statement.txt.sig, and nothing else, to whoever sent you this packet{whom}. An attachment to your answer is fine.")
    yield Item("Never send your private key, the file without an ending or its passphrase. Nobody needs it, and nobody will ask for it.")
    yield Item("Do not change or save statement.txt or the files: a single space more, and the signature does not fit.")
    yield Said("Whoever receives it checks and files it with:")
    yield Command(f"pactbook add-signature {request.plan.statement.instrument} statement.txt.sig")
