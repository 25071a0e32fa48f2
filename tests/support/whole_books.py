"""A small book that is both valid and signed: contracts that can be assembled, and sign-offs by real OpenSSH keys."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import books
from pactbook.cli import main
from signed_books import GOVERNANCE, MSA, SOW, Keys, SignedBook

if TYPE_CHECKING:
    from pactbook.lock.records.state import Verified

CLIENT, SECOND, VENDOR, DEPUTY = "legal@globex.example", "secretary@globex.example", "counsel@acme.example", "deputy@acme.example"
PEOPLE = {CLIENT: "globex", SECOND: "globex", VENDOR: "acme", DEPUTY: "acme"}
OUTLINE = "ops-manuals/acme/support"
CLAUSES = ("clauses/liability", "clauses/confidentiality", "clauses/cure", "clauses/profiles")
SIGNED_ON = date(2026, 1, 1)
LAYERS = """\
layers:
  governance: {instruments: "contracts/governance", requires: {client.legal: 1}}
  msa: {instruments: "contracts/{vendor}/msa", requires: {client.legal: 1, vendor.legal: 1}}
  sow: {instruments: "contracts/{vendor}/sow-*", requires: {client.legal: 1, vendor.legal: 1}}
  clause: {instruments: "clauses/*", requires: {client.legal: 1}}
  manual-outline: {instruments: "ops-manuals/{vendor}/*", files: ["outline.yaml"], requires: {client.legal: 1}}
"""


class WholeBook(SignedBook):
    """A book with one vendor; `printed` is what the last command said."""

    printed = ""

    def run(self, *words: str) -> int:
        """Run a command in the book and return its exit code."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            try:
                code = main.main(["--root", str(self.path), *words])
            except SystemExit as end:
                code = int(end.code or 0)
        self.printed = out.getvalue()
        return code

    def policy_text(self) -> str:
        """The policy, with the keys of these people."""
        head = books.FILES["contracts/governance/policy.yaml"].partition("parties:")[0]
        lines = ["parties:"]
        for party, name in (("globex", "Globex Telecom Ltd"), ("acme", "Acme Contact Centres Inc")):
            lines += [f"  {party}:", f"    name: {name}", "    signers:"]
            own = [person for person in PEOPLE if PEOPLE[person] == party]
            lines += [f"      {person}: {{role: legal, keys: ['{self.keys.public(person)}']}}" for person in own]
        return head + "\n".join(lines) + "\n" + LAYERS

    def change(self, path: str, old: str, new: str) -> None:
        """Replace the one place of a file where `old` stands."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write({path: text.replace(old, new)})

    def amend(self, instrument: str = MSA, words: str = "secrets for ever", *, path: str = "") -> None:
        """Change a word of an agreement in place, as somebody does for a small amendment."""
        file = path or f"{instrument}/agreement.md"
        self.change(file, "keeps secrets" if instrument == MSA else "within 20", f"keeps {words}" if instrument == MSA else "within 25")

    def draft(self, instrument: str = SOW) -> None:
        """Put the next version into `draft/`: the cure period goes from 20 to 25 days, and the text follows."""
        terms = self.text(f"{instrument}/terms.yaml").replace("$schema=../../../", "$schema=../../../../")
        self.write({f"{instrument}/draft/terms.yaml": terms.replace("20 business days", "25 business days")})
        assert self.run("assemble", f"{instrument}/draft") == 0, self.printed

    def ssh_sign(self, statement: Path, person: str, *, namespace: str = "pactbook-signoff", key: str = "") -> Path:
        """Sign a file as a lawyer does it, with plain OpenSSH; returns the signature's file."""
        private = self.keys.private(key or person)
        signature = statement.with_name(f"{statement.name}.sig")
        signature.unlink(missing_ok=True)
        command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(private), statement.name]
        subprocess.run(command, cwd=statement.parent, check=True, capture_output=True)
        return signature

    def look(self) -> object:
        """What the tree holds, as a verifier sees it: every instrument with its versions, and the kinds of what is wrong."""
        return seen(self.verify())


def seen(verified: Verified) -> object:
    """A tree as a verifier sees it, so that two of them can be compared."""
    states = {
        folder: (state.as_signed, [(version.digest, version.sound, [each.name for each in version.signers]) for version in state.versions])
        for folder, state in verified.instruments.items()
    }
    return states, sorted({problem.rule.code for problem in verified.problems})


@lru_cache(maxsize=1)
def _template() -> WholeBook:
    folder = Path(tempfile.mkdtemp(prefix="pactbook-whole-"))
    (folder / "keys").mkdir()
    book = WholeBook(folder / "book", Keys(folder / "keys"))
    book.write(dict(books.FILES))
    book.write({"contracts/governance/policy.yaml": book.policy_text(), ".gitattributes": "contracts/** -text\nclauses/** -text\n"})
    assert book.run("assemble") == 0, book.printed
    book.sign(GOVERNANCE, CLIENT, today=SIGNED_ON)
    book.root_digest = book.verify(root_digest=f"sha256:{'0' * 64}").policies.root_digest
    for instrument in (*CLAUSES, OUTLINE):
        book.sign(instrument, CLIENT, today=SIGNED_ON)
    for instrument in (MSA, SOW):
        book.sign(instrument, CLIENT, VENDOR, today=SIGNED_ON)
    assert book.codes() == []
    book.commit("everything signed")
    return book


def fresh(path: Path) -> WholeBook:
    """A signed book of the test's own, with one commit."""
    template = _template()
    shutil.copytree(template.path, path, symlinks=True)
    made = WholeBook(path, template.keys)
    made._minute, made.root_digest = template._minute, template.root_digest
    return made
