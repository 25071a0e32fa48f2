"""What git's history says of the files: when each was last changed, and where the forge is. The only module that imports git."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pactbook.problems import PactbookError
from pactbook.trees.plumbing import EMPTY, Blobs, git

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The reader's own settings must not change what is printed.
_LOG = ("--format=%x01%cs", "--name-only", "--no-renames", "--no-relative", "--no-color", "--no-show-signature", "-z")
_RAW = (
    *("--first-parent", "--diff-merges=first-parent", "--format=%x01%cs", "--raw", "--no-abbrev", "--find-renames", "--no-relative"),
    *("--no-color", "--no-show-signature", "-z"),
)
_HEAD = re.compile("\x01([0-9]{4}-[0-9]{2}-[0-9]{2})\n?")


def last_changes(root: Path, *folders: str) -> Mapping[str, date]:
    """The day of the last commit that touched each file under these folders, by path from `root`; nothing where history can't tell."""
    log, prefix = _log(root, *_LOG, "--", *folders)
    return dict(_first_mentions(log, prefix))


def _log(root: Path, *arguments: str) -> tuple[str, str]:
    """What `git log` says, run in `root`, and what its paths begin with that lie in there; nothing where history can't tell."""
    try:
        shallow, prefix, _ = git(root, "rev-parse", "--is-shallow-repository", "--show-prefix", "HEAD").decode().split("\n", 2)
        log = b"" if shallow == "true" else git(root, "log", *arguments)
    except PactbookError:
        return "", ""
    return log.decode("utf-8", "surrogateescape"), prefix


def last_state_with(root: Path, path: str) -> str | None:
    """The last commit that has a file, by its path from `root`; None where history can't tell."""
    from git import GitCommandError, InvalidGitRepositoryError, NoSuchPathError, Repo  # 74 ms that a sound book does not pay

    try:
        with Repo(root, search_parent_directories=True) as repo:
            inside = root.resolve().relative_to(Path(repo.working_tree_dir or root).resolve()) / path
            gone = str(repo.git.log("-1", "--format=%H", "--diff-filter=D", "--no-renames", "--no-show-signature", "--", inside.as_posix()))
            state = f"{gone}^" if gone else "HEAD"
            return str(repo.git.rev_parse("--verify", state)) if repo.git.ls_tree(state, "--full-tree", "--", inside.as_posix()) else None
    except (GitCommandError, InvalidGitRepositoryError, NoSuchPathError):
        return None


class FileChange(NamedTuple):
    """A file that one commit added, changed, moved or removed: the day, its path and its blob before and after; None where there was none.

    What the blobs hold is read when it is asked for: a year of a large book's changes is more than its pages.
    """

    day: date
    before: str | None
    after: str | None
    was: str | None
    became: str | None
    blobs: Blobs

    @property
    def old(self) -> bytes | None:
        """The bytes before."""
        return self.blobs.read(self.was) if self.was else None

    @property
    def new(self) -> bytes | None:
        """The bytes after."""
        return self.blobs.read(self.became) if self.became else None


def filled(blob: str | None) -> bool:
    """Whether there is a file with anything in it."""
    return blob is not None and blob not in EMPTY


def file_changes(root: Path, folder: str, ending: str, since: date) -> tuple[FileChange, ...]:
    """What each state of the branch (first parents) changed in files under `folder`, newest first; nothing where history can't tell.

    A merge counts once, on the day on which it landed. A file is moved only within its folder.
    """
    log, prefix = _log(root, *_RAW, f"--since={since.isoformat()}T00:00:00", "--", folder)
    found = [each for each in _raw_changes(log) if any(path and path.endswith(ending) for path in each[1:3])]
    blobs = Blobs(root)
    return tuple(FileChange(day, _inner(old, prefix), _inner(new, prefix), was, became, blobs) for day, old, new, was, became in found)


def expect(changes: Iterable[FileChange]) -> None:
    """Files that will be read, before and after, in this order: git unpacks them while the first are looked at."""
    wanted: dict[int, tuple[Blobs, list[str]]] = {}
    for change in changes:
        _, oids = wanted.setdefault(id(change.blobs), (change.blobs, []))
        oids += [oid for oid in (change.was, change.became) if oid]
    for blobs, oids in wanted.values():
        blobs.expect(oids)


def _inner(path: str | None, prefix: str) -> str | None:
    return path.removeprefix(prefix) if path else None


def _raw_changes(log: str) -> Iterator[tuple[date, str | None, str | None, str | None, str | None]]:
    """Day, path before and after, blob before and after, from `git log --raw -z`."""
    fields = iter(log.split("\0"))
    day = date.min
    for field in fields:
        text = field.removeprefix("\n")
        if head := _HEAD.match(text):
            day, text = date.fromisoformat(head[1]), text[head.end() :]
        if not text.startswith(":"):
            continue
        old_mode, new_mode, old, new, status = text[1:].split(" ")
        first = next(fields)
        second = next(fields) if status[0] in "RC" else first
        was, is_now = old_mode.startswith("100") and status[0] != "C", new_mode.startswith("100")
        if was and is_now and first.rpartition("/")[0] != second.rpartition("/")[0]:
            # A file that goes to another folder goes to other readers: to each side it is a file that went, or that came.
            yield day, first, None, old, None
            was = False
        yield day, first if was else None, second if is_now else None, old if was else None, new if is_now else None


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
