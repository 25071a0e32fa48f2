"""The book that is attacked: signed by real keys, with two policies' worth of people, an amendment behind it, and a real hook in front of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pactbook.lock.forms import heads
from pactbook.lock.forms.lines import digest
from pactbook.lock.forms.signature import NAMESPACE
from pactbook.lock.forms.statement import PolicyName, SignedFile, Statement, write
from pactbook.lock.verifying.verify_range import verify_refs
from signed_books import (
    BOTH,
    CLAUSE,
    FILES,
    GOVERNANCE,
    LAYERS,
    LEGAL,
    MACHINERY,
    MSA,
    OUTLINE,
    POLICY,
    REPOSITORY,
    SOW,
    TODAY,
    SignedBook,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HOOK = Path(__file__).resolve().parent / "attacked_hook.py"
AGREEMENT = f"{MSA}/agreement.md"
PAGE = f"{OUTLINE}/index.md"
PROFILES = "clauses/profiles"
WORKFLOW = ".github/workflows/contracts.yml"
MACHINES = ("mkdocs.yml", ".gitattributes", ".pre-commit-config.yaml", WORKFLOW, "CODEOWNERS", "requirements.lock")
ALL_LAYERS = LAYERS.replace('["mkdocs.yml", ".gitattributes"]', json.dumps(MACHINES))
MORE_FILES = {
    f"{SOW}/agreement-text.md": "The parties agreed this text elsewhere.\n",
    f"{PROFILES}/support.yaml": "schema: 1\ntitle: Support\n",
    f"{OUTLINE}/refunds.md": "# Refunds\n\nAsk the team lead.\n",
    f"{OUTLINE}/results/june.csv": "day,contacts\n2026-06-01,120\n",
    f"{MSA}/draft/agreement.md": "# Master services agreement\n\nThe Vendor pays EUR 90.00.\n",
    ".pre-commit-config.yaml": "repos: []\n",
    WORKFLOW: "on: pull_request\n",
    "CODEOWNERS": "/contracts/ @globex/legal\n",
    "requirements.lock": "pactbook==1.0.0\n",
    "README.md": "# Our contracts\n",
}
EVIL = "# Master services agreement\n\nThe Vendor pays EUR 1.00.\n"
SECOND = "# Master services agreement\n\nThe Vendor pays EUR 120.00.\n"
THIRD = "# Master services agreement\n\nThe Vendor pays EUR 150.00.\n"


@dataclass(frozen=True)
class Run:
    """What the hook saw when git ran it: the names that pre-commit would have passed on, and what pactbook found."""

    names: tuple[str, ...]
    problems: tuple[tuple[str, str, str, str], ...]
    stop: str


class Book(SignedBook):
    """A signed book under attack; `base` is the protected tip."""

    base: str = ""

    def policy(
        self, *, keys: Mapping[str, Iterable[str]] | None = None, layers: str = ALL_LAYERS, parties: Iterable[str] | None = None
    ) -> str:
        return super().policy(keys=keys, layers=layers, parties=parties)

    def build(self) -> Self:
        """Policy first, then the contracts, then an amendment: three states of the protected branch."""
        shutil.rmtree(self.path / ".git/hooks", ignore_errors=True)
        self.write({POLICY: self.policy()})
        self.sign(GOVERNANCE, *LEGAL)
        self.root_digest = digest((self.path / GOVERNANCE / "signoffs/0001/statement.txt").read_bytes())
        self.commit("the policy")
        self.write({**FILES, **MORE_FILES})
        for instrument in (MSA, SOW):
            self.sign(instrument, *BOTH)
        for instrument in (CLAUSE, PROFILES):
            self.sign(instrument, LEGAL[0])
        self.sign(OUTLINE, LEGAL[0], "procurement@globex.example")
        self.sign(MACHINERY, LEGAL[1])
        self.commit("everything signed")
        self.write({AGREEMENT: SECOND})
        self.sign(MSA, *BOTH)
        self.base = self.commit("an amendment")
        self._put_hook()
        return self

    def _put_hook(self) -> None:
        hook = self.path / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{HOOK}"\n', encoding="utf-8")
        hook.chmod(0o755)

    def copy_to(self, path: Path) -> Book:
        shutil.copytree(self.path, path, symlinks=True)
        made = Book(path, self.keys)
        made._minute, made.base, made.root_digest = self._minute, self.base, self.root_digest
        return made

    # What people do.

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words of a file on disk."""
        text = (self.path / path).read_bytes()
        assert old.encode() in text, f"{old!r} does not stand in {path}"
        self.write({path: text.replace(old.encode(), new.encode())})

    def move(self, old: str, new: str) -> None:
        """`git mv` into folders that need not exist yet."""
        (self.path / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)

    def remove(self, path: str) -> None:
        """Remove a file or a folder from disk."""
        place = self.path / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()

    def link(self, path: str, target: str) -> None:
        """Put a symbolic link in the place of a file or folder."""
        if (self.path / path).exists():
            self.remove(path)
        (self.path / path).parent.mkdir(parents=True, exist_ok=True)
        (self.path / path).symlink_to(target)

    def stage_blob(self, path: str, content: bytes, mode: str = "100644") -> str:
        """Put bytes into the index without touching the disk."""
        oid = self.git("hash-object", "-w", "--stdin", stdin=content)
        self.git("update-index", "--add", "--cacheinfo", f"{mode},{oid},{path}")
        return oid

    def stage_submodule(self, path: str) -> None:
        """Put a submodule into the index in the place of whatever stands there."""
        self.git("rm", "-r", "-q", "--cached", "--ignore-unmatch", path)
        self.git("update-index", "--add", "--cacheinfo", f"160000,{self.base},{path}")

    def amend(self, instrument: str = MSA, text: str = THIRD, signers: Iterable[str] = BOTH) -> None:
        """Write the next text of an agreement and have it signed."""
        self.write({f"{instrument}/agreement.md": text})
        self.sign(instrument, *signers)

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Go to a new branch."""
        self.git("checkout", "-q", "-b", name, start)

    def propose(self, *words: str, env: Mapping[str, str] | None = None) -> None:
        """`git commit` through the hook; where the hook refuses, the attacker skips it."""
        command = ["git", "commit", "-q", "-m", "a proposal"]
        whole = {**os.environ, **(env or {})}
        done = subprocess.run([*command, *words], cwd=self.path, env=whole, capture_output=True, check=False)
        assert self.runs, done.stderr.decode()
        if done.returncode:
            again = subprocess.run([*command, "--no-verify", *words], cwd=self.path, env=whole, capture_output=True, check=False)
            assert again.returncode == 0, again.stdout.decode() + again.stderr.decode()

    def land(self) -> None:
        """What is committed passes the gate and becomes the protected tip."""
        found = verify_refs(self.path, self.base, "HEAD", self.root_digest).errors
        assert found == (), [problem.line for problem in found]
        self.base = self.git("rev-parse", "HEAD")
        self._log.unlink(missing_ok=True)

    def agree_policy(self, text: str, *signers: tuple[str, str]) -> None:
        """A next policy, signed by people with a key each, committed and landed."""
        self.write({POLICY: text})
        for signer, key in signers or [(name, name) for name in LEGAL]:
            self.sign(GOVERNANCE, signer, key=key)
        self.commit("a policy")
        self.land()

    def export(self) -> Path:
        """The proposal as `git archive` hands it over: files without git."""
        folder = self.path.parent / "export"
        folder.mkdir()
        packed = subprocess.run(["git", "archive", "HEAD"], cwd=self.path, capture_output=True, check=True).stdout
        subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
        return folder

    # What forgers do.

    def records(self, instrument: str) -> list[Path]:
        """The records of an instrument, oldest first."""
        folder = self.path / instrument / "signoffs"
        return sorted(folder.iterdir()) if folder.is_dir() else []

    def content(self, instrument: str) -> dict[str, bytes]:
        """An instrument's own files on disk."""
        if instrument == MACHINERY:
            return {name: (self.path / name).read_bytes() for name in MACHINES}
        folder = self.path / instrument
        inner = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        own = {name: path for name, path in inner.items() if name.partition("/")[0] not in {"signoffs", "draft"}}
        if instrument.startswith("ops-manuals/"):
            own = {"outline.yaml": folder / "outline.yaml"}
        return {name: path.read_bytes() for name, path in sorted(own.items())}

    def statement(self, instrument: str) -> Statement:
        """The next statement for what stands on disk, as `pactbook sign` would make it."""
        before, policies = self.records(instrument), self.records(GOVERNANCE)
        files = self.content(instrument)
        return Statement(
            repository=REPOSITORY,
            instrument=instrument,
            version=len(before) + 1,
            effective=TODAY,
            supersedes=digest((before[-1] / "statement.txt").read_bytes()) if before else None,
            policy=PolicyName(len(policies), digest((policies[-1] / "statement.txt").read_bytes())),
            files=tuple(SignedFile("100644", digest(data), len(data), name) for name, data in files.items()),
        )

    def forge(
        self,
        instrument: str,
        *signers: str | tuple[str, str],
        raw: Callable[[bytes], bytes] = bytes,
        number: str = "",
        namespace: str = NAMESPACE,
        **changes: object,
    ) -> Path:
        """A record made by hand with signatures of real keys: what `pactbook sign` would refuse to make.

        `signers` are mailboxes, or mailboxes with the key that is used in their name; `changes` go into the statement, `raw` changes its
        bytes before they are signed.
        """
        if instrument == GOVERNANCE:
            states = self.verify("HEAD").instruments
            sealed = {name: state.newest_complete.digest for name, state in states.items() if state.newest_complete and name != GOVERNANCE}
            self.write({f"{GOVERNANCE}/heads.txt": heads.write(sealed)})
        statement = replace(self.statement(instrument), **changes)  # type: ignore[arg-type]
        return self.seal(instrument, statement, *signers, raw=raw, number=number, namespace=namespace)

    def seal(
        self,
        instrument: str,
        statement: Statement,
        *signers: str | tuple[str, str],
        raw: Callable[[bytes], bytes] = bytes,
        number: str = "",
        namespace: str = NAMESPACE,
    ) -> Path:
        """A record of a statement, with copies of what lies on disk."""
        data = raw(write(statement))
        record = self.path / instrument / "signoffs" / (number or f"{statement.version:04}")
        for name, content in self.content(instrument).items():
            (record / "files" / name).parent.mkdir(parents=True, exist_ok=True)
            (record / "files" / name).write_bytes(content)
        (record / "statement.txt").write_bytes(data)
        for signer in signers:
            name, key = (signer, signer) if isinstance(signer, str) else signer
            (record / f"{name}.sig").write_bytes(self.signature(data, key, namespace))
        return record

    def signature(self, data: bytes, key: str, namespace: str = NAMESPACE) -> bytes:
        """What OpenSSH makes of bytes with somebody's key."""
        path = key if key.startswith("/") else str(self.keys.private(key))
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", path]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    # What was seen.

    @property
    def _log(self) -> Path:
        return self.path / ".git/judged"

    @property
    def runs(self) -> list[Run]:
        """Every run of the hook since the last landing."""
        lines = self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []
        found = [json.loads(line) for line in lines]
        return [Run(tuple(run["names"]), tuple(map(tuple, run["problems"])), run["stop"]) for run in found]

    def changed(self) -> list[str]:
        """The paths that differ between the protected tip and the proposal, as a forge holds them against CODEOWNERS."""
        listed = self.git("diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", self.base, "HEAD")
        return [name for name in listed.split("\0") if name]
