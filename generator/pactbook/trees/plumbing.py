"""Git's plumbing as processes: the index, the trees of commits and the blobs, exactly as git stores them.

Replace refs are switched off and path names are taken literally, so that nothing in a repository makes git show other bytes than it
stores. The environment of the caller is kept, since git tells a hook through GIT_INDEX_FILE which index it is about to commit.
"""

from __future__ import annotations

import os
import re
import subprocess
import weakref
from pathlib import Path

from pactbook.problems import PactbookError, shown
from pactbook.trees.tree import Entry, MissingFileError

# GIT_INDEX_FILE is none of them: git reads it from the top of the work tree, wherever it is started.
_PATHS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
_EMPTY = frozenset(  # the object names of a blob without bytes, as SHA-1 and SHA-256
    {"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"}
)
_INTENDED = 0x20000000  # the flag of an index entry that `git add --intent-to-add` made
OPTIONS = ("--no-replace-objects", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")


def git(root: Path, *arguments: str) -> bytes:
    """Run git and return what it printed; raises PactbookError with git's own message."""
    done = _start(root, arguments)
    out, err = done.communicate()
    if done.returncode:
        message = err.decode("utf-8", "replace").strip() or f"git {arguments[0]} failed"
        raise PactbookError(message)
    return out


def _start(root: Path, arguments: tuple[str, ...], errors: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    command = ["git", *OPTIONS, *arguments]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, stderr=errors, env=_environment())
    except FileNotFoundError:
        message = "git is not installed; install it from your system's packages and run the command again"
        raise PactbookError(message) from None


def _environment() -> dict[str, str]:
    """The caller's environment, with the paths in it made whole: git starts in the book's folder, the caller may stand elsewhere."""
    own = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    paths = {name: str(Path(os.environ[name]).absolute()) for name in _PATHS if os.environ.get(name)}
    return {**os.environ, **paths, **own}


class Blobs:
    """Reads blobs by one long-lived `git cat-file --batch`."""

    def __init__(self, root: Path) -> None:
        """Read from the repository that holds `root`; the process starts with the first blob."""
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, oid: str) -> bytes:
        """The bytes of one blob; raises MissingFileError where git has none."""
        if self._process is None or self._process.poll() is not None:
            self._process = _start(self._root, ("cat-file", "--batch"), subprocess.DEVNULL)
            weakref.finalize(self, _end, self._process)
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise MissingFileError(oid)
        try:
            stdin.write(oid.encode("ascii") + b"\n")
            stdin.flush()
        except OSError:
            raise MissingFileError(oid) from None
        header = stdout.readline().split()
        if len(header) != 3 or header[1] != b"blob":  # noqa: PLR2004 - name, type, size
            raise MissingFileError(oid)
        size = int(header[2])
        data = stdout.read(size + 1)
        if len(data) != size + 1:
            raise MissingFileError(oid)
        return data[:-1]

    def close(self) -> None:
        """End the process; it also ends when nobody holds this any more."""
        if self._process is not None:
            _end(self._process)
            self._process = None


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    process.wait()


class GitTree:
    """Entries that git listed once, with blobs read on demand."""

    def __init__(self, label: str, entries: list[Entry], blobs: Blobs) -> None:
        """Hold `entries` (paths from the root of the book) and read them through `blobs`."""
        self.label = label
        self._entries = tuple(sorted(entries))
        self._by_path = {entry.path: entry for entry in entries}
        self._blobs = blobs

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders (or in a folder's place), sorted by path."""
        prefixes = tuple(f"{folder}/" for folder in folders)
        return tuple(entry for entry in self._entries if entry.path.startswith(prefixes) or entry.path in folders)

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
    entries = []
    for line in git(root, "ls-files", "--stage", "-z").split(b"\0")[:-1]:
        head, path = line.split(b"\t", 1)
        mode, oid, stage = head.decode().split(" ")
        if stage != "0":
            message = f"{shown(_name(path))} is in the middle of a merge: resolve it and 'git add' it first"
            raise PactbookError(message)
        entries.append(Entry(_name(path), mode, oid))
    if any(entry.oid in _EMPTY for entry in entries):
        intended = _intended(root)
        entries = [entry for entry in entries if entry.path not in intended]
    return GitTree("the index", entries, Blobs(root))


def _intended(root: Path) -> frozenset[str]:
    """What `git add --intent-to-add` has listed: it looks like an empty file in the index and is left out of the commit."""
    listed = git(root, "ls-files", "--debug", "-z")
    fields = re.compile(rb"([^\0]+)\0(?:  .*\n){4}  size: [0-9]+\tflags: ([0-9a-f]+)\n").findall(listed)
    return frozenset(_name(path) for path, flags in fields if int(flags, 16) & _INTENDED)


def commit_tree(root: Path, revision: str) -> GitTree:
    """The tree of a commit; `revision` is anything that git resolves to one."""
    try:
        commit = git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except PactbookError as error:
        message = f"there is no commit {shown(revision)} here ({error})"
        raise PactbookError(message) from None
    prefix = _prefix(root)
    entries = []
    if not prefix or git(root, "ls-tree", "-d", "--full-tree", commit, "--", prefix):
        for line in git(root, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{prefix}").split(b"\0")[:-1]:
            head, path = line.split(b"\t", 1)
            mode, _, oid = head.decode().split(" ")
            entries.append(Entry(_name(path), mode, oid))
    return GitTree(f"commit {commit[:10]}", entries, Blobs(root))


def _prefix(root: Path) -> str:
    return _name(git(root, "rev-parse", "--show-prefix").rstrip(b"\n")).rstrip("/")


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
