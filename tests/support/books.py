"""Small complete books for tests: one client, one vendor, an MSA, an SOW, five clauses and a manual, with nothing wrong."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from pactbook.checks.run import run
from pactbook.checks.subject import Subject
from pactbook.cli import main
from pactbook.load.book import Loaded, load_book
from pactbook.problems import Problem, in_order
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TODAY = date(2026, 6, 1)
MSA = "contracts/acme/msa/terms.yaml"
SOW = "contracts/acme/sow-support/terms.yaml"
OUTLINE = "ops-manuals/acme/support/outline.yaml"
PAGE = "ops-manuals/acme/support/index.md"

_LINE = "# yaml-language-server: $schema=../../../generator/pactbook/schemas/{}.schema.json\nschema: 1\n"
_PARTIES = """\
parties:
  client:
    party: globex
    name: Globex Telecom Ltd
    identifiers: [{scheme: GB-COH, id: "01234567"}]
    address: 1 Example Street, London
    notices: {role: Head of Legal, email: legal@globex.example}
  vendor:
    party: acme
    name: Acme Contact Centres Inc
    identifiers: [{scheme: US-DE, id: "7654321"}]
    address: 2 Example Road, Dover
    notices: {role: General Counsel, email: counsel@acme.example}
"""
_CLAUSE = "---\nschema: 1\ntitle: {title}\ncovers: [{covers}]\n{more}---\n{text}"

FILES: Mapping[str, str] = {
    "contracts/governance/policy.yaml": _LINE.format("policy")
    + """\
repository: 3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11
client: globex
parties:
  globex:
    name: Globex Telecom Ltd
    signers:
      legal@globex.example: {role: legal, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPN0kmInWjDlPdM7yyPfpKHy2pJ0crR4VKYEc3DCHk7h"]}
  acme:
    name: Acme Contact Centres Inc
    signers:
      counsel@acme.example: {role: legal, keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHkNBxRfUGXHt7fA6ZXaFM4nUZTQCj3m6r2BgQo7jgBU"]}
layers:
  governance: {instruments: "contracts/governance", requires: {client.legal: 1}}
  msa: {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1, vendor.legal: 1}}
  sow: {instruments: "contracts/{vendor}/sow-*", requires: {client.legal: 1, vendor.legal: 1}}
""",
    MSA: _LINE.format("msa")
    + """\
title: Master services agreement
summary: The frame for everything that Acme does for Globex.
"""
    + _PARTIES
    + """\
term:
  effective_date: 2026-01-01
  initial_term: 36 months
  renewal: {kind: automatic, period: 12 months, maximum: 2}
  non_renewal_notice: 90 calendar days
governing_law: England
jurisdiction: the courts of England
order_of_precedence: [this agreement, the SOW]
payment_terms: 30 calendar days
liability:
  general_cap: GBP 2,000,000.00
  unlimited_claims: [fraud]
values:
  breach_notice: {title: Notice of a breach, value: 24 hours}
clauses:
  - use: liability/v1
    with:
      cap: {value_of: liability.general_cap}
  - use: confidentiality/v1
""",
    SOW: _LINE.format("sow")
    + """\
title: Statement of work for support
summary: Acme answers customers of Globex.
"""
    + _PARTIES
    + """\
term:
  effective_date: 2026-02-01
  initial_term: 24 months
  renewal: {kind: none}
sow_number: GLX-ACM-01
service_type: support
services_description: The Vendor answers customers of the Client.
services:
  voice: {title: Inbound voice, description: Calls of customers.}
values:
  refund_limit: {title: Refund that an agent may give, value: "GBP 60.00"}
pricing:
  model: per-resolved-issue
  currency: GBP
  invoice_cadence: monthly
  lines:
    voice: {title: Resolved call, unit: resolved call, price: "GBP 4.85"}
service_credits: {at_risk: 12 %, monthly_cap: 10 %}
service_levels:
  fcr:
    title: First contact resolution
    metric: first-contact-resolution
    better: higher
    target: 82 %
    minimum: 76 %
    window: calendar month
clauses:
  - use: cure/v1
    with:
      period: 20 business days
""",
    "clauses/liability/v1.md": _CLAUSE.format(
        title="Limitation of liability",
        covers="liability",
        more="parameters:\n  cap: {type: money, about: The most that either party owes}\n"
        "definitions:\n  General Cap: the amount in [](#cap)\n",
        text="\n## General cap {#cap}\nThe General Cap is {{ cap }}.\n\n## What is never limited {#unlimited}\nFraud; see [](#cap).\n",
    ),
    "clauses/confidentiality/v1.md": _CLAUSE.format(
        title="Confidentiality",
        covers="confidentiality",
        more="",
        text="Each party keeps secrets. Breach counts under [](#liability.cap).\n",
    ),
    "clauses/cure/v1.md": _CLAUSE.format(
        title="Cure period",
        covers="cure",
        more="parameters:\n  period: {type: duration, about: Time to cure, default: 30 calendar days, minimum: 10 calendar days}\n",
        text="The Vendor cures a failure of [](#service-levels.fcr) within {{ period }}. [](msa:#liability.cap) holds.\n",
    ),
    "clauses/profiles/support.yaml": "# yaml-language-server: $schema=../../generator/pactbook/schemas/profile.schema.json\n"
    "schema: 1\ntitle: Support\nabout: Answering customers.\nrequires:\n"
    "  - {id: cure, title: Cure, reason: Bad performance needs a way out., any_of: [{covers: cure}]}\n",
    OUTLINE: _LINE.format("outline")
    + """\
title: Support manual
contract: contracts/acme/sow-support
summary: How agents work.
owner: Vendor site manager
pages:
  - file: index.md
    title: Start here
    headings: [Who may refund]
  - file: refunds.md
    title: Refunds
""",
    PAGE: "# Start here\n\nRead [Refunds](refunds.md).\n\n## Who may refund\n\nAgents, up to {{ sow.values.refund_limit }}; see [](sow:#cure).\n",
    "ops-manuals/acme/support/refunds.md": "# Refunds\n\nAn agent refunds up to the limit that stands on [the first page](index.md#who-may-refund).\n",
}


@dataclass
class SmallBook:
    """A book in a folder; a test changes it and looks at what comes of it."""

    root: Path
    printed: str = field(default="", init=False)

    def write(self, path: str, text: str | bytes) -> Self:
        """Write a file, with its folders."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def replace(self, path: str, old: str, new: str) -> Self:
        """Replace the one place of a file where `old` stands."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        return self.write(path, text.replace(old, new))

    def append(self, path: str, text: str) -> Self:
        """Write at the end of a file."""
        return self.write(path, self.read(path) + text)

    def delete(self, path: str) -> Self:
        """Remove a file."""
        (self.root / path).unlink()
        return self

    def read(self, path: str) -> str:
        """A file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def run(self, *words: str) -> int:
        """Run a command on the book, keep what it printed and return its exit code."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                code = main.main(["--root", str(self.root), *words])
            except SystemExit as end:
                code = int(end.code or 0)
        self.printed = out.getvalue()
        return code

    def load(self) -> Loaded:
        """The book as it is read."""
        return load_book(WorkTree(self.root))

    def problems(self) -> tuple[Problem, ...]:
        """What `pactbook check` finds on a fixed day."""
        loaded = self.load()
        return in_order((*loaded.problems, *run(Subject(loaded.book, TODAY))))

    def lines(self) -> list[str]:
        """The findings as they are printed."""
        return [problem.line for problem in self.problems()]


def small_book(root: Path, *, assembled: bool = True) -> SmallBook:
    """A new small book without a mistake; its agreements are there unless a test makes them itself."""
    book = SmallBook(root)
    for path, text in FILES.items():
        book.write(path, text)
    if assembled:
        assert book.run("assemble") == 0, book.printed
    return book
