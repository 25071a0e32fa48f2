"""The one option that both hooks take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Sequence


def root_of(words: Sequence[str], usage: str) -> Path:
    """The book's folder: `--root DIR`, else the folder that git starts hooks in, the top of the work tree."""
    if not words:
        return Path.cwd()
    if words[0] == "--root" and len(words) == 2:  # noqa: PLR2004 - the option and its value
        return Path(words[1]).absolute()
    raise PactbookError(usage)
