"""A release as it is made: a commit of the sources, and its wheel built by `tools/release`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from repositories import Repository
from sources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("pyproject.toml", "LICENSE", "README.md", "requirements.lock", "requirements-dev.lock", "generator", "hooks", "tools", "ci")


class Sources(Repository):
    """A repository of the sources; `said` is what a tool of it printed."""

    said = ""

    def tool(self, name: str, *words: str, **environment: str) -> bool:
        """Run a tool of the repository; whether it ended well."""
        start = [sys.executable] if (self.path / "tools" / name).read_bytes().startswith(b"#!/usr/bin/env python3") else ["sh"]
        command = [*start, str(self.path / "tools" / name), *words]
        done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
        self.said = done.stdout + done.stderr
        return done.returncode == 0

    def release(self, *words: str, **environment: str) -> Path:
        """The wheel that `tools/release` builds."""
        shutil.rmtree(self.path / "dist", ignore_errors=True)
        assert self.tool("release", *words, **environment), self.said
        return next((self.path / "dist").glob("*.whl"))


def sources(path: Path) -> Sources:
    """A new repository with the sources as they lie here, and nothing committed yet."""
    made = Sources(path)
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, path / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, path / name)
    made.write({".gitignore": "/dist/\n"})
    return made
