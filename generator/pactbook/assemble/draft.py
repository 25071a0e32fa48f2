"""The parts of an agreement while it is put together: sections in order, definitions, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.clause_text import scope, write_clause
from pactbook.assemble.escape import inline
from pactbook.assemble.filling import Filled, Origin, fill_in
from pactbook.assemble.outline import Numbering, Section, Stretch
from pactbook.assemble.schedules import schedules
from pactbook.problems import Problem

if TYPE_CHECKING:
    from pactbook.model.book import Book, Contract
    from pactbook.model.document import Route
    from pactbook.problems import Rule

CONTINUED = "Definitions for the sections that follow"
BREAK = "\n\n"
CLOSERS = "\"'”’)]*_"


@dataclass(slots=True)
class Draft:
    """What is gathered for one contract; `depends` are problems in a clause's file that another contract may not have."""

    contract: Contract
    sections: list[Section] = field(default_factory=list)
    definitions: dict[str, tuple[Filled, str]] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    depends: list[Problem] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file that the contract's data stands in."""
        return f"{self.contract.path}/terms.yaml"

    def problem(self, rule: Rule, message: str, *route: str | int) -> None:
        """Record a problem at a value of terms.yaml."""
        self.problems.append(Problem(self.path, self.contract.document.at(*route), rule, message))

    def add_clauses(self, book: Book) -> None:
        """The sections and definitions of every library clause in use, then the definitions of terms.yaml."""
        for index, use in enumerate(self.contract.terms.clauses):
            clause = book.clause(use.use) if use.use else None
            if clause is None:
                self.unreadable |= {use.section_id} if use.use else set()
                continue
            written = write_clause(use, index, clause, self.contract)
            self.problems += written.problems
            self.depends += written.depends
            self.sections += written.sections
            for term, words in written.definitions.items():
                self._define(term, words, clause.name, ("clauses", index))
        for term, text in self.contract.terms.definitions.items():
            origin = Origin(self.path, self.contract.document.value_spot("definitions", term), exact=False)
            filled = fill_in(" ".join(text.split()), scope(self.contract), origin)
            self.problems += filled.problems
            self._define(term, filled, "", ("definitions", term))

    def _define(self, term: str, words: Filled, source: str, route: Route) -> None:
        first, defined_by = self.definitions.setdefault(term, (words, source))
        if first.text != words.text:
            said = f"defined by {source}" if source else "defined here"
            self.problem(rules.DEFINED_TWICE, f"'{term}' is {said} and in other words by {defined_by}", *route)

    def definitions_section(self, *, continued: bool) -> list[Section]:
        """The definitions in alphabetical order, as one section; none where there are none."""
        body, stretches = "", []
        for term, (filled, _) in sorted(self.definitions.items(), key=lambda item: (item[0].casefold(), item[0])):
            body += f"{BREAK if body else ''}**{inline(term)}** means "
            stretches += [Stretch(len(body) + each.start, each.path, each.where, each.exact) for each in filled.stretches]
            body += _sentence(filled.text)
        title = CONTINUED if continued else "Definitions"
        return [Section("definitions", title, 1, body, stretches=tuple(stretches), route=("definitions",))] if body else []

    def add_schedules(self, *, own_text: bool) -> None:
        """The schedules of an SOW, last."""
        sow = self.contract.sow
        if sow is None:
            return
        found = schedules(sow, own_text=own_text)
        for index, name in enumerate(sow.schedules or ()):
            if name not in found:
                self.problem(rules.NO_DATA, f"there is no data for the schedule '{name}'", "schedules", index)
        for name, schedule in found.items():
            self.sections.append(Section(name, schedule.title, 1, schedule.body, schedule=True, route=("schedules",)))
            self.sections += [
                Section(f"{name}.{part.id}", inline(part.title), 2, part.body, schedule=True, route=part.route) for part in schedule.parts
            ]

    def number(self, start: int, taken: frozenset[str]) -> None:
        """Give every section its number; an id may stand once, and not in the own text either."""
        numbering = Numbering(start)
        seen: dict[str, Section] = {}
        for section in self.sections:
            numbering.give(section)
            first = seen.setdefault(section.id, section)
            twice = first is not section and (first.clause != section.clause or section.level == 1 or not section.clause)
            if twice or section.id in taken:
                named = next((each.route for each in (section, first) if each.route[:1] == ("clauses",)), section.route or first.route)
                self.problem(rules.TWICE, f"two sections have the id '{section.id}'", *(named or ("clauses",)))


def _sentence(words: str) -> str:
    return words if words.rstrip(CLOSERS).endswith((".", ";", ":", "!", "?")) else f"{words}."
