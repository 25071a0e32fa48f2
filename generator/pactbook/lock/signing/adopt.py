"""Takes a negotiated `draft/` into place as the version to be signed.

The files come one by one, and `draft/` goes last, so that whatever interrupts it, the draft tells what was meant: until it has gone, a
place that holds some of its files and not the others is known to be half adopted, nothing of it is signed, and adopting goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.lines import digest
from pactbook.lock.policies.policy import DRAFT, Kind
from pactbook.lock.records import inventory as listing
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError, did_you_mean, shown
from pactbook.trees import placing
from pactbook.trees.tree import EXECUTABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pactbook.lock.policies.policy import Instrument
    from pactbook.lock.records.state import InstrumentState, Verified, VersionState
    from pactbook.trees.tree import Tree

# The way to the schema in a modeline is one step shorter in place than in `draft/`.
_MODELINE = re.compile(rb"(#[ \t]*yaml-language-server:[ \t]*\$schema=)\.\./(?=\.\./)")
_AS_USUAL = (rules.CHANGED, rules.PENDING, rules.POLICY_NAMED, rules.HEADS)  # a version that waits may be overtaken

Files = dict[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting a draft would do: `files` come into place (mode and bytes by path within the folder), `gone` leave it."""

    instrument: str
    files: Mapping[str, tuple[str, bytes]]
    gone: tuple[str, ...]
    waiting: VersionState | None

    @property
    def draft(self) -> str:
        """The folder of the draft."""
        return f"{self.instrument}/{DRAFT}"


def proposal(tree: Tree, instrument: Instrument) -> Files:
    """The files of an instrument's draft as they would be in place: mode and bytes by path within the folder."""
    prefix = f"{instrument.path}/{DRAFT}/"
    found: Files = {}
    for entry in tree.entries(prefix.rstrip("/")):
        if entry.is_file and entry.path.startswith(prefix):
            found[entry.path.removeprefix(prefix)] = (entry.mode, as_in_place(entry.path, tree.read(entry.path)))
    return found


def as_in_place(path: str, data: bytes) -> bytes:
    """A draft's file as it would be in place."""
    return _MODELINE.sub(rb"\1", data, count=1) if path.endswith(".yaml") and _MODELINE.match(data) else data


def adoption(tree: Tree, name: str) -> Adoption:
    """What adopting the draft of an instrument would do; raises PactbookError where it can't be done."""
    verified = verify_tree(tree)
    instrument = verified.rulebook.instrument(name) if verified.rulebook else None
    if instrument is None:
        known = verified.instruments if verified.rulebook else ()
        message = (
            f"there is no instrument '{name}'{did_you_mean(name, known)}. Name the folder that holds {DRAFT}/, such as contracts/acme/msa."
        )
        raise PactbookError(message)
    files = proposal(tree, instrument)
    if not files or not (verified.rulebook and verified.rulebook.locate(f"{name}/{DRAFT}/x").kind is Kind.DRAFT):
        message = f"'{name}' has no {DRAFT}/ to adopt. Put the next version of a contract into {name}/{DRAFT}/, or edit it in place."
        raise PactbookError(message)
    state = verified.instruments.get(name)
    own = _own(tree, verified, instrument)
    _refuse_broken(verified, name)
    _refuse_edited(own, files, state, name)
    waiting = state.newest if state and state.newest and not state.newest.complete else None
    return Adoption(name, files, tuple(sorted(own.keys() - files.keys())), waiting)


def _own(tree: Tree, verified: Verified, instrument: Instrument) -> dict[str, str]:
    """The digests of what lies in place."""
    if verified.rulebook is None or instrument.path not in verified.instruments:
        return {}
    inventory = listing.take(tree, verified.rulebook)
    if instrument.path not in inventory.instruments:
        return {}
    return {inner: digest(tree.read(entry.path)) for inner, entry in inventory.own_files(instrument).items() if entry.is_file}


def _signed(state: InstrumentState | None) -> dict[str, str]:
    return {file.path: file.digest for file in state.newest.statement.files} if state and state.newest else {}


def _refuse_broken(verified: Verified, name: str) -> None:
    broken = [problem for problem in verified.errors if problem.path.startswith(f"{name}/") and problem.rule not in _AS_USUAL]
    if broken:
        lines = "\n".join(f"  {problem.line}\n      {problem.advice}" for problem in broken)
        message = f"'{name}' takes no draft as it is:\n{lines}"
        raise PactbookError(message)


def _refuse_edited(own: Mapping[str, str], files: Files, state: InstrumentState | None, name: str) -> None:
    """What somebody changed in place, and nobody signed, would be lost."""
    signed = _signed(state)
    edited = [path for path in sorted(own.keys() | signed.keys()) if own.get(path) not in {signed.get(path), _wanted(files, path)}]
    if edited:
        which = ", ".join(shown(f"{name}/{path}") for path in edited)
        message = (
            f"{which} holds changes that nobody has signed, and adopting the draft would lose them. Take them back, or into the draft."
        )
        raise PactbookError(message)


def _wanted(files: Files, path: str) -> str | None:
    return digest(files[path][1]) if path in files else None


def refuse_half_adopted(tree: Tree, verified: Verified, name: str) -> None:
    """Nothing is signed while a draft is half in place; raises PactbookError."""
    instrument = verified.rulebook.instrument(name) if verified.rulebook else None
    files = proposal(tree, instrument) if instrument else {}
    if instrument is None or not files:
        return
    if half_adopted(_own(tree, verified, instrument), files, _signed(verified.instruments.get(name))):
        message = f"an adoption of '{name}/{DRAFT}' was interrupted, and the folder holds a part of it. Run 'pactbook adopt {name}' again."
        raise PactbookError(message)


def half_adopted(own: Mapping[str, str], files: Files, signed: Mapping[str, str]) -> bool:
    """Whether what lies in place is in part what was signed, in part the draft, and nothing else."""
    target = {path: digest(data) for path, (_, data) in files.items()}
    paths = own.keys() | signed.keys() | target.keys()
    if any(own.get(path) not in {signed.get(path), target.get(path)} for path in paths):
        return False
    came = any(own.get(path) == target.get(path) != signed.get(path) for path in paths)
    return came and any(own.get(path) != target.get(path) for path in paths)


def adopt(root: Path, adopted: Adoption) -> None:
    """Bring the draft into place; raises PactbookError. Whatever interrupts it, running it again completes it."""
    place = root / adopted.instrument
    with placing.workshop(root) as bench:
        for number, (mode, data) in enumerate(adopted.files.values()):
            placing.put(bench / "new" / str(number), data, executable=mode == EXECUTABLE)
        for number, path in enumerate(adopted.files):
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            placing.move(bench / "new" / str(number), place / path)
        _leave(place, adopted.gone, bench / "gone")
        placing.take_away(root / adopted.draft, bench)


def _leave(place: Path, paths: Iterable[str], away: Path) -> None:
    away.mkdir()
    for number, path in enumerate(paths):
        placing.move(place / path, away / str(number))
