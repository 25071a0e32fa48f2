"""The statement: what a signer signs. One form, byte for byte (docs/lock-format.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock.forms.lines import DIGEST, MOST_BYTES, FormatError, lines
from pactbook.lock.forms.names import INSTRUMENT, fold, path_fault, twins
from pactbook.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE = "pactbook sign-off 1"
LONGEST_NOTE = 500
NONE = "none"
_NUMBER = r"[1-9][0-9]{0,8}"
_VERSION = re.compile(_NUMBER)
_POLICY = re.compile(rf"({_NUMBER}) (sha256:[0-9a-f]{{64}})")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FILE = re.compile(r"(100644|100755) (sha256:[0-9a-f]{64}) (0|[1-9][0-9]{0,14}) (.+)")
_WHOLE = re.compile(
    rf"{TITLE}\nrepository: (?P<repository>{_UUID.pattern})\ninstrument: (?P<instrument>{INSTRUMENT.pattern})\n"
    rf"version: (?P<version>{_NUMBER})\neffective: (?P<effective>{_DATE.pattern})\nsupersedes: (?P<supersedes>{NONE}|{DIGEST.pattern})\n"
    rf"policy: (?:{NONE}|(?P<number>{_NUMBER}) (?P<digest>{DIGEST.pattern}))\n\n(?P<files>(?:{_FILE.pattern}\n)+)"
)
_FIELDS = (
    (re.compile(r"100644|100755"), "the mode must be 100644 or 100755"),
    (DIGEST, "the digest must be 'sha256:' and 64 lower-case hexadecimal digits"),
    (re.compile(r"0|[1-9][0-9]{0,14}"), "the size must be a whole number without leading zeros"),
)


class SignedFile(NamedTuple):
    """One line of the manifest: git's mode, SHA-256 of the bytes, size in bytes, path relative to the instrument's base."""

    mode: str
    digest: str
    size: int
    path: str


class PolicyName(NamedTuple):
    """A version of the policy and the digest of the statement that brought it."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What was agreed: which instrument in which version, from when, after what, under which policy, and the files.

    `supersedes` is the digest of the statement before, None for the first; `policy` is None for the first policy alone.
    """

    repository: str
    instrument: str
    version: int
    effective: date
    supersedes: str | None
    policy: PolicyName | None
    files: tuple[SignedFile, ...]
    note: str = ""


def write(statement: Statement) -> bytes:
    """The bytes of a statement; raises FormatError where it has no valid form."""
    data = _render(statement)
    if parse(data) != statement:
        raise FormatError(Position(), "a value of the statement can't be written")
    return data


def _render(statement: Statement) -> bytes:
    policy = f"{statement.policy.version} {statement.policy.digest}" if statement.policy else NONE
    head = [
        TITLE,
        f"repository: {statement.repository}",
        f"instrument: {statement.instrument}",
        f"version: {statement.version}",
        f"effective: {statement.effective.isoformat()}",
        f"supersedes: {statement.supersedes or NONE}",
        f"policy: {policy}",
        *([f"note: {statement.note}"] if statement.note else []),
        "",
    ]
    files = [f"{file.mode} {file.digest} {file.size} {file.path}" for file in statement.files]
    return "".join(f"{line}\n" for line in [*head, *files]).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=65_536)  # an audit meets a statement in every state that holds it
def parse(data: bytes) -> Statement:
    """Read a statement; raises FormatError for anything that `write` would not write, byte for byte."""
    statement = _at_once(data) or _line_by_line(data)
    if _render(statement) != data:  # every check before is meant to make this impossible; it is the rule itself, so it stays
        raise FormatError(Position(), "the statement is not in its one form")
    return statement


def _at_once(data: bytes) -> Statement | None:
    """A statement as most are, without a note and with plain paths, in a quarter of the time; None where it takes a closer look."""
    match = _WHOLE.fullmatch(data.decode("ascii", "replace")) if len(data) <= MOST_BYTES else None
    if match is None:
        return None
    rows = [line.split(" ", 3) for line in match["files"].split("\n")[:-1]]
    files = tuple([SignedFile(mode, digest, int(size), path) for mode, digest, size, path in rows])
    paths = [file.path for file in files]
    if any(path_fault(path) or fold(path) != path for path in paths) or any(one >= other for one, other in pairwise(paths)):
        return None
    try:
        effective = date.fromisoformat(match["effective"])
    except ValueError:
        return None
    policy = PolicyName(int(match["number"]), match["digest"]) if match["number"] else None
    version, supersedes = int(match["version"]), _or_none(match["supersedes"])
    return Statement(match["repository"], match["instrument"], version, effective, supersedes, policy, files)


def _line_by_line(data: bytes) -> Statement:
    """Any statement; raises FormatError at the first place that departs from the one form."""
    reading = _Reading(lines(data))
    reading.title()
    return Statement(
        repository=reading.header("repository", _UUID, "a UUID in lower case"),
        instrument=reading.header("instrument", INSTRUMENT, "the folder of an instrument, such as contracts/acme/msa"),
        version=int(reading.header("version", _VERSION, "a positive whole number without leading zeros")),
        effective=reading.date("effective"),
        supersedes=_or_none(reading.header("supersedes", re.compile(f"{NONE}|{DIGEST.pattern}"), "'none' or a digest sha256:…")),
        policy=_policy(reading.header("policy", re.compile(f"{NONE}|{_POLICY.pattern}"), "'none' or a version and a digest")),
        note=reading.note(),
        files=tuple(reading.files()),
    )


def _or_none(text: str) -> str | None:
    return None if text == NONE else text


def _policy(text: str) -> PolicyName | None:
    match = _POLICY.fullmatch(text)
    return PolicyName(int(match[1]), match[2]) if match else None


class _Reading:
    """The lines of a statement from top to bottom."""

    def __init__(self, found: list[str]) -> None:
        self._lines = found
        self._next = 0

    def _line(self, wanted: str) -> str:
        if self._next >= len(self._lines):
            raise FormatError(Position(self._next + 1), f"the statement ends before {wanted}")
        self._next += 1
        return self._lines[self._next - 1]

    def fail(self, reason: str, col: int = 1) -> FormatError:
        return FormatError(Position(self._next, col), reason)

    def title(self) -> None:
        if self._line(f"'{TITLE}'") != TITLE:
            message = f"the first line must be '{TITLE}'"
            raise self.fail(message)

    def header(self, name: str, form: re.Pattern[str], what: str) -> str:
        line = self._line(f"'{name}:'")
        start = f"{name}: "
        if not line.startswith(start):
            message = f"'{start}' must stand here: the lines of a statement have one order"
            raise self.fail(message)
        value = line[len(start) :]
        if not form.fullmatch(value):
            message = f"'{name}' must be {what}"
            raise self.fail(message, len(start) + 1)
        return value

    def date(self, name: str) -> date:
        value = self.header(name, _DATE, "a date, year-month-day")
        try:
            return date.fromisoformat(value)
        except ValueError:
            message = f"'{value}' is not a day of the calendar"
            raise self.fail(message, len(name) + 3) from None

    def note(self) -> str:
        """The note with the empty line that ends the head."""
        line = self._line("the empty line that ends its head")
        note = ""
        if line.startswith("note: "):
            note = line[len("note: ") :]
            if not note or note != note.strip(" ") or len(note) > LONGEST_NOTE:
                message = f"the note must be one line of 1 to {LONGEST_NOTE} characters without spaces at its ends"
                raise self.fail(message, len("note: ") + 1)
            line = self._line("the empty line that ends its head")
        if line:
            message = "an empty line must stand here, between the head and the files"
            raise self.fail(message)
        return note

    def files(self) -> Iterator[SignedFile]:
        first, before = self._next, ""
        while self._next < len(self._lines):
            file = self._file(self._line("a file"))
            if file.path <= before:
                message = "the path stands twice" if file.path == before else "the lines must be sorted by path, byte by byte"
                raise self.fail(message, self._lines[self._next - 1].rfind(" ") + 2)
            before = file.path
            yield file
        if self._next == first:
            raise FormatError(Position(first + 1), "the statement names no file")
        for path, other in twins([line.rpartition(" ")[2] for line in self._lines[first:]]):
            message = f"'{path}' and '{other}' are one file on some systems"
            raise FormatError(Position(first + 1), message)

    def _file(self, line: str) -> SignedFile:
        match = _FILE.fullmatch(line)
        if not match:
            raise self._bad_file(line)
        if fault := path_fault(match[4]):
            raise self.fail(fault, match.start(4) + 1)
        return SignedFile(match[1], match[2], int(match[3]), match[4])

    def _bad_file(self, line: str) -> FormatError:
        col = 1
        for form, reason in _FIELDS:
            word, space, line = line.partition(" ")
            if not form.fullmatch(word):
                return self.fail(reason, col)
            if not space:
                break
            col += len(word) + 1
        return self.fail("a file's line is 'MODE sha256:HEX SIZE PATH' with single spaces", col)
