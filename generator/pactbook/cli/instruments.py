"""How commands take an instrument's name and a place for what they write beside the book."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from pactbook.cli.context import Context

LOCKED = ("contracts", "clauses", "ops-manuals")


def named(context: Context, name: str) -> str:
    """The folder of an instrument as somebody typed it, where they are or from the root, as its path from the root."""
    text = name.replace("\\", "/")
    for candidate in (Path(text).resolve(), (context.root / text).resolve()):
        folder = candidate.parent if candidate.is_file() else candidate
        if folder.is_dir() and folder != context.root and folder.is_relative_to(context.root):
            return folder.relative_to(context.root).as_posix()
    return text.strip("/").removeprefix("./")


def outside(root: Path, path: Path) -> Path:
    """A place to write at; raises PactbookError where it lies among the contracts."""
    place = path.resolve()
    if any(place.is_relative_to(root / folder) for folder in LOCKED):
        message = f"{path} lies among the contracts, where only signed files may be. Choose a place outside {', '.join(LOCKED)}."
        raise PactbookError(message)
    return place
