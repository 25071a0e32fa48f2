"""Real git repositories for tests, each in a folder of its own."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Repository:
    """A git repository in a temporary folder; commits get dates one minute apart, so that a test's commits are the same every time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._minute = 0
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None, check: bool = True) -> str:
        """Run git in the repository and return what it printed, without the last line end."""
        done = subprocess.run(
            ["git", *words], cwd=self.path, input=stdin, env={**os.environ, **(env or {})}, capture_output=True, check=False
        )
        if check and done.returncode:
            message = f"git {' '.join(words)} -> {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}"
            raise AssertionError(message)
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files into the work tree, by path from the repository's root."""
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, message: str = "a change", files: Mapping[str, str | bytes] | None = None) -> str:
        """Write the files, commit all of the work tree as it is and return the commit's id."""
        self.write(files or {})
        self.git("add", "--all")
        self._minute += 1
        date = f"2026-01-01T{self._minute // 60:02}:{self._minute % 60:02}:00+00:00"
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message, env=dates)
        return self.git("rev-parse", "HEAD")
