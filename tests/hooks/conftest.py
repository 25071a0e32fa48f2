"""Signed books for the hooks' tests, and both programs that run hooks."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from signed_books import OUTLINE, SOW, Keys, SignedBook
from sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RUNNERS = ("pre-commit", "prek")
NOWHERE = "http://127.0.0.1:9"
CONTRACT = f"schema: 1\ntitle: Support manual\ncontract: {SOW}\n"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> SignedBook:
    """A signed book whose manual belongs to a contract."""
    book = SignedBook(tmp_path_factory.mktemp("book") / "book", Keys(tmp_path_factory.mktemp("keys")))
    book.write_and_sign()
    book.write({f"{OUTLINE}/outline.yaml": CONTRACT})
    book.sign(OUTLINE, "legal@globex.example", "procurement@globex.example")
    book.commit("everything signed")
    return book


@pytest.fixture
def book(template: SignedBook, tmp_path: Path) -> SignedBook:
    """A signed book of the test's own."""
    return template.copy_to(tmp_path / "book")


class Hooked:
    """A repository in which one of the two programs runs the hooks that this project ships."""

    def __init__(self, book: SignedBook, runner: str, *, skip: str, how: Sequence[str] = ()) -> None:
        self.book = book
        self.said = ""
        self._environment = {"PACTBOOK_VENV": sys.prefix, "SKIP": skip, "https_proxy": NOWHERE, "http_proxy": NOWHERE, "all_proxy": NOWHERE}
        for name in (".pre-commit-config.yaml", "tools/hook"):
            path = book.path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes((ROOT / name).read_bytes())
            path.chmod((ROOT / name).stat().st_mode)
        book.commit("hooks")
        program = str(Path(sys.executable).with_name(runner))
        done = self.run(program, "install", *how)
        assert done == 0, self.said

    def run(self, *words: str) -> int:
        done = subprocess.run(
            list(words),
            cwd=self.book.path,
            env={**os.environ, **self._environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        self.said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
        return done.returncode

    def git(self, *words: str) -> bool:
        """Run git with its hooks; whether it let the thing through."""
        return self.run("git", *words) == 0

    def undo(self) -> None:
        """Type what the refusal says."""
        commands = [line.strip() for line in self.said.splitlines() if line.strip().startswith(("git restore", "git merge"))]
        assert commands, self.said
        for command in commands:
            assert self.git(*shlex.split(command)[1:]), f"{command}\n{self.said}"


@pytest.fixture
def hooked_by() -> Callable[[SignedBook, str, Sequence[str]], Hooked]:
    """Give a book the lock hook through the program that is named, installed with the words that follow."""

    def give(book: SignedBook, runner: str, how: Sequence[str]) -> Hooked:
        if not Path(sys.executable).with_name(runner).exists():
            pytest.skip(f"{runner} is not installed beside this Python")
        return Hooked(book, runner, skip="pactbook-check", how=how)

    return give


@pytest.fixture(params=RUNNERS)
def hooked(request: pytest.FixtureRequest, book: SignedBook) -> Hooked:
    """A signed book with the lock hook, through pre-commit and through prek."""
    if not Path(sys.executable).with_name(request.param).exists():
        pytest.skip(f"{request.param} is not installed beside this Python")
    return Hooked(book, request.param, skip="pactbook-check")


@pytest.fixture(params=RUNNERS)
def checked(request: pytest.FixtureRequest) -> Callable[[SignedBook], Hooked]:
    """Give a repository both hooks, through pre-commit and through prek."""
    if not Path(sys.executable).with_name(request.param).exists():
        pytest.skip(f"{request.param} is not installed beside this Python")
    return lambda repository: Hooked(repository, request.param, skip="")
