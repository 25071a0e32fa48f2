"""The linter, the formatter and the type checker have nothing to say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sources import ROOT


@pytest.mark.parametrize("words", ["ruff check --quiet", "ruff format --check --quiet", "mypy --no-error-summary"])
def test_a_tool_has_nothing_to_say(words):
    done = subprocess.run([sys.executable, "-m", *words.split()], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
