"""A small whole book, which each test changes in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pactbook.load.book import load_book
from pactbook.trees.worktree import WorkTree

ROOT = Path(__file__).resolve().parent.parent.parent
POLICY = """\
# yaml-language-server: $schema=../../policy.schema.json
schema: 1
repository: 3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11
client: globex
parties:
  globex:
    name: Globex Telecom Ltd
    signers: {legal@globex.example: {role: legal, keys: [ssh-ed25519 AAAA]}}
  acme:
    name: Acme Contact Centres Inc
    signers: {counsel@acme.example: {role: legal, keys: [ssh-ed25519 AAAB]}}
layers:
  msa: {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1, vendor.legal: 1}}
"""
MSA = """\
# yaml-language-server: $schema=../../msa.schema.json
schema: 1
title: Master services agreement
summary: What both sides agree.
parties:
  client: {party: globex, name: Globex Telecom Ltd, identifiers: [{scheme: LEI, id: "1"}], address: Here, notices: {role: Legal, email: legal@globex.example}}
  vendor: {party: acme, name: Acme Contact Centres Inc, identifiers: [{scheme: LEI, id: "2"}], address: There, notices: {role: Legal, email: counsel@acme.example}}
term:
  effective_date: 2026-01-01
  initial_term: 36 months
  renewal: {kind: automatic, period: 12 months, maximum: 2}
  non_renewal_notice: 90 calendar days
governing_law: Ireland
jurisdiction: the courts of Ireland
payment_terms: 30 calendar days
liability: {general_cap: "EUR 2,000,000.00", unlimited_claims: [fraud]}
order_of_precedence: [this agreement]
values:
  limit: {title: Limit, value: EUR 50.00}
clauses:
  - use: confidentiality/v1
"""
CLAUSE = """\
---
schema: 1
title: Confidentiality
covers: [confidentiality]
parameters:
  years: {type: duration, about: How long, default: 3 years}
---
Text for {{ years }}.

## Duty {#duty}
See [](#confidentiality), [](msa:#confidentiality.duty) and [the register](https://org-id.guide).
"""
OUTLINE = """\
# yaml-language-server: $schema=../../outline.schema.json
schema: 1
title: Manual
contract: contracts/acme/msa
owner: Vendor site manager
pages:
  - {file: index.md, title: Start}
"""
FILES = {
    "contracts/governance/policy.yaml": POLICY,
    "contracts/acme/msa/terms.yaml": MSA,
    "clauses/confidentiality/v1.md": CLAUSE,
    "ops-manuals/acme/support/outline.yaml": OUTLINE,
    "ops-manuals/acme/support/index.md": "# Start\n",
}
TERMS = "contracts/acme/msa/terms.yaml"


class SmallBook:
    def __init__(self, path):
        self.path = path
        self.write(FILES)

    def write(self, files):
        for name, content in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name, old, new):
        assert old in FILES[name]
        self.write({name: FILES[name].replace(old, new)})

    def load(self):
        return load_book(WorkTree(self.path))

    def problems(self):
        return [problem.line for problem in self.load().problems]


@pytest.fixture
def book(tmp_path):
    return SmallBook(tmp_path / "book")


@pytest.fixture(scope="session")
def sample():
    return load_book(WorkTree(ROOT))
