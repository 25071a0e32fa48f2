"""Whether a site may be made of a book: the rules without which a page would be wrong, a vendor at a time, so that pages can be printed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.checks.run import run
from pactbook.problems import PactbookError, Problem, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.checks.subject import Subject
    from pactbook.site.reading.memory import Memory

NEEDED = ("contracts.clauses_and_agreements", "manuals.images", "manuals.pages", "manuals.shared")
"""The rules without which a page could not be made or a link would lead nowhere. What the others find is for `pactbook check`: a contract
that binds is shown, however it is worded."""


class BookProblemsError(PactbookError):
    """The book, or what an audience would see of it, has errors, so no site is made of it; `problems` holds them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Say each problem with its remedy."""
        lines = [f"{problem.line}\n    {problem.advice}" for problem in problems]
        super().__init__("\n".join(["the book has errors, so no site was made of it:", *lines]))
        self.problems = problems


@dataclass
class Judge:
    """Judges a book part by part, each once: a vendor's contracts, the manuals in its folder, and '' for the library.

    What was found sound the last time, and has not changed since, is not judged again. A part with errors keeps the sites from being made that
    show it, and no others.
    """

    subject: Subject
    loaded: tuple[Problem, ...]
    memory: Memory
    _parts: dict[str, frozenset[str]] = field(init=False)
    _found: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort out the parts, and raise BookProblemsError where files can't even be read."""
        book = self.subject.book
        folders = defaultdict(list)
        for path in (*book.contracts, *book.proposals, *book.manuals):
            root, vendor, _ = path.split("/", 2)
            folders[f"{root}/{vendor}"].append(path)
        self._parts = {part: frozenset(folders[part]) for part in sorted(folders)}
        self._parts[""] = frozenset(f"clauses/{name}" for name in book.clauses)
        if _faulty(self.loaded):
            raise BookProblemsError(in_order((*self.loaded, *run(self.subject, NEEDED))))

    def faults(self, audience: str) -> tuple[Problem, ...]:
        """Everything that is wrong with the parts that an audience's pages are made of, where any of it is an error."""
        found = tuple(problem for part in self._of(audience) for problem in self._judged(part) if self._shows(audience, problem.path))
        return in_order(found) if _faulty(found) else ()

    def _shows(self, audience: str, path: str) -> bool:
        """Whether an audience's pages are made of what lies there, which is more than its own where it reads a manual in another vendor's folder."""
        book = self.subject.book
        folder = next((each for each in _above(path) if each in book.contracts or each in book.proposals or each in book.manuals), "")
        if audience not in book.vendors or not folder:
            return True
        read = {name: manual for name, manual in book.manuals.items() if audience in manual.audience}
        under = {each for manual in read.values() for each in (manual.outline.contract, f"contracts/{manual.vendor}/msa")}
        own = folder.split("/")[1] == audience
        return folder in read or folder in under or (own and folder not in book.manuals)

    def _of(self, audience: str) -> Iterable[str]:
        book = self.subject.book
        if audience not in book.vendors:
            return self._parts
        vendors = dict.fromkeys((audience, *(each.vendor for each in book.manuals.values() if audience in each.audience)))
        return ("", *(part for vendor in vendors for part in (f"contracts/{vendor}", f"ops-manuals/{vendor}") if part in self._parts))

    def _judged(self, part: str) -> tuple[Problem, ...]:
        if part not in self._found:
            self._found[part] = () if self.memory.is_sound(part) else self._judge(part)
        return self._found[part]

    def _judge(self, part: str) -> tuple[Problem, ...]:
        subject = (self.subject if part.startswith("ops-manuals/") else self._without_manuals).part(self._parts[part])
        found = run(subject, NEEDED)
        if not _faulty(found):
            self.memory.remember(part, subject.linker)
        subject.linker.forget(page for manual in subject.manuals for page in manual.pages)
        return found

    @cached_property
    def _without_manuals(self) -> Subject:
        """What contracts and clauses are judged by, so that a manual that changes has no part in it."""
        return replace(self.subject, book=replace(self.subject.book, manuals={}))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found so far in parts that have errors."""
        return in_order(problem for found in self._found.values() if _faulty(found) for problem in found)


def _above(path: str) -> Iterator[str]:
    """The folders that a file lies in, the nearest first."""
    while path := path.rpartition("/")[0]:
        yield path


def _faulty(problems: tuple[Problem, ...]) -> bool:
    return any(problem.rule.severity is Severity.ERROR for problem in problems)
