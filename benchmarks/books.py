"""Makes books of any size for measurements: the sample book's contracts, and manuals of pages with about 1,200 words each."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks.lock_signing import Signer

if TYPE_CHECKING:
    from pathlib import Path

PAGES_IN_A_MANUAL = 25
WORDS = [
    "agent",
    "order",
    "customer",
    "refund",
    "delivery",
    "warehouse",
    "case",
    "note",
    "queue",
    "supervisor",
    "approval",
    "system",
    "record",
    "amount",
    "reason",
    "step",
    "check",
    "carrier",
    "return",
    "label",
    "payment",
    "card",
    "account",
    "call",
    "chat",
    "email",
    "answer",
    "script",
    "survey",
    "target",
    "window",
    "sample",
    "score",
    "coach",
    "shift",
    "rota",
    "forecast",
    "volume",
    "handover",
    "escalation",
    "decision",
    "evidence",
    "date",
    "limit",
    "rule",
    "outcome",
    "section",
    "page",
    "table",
    "value",
    "contract",
    "vendor",
    "client",
    "site",
    "manager",
]
SIGNED = ("mkdocs.yml", ".gitattributes", ".pre-commit-config.yaml", ".github", "ci")
VENDOR, NAME = "brightline", "Brightline"
_POLICY_OF_VENDOR = """\
  {name}:
    name: {title} Contact Centres Ltd
    signers: {{legal@{name}.example: {{role: legal, keys: ["{key}"]}}}}
"""
OUTLINE = """# yaml-language-server: $schema=../../../schemas/outline.schema.json
schema: 1
title: Manual {number}
contract: contracts/{vendor}/sow-customer-support
owner: Vendor site manager
stale_after: 90 calendar days
pages:
"""


def make_book(sample: Path, folder: Path, pages: int) -> int:
    """Copy the contracts and clauses of `sample` into `folder` and write manuals with so many pages; returns the pages written."""
    for part in ("contracts", "clauses"):
        shutil.copytree(sample / part, folder / part)
    for name in SIGNED:
        copy = shutil.copytree if (sample / name).is_dir() else shutil.copy
        copy(sample / name, folder / name)
    (folder / "docs").mkdir()
    write_manuals(folder, VENDOR, pages, _chance())
    return pages


def make_book_of_vendors(sample: Path, folder: Path, pages: int, vendors: int) -> None:
    """A book of so many vendors, in a repository of its own: each has the contracts of the sample's first vendor, and its share of the pages.

    Nobody has signed it: the keys of a hundred vendors are no part of what is measured. Contracts are shown as drafts.
    """
    folder.mkdir(parents=True)
    shutil.copytree(sample / "clauses", folder / "clauses", ignore=shutil.ignore_patterns("signoffs"))
    for name in ("mkdocs.yml", ".gitattributes"):
        shutil.copy(sample / name, folder / name)
    (folder / "docs").mkdir()
    names = [f"vendor-{number:03}" for number in range(1, vendors + 1)]
    _policy(sample, folder, names)
    chance = _chance()
    for index, vendor in enumerate(names):
        _contracts(sample, folder, vendor)
        write_manuals(folder, vendor, pages * (index + 1) // vendors - pages * index // vendors, chance)
    for words in (("init", "-q"), ("add", "-A"), ("-c", "user.name=b", "-c", "user.email=b@b.example", "commit", "-q", "-m", "The book")):
        subprocess.run(["git", *words], cwd=folder, check=True)


def _chance() -> random.Random:
    return random.Random(20260101)  # noqa: S311 - the same words in every run, no secret


def _policy(sample: Path, folder: Path, vendors: list[str]) -> None:
    target = folder / "contracts" / "governance" / "policy.yaml"
    target.parent.mkdir(parents=True)
    text = (sample / "contracts" / "governance" / "policy.yaml").read_text(encoding="utf-8")
    parties = "".join(_POLICY_OF_VENDOR.format(name=vendor, title=vendor.title(), key=_key(vendor)) for vendor in vendors)
    head, mark, tail = text.partition("\nlayers:")
    target.write_text(f"{head.rstrip()}\n{parties}{mark}{tail}", encoding="utf-8")


def _key(vendor: str) -> str:
    """The public half of a key of the vendor's own."""
    key = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(vendor.encode()).digest())
    return Signer(vendor, key).line


def _contracts(sample: Path, folder: Path, vendor: str) -> None:
    """The first vendor's contracts under another name."""
    for source in (sample / "contracts" / VENDOR).rglob("*"):
        inner = source.relative_to(sample / "contracts" / VENDOR)
        if source.is_file() and not {"signoffs", "draft"}.intersection(inner.parts):
            target = folder / "contracts" / vendor / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text(encoding="utf-8")
            target.write_text(text.replace(VENDOR, vendor).replace(NAME, vendor.title()), encoding="utf-8")


def write_manuals(folder: Path, vendor: str, pages: int, chance: random.Random) -> None:
    """Manuals of a vendor with so many pages in all."""
    for first in range(0, pages, PAGES_IN_A_MANUAL):
        _manual(folder, vendor, first, min(PAGES_IN_A_MANUAL, pages - first), chance)


def _manual(folder: Path, vendor: str, first: int, count: int, chance: random.Random) -> None:
    number = first // PAGES_IN_A_MANUAL + 1
    manual = folder / "ops-manuals" / vendor / f"manual-{number}"
    manual.mkdir(parents=True)
    names = ["index.md", *(f"page-{index}.md" for index in range(1, count))]
    outline = OUTLINE.format(number=number, vendor=vendor)
    for name in names:
        title = f"Page {name.removesuffix('.md')} of manual {number}"
        outline += f"  - {{file: {name}, title: {title}, headings: [Who decides, Steps]}}\n"
        (manual / name).write_text(page(title, names, chance), encoding="utf-8")
    (manual / "outline.yaml").write_text(outline, encoding="utf-8")


def page(title: str, names: list[str], chance: random.Random) -> str:
    """A page with headings, steps, a table, values of the contract and links."""
    parts = [f"# {title}", "## Who decides", _table(chance), "## Steps"]
    parts.append("\n".join(f"{step}. {_sentence(chance)}" for step in range(1, 13)))
    for section in range(9):
        parts += [f"## Case {section + 1}: {' '.join(chance.choices(WORDS, k=3))}", _paragraph(names, chance), _paragraph(names, chance)]
    return "\n\n".join(parts) + "\n"


def _sentence(chance: random.Random) -> str:
    words = chance.choices(WORDS, k=chance.randint(8, 16))
    return f"{' '.join(words).capitalize()}."


def _paragraph(names: list[str], chance: random.Random) -> str:
    sentences = [_sentence(chance) for _ in range(4)]
    sentences.append(
        f"The limit is {{{{ sow.values.refund_limit }}}}; see [the page]({chance.choice(names)}#who-decides) and [](sow:#service-levels.fcr)."
    )
    return " ".join(sentences)


def _table(chance: random.Random) -> str:
    rows = [
        f"| {' '.join(chance.choices(WORDS, k=3))} | {' '.join(chance.choices(WORDS, k=4))} | {' '.join(chance.choices(WORDS, k=6))} |"
        for _ in range(8)
    ]
    return "\n".join(["| Case | Who decides | How |", "| --- | --- | --- |", *rows])
