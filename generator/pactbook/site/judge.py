"""Whether a site may be made of a book: the rules without which a page would be wrong, a vendor at a time, so that pages can be printed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.checks.run import run
from pactbook.problems import PactbookError, Problem, Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.checks.subject import Subject
    from pactbook.site.memory import Memory

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


@dataclass(slots=True)
class Judge:
    """Judges a book part by part, each once: a vendor's contracts with the manuals in its folder, and '' for the library.

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
        folders = [(contract.vendor, path) for part in (book.contracts, book.proposals) for path, contract in part.items()]
        folders += [(manual.vendor, path) for path, manual in book.manuals.items()]
        vendors = dict.fromkeys(vendor for vendor, _ in sorted(folders))
        self._parts = {vendor: frozenset(path for each, path in folders if each == vendor) for vendor in vendors}
        self._parts[""] = frozenset(f"clauses/{name}" for name in book.clauses)
        if _faulty(self.loaded):
            raise BookProblemsError(in_order((*self.loaded, *run(self.subject, NEEDED))))

    def faults(self, audience: str) -> tuple[Problem, ...]:
        """Everything that is wrong with the parts that an audience's pages are made of, where any of it is an error."""
        found = tuple(problem for part in self._of(audience) for problem in self._judged(part))
        return in_order(found) if _faulty(found) else ()

    def _of(self, audience: str) -> Iterable[str]:
        book = self.subject.book
        if audience not in book.vendors:
            return self._parts
        return dict.fromkeys(("", audience, *(each.vendor for each in book.manuals.values() if audience in each.audience)))

    def _judged(self, part: str) -> tuple[Problem, ...]:
        if part not in self._found:
            self._found[part] = () if self.memory.is_sound(part) else self._judge(part)
        return self._found[part]

    def _judge(self, part: str) -> tuple[Problem, ...]:
        subject = self.subject.part(self._parts.get(part, frozenset()))
        found = run(subject, NEEDED)
        if not _faulty(found):
            self.memory.remember(part, subject.linker)
        subject.linker.forget(page for manual in subject.manuals for page in manual.pages)
        return found

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was found so far in parts that have errors."""
        return in_order(problem for found in self._found.values() if _faulty(found) for problem in found)


def _faulty(problems: tuple[Problem, ...]) -> bool:
    return any(problem.rule.severity is Severity.ERROR for problem in problems)
