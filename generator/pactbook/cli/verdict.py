"""How `pactbook verify` tells what is wrong: all of it, in the form that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.cli.findings import tell
from pactbook.cli.reading import way_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pactbook.problems import Problem


def verdict(root: Path, problems: Sequence[Problem], form: str, done: str) -> int:
    """Print what is wrong, or `done`; the exit code. Nothing is waived or shortened: of what was signed every departure counts."""
    from pactbook.findings.formats.telling import Telling

    return tell(problems, form, Telling("verify", done, prefix=way_in(root), everything=True))
