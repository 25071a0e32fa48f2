"""What git's history says of the files: when each was last changed, and where the forge is. The only module that imports git."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


# The reader's own settings must not change what is printed.
_LOG = ("--format=%x01%cs", "--name-only", "--no-renames", "--no-relative", "--no-color", "--no-show-signature", "-z")
_HEAD = re.compile("\x01([0-9]{4}-[0-9]{2}-[0-9]{2})\n?")


def last_changes(root: Path, folder: str) -> Mapping[str, date]:
    """The day of the last commit that touched each file under `folder`, by path from `root`; nothing where history can't tell."""
    from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo  # 74 ms that most commands do not pay

    try:
        repo = Repo(root, search_parent_directories=True)
    except (InvalidGitRepositoryError, NoSuchPathError):
        return {}
    with repo:
        top = repo.working_tree_dir
        if top is None or not repo.head.is_valid() or repo.git.rev_parse("--is-shallow-repository") == "true":
            return {}
        inside = root.resolve().relative_to(Path(top).resolve()).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        try:
            log = repo.git.log(*_LOG, "--", f"{prefix}{folder}")
        except GitCommandError:
            return {}
    return dict(_first_mentions(log, prefix))


def _first_mentions(log: str, prefix: str) -> Iterator[tuple[str, date]]:
    """Each path with the day of the first (newest) commit that names it; commits begin with a control character and their day."""
    seen: set[str] = set()
    day = date.min
    for field in log.split("\0"):
        text = field.removeprefix("\n")
        if head := _HEAD.match(text):
            day, text = date.fromisoformat(head[1]), text[head.end() :]
        if text and text not in seen:
            seen.add(text)
            yield text.removeprefix(prefix), day
