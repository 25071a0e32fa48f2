"""A signed book with a protected server: a bare repository with the shipped `pre-receive` script."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from signed_books import Keys, SignedBook
from sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SignedBook:
    """The book as it was signed."""
    book = SignedBook(tmp_path_factory.mktemp("book") / "book", Keys(tmp_path_factory.mktemp("keys")))
    book.write_and_sign()
    book.commit("everything signed")
    return book


@pytest.fixture
def book(template: SignedBook, tmp_path: Path) -> SignedBook:
    """A signed book of the test's own."""
    return template.copy_to(tmp_path / "book")


class Server:
    """A bare repository that judges what is pushed; `said` is what the pusher was told."""

    def __init__(self, path: Path, book: SignedBook) -> None:
        self.path, self.book, self.said = path, book, ""
        subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(path)], check=True)
        hook = path / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_bytes((ROOT / "ci" / "pre-receive").read_bytes())
        hook.chmod(0o755)
        self.set("pactbook.python", sys.executable)
        self.set("pactbook.rootDigest", book.root_digest)
        book.git("remote", "add", "origin", str(path))

    def set(self, name: str, value: str) -> None:
        self.git("config", name, value)

    def git(self, *words: str) -> str:
        done = subprocess.run(["git", *words], cwd=self.path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def refs(self) -> dict[str, str]:
        lines = self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return dict(line.split() for line in lines)

    def push(self, *words: str, before: tuple[str, ...] = (), **environment: str) -> bool:
        """Push; whether the server took it. Where it did not, no ref has moved."""
        was = self.refs()
        done = subprocess.run(
            ["git", *before, "push", "--quiet", "origin", *(words or ("main",))],
            cwd=self.book.path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stderr
        if done.returncode:
            assert self.refs() == was, self.said
        return done.returncode == 0


@pytest.fixture
def server(book: SignedBook, tmp_path: Path) -> Server:
    """A server that holds the signed book."""
    made = Server(tmp_path / "server.git", book)
    assert made.push(), made.said
    return made
