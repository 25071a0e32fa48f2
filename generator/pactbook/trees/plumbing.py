"""Git's plumbing as processes: the index, the trees of commits and the blobs, exactly as git stores them.

Replace refs are switched off and path names are taken literally, so that nothing in a repository makes git show other bytes than it
stores. The environment of the caller is kept, since git tells a hook through GIT_INDEX_FILE which index it is about to commit.
"""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError
from pactbook.trees.tree import Entry, MissingFileError

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = ("--no-replace-objects", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")


def git(root: Path, *arguments: str) -> bytes:
    """Run git and return what it printed; raises PactbookError with git's own message."""
    done = _start(root, arguments)
    out, err = done.communicate()
    if done.returncode:
        message = err.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
        raise PactbookError(message)
    return out


def _start(root: Path, arguments: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = ["git", *OPTIONS, *arguments]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment())
    except FileNotFoundError:
        message = "git is not installed; install it from your system's packages and run the command again"
        raise PactbookError(message) from None


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


class Blobs:
    """Reads blobs by one long-lived `git cat-file --batch`."""

    def __init__(self, root: Path) -> None:
        """Read from the repository that holds `root`; the process starts with the first blob."""
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, oid: str) -> bytes:
        """The bytes of one blob; raises MissingFileError where git has none."""
        if self._process is None:
            self._process = _start(self._root, ("cat-file", "--batch"))
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise MissingFileError(oid)
        stdin.write(oid.encode() + b"\n")
        stdin.flush()
        header = stdout.readline().split()
        if len(header) != 3 or header[1] != b"blob":  # noqa: PLR2004 - name, type, size
            raise MissingFileError(oid)
        data = stdout.read(int(header[2]))
        stdout.read(1)
        return data

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


class GitTree:
    """Entries that git listed once, with blobs read on demand."""

    def __init__(self, label: str, entries: list[Entry], blobs: Blobs) -> None:
        """Hold `entries` (paths from the root of the book) and read them through `blobs`."""
        self.label = label
        self._entries = tuple(sorted(entries))
        self._by_path = {entry.path: entry for entry in entries}
        self._blobs = blobs

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders, sorted by path."""
        prefixes = tuple(f"{folder}/" for folder in folders)
        return tuple(entry for entry in self._entries if entry.path.startswith(prefixes))

    def entry(self, path: str) -> Entry | None:
        """The entry at a path."""
        return self._by_path.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder."""
        prefix = f"{folder}/" if folder else ""
        inside = (entry.path[len(prefix) :] for entry in self._entries if entry.path.startswith(prefix))
        return tuple(sorted({path.partition("/")[0] for path in inside}))

    def read(self, path: str) -> bytes:
        """The bytes of the blob that git stores for a regular file."""
        entry = self._by_path.get(path)
        if entry is None or not entry.is_file:
            raise MissingFileError(path)
        return self._blobs.read(entry.oid)


def index_tree(root: Path) -> GitTree:
    """The index that git is about to commit (the one of GIT_INDEX_FILE where it is set)."""
    listed = git(root, "ls-files", "--stage", "-z")
    entries = []
    for line in listed.split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        mode, oid, stage = head.decode().split(" ")
        if stage != "0":
            name = _name(path)
            message = f"'{name}' is in the middle of a merge: resolve it and 'git add' it first"
            raise PactbookError(message)
        entries.append(Entry(_name(path), mode, oid))
    return GitTree("the index", entries, Blobs(root))


def commit_tree(root: Path, revision: str) -> GitTree:
    """The tree of a commit; `revision` is anything that git resolves to one."""
    commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    listed = git(root, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{_prefix(root)}")
    entries = []
    for line in listed.split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        mode, _, oid = head.decode().split(" ")
        entries.append(Entry(_name(path), mode, oid))
    return GitTree(f"commit {commit[:10]}", entries, Blobs(root))


def _prefix(root: Path) -> str:
    return _name(git(root, "rev-parse", "--show-prefix").rstrip(b"\n")).rstrip("/")


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
