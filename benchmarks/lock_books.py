"""Makes signed books with a long history for measurements: one stream into `git fast-import`, signatures made in process."""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.lock_signing import Signer, signature
from pactbook.lock.forms import heads
from pactbook.lock.forms.lines import digest
from pactbook.lock.forms.statement import PolicyName, SignedFile, Statement, write
from pactbook.lock.policies.policy import FILES, GOVERNANCE, HEADS_FILE, POLICY_FILE, SIG, STATEMENT
from pactbook.lock.records.record import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

REPOSITORY = "3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11"
EFFECTIVE = date(2026, 1, 1)
MACHINERY = "contracts/machinery"
MACHINERY_FILES = ("mkdocs.yml", ".pre-commit-config.yaml", ".gitattributes")
BEGINNING = 1_767_225_600  # 1 January 2026, in seconds as git counts them
APART = 3_600
LAYERS = """\
layers:
  governance: {instruments: "contracts/governance", requires: {client.legal: 2}}
  msa: {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1, vendor.legal: 1}}
  sow: {instruments: "contracts/{vendor}/sow-*", requires: {client.legal: 1, vendor.legal: 1}}
  clause: {instruments: "clauses/*", requires: {client.legal: 2}}
  manual-outline: {instruments: "ops-manuals/{vendor}/*", files: ["outline.yaml"], requires: {client.legal: 1, client.procurement: 1}}
  machinery:
    {instruments: "contracts/machinery", base: ".", files: ["mkdocs.yml", ".pre-commit-config.yaml", ".gitattributes"], requires: {client.legal: 2}}
"""
CLIENT = {"legal@globex.example": "legal", "secretary@globex.example": "legal", "procurement@globex.example": "procurement"}
LEGAL = ("legal@globex.example", "secretary@globex.example")
TEXT = (
    "agent agreement amount approval case change client contract credit date decision delivery escalation evidence figure forecast level"
    " limit manual measure month notice order party payment period price queue record refund report service site step target term vendor"
)
WORDS = TEXT.split()


@dataclass(frozen=True)
class Plan:
    """How large a book is: vendors with so many statements of work and manuals each, clauses, pages in a manual, commits in all."""

    vendors: int
    sows: int
    manuals: int
    clauses: int
    pages: int
    commits: int
    short: int = 0  # so many contracts have four files, the others five


# 1,000 instruments with 2 signatures each and 10,000 locked files, copies in the records included; and a book of 100 locked files.
LARGE = Plan(vendors=20, sows=29, manuals=10, clauses=198, pages=10, commits=2_000, short=101)
SMALL = Plan(vendors=1, sows=3, manuals=2, clauses=3, pages=10, commits=20)


@dataclass
class Instrument:
    """An instrument while the book is written: its base, its files and its newest statement."""

    path: str
    base: str
    signers: tuple[str, ...]
    files: dict[str, bytes]
    version: int = 0
    digest: str | None = None


@dataclass
class Writer:
    """Writes commits as `git fast-import` reads them; a blob is written once."""

    lines: list[bytes] = field(default_factory=list)
    marks: dict[bytes, int] = field(default_factory=dict)
    commits: int = 0

    def blob(self, data: bytes) -> int:
        """The mark of a blob."""
        if data not in self.marks:
            self.marks[data] = len(self.marks) + 1
            self.lines.append(b"blob\nmark :%d\ndata %d\n%s\n" % (self.marks[data], len(data), data))
        return self.marks[data]

    def commit(self, message: str, files: Mapping[str, bytes]) -> None:
        """One state of the branch: what it adds or changes."""
        marked = [(self.blob(data), path) for path, data in files.items()]
        text = message.encode()
        when = BEGINNING + self.commits * APART
        self.lines.append(b"commit refs/heads/main\ncommitter Measurer <measurer@globex.example> %d +0000\n" % when)
        self.lines.append(b"data %d\n%s\n" % (len(text), text))
        self.lines += [b"M 100644 :%d %s\n" % (mark, path.encode()) for mark, path in marked]
        self.commits += 1


@dataclass(frozen=True)
class Made:
    """A book that stands in a folder: the pinned digest, and what it holds at its newest commit."""

    root: Path
    root_digest: str
    instruments: int
    signatures: int
    amendments: int


class Book:
    """A book in the making."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.chance = random.Random(20260101)  # noqa: S311 - the same book every time, with keys that sign nothing
        self.writer = Writer()
        self.signers = {name: self._signer(name) for name in (*CLIENT, *(_counsel(vendor) for vendor in self.vendors))}
        self.policy: PolicyName | None = None
        self.signatures = 0

    @property
    def vendors(self) -> list[str]:
        """The vendors' names."""
        return [f"vendor-{number}" for number in range(1, self.plan.vendors + 1)]

    def _signer(self, name: str) -> Signer:
        return Signer(name, Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32)))

    def text(self, size: int) -> bytes:
        """Lines of words, about so many bytes."""
        words = self.chance.choices(WORDS, k=size // 7)
        return "".join(f"{' '.join(words[start : start + 14])}\n" for start in range(0, len(words), 14)).encode()

    def policy_file(self) -> bytes:
        """The policy with every vendor and everybody's key."""
        lines = [
            "schema: 1",
            f"repository: {REPOSITORY}",
            "client: globex",
            "parties:",
            "  globex:",
            "    name: Globex Telecom Ltd",
            "    signers:",
        ]
        lines += [f'      {name}: {{role: {role}, keys: ["{self.signers[name].line}"]}}' for name, role in CLIENT.items()]
        for vendor in self.vendors:
            lines += [f"  {vendor}:", f"    name: {vendor.title()} Ltd", "    signers:"]
            lines.append(f'      {_counsel(vendor)}: {{role: legal, keys: ["{self.signers[_counsel(vendor)].line}"]}}')
        return ("\n".join(lines) + "\n" + LAYERS).encode()

    def signed(self, instrument: Instrument, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The next version of an instrument with everything that a commit needs to bring it."""
        instrument.files = dict(files)
        instrument.version += 1
        manifest = tuple(SignedFile("100644", digest(data), len(data), path) for path, data in sorted(files.items()))
        raw = write(Statement(REPOSITORY, instrument.path, instrument.version, EFFECTIVE, instrument.digest, self.policy, manifest))
        instrument.digest = digest(raw)
        record = folder(instrument.path, instrument.version)
        self.signatures += len(instrument.signers)
        return {
            **{f"{instrument.base}{path}": data for path, data in files.items()},
            **{f"{record}/{FILES}{path}": data for path, data in files.items()},
            **{f"{record}/{name}{SIG}": signature(self.signers[name], raw) for name in instrument.signers},
            f"{record}/{STATEMENT}": raw,
        }

    def begin(self) -> str:
        """The first commit: the policy alone; returns its digest."""
        policy = Instrument(GOVERNANCE, f"{GOVERNANCE}/", LEGAL, {})
        self.writer.commit("The policy", self.signed(policy, {POLICY_FILE: self.policy_file(), HEADS_FILE: heads.write({})}))
        self.policy = PolicyName(1, str(policy.digest))
        return str(policy.digest)

    def instruments(self) -> Iterator[Instrument]:
        """Everything that is signed beside the policy."""
        yield Instrument(MACHINERY, "", LEGAL, {name: self.text(400) for name in MACHINERY_FILES})
        for number in range(1, self.plan.clauses + 1):
            path = f"clauses/clause-{number}"
            yield Instrument(path, f"{path}/", LEGAL, {name: self.text(3_000) for name in ("v1.md", "v2.md")})
        count = 0
        for vendor in self.vendors:
            for name in ("msa", *(f"sow-{number}" for number in range(1, self.plan.sows + 1))):
                count += 1
                yield self._contract(vendor, name, short=count <= self.plan.short)
            for number in range(1, self.plan.manuals + 1):
                path = f"ops-manuals/{vendor}/manual-{number}"
                yield Instrument(path, f"{path}/", (LEGAL[0], "procurement@globex.example"), {"outline.yaml": self.text(1_500)})

    def _contract(self, vendor: str, name: str, *, short: bool) -> Instrument:
        path = f"contracts/{vendor}/{name}"
        sizes = {"agreement.md": 20_000, "terms.yaml": 3_000, "annex-a.md": 4_000, "annex-b.md": 4_000, "own-text.md": 2_000}
        if short:
            del sizes["own-text.md"]
        return Instrument(path, f"{path}/", (LEGAL[0], _counsel(vendor)), {file: self.text(size) for file, size in sizes.items()})

    def pages(self) -> list[str]:
        """The free pages."""
        numbers = range(1, self.plan.manuals + 1)
        manuals = [f"ops-manuals/{vendor}/manual-{number}" for vendor in self.vendors for number in numbers]
        return [f"{manual}/page-{page}.md" for manual in manuals for page in range(1, self.plan.pages + 1)]

    def write(self) -> tuple[str, int, int]:
        """Every commit: the policy, all that is signed, then the days' work; the pinned digest, the instruments and the amendments."""
        pinned = self.begin()
        instruments = list(self.instruments())
        first: dict[str, bytes] = {page: self.text(1_000) for page in self.pages()}
        for instrument in instruments:
            first.update(self.signed(instrument, instrument.files))
        self.writer.commit("Everything signed", first)
        amendments = self._days([each for each in instruments if each.path.startswith("contracts/vendor")])
        return pinned, len(instruments) + 1, amendments

    def _days(self, contracts: list[Instrument]) -> int:
        """One commit in ten amends a contract, the others edit a page."""
        pages, amendments = self.pages(), 0
        while self.writer.commits < self.plan.commits:
            if self.writer.commits % 10:
                self.writer.commit("A page", {self.chance.choice(pages): self.text(1_000)})
                continue
            instrument = self.chance.choice(contracts)
            changed = {**instrument.files, "agreement.md": instrument.files["agreement.md"] + self.text(200)}
            changes = self.signed(instrument, changed)
            self.writer.commit(f"Amend {instrument.path}", changes)
            amendments += 1
        return amendments


def _counsel(vendor: str) -> str:
    return f"counsel@{vendor}.example"


def make_signed_book(root: Path, plan: Plan) -> Made:
    """A repository with the book and its work tree, packed as a clone would be."""
    root.mkdir(parents=True)
    _git(root, "init", "--quiet", "--initial-branch=main")
    book = Book(plan)
    pinned, instruments, amendments = book.write()
    _git(root, "fast-import", "--quiet", given=b"".join(book.writer.lines))
    _git(root, "repack", "-a", "-d", "-q")
    _git(root, "reset", "--quiet", "--hard", "main")
    return Made(root, pinned, instruments, book.signatures, amendments)


def _git(root: Path, *words: str, given: bytes = b"") -> None:
    subprocess.run(["git", *words], cwd=root, input=given, check=True)
