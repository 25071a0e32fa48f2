"""Git's plumbing as processes: the index, the trees of commits and the blobs, exactly as git stores them.

Replace refs are switched off and path names are taken literally, so that nothing in a repository makes git show other bytes than it
stores. The environment of the caller is kept, since git tells a hook through GIT_INDEX_FILE which index it is about to commit.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import weakref
from bisect import bisect_left
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pactbook.problems import PactbookError, shown
from pactbook.trees.tree import Entry, MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pactbook.trees.reading_ahead import Ahead

# GIT_INDEX_FILE is none of them: git reads it from the top of the work tree, wherever it is started.
_PATHS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
EMPTY = frozenset(  # the object names of a blob without bytes, as SHA-1 and SHA-256
    {"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"}
)
_LISTED = re.compile(r"([0-9]{6}) [a-z]+ ([0-9a-f]+)\t([^\0]*)\0")  # of `ls-tree -z`
_INTENDED = 0x20000000  # the flag of an index entry that `git add --intent-to-add` made
OPTIONS = ("--no-replace-objects", "--literal-pathspecs", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false")
_NARROW = ("-c", "core.packedGitWindowSize=1m", "-c", "core.packedGitLimit=4m")
"""For a process that stays: without it, git holds in memory every part of its packs that it ever looked at."""


def git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run git on what is given to it and return what it printed; raises PactbookError with git's own message."""
    return Running(root, *arguments).result(given)


class Running:
    """One git that works while something else is done."""

    def __init__(self, root: Path, *arguments: str) -> None:
        """Start it; it ends when nobody holds this any more."""
        self._command = arguments[0]
        self._process = _start(root, arguments)
        self._dropped = weakref.finalize(self, _stop, self._process)

    def result(self, given: bytes = b"") -> bytes:
        """Wait for what it prints; raises PactbookError with git's own message. To be asked for once."""
        out, err = self._process.communicate(given)
        self._dropped.detach()
        if self._process.returncode:
            message = err.decode("utf-8", "replace").strip() or f"git {self._command} failed"
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
    """Reads blobs by one long-lived `git cat-file --batch`; what is expected is read ahead while earlier blobs are judged."""

    def __init__(self, root: Path) -> None:
        """Read from the repository that holds `root`; the process starts with the first blob."""
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._ahead: list[Ahead] = []
        self._expected: set[str] = set()

    def expect(self, oids: Iterable[str]) -> None:
        """Blobs that will be read, each once, in about this order; what was expected before is not asked for again."""
        self._ahead = [ahead for ahead in self._ahead if not ahead.done]
        new = [oid for oid in dict.fromkeys(oids) if oid not in self._expected]
        if new:
            from pactbook.trees.reading_ahead import Ahead  # the hook, which must start fast, reads few blobs

            self._expected.update(new)
            self._ahead.append(Ahead(_start(self._root, ("cat-file", "--batch", "--buffer"), subprocess.DEVNULL), new))

    def read(self, oid: str) -> bytes:
        """The bytes of one blob; raises MissingFileError where git has none."""
        for ahead in self._ahead:
            found = ahead.take(oid)
            if found is not None:
                return found
        if self._process is None or self._process.poll() is not None:
            self._process = _start(self._root, (*_NARROW, "cat-file", "--batch"), subprocess.DEVNULL)
            weakref.finalize(self, _end, self._process)
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise MissingFileError(oid)
        try:
            stdin.write(oid.encode("ascii") + b"\n")
            stdin.flush()
        except OSError:
            raise MissingFileError(oid) from None
        data = _answer(stdout)
        if data is None:
            raise MissingFileError(oid)
        return data

    def close(self) -> None:
        """End the process; it also ends when nobody holds this any more."""
        if self._process is not None:
            _end(self._process)
            self._process = None
        self._ahead.clear()


def _answer(stdout: IO[bytes]) -> bytes | None:
    """What `git cat-file --batch` says to one name: the bytes of the blob, or None where there is none."""
    header = stdout.readline().split()
    if len(header) != 3:  # noqa: PLR2004 - name, type, size
        return None
    size = int(header[2])
    data = stdout.read(size + 1)
    return data[:-1] if len(data) == size + 1 and header[1] == b"blob" else None


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()
    process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


class GitTree:
    """Entries that git listed once, with blobs read on demand."""

    def __init__(self, label: str, entries: list[Entry], blobs: Blobs) -> None:
        """Hold `entries` (paths from the root of the book) and read them through `blobs`."""
        self.label = label
        self._entries = tuple(sorted(entries, key=attrgetter("path")))
        self._by_path = {entry.path: entry for entry in entries}
        if len(self._by_path) != len(entries):
            raise PactbookError(_twice(label, self._entries))
        self._names: dict[str, tuple[str, ...]] = {}
        self._blobs = blobs

    def expect(self, entries: Iterable[Entry]) -> None:
        """Files that will be read, in about this order."""
        self._blobs.expect(entry.oid for entry in entries if entry.is_file)

    def entries(self, *folders: str) -> tuple[Entry, ...]:
        """Every entry under the folders (or in a folder's place), sorted by path."""
        if len(folders) == 1:
            start, end = (bisect_left(self._entries, f"{folders[0]}{mark}", key=attrgetter("path")) for mark in "/0")
            own = self._by_path.get(folders[0])  # '0' follows '/'
            return (*([own] if own else []), *self._entries[start:end])
        prefixes = tuple(f"{folder}/" for folder in folders)
        return tuple(entry for entry in self._entries if entry.path.startswith(prefixes) or entry.path in folders)

    def entry(self, path: str) -> Entry | None:
        """The entry at a path."""
        return self._by_path.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of what lies directly in a folder."""
        if folder not in self._names:
            prefix = f"{folder}/" if folder else ""
            inside = (entry.path[len(prefix) :] for entry in self._entries if entry.path.startswith(prefix))
            self._names[folder] = tuple(sorted({path.partition("/")[0] for path in inside}))
        return self._names[folder]

    def read(self, path: str) -> bytes:
        """The bytes of the blob that git stores for a regular file."""
        entry = self._by_path.get(path)
        if entry is None or not entry.is_file:
            raise MissingFileError(path)
        return self._blobs.read(entry.oid)


def _twice(label: str, entries: Sequence[Entry]) -> str:
    """Git writes no such tree, but stores one that was made by hand; programs differ in which of the two they take."""
    path = next(one.path for one, other in pairwise(entries) if one.path == other.path)
    return f"{shown(path)} stands twice in {label}, so nobody can tell what it says. Take that commit back; 'git fsck' tells more."


def refuse_ambiguous(root: Path, revision: str) -> None:
    """Raise PactbookError where a name is both a branch's and a tag's: git would take the tag, whoever made it."""
    name = re.split(r"[~^:@]", revision, maxsplit=1)[0]
    wanted = [f"{folder}{name}" for folder in ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")]
    if name in {"", "HEAD"} or re.fullmatch(r"(?:[0-9a-f]{40}){1,2}|.*[\s*?\[\\].*", name, re.DOTALL):
        return
    found = set(git(root, "for-each-ref", "--format=%(refname)", *wanted).decode("utf-8", "replace").splitlines()) & set(wanted)
    if len(found) > 1:
        message = f"{shown(name)} names more than one thing here: {', '.join(sorted(found))}. Give the whole name, such as refs/heads/main."
        raise PactbookError(message)


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
    return GitTree("the index", without_intended(root, entries), Blobs(root))


def without_intended(root: Path, entries: list[Entry]) -> list[Entry]:
    """Entries of the index (paths from `root`) less those that `git add --intent-to-add` made: the commit leaves them out."""
    if not any(entry.oid in EMPTY for entry in entries):
        return entries
    intended = _intended(root)
    return [entry for entry in entries if entry.path not in intended]


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
        listed = _name(git(root, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{prefix}"))
        entries = [Entry(path, mode, oid) for mode, oid, path in _LISTED.findall(listed)]
        if len(entries) != listed.count("\0"):
            message = f"git lists the files of commit {commit[:10]} in a form that nobody here can read"
            raise PactbookError(message)
    return GitTree(f"commit {commit[:10]}", entries, Blobs(root))


def _prefix(root: Path) -> str:
    return _name(git(root, "rev-parse", "--show-prefix").rstrip(b"\n")).rstrip("/")


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")
