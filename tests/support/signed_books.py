"""A small book of contracts, signed with real OpenSSH keys in a real git repository, for tests of the lock."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING

from pactbook.lock.forms.lines import digest
from pactbook.lock.signing.plan import Wish, plan
from pactbook.lock.signing.sign import sign
from pactbook.lock.verifying.verify_range import verify_refs
from pactbook.lock.verifying.verify_staged import verify_staged
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.trees.plumbing import commit_tree
from pactbook.trees.worktree import WorkTree
from repositories import Repository

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pactbook.lock.records.state import Verified

REPOSITORY = "3b0f6c1e-8f0e-4d0c-9f43-0d6a8f1f7c11"
TODAY = date(2026, 6, 1)
MSA, SOW, CLAUSE, OUTLINE = "contracts/acme/msa", "contracts/acme/sow-support", "clauses/confidentiality", "ops-manuals/acme/support"
OTHER_MSA, GOVERNANCE, MACHINERY = "contracts/zenith/msa", "contracts/governance", "contracts/machinery"
POLICY = f"{GOVERNANCE}/policy.yaml"
SIGNERS = {
    "globex": {
        "legal@globex.example": "legal",
        "secretary@globex.example": "legal",
        "deputy@globex.example": "legal",
        "procurement@globex.example": "procurement",
    },
    "acme": {"counsel@acme.example": "legal", "deputy@acme.example": "legal"},
    "zenith": {"counsel@zenith.example": "legal"},
}
LEGAL = ("legal@globex.example", "secretary@globex.example")
BOTH = ("legal@globex.example", "counsel@acme.example")
LAYERS = """\
layers:
  governance: {instruments: "contracts/governance", requires: {client.legal: 2}}
  msa: {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1, vendor.legal: 1}}
  sow: {instruments: "contracts/{vendor}/sow-*", requires: {client.legal: 1, vendor.legal: 1}}
  clause: {instruments: "clauses/*", requires: {client.legal: 1}}
  manual-outline: {instruments: "ops-manuals/{vendor}/*", files: ["outline.yaml"], requires: {client.legal: 1, client.procurement: 1}}
  machinery: {instruments: "contracts/machinery", base: ".", files: ["mkdocs.yml", ".gitattributes"], requires: {client.legal: 1}}
"""
FILES = {
    f"{MSA}/terms.yaml": "schema: 1\ntitle: Master services agreement\n",
    f"{MSA}/agreement.md": "# Master services agreement\n\nThe Vendor pays EUR 100.00.\n",
    f"{SOW}/terms.yaml": "schema: 1\ntitle: Support\n",
    f"{SOW}/agreement.md": "# Support\n\nThe target is 82 %.\n",
    f"{OTHER_MSA}/terms.yaml": "schema: 1\ntitle: Master services agreement\n",
    f"{OTHER_MSA}/agreement.md": "# Master services agreement\n\nThe Vendor pays EUR 200.00.\n",
    f"{CLAUSE}/v1.md": "---\ntitle: Confidentiality\n---\nBoth sides keep secrets.\n",
    f"{OUTLINE}/outline.yaml": "schema: 1\ntitle: Support manual\n",
    f"{OUTLINE}/index.md": "# Support manual\n\nStart here.\n",
    "mkdocs.yml": "site_name: Contracts\n",
    ".gitattributes": "contracts/** -text\n",
}


class Keys:
    """OpenSSH key pairs by name, made when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def private(self, name: str, *kind: str) -> Path:
        path = self._folder / name
        if not path.exists():
            words = kind or ("-t", "ed25519")
            subprocess.run(["ssh-keygen", "-q", *words, "-N", "", "-C", "demonstration", "-f", str(path)], check=True)
        return path

    def public(self, name: str, *kind: str) -> str:
        self.private(name, *kind)
        return " ".join((self._folder / f"{name}.pub").read_text().split()[:2])


class SignedBook(Repository):
    """A repository with a policy; `keys` holds everybody's keys."""

    def __init__(self, path: Path, keys: Keys) -> None:
        super().__init__(path)
        self.keys = keys
        self.root_digest = ""

    def policy(self, *, keys: Mapping[str, Iterable[str]] | None = None, layers: str = LAYERS, parties: Iterable[str] | None = None) -> str:
        """The text of a policy; `keys` names other keys than a signer's own, by signer; no key takes the signer out."""
        names = keys or {}
        lines = ["schema: 1", f"repository: {REPOSITORY}", "client: globex", "parties:"]
        for party in parties or SIGNERS:
            lines += [f"  {party}:", f"    name: {party.title()} Ltd", "    signers:"]
            for signer, role in SIGNERS[party].items():
                own = [self.keys.public(name) for name in names.get(signer, [signer])]
                if own:
                    lines.append(f"      {signer}: {{role: {role}, keys: [{', '.join(map(repr, own))}]}}")
        return "\n".join(lines) + "\n" + layers

    def sign(
        self, instrument: str, *signers: str, effective: date | None = None, note: str = "", key: str = "", today: date = TODAY
    ) -> None:
        """Have people sign the current content, one after the other."""
        for signer in signers:
            made = plan(WorkTree(self.path), Wish(instrument, signer, today, effective, note))
            sign(self.path, made, self.keys.private(key or signer))

    def write_and_sign(self) -> None:
        """The whole book, with everything signed but the second vendor's contract."""
        self.write({POLICY: self.policy(), **FILES})
        self.sign(GOVERNANCE, *LEGAL)
        self.root_digest = digest((self.path / GOVERNANCE / "signoffs/0001/statement.txt").read_bytes())
        self.sign(MSA, *BOTH)
        self.sign(SOW, *BOTH)
        self.sign(CLAUSE, LEGAL[0])
        self.sign(OUTLINE, LEGAL[0], "procurement@globex.example")
        self.sign(MACHINERY, LEGAL[1])

    def copy_to(self, path: Path) -> SignedBook:
        """The same repository elsewhere."""
        shutil.copytree(self.path, path, symlinks=True)
        made = SignedBook(path, self.keys)
        made._minute, made.root_digest = self._minute, self.root_digest
        return made

    def text(self, path: str) -> str:
        return (self.path / path).read_text(encoding="utf-8")

    def verify(self, revision: str | None = None, *, root_digest: str | None = None) -> Verified:
        """The work tree, or a commit, by itself from the pinned root."""
        tree = commit_tree(self.path, revision) if revision else WorkTree(self.path)
        return verify_tree(tree, root_digest or self.root_digest)

    def codes(self, revision: str | None = None) -> list[str]:
        """The codes of what is wrong with the tree, each once."""
        return sorted({problem.rule.code for problem in self.verify(revision).problems})

    def staged(self) -> list[str]:
        """The codes of what is wrong with the index, after everything was added to it."""
        self.git("add", "--all")
        return sorted({problem.rule.code for problem in verify_staged(self.path).problems})

    def range(self, base: str, head: str = "HEAD", *, root_digest: str | None = None) -> list[str]:
        """The codes of what is wrong with a proposal."""
        return sorted({problem.rule.code for problem in verify_refs(self.path, base, head, root_digest or self.root_digest).problems})
