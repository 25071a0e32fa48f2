"""The screen that stops a commit: what changed, whose sign-off is missing, where day-to-day detail belongs, how to undo, whom to ask.

It is written for an operations manager who has never seen a sign-off, and fits on one screen however much was changed.
"""

from __future__ import annotations

import os
import re
import shlex
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms.names import shown
from pactbook.lock.policies.policy import GOVERNANCE, LEGAL, MANUALS, SIGNOFFS
from pactbook.lock.telling.refused_file import one_of, story
from pactbook.lock.telling.whereabouts import moves
from pactbook.problems import PactbookError, Severity, counted, printable
from pactbook.trees import staging
from pactbook.trees.plumbing import Blobs, git
from pactbook.trees.tree import MissingFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pactbook.lock.policies.policy import Rulebook
    from pactbook.lock.telling.whereabouts import Move, Read
    from pactbook.lock.verifying.verify_staged import Staged, Touched
    from pactbook.problems import Problem
    from pactbook.trees.staging import Change
    from pactbook.trees.tree import Entry

WIDTH = 100
MOST_FILES = 3
MOST_NAMED = 4
MOST_OTHERS = 3
OUTLINE = "outline.yaml"
_CONTRACT = re.compile(rb"^contract:[ \t]*[\"']?([a-z0-9/-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the screen is made from; `manuals` are the folders of manuals with the contract that each belongs to."""

    staged: Staged
    changes: Mapping[str, Change]
    moves: Mapping[str, Move]
    manuals: Mapping[str, str]
    read: Read
    merging: bool = False
    first: bool = False

    @property
    def problems(self) -> list[Problem]:
        """What stops the commit."""
        return [problem for problem in self.staged.problems if problem.rule.severity is Severity.ERROR]


def screen(root: Path, staged: Staged) -> str:
    """The whole refusal of a commit that `verify_staged` found wanting; raises PactbookError where git can't tell."""
    blobs = Blobs(root)

    def read(entry: Entry) -> bytes:
        return blobs.read(entry.oid)

    first = not staging.has_commits(root)
    changes = [] if first else staging.changes(staging.comparing(root))
    by_path = {shown(change.path): change for change in changes}
    scene = Scene(staged, by_path, moves(changes, read), _manuals(root, read), read, _merging(root), first)
    return "\n".join(lines(scene))


def _manuals(root: Path, read: Read) -> dict[str, str]:
    found = {}
    for entry in staging.listed(root, MANUALS):
        folder, _, name = entry.path.rpartition("/")
        if name == OUTLINE and entry.is_file and f"/{SIGNOFFS}/" not in entry.path:
            try:
                match = _CONTRACT.search(read(entry))
            except MissingFileError:
                continue
            found[folder] = match[1].decode("ascii") if match else ""
    return found


def _merging(root: Path) -> bool:
    if os.environ.get("GIT_REFLOG_ACTION", "").startswith(("merge", "pull")):
        return True
    try:
        git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD")
    except PactbookError:
        return False
    return True


def lines(scene: Scene) -> Iterator[str]:
    """The screen, line by line."""
    yield "This commit was stopped: it changes what people sign, and nobody has signed the change."
    yield ""
    yield from _files(scene)
    yield from _signatures(scene)
    yield from _manual(scene)
    yield from _undo(scene)
    yield from _ask(scene)


def _wrapped(text: str, indent: str = "  ", hang: str = "") -> list[str]:
    wrapper = textwrap.TextWrapper(WIDTH, initial_indent=indent, subsequent_indent=indent + hang)
    wrapper.break_long_words = wrapper.break_on_hyphens = False
    return wrapper.wrap(text)


def _files(scene: Scene) -> Iterator[str]:
    """The files with what changed in them; then what else is wrong."""
    by_path: dict[str, list[Problem]] = {}
    for problem in scene.problems:
        by_path.setdefault(problem.path, []).append(problem)
    known = _once(scene, [path for path in by_path if path in scene.changes])
    for path in known[:MOST_FILES]:
        yield path
        for text in story(scene.changes[path], scene.moves.get(scene.changes[path].path), by_path[path], scene.read):
            yield from _wrapped(text, hang="  ")
    if len(known) > MOST_FILES:
        named = ", ".join(known[MOST_FILES : MOST_FILES + MOST_NAMED])
        rest = len(known) - MOST_FILES - MOST_NAMED
        more = f" and {counted(rest, 'more file')}" if rest > 0 else ""
        yield from _wrapped(f"The same holds for {named}{more}.", "")
    others = [problem for problem in scene.problems if problem.path not in scene.changes]
    for problem in others[:MOST_OTHERS]:
        yield from _wrapped(f"{problem.path}: {problem.message}", "", "  ")
        yield from _wrapped(problem.advice)
    if len(others) > MOST_OTHERS:
        yield f"… and {counted(len(others) - MOST_OTHERS, 'more thing')}; 'pactbook verify --staged --format json' lists them all."


def _once(scene: Scene, paths: Iterable[str]) -> list[str]:
    """Each file once, where a move is told by both of its paths; agreements come first, since people read those."""
    seen: set[str] = set()
    found = []
    for path in sorted(paths, key=lambda path: (not path.endswith("agreement.md"), "/signoffs/" in path, path)):
        change = scene.changes[path]
        if change.path not in seen:
            found.append(path)
        move = scene.moves.get(change.path)
        seen |= {move.old.path, move.new.path} if move else {change.path}
    return found


def _refused(scene: Scene) -> list[Touched]:
    return [touched for touched in scene.staged.touched if touched.problems]


def _signatures(scene: Scene) -> Iterator[str]:
    """Whose sign-off is missing, instrument by instrument."""
    rulebook = scene.staged.rulebook
    waiting = [touched for touched in _refused(scene) if touched.missing]
    if not waiting or rulebook is None:
        return
    yield ""
    yield "Missing sign-offs:"
    for touched in waiting[:MOST_FILES]:
        for each in touched.missing:
            name = rulebook.policy.parties[each.party].name if each.party in rulebook.policy.parties else each.party
            who = one_of(each.candidates) or "nobody is named in the policy"
            number = f"{each.count} of " if each.count > 1 else ""
            yield from _wrapped(f"{touched.instrument.path}: {name}, {each.role}: {number}{who}", hang="  ")
    if len(waiting) > MOST_FILES:
        yield f"  … and for {len(waiting) - MOST_FILES} more."


def _manual(scene: Scene) -> Iterator[str]:
    places = [(touched.instrument.path, touched.instrument.vendor) for touched in _refused(scene)]
    places += [
        (path, path.split("/")[1]) for problem in scene.problems if (path := problem.path).count("/") and problem.rule is rules.STRAY
    ]
    folders = sorted({folder for path, vendor in places for folder in _manuals_of(scene, path, vendor)})
    if not folders:
        return
    yield ""
    yield "If this is day-to-day detail, it belongs in the operations manual, whose pages you may change freely:"
    yield from (f"  {folder}/" for folder in folders[:MOST_FILES])
    if len(folders) > MOST_FILES:
        yield f"  … or another one under {MANUALS}/"


def _manuals_of(scene: Scene, path: str, vendor: str) -> list[str]:
    if path in scene.manuals:
        return [path]
    own = [folder for folder, contract in scene.manuals.items() if contract == path]
    return own or [folder for folder in scene.manuals if vendor and folder.startswith(f"{MANUALS}/{vendor}/")]


def _undo(scene: Scene) -> Iterator[str]:
    yield ""
    if scene.merging:
        yield "To take the merge back:"
        yield "  git merge --abort"
        return
    if scene.first:
        return
    restore, release = _paths(scene)
    if restore:
        yield "To take it back, so that everything reads as it was signed (copy your words first):"
        yield f"  {_restore('--source=HEAD', '--staged', '--worktree', '--', *restore)}"
    if release:
        yield "To leave it out of the commit (it stays on your disk as it is):"
        yield f"  {_restore('--staged', '--', *release)}"
    yield "In a browser editor: discard the edit, or close the pull request; the contract stays as it is."


def _paths(scene: Scene) -> tuple[list[str], list[str]]:
    """What is restored, and what is only left out of the commit; of many files, the folders, and no word is lost."""
    named = [scene.changes[path].path for path in {problem.path for problem in scene.problems} if path in scene.changes]
    paths = set(named)
    for path in named:
        if move := scene.moves.get(path):
            paths |= {move.old.path, move.new.path}
    if len(paths) > MOST_NAMED or any(printable(path) != path for path in paths):
        folders = sorted({path.rpartition("/")[0] or path for path in paths})
        return [], folders if len(folders) <= MOST_NAMED else sorted({path.partition("/")[0] for path in paths})
    before = {change.path for change in scene.changes.values() if change.before}
    return sorted(paths & before), sorted(paths - before)


def _restore(*words: str) -> str:
    return f"git restore {shlex.join(words)}"


def _ask(scene: Scene) -> Iterator[str]:
    rulebook = scene.staged.rulebook
    if rulebook is None:
        return
    refused = _refused(scene)
    yield ""
    yield from _wrapped(f"To have it changed, ask {_legal(rulebook, refused)}: say which sentence, and why.", "")
    named = [touched.instrument.path for touched in refused if any(problem.rule is rules.UNSIGNED for problem in touched.problems)]
    if named and GOVERNANCE not in named:
        yield f"They sign the new text with:  pactbook sign {named[0]} --as SIGNER --key FILE"


def _legal(rulebook: Rulebook, refused: Sequence[Touched]) -> str:
    """The client's own people whose sign-off is missing, or else the client's legal."""
    client = rulebook.policy.client
    names = [name for touched in refused for each in touched.missing if each.party == client for name in each.candidates]
    names = names or sorted(signer.name for signer in rulebook.signers.values() if signer.party == client and signer.role == LEGAL)
    return f"{one_of(list(dict.fromkeys(names))) or 'legal'} ({rulebook.policy.parties[client].name})"
