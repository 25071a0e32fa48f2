"""Verifies what a proposal would bring to a protected branch: the tree by itself, and that nothing signed is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.lock import rules
from pactbook.lock.forms import heads
from pactbook.lock.forms.contents import Contents
from pactbook.lock.forms.lines import FormatError
from pactbook.lock.forms.names import shown
from pactbook.lock.forms.patterns import ROOTS
from pactbook.lock.policies.policy import GOVERNANCE, HEADS_FILE, SIG, SIGNOFFS, STATEMENT
from pactbook.lock.records.governance import judge_policies, stopped_at_root
from pactbook.lock.records.inventory import governance_records
from pactbook.lock.records.record import read_records
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError, Position, Problem, in_order
from pactbook.trees.plumbing import commit_tree, git, refuse_ambiguous
from pactbook.trees.tree import MissingFileError, same_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pactbook.lock.records.state import Policies, Verified, VersionState
    from pactbook.trees.tree import Tree


def verify_refs(root: Path, from_ref: str, to_ref: str, root_digest: str | None = None) -> Verified:
    """`verify_range` between two commits; raises PactbookError where history can't tell what would be lost."""
    if git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        message = "this clone is shallow, so what came before can't be judged. Fetch the whole history (git fetch --unshallow)."
        raise PactbookError(message)
    grafts = root / git(root, "rev-parse", "--git-path", "info/grafts").decode("utf-8", "surrogateescape").removesuffix("\n")
    if grafts.is_file() and grafts.stat().st_size:
        message = f"the file {grafts} gives commits other parents than they have. Delete it, or verify in a fresh clone."
        raise PactbookError(message)
    one, other = (named_commit(root, ref) for ref in (from_ref, to_ref))
    if git(root, "rev-list", "--max-count=1", one, f"^{other}"):
        message = f"'{to_ref}' does not build on '{from_ref}': merge '{from_ref}' into it first. A protected branch is never rewritten."
        raise PactbookError(message)
    return verify_range(commit_tree(root, one), commit_tree(root, other), root_digest)


def named_commit(root: Path, ref: str) -> str:
    """The commit that a name stands for; raises PactbookError where there is none, or more than one."""
    refuse_ambiguous(root, ref)
    try:
        return git(root, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}").decode("ascii").strip()
    except PactbookError as error:
        message = f"there is no commit '{shown(ref)}' here ({error}). Fetch it first; a new branch is judged against the protected one."
        raise PactbookError(message) from None


def verify_range(base: Tree, head: Tree, root_digest: str | None = None) -> Verified:
    """Everything that is wrong with `head` as what follows `base`, the protected tip."""
    verified = verify_tree(head, root_digest)
    problems = step_problems(Base(base, root_digest), verified, head)
    return replace(verified, problems=in_order(stopped_at_root([*verified.problems, *problems])))


def step_problems(before: Base, verified: Verified, head: Tree) -> list[Problem]:
    """What is wrong with the way from the tip to `head`, beside what is wrong with `head` by itself."""
    return [*_records(before, head), *_new(before, verified), *_sealed_heads(before, verified, head)]


class Base:
    """The protected tip; the whole of it is verified only where something depends on that."""

    def __init__(self, tree: Tree, root_digest: str | None) -> None:
        self.tree = tree
        self._root_digest = root_digest
        self.records = {entry.path: entry for entry in tree.entries(*ROOTS) if f"/{SIGNOFFS}/" in entry.path}
        self.folders = {_record_folder(path) for path in self.records}

    @cached_property
    def policies(self) -> Policies:
        """The policies under which new statements are judged."""
        contents = Contents(self.tree)
        sealed, _ = read_records(GOVERNANCE, governance_records(self.tree), contents)
        return judge_policies(sealed, contents, self._root_digest)[0]

    @cached_property
    def verified(self) -> Verified:
        """The whole tip."""
        return verify_tree(self.tree, self._root_digest)

    def unfinished(self, folder: str) -> bool:
        """Whether a record of the tip still waits for signatures, so that it may change."""
        state = self.verified.instruments.get(folder.partition(f"/{SIGNOFFS}/")[0])
        return state is not None and state.newest is not None and state.newest.record == folder and not state.newest.complete


def _record_folder(path: str) -> str:
    instrument, _, inner = path.partition(f"/{SIGNOFFS}/")
    return f"{instrument}/{SIGNOFFS}/{inner.partition('/')[0]}"


def _records(base: Base, head: Tree) -> Iterator[Problem]:
    """Records of the tip that are not as they were."""
    now = {entry.path: entry for entry in head.entries(*ROOTS) if f"/{SIGNOFFS}/" in entry.path}
    for path, entry in base.records.items():
        after = now.get(path)
        if after is not None and same_file(base.tree, entry, head, after):
            continue
        if base.unfinished(_record_folder(path)):
            continue
        what = "removed" if after is None else "changed"
        yield Problem(shown(path), Position(), rules.ALTERED, f"it belongs to a sealed record and was {what}")
    for path in now.keys() - base.records.keys():
        folder = _record_folder(path)
        if folder in base.folders and not base.unfinished(folder):
            what = "a signature" if path.endswith(SIG) else "a file"
            yield Problem(shown(path), Position(), rules.ALTERED, f"{what} was added to a record that was sealed before")


def _new_versions(base: Base, verified: Verified) -> Iterator[tuple[str, VersionState]]:
    for folder, state in verified.instruments.items():
        for version in state.versions:
            if version.record not in base.folders or base.unfinished(version.record):
                yield folder, version


def _new(base: Base, verified: Verified) -> Iterator[Problem]:
    new = list(_new_versions(base, verified))
    policies = [version for folder, version in new if folder == GOVERNANCE]
    others = [(folder, version) for folder, version in new if folder != GOVERNANCE]
    newest = base.policies.newest
    for folder, version in others:
        if policies:
            message = f"version {version.version} of '{folder}' comes together with policy version {policies[0].version}"
            yield Problem(f"{version.record}/{STATEMENT}", Position(), rules.NOT_ALONE, message)
        elif newest is None or version.statement.policy != newest.name:
            now = f"policy version {newest.version} ({newest.digest})" if newest else "no signed policy"
            message = f"the protected branch has {now}, and it names {_named(version)}"
            yield Problem(f"{version.record}/{STATEMENT}", Position(7), rules.NOT_BASE, message)
    for version in policies[1:]:
        message = f"policy version {version.version} comes together with policy version {policies[0].version}"
        yield Problem(f"{version.record}/{STATEMENT}", Position(), rules.NOT_ALONE, message)


def _named(version: VersionState) -> str:
    policy = version.statement.policy
    return f"version {policy.version} ({policy.digest})" if policy else "none"


def _sealed_heads(base: Base, verified: Verified, head: Tree) -> Iterator[Problem]:
    """A new policy seals exactly what was complete on the protected branch when it came."""
    for folder, version in _new_versions(base, verified):
        if folder != GOVERNANCE:
            continue
        states = base.verified.instruments.values()
        wanted = {state.instrument: state.newest_complete.digest for state in states if state.newest_complete}
        wanted.pop(GOVERNANCE, None)
        path = f"{version.files_path}/{HEADS_FILE}"
        try:
            found = heads.parse(head.read(path))
        except (MissingFileError, FormatError):
            continue  # reported with the record already
        for name in sorted(wanted.keys() | found.keys()):
            if wanted.get(name) != found.get(name):
                message = f"for '{name}' it seals {found.get(name, 'nothing')}; the protected branch has {wanted.get(name, 'nothing')}"
                yield Problem(path, Position(), rules.HEADS, message)
