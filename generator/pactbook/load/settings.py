"""Reads pactbook.yaml, what a book sets for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.files import Source
from pactbook.load.rules import NOT_A_FILE
from pactbook.model.settings import SETTINGS, Settings
from pactbook.problems import Position, Problem

if TYPE_CHECKING:
    from pactbook.model.document import Document
    from pactbook.trees.tree import Tree


def read_settings(tree: Tree) -> tuple[Settings | None, Document | None, list[Problem]]:
    """The settings with their positions, and what is wrong with them; None twice where there is no such file or it can't be read."""
    entry = tree.entry(SETTINGS)
    if entry is None:
        return None, None, []
    if not entry.is_file:
        return None, None, [Problem(SETTINGS, Position(), NOT_A_FILE, "this is no plain file")]
    source = Source(tree, [])
    read = source.yaml(SETTINGS, "settings", Settings)
    return (*read, source.problems) if read else (None, None, source.problems)
