"""Sealed records: `signoffs/0002/` with the statement, its signatures and the files that were signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pactbook.lock import rules
from pactbook.lock.forms.lines import FormatError, digest
from pactbook.lock.forms.names import SIGNER, shown
from pactbook.lock.forms.statement import Statement, parse
from pactbook.lock.policies.policy import FILES, NUMBER, SIG, SIGNOFFS, STATEMENT
from pactbook.problems import Position, Problem
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactbook.lock.forms.contents import Contents
    from pactbook.lock.forms.statement import SignedFile
    from pactbook.problems import Rule
    from pactbook.trees.tree import Entry


class Record(NamedTuple):
    """A record whose statement could be read; `raw` is what the signers signed, `signatures` are by mailbox."""

    path: str
    number: int
    statement: Statement
    raw: bytes
    digest: str
    signatures: Mapping[str, bytes]


class Sealed(NamedTuple):
    """A record's folder as it was found: None where the statement can't be read, and what is wrong with it."""

    path: str
    number: int
    record: Record | None
    problems: tuple[Problem, ...]


def folder(instrument: str, number: int) -> str:
    """The folder of an instrument's record."""
    return f"{instrument}/{SIGNOFFS}/{number:04}"


def read_records(instrument: str, entries: Iterable[Entry], contents: Contents) -> tuple[list[Sealed], list[Problem]]:
    """All records of an instrument in the order of their numbers, and what lies in `signoffs/` without being one."""
    prefix = f"{instrument}/{SIGNOFFS}/"
    found: dict[str, dict[str, Entry]] = {}
    problems = []
    for entry in entries:
        name, slash, inner = entry.path[len(prefix) :].partition("/")
        if not slash or not (name in found or _is_number(name)):
            problems.append(_problem(entry.path, rules.RECORD, "it belongs to no record: records are folders 0001, 0002 …"))
            continue
        files = found.setdefault(name, {})
        if entry.is_file:
            files[inner] = entry
        else:
            problems.append(_problem(entry.path, rules.NOT_A_FILE, "this is a symbolic link, a submodule or a special file"))
    return [_sealed(prefix, name, found[name], contents) for name in sorted(found, key=int)], problems


def signed_pairs(sealed: Iterable[Sealed]) -> list[tuple[bytes, bytes]]:
    """Every signature of some records with what was signed."""
    return [(armored, each.record.raw) for each in sealed if each.record for armored in each.record.signatures.values()]


def _is_number(name: str) -> bool:
    return NUMBER.fullmatch(name) is not None and int(name) > 0


def _problem(path: str, rule: Rule, message: str, position: Position | None = None) -> Problem:
    return Problem(shown(path), position or Position(), rule, message)


def _sealed(prefix: str, name: str, entries: Mapping[str, Entry], contents: Contents) -> Sealed:
    path, number = f"{prefix}{name}", int(name)
    raw = _read(entries.get(STATEMENT), contents)
    if raw is None:
        return Sealed(path, number, None, (_problem(path, rules.RECORD, f"{STATEMENT} is missing or can't be read"),))
    try:
        statement = parse(raw)
    except FormatError as error:
        return Sealed(path, number, None, (_problem(f"{path}/{STATEMENT}", rules.STATEMENT, error.reason, error.position),))
    signatures, problems = _signatures(entries, contents)
    record = Record(path, number, statement, raw, digest(raw), signatures)
    copies = {inner.removeprefix(FILES): entry for inner, entry in entries.items() if inner.startswith(FILES)}
    problems += _copies(path, statement, copies, contents)
    return Sealed(path, number, record, tuple(problems))


def _read(entry: Entry | None, contents: Contents) -> bytes | None:
    try:
        return contents.read(entry) if entry else None
    except MissingFileError:
        return None


def _signatures(entries: Mapping[str, Entry], contents: Contents) -> tuple[dict[str, bytes], list[Problem]]:
    found, problems = {}, []
    for inner, entry in entries.items():
        if inner == STATEMENT or inner.startswith(FILES):
            continue
        data = _read(entry, contents) if inner.endswith(SIG) and SIGNER.fullmatch(inner.removesuffix(SIG)) else None
        if data is None:
            message = "a record holds statement.txt, one <mailbox>.sig per signer, and files/"
            problems.append(_problem(entry.path, rules.RECORD, message))
        else:
            found[inner.removesuffix(SIG)] = data
    return found, problems


def _copies(path: str, statement: Statement, copies: Mapping[str, Entry], contents: Contents) -> Iterator[Problem]:
    for file in statement.files:
        place = f"{path}/{FILES}{file.path}"
        if fault := difference(file, copies.get(file.path), contents):
            yield _problem(place, rules.COPY, f"the copy {fault}")
    for extra in sorted(copies.keys() - {file.path for file in statement.files}):
        yield _problem(f"{path}/{FILES}{extra}", rules.COPY, "the statement names no such file")


def difference(file: SignedFile, entry: Entry | None, contents: Contents) -> str:
    """In what an entry departs from a manifest's line, or nothing."""
    if entry is None:
        return "is missing"
    if not entry.is_file:
        return "is no plain file"
    if entry.mode != file.mode:
        return f"has the mode {entry.mode}; {file.mode} was signed"
    try:
        found, size = contents.facts(entry)
    except MissingFileError:
        return "can't be read"
    if size != file.size:
        return f"has {size:,} bytes; {file.size:,} bytes were signed"
    return "" if found == file.digest else f"has the digest {found}; {file.digest} was signed"
