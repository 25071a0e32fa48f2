"""What a proposal changes: the files, and their lines, that differ between where it left a branch and the work tree or the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pactbook.problems import PactbookError, shown
from pactbook.trees.plumbing import Running, git, refuse_ambiguous

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The reader's own settings must not change what is compared, nor how it is printed.
_AS_STORED = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--relative", "--ignore-submodules=none", "--submodule=short")
_WORDS = ("--src-prefix=a/", "--dst-prefix=b/", "--unified=0", "--inter-hunk-context=0", "--text", "--diff-algorithm=histogram")
_HUNK = re.compile(rb"@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@")
WHOLE = range(1, 1 << 30)
"""All lines of a file that is new."""


class Changes(NamedTuple):
    """The commit that a proposal began with, every path that it adds, changes or removes, and the new lines of each (none where it is gone)."""

    start: str
    paths: frozenset[str]
    lines: Mapping[str, tuple[range, ...]]

    def touches(self, path: str, line: int) -> bool:
        """Whether a line of a file is new or changed, or stands where something was taken out."""
        return any(line in part for part in self.lines.get(path, ()))


def changes(root: Path, base: str, paths: tuple[str, ...], *, staged: bool = False) -> Changes:
    """What the work tree, or the index, changes under `paths` since it left the branch `base`; raises PactbookError where git can't tell."""
    start = merge_base(root, base)
    index = ("--cached",) if staged else ()
    listing = Running(root, "diff", *index, *_AS_STORED, "--name-only", "-z", start, "--", *paths)
    patch = Running(root, "diff", *index, *_AS_STORED, *_WORDS, start, "--", *paths)
    touched = {_name(path) for path in listing.result().split(b"\0") if path}
    lines: dict[str, tuple[range, ...]] = {path: tuple(found) for path, found in _new_lines(patch.result()).items()}
    if not staged:
        for path in _untracked(root, paths):
            touched.add(path)
            lines[path] = (WHOLE,)
    return Changes(start, frozenset(touched), lines)


def merge_base(root: Path, base: str) -> str:
    """The commit at which the present branch left `base`; raises PactbookError, with what to do, where there is none here."""
    refuse_ambiguous(root, base)
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        message = "this is a shallow clone, so nobody can tell what changed since the branches parted: 'git fetch --unshallow' (in CI, fetch-depth: 0)"
        raise PactbookError(message)
    tip, head = (_commit(root, name) for name in (base, "HEAD"))
    try:
        return git(root, "merge-base", tip, head).decode().strip()
    except PactbookError:
        message = f"{shown(base)} and what is here have no commit in common, so there is nothing to compare with"
        raise PactbookError(message) from None


def _commit(root: Path, name: str) -> str:
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except PactbookError:
        if name == "HEAD":
            message = "there is no commit here yet, so there is nothing to compare with"
        else:
            message = (
                f"there is no branch or commit {shown(name)} here. 'git fetch' brings the branches of the forge: origin/main, for example."
            )
        raise PactbookError(message) from None


def _untracked(root: Path, paths: tuple[str, ...]) -> list[str]:
    """Files that git does not know, those that it ignores too: a book on disk holds them all the same."""
    return [_name(path) for path in git(root, "ls-files", "--others", "-z", "--", *paths).split(b"\0") if path]


def _new_lines(patch: bytes) -> dict[str, list[range]]:
    """The lines that a patch without context adds, by file; where it only takes out, the line after which it does, and the next one."""
    found: dict[str, list[range]] = {}
    path = ""
    in_header = False
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            in_header, path = True, ""
        elif in_header and line.startswith(b"+++ b/"):
            path = _name(line[len(b"+++ b/") :].removesuffix(b"\t"))
        elif path and (hunk := _HUNK.match(line)):
            in_header = False
            first, count = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(path, []).append(range(first, first + count) if count else range(first, first + 2))
    return found


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
