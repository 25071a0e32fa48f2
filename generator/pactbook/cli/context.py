"""What a command is given: its arguments and the book it works on."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import Namespace

MARK = "contracts"


class Context:
    """The arguments of one command and the folder that it works on."""

    def __init__(self, args: Namespace, *, root: str | None = None, here: Path | None = None) -> None:
        """Keep the parsed arguments, `--root` as it was given, and the folder that the command was typed in."""
        self.args = args
        self.folder = Path(root) if root is not None else (here or Path.cwd())
        self._named = root is not None

    @cached_property
    def root(self) -> Path:
        """The book's folder: the one named, else the nearest upwards with `contracts/` in it; raises PactbookError without one."""
        return _root(self.folder, named=self._named)


def book_root(named: str | None) -> Path:
    """The book's folder by what `--root` names, else by where the command was typed; raises PactbookError without one."""
    return _root(Path(named) if named is not None else Path.cwd(), named=named is not None)


def _root(given: Path, *, named: bool) -> Path:
    folder = given.resolve()
    if named:
        if not (folder / MARK).is_dir():
            message = f"{given} is no book: it holds no {MARK}/ folder. Give --root the folder that holds {MARK}/."
            raise PactbookError(message)
        return folder
    for candidate in (folder, *folder.parents):
        if (candidate / MARK).is_dir():
            return candidate
    message = f"no book here: neither {folder} nor a folder above it holds {MARK}/. Go into the book, or name it with --root DIR."
    raise PactbookError(message)
