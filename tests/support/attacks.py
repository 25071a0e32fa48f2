"""The attack suite's frame: an attack with what each judge must say of it, the twin that must pass, and the run of both.

An attack is a function that takes the signed book and does its harm with real git. What it leaves uncommitted is added and committed
through the real hook, which is then skipped. It may return another `Target` where gate, tree and audit shall look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from pactbook.lock.auditing.audit import audit as judge_history
from pactbook.lock.verifying.verify_range import verify_refs
from pactbook.lock.verifying.verify_tree import verify_tree
from pactbook.problems import PactbookError, Problem, Severity, printable
from pactbook.trees.plumbing import commit_tree
from pactbook.trees.worktree import WorkTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from attacked_books import Book

# As careful as such a pattern gets: every locked place of the book, the machinery included; drafts left out.
PATTERN = re.compile(
    r"^(contracts/(?!.*/draft/)|clauses/|ops-manuals/[^/]+/[^/]+/(outline\.yaml$|signoffs/)"
    r"|(mkdocs\.yml|\.gitattributes|\.pre-commit-config\.yaml|CODEOWNERS|requirements\.lock|\.github/workflows/.*)$)"
)
PASSES = "passes"
SILENT = ""
STOP = "stop"
FAR_AWAY = date(2100, 1, 1)


@dataclass(frozen=True)
class Target:
    """Where gate, tree and audit look, if not at the book's HEAD from its base."""

    path: Path
    base: str = ""
    head: str = "HEAD"
    files: Path | None = None


@dataclass(frozen=True)
class Twin:
    """A legitimate change that looks like an attack; `pattern` and `owners` are whether the naive checks get in its way."""

    name: str
    does: str
    deed: Callable[[Book], Target | None]
    pattern: bool | None
    owners: bool


@dataclass(frozen=True)
class Attack:
    """An attack, and what is expected.

    `hook`, `gate`, `tree` and `audit` are `CODE words … more words` (`stop words` for a refusal to judge at all), PASSES where this judge
    can't know, or SILENT where it is never asked. `pattern` is whether a path-pattern hook stops it (None where git runs no hook),
    `owners` whether CODEOWNERS asks anybody. `why` says why a judge passes.
    """

    name: str
    does: str
    deed: Callable[[Book], Target | None]
    twin: str
    hook: str
    gate: str
    tree: str
    audit: str
    pattern: bool | None
    owners: bool
    why: str = ""
    honest: bool = False


@dataclass
class Cases:
    """The attacks of one class, with their twins."""

    number: int
    title: str
    attacks: list[Attack] = field(default_factory=list)
    twins: dict[str, Twin] = field(default_factory=dict)

    def twin(self, name: str, *, pattern: bool | None, owners: bool) -> Callable[[Any], Any]:
        """Register a legitimate change."""

        def register(deed: Callable[[Book], Target | None]) -> Callable[[Book], Target | None]:
            self.twins[deed.__name__] = Twin(name, _does(deed), deed, pattern, owners)
            return deed

        return register

    def attack(
        self,
        name: str,
        twin: Callable[[Book], Target | None],
        *,
        hook: str,
        gate: str,
        pattern: bool | None,
        owners: bool,
        tree: str | None = None,
        audit: str | None = None,
        why: str = "",
        honest: bool = False,
    ) -> Callable[[Any], Any]:
        """Register an attack; what tree and audit must say is what the gate must say, unless told otherwise.

        `honest` is set where every statement is one that the signers really signed, so that something new may be in force.
        """

        def register(deed: Callable[[Book], Target | None]) -> Callable[[Book], Target | None]:
            judged = gate if tree is None else tree
            seen = gate if audit is None else audit
            self.attacks.append(Attack(name, _does(deed), deed, twin.__name__, hook, gate, judged, seen, pattern, owners, why, honest))
            return deed

        return register

    def refused(self) -> Callable[..., None]:
        """The test of all attacks."""
        import pytest

        @pytest.mark.parametrize("attack", [pytest.param(attack, id=attack.deed.__name__) for attack in self.attacks])
        def test(attack: Attack, book: Book) -> None:
            assert attack.twin in self.twins
            assert_refused(attack, book)

        return test

    def passed(self) -> Callable[..., None]:
        """The test of all twins."""
        import pytest

        @pytest.mark.parametrize("twin", [pytest.param(twin, id=name) for name, twin in self.twins.items()])
        def test(twin: Twin, book: Book) -> None:
            assert_passes(twin, book)

        return test


def _does(deed: Callable[..., object]) -> str:
    return " ".join((deed.__doc__ or "").split())


@dataclass(frozen=True)
class Judged:
    """What a judge said: the findings as (code, path, message, advice), or why it did not judge at all."""

    findings: tuple[tuple[str, str, str, str], ...] = ()
    stop: str = ""

    def __str__(self) -> str:
        lines = [f"{code} {path}: {message}" for code, path, message, _ in self.findings]
        return "\n".join(filter(None, [self.stop, *lines])) or "nothing"


def _judged(judge: Callable[[], Iterable[Problem]]) -> Judged:
    try:
        problems = [problem for problem in judge() if problem.rule.severity is Severity.ERROR]
    except PactbookError as error:
        return Judged(stop=str(error))
    return Judged(tuple((problem.rule.code, problem.path, problem.message, problem.advice) for problem in problems))


def do(deed: Callable[[Book], Target | None], book: Book) -> Target:
    """Do it, and commit through the hook what it left uncommitted."""
    target = deed(book)
    if target is None and not book.runs and book.git("rev-parse", "HEAD") == book.base:
        book.git("add", "--all")
        book.propose()
    return target or Target(book.path, book.base)


def gate(book: Book, target: Target) -> Judged:
    """The range gate, in the attacker's own repository."""
    return _judged(lambda: verify_refs(target.path, target.base or book.base, target.head, book.root_digest).problems)


def tree(book: Book, target: Target) -> Judged:
    """The proposal by itself: the commit, or files without git."""
    digest = book.root_digest
    return _judged(lambda: verify_tree(WorkTree(target.files) if target.files else commit_tree(target.path, target.head), digest).problems)


def audit(book: Book, target: Target) -> Judged:
    """All states that the branch has had."""
    return _judged(lambda: [finding.problem for finding in judge_history(target.path, target.head, book.root_digest).errors])


def assert_refused(attack: Attack, book: Book) -> None:
    """Hold what every judge says against what is expected, and that nothing unsigned is called in force."""
    target = do(attack.deed, book)
    runs = book.runs
    if attack.hook == SILENT:
        assert not runs, "git ran the hook"
    else:
        assert runs, "git ran no hook"
        _expect("hook", attack.hook, Judged(runs[-1].problems, runs[-1].stop))
    for name, expected, judge in (("gate", attack.gate, gate), ("tree", attack.tree, tree), ("audit", attack.audit, audit)):
        if expected != SILENT:
            _expect(name, expected, judge(book, target))
    _naive(attack.pattern, book, owners=attack.owners)
    if attack.tree.partition(" ")[0] not in {SILENT, STOP} and not attack.honest:
        assert _in_force(book, target) <= _agreed(book), "something that nobody agreed to is in force"


def assert_passes(twin: Twin, book: Book) -> None:
    """Nobody has anything against it."""
    target = do(twin.deed, book)
    for run in book.runs:
        assert not run.problems, run.problems
        assert not run.stop, run.stop
    for judge in (gate, tree, audit):
        said = judge(book, target)
        assert said == Judged(), f"{judge.__name__} says: {said}"
    _naive(twin.pattern, book, owners=twin.owners)


def _expect(name: str, expected: str, said: Judged) -> None:
    if expected == PASSES:
        assert said == Judged(), f"{name} says: {said}"
        return
    code, _, words = expected.partition(" ")
    parts = words.split(" … ")
    if code == STOP:
        assert said.stop, f"{name} judged, and said: {said}"
        assert all(part in said.stop for part in parts), f"{name} says: {said}"
        return
    fitting = [each for each in said.findings if each[0] == code and all(part in f"{each[1]}: {each[2]}" for part in parts)]
    assert fitting, f"{name} was to say {expected}; it says: {said}"
    for _, path, message, advice in said.findings:
        assert path, f"{name} does not say where"
        assert message, f"{name} does not say what"
        assert advice, f"{name} does not say what to do"
        assert printable(path + message + advice) == path + message + advice


def _naive(pattern: bool | None, book: Book, *, owners: bool) -> None:
    stops = any(PATTERN.match(name) for name in book.runs[-1].names) if book.runs else None
    assert stops == pattern, f"a path-pattern hook: {stops}"
    asks = any(PATTERN.match(name) for name in book.changed())
    assert asks == owners, f"CODEOWNERS: {asks}"


def _agreed(book: Book) -> set[str]:
    states = book.verify(book.base).instruments.values()
    return {version.digest for state in states for version in state.versions if version.complete}


def _in_force(book: Book, target: Target) -> set[str]:
    found = WorkTree(target.files) if target.files else commit_tree(target.path, target.head)
    states = verify_tree(found, book.root_digest).instruments.values()
    return {version.digest for state in states if (version := state.in_force(FAR_AWAY))}
