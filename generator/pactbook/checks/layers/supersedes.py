"""An SOW changes its MSA only by naming the provision; these rules find what departs without a name, and names that change nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.problems import LONGEST_SHOWN, Problem, Rule, Severity, did_you_mean, shown
from pactbook.templates.words import in_words
from pactbook.text.sections.structure import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.model.book import Book, Contract
    from pactbook.model.document import Route
    from pactbook.model.terms import ClauseUse, SowTerms

DEPARTS = Rule(
    "C044",
    "SOW that departs from its MSA without naming the provision",
    "The MSA prevails over an SOW that names no provision of it, so what the SOW says here would not apply.",
    "Name the section of the MSA under 'supersedes' with the text that applies instead, or take the MSA's value.",
)
UNKNOWN = Rule(
    "C045",
    "Superseded provision that the MSA does not have",
    "The change that the parties agreed on would hit nothing.",
    "Name the id of a section of the MSA, or of a heading as section-id.heading-id.",
)
NO_CHANGE = Rule(
    "C046",
    "Superseded provision that does not change",
    "Readers look for a difference that is not there, or two texts compete to replace one provision.",
    "Write what applies instead, or remove the entry.",
    Severity.WARNING,
)
SAME_TOPIC = Rule(
    "C047",
    "Clause of the SOW on what the MSA governs",
    "Two clauses on one topic will differ some day, and the MSA prevails without anybody noticing.",
    "Name the section of the MSA under 'supersedes', or leave the clause to the MSA.",
    Severity.WARNING,
)
REPEATED = Rule(
    "C048",
    "SOW that repeats a term of its MSA",
    "When the MSA changes, the repeated term stays behind and departs from it.",
    "Remove it: the MSA holds it for every SOW.",
    Severity.HINT,
)
RULES = (DEPARTS, UNKNOWN, NO_CHANGE, SAME_TOPIC, REPEATED)

# The terms that the MSA holds for all its SOWs, with the topics of the clauses into which they go.
_FIELDS = {
    "payment_terms": {"payment"},
    "governing_law": {"governing-law"},
    "jurisdiction": {"governing-law"},
    "order_of_precedence": {"precedence"},
}
# Topics that belong to the frame alone; services, prices, term, cure and the like have their own part in each SOW.
_OF_FRAME = {
    *("anti-corruption", "assignment", "audit", "compliance", "confidentiality", "continuity", "data-ownership", "data-protection"),
    *("data-retention", "dispute-resolution", "due-diligence", "entire-agreement", "force-majeure", "governing-law", "indemnity"),
    *(
        "insurance",
        "intellectual-property",
        "liability",
        "privacy",
        "publicity",
        "records",
        "security",
        "subcontracting",
        "taxes",
        "warranties",
    ),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every SOW against the MSA of its vendor."""
    for contract in subject.contracts:
        frame = subject.book.msa(contract.vendor)
        if contract.sow and frame and frame.is_msa:
            layers = _Layers(subject, contract, contract.sow, frame)
            yield from layers.fields()
            yield from layers.values()
            yield from layers.superseded()
            yield from layers.clauses()


def _covers(book: Book, use: ClauseUse) -> frozenset[str]:
    clause = book.clause(use.use)
    return frozenset(clause.data.covers) if clause else frozenset()


def _feeds(use: ClauseUse, name: str) -> bool:
    """Whether a value of terms.yaml goes into a clause."""
    return any(isinstance(given, dict) and given.get("value_of") == name for given in use.with_.values())


class _Layers:
    """One SOW beside its MSA."""

    def __init__(self, subject: Subject, contract: Contract, sow: SowTerms, frame: Contract) -> None:
        self.book = subject.book
        self.contract = contract
        self.sow = sow
        self.frame = frame
        self.sections = subject.targets.words(frame)
        self.named = {entry.provision for entry in sow.supersedes}

    def _problem(self, rule: Rule, message: str, route: Route, fix: str = "") -> Problem:
        return Problem(f"{self.contract.path}/terms.yaml", self.contract.document.at(*route), rule, message, fix)

    def _place(self, *route: str | int) -> str:
        line, col = self.frame.document.at(*route)
        return f"{self.frame.path}/terms.yaml:{line}:{col}"

    def _names(self, sections: set[str]) -> bool:
        """Whether the SOW names one of the sections, or a heading of it; an MSA brought in as text has sections of other names."""
        if not sections:
            return bool(self.named)
        return any(name.partition(".")[0] in sections for name in self.named)

    def _sections(self, name: str, topics: frozenset[str] | set[str] = frozenset()) -> set[str]:
        """The sections of the MSA into which a value goes, else those on its topics."""
        fed = {use.section_id for use in self.frame.terms.clauses if _feeds(use, name)}
        return fed or {use.section_id for use in self.frame.terms.clauses if _covers(self.book, use) & topics}

    def _fix(self, sections: set[str]) -> str:
        known = ", ".join(sorted(sections))
        return (
            f"Add '- provision: {known}' with the text that applies under 'supersedes', or take the MSA's value."
            if len(sections) == 1
            else ""
        )

    def fields(self) -> Iterator[Problem]:
        """Terms that the MSA holds and the SOW states too."""
        for name, topics in _FIELDS.items():
            own, held = getattr(self.sow, name), getattr(self.frame.terms, name)
            if not own or not held:
                continue
            sections = self._sections(name, topics)
            if own == held:
                yield self._problem(REPEATED, f"{name} repeats {self._place(name)}", (name,))
            elif not self._names(sections):
                message = f"{name} is {_short(own)} here and {_short(held)} by {self._place(name)}"
                yield self._problem(DEPARTS, message, (name,), self._fix(sections))

    def values(self) -> Iterator[Problem]:
        """Values under the same key as a value of the MSA, or as a parameter that the MSA gives a clause."""
        for key, own in self.sow.values.items():
            held = self.frame.terms.values.get(key)
            route = ("values", key, "value")
            if held is not None:
                sections = self._sections(f"values.{key}")
                if held.value == own.value:
                    yield self._problem(REPEATED, f"values.{key} repeats {self._place(*route)}", route)
                elif not self._names(sections):
                    message = f"{shown(own.title)} is {own.value} here and {held.value} by {self._place(*route)}"
                    yield self._problem(DEPARTS, message, route, self._fix(sections))
            else:
                yield from self._parameter(key, str(own.value), route)

    def _parameter(self, key: str, own: str, route: Route) -> Iterator[Problem]:
        for index, use in enumerate(self.frame.terms.clauses):
            given = use.with_.get(key)
            if isinstance(given, str) and given != own and not self._names({use.section_id}):
                place = self._place("clauses", index, "with", key)
                yield self._problem(DEPARTS, f"values.{key} is {own} here and {given} by {place}", route, self._fix({use.section_id}))

    def superseded(self) -> Iterator[Problem]:
        """Entries of `supersedes`: one provision each, that exists, with a text that differs."""
        seen: dict[str, int] = {}
        for index, entry in enumerate(self.sow.supersedes):
            route = ("supersedes", index, "provision")
            if entry.provision not in self.sections:
                if self._is_own_text:  # an assembled text names the section, and assembling finds it missing
                    message = f"the MSA has no section {shown(entry.provision)}{did_you_mean(entry.provision, self.sections)}"
                    yield self._problem(UNKNOWN, message, route)
            elif entry.provision in seen:
                message = f"{shown(entry.provision)} is superseded twice (first on line {seen[entry.provision]})"
                yield self._problem(NO_CHANGE, message, route)
            elif self._says_the_same(entry.provision, entry.with_):
                message = f"the text for {shown(entry.provision)} is what the MSA says already"
                yield self._problem(NO_CHANGE, message, ("supersedes", index, "with"))
            seen.setdefault(entry.provision, self.contract.document.at(*route).line)

    @property
    def _is_own_text(self) -> bool:
        return any(use.text for use in self.sow.clauses)

    def _says_the_same(self, provision: str, instead: str) -> bool:
        text = self.frame.agreement or ""
        section = next((each for each in read(text).sections if each.id == provision), None)
        if section is None:
            return False
        return _words(text[section.body : section.stop]) == _words(instead) != []

    def clauses(self) -> Iterator[Problem]:
        """Clauses on a topic of the frame."""
        for index, use in enumerate(self.sow.clauses):
            own = _covers(self.book, use)
            for other in self.frame.terms.clauses:
                topics = own & _covers(self.book, other)
                is_same = bool(use.use) and use.clause_id == other.clause_id
                if (topics & _OF_FRAME or is_same) and not self._names({other.section_id}):
                    yield self._clause(index, use, other, ", ".join(sorted(topics)))

    def _clause(self, index: int, use: ClauseUse, other: ClauseUse, topics: str) -> Problem:
        number = self.frame.terms.clauses.index(other)
        differ = sorted(name for name in {*use.with_, *other.with_} if use.with_.get(name) != other.with_.get(name))
        more = f"; other values for {', '.join(differ)}" if differ and use.clause_id == other.clause_id else ""
        message = f"{use.use} covers {topics or 'the same'}, as {other.use} does in {self._place('clauses', number, 'use')}{more}"
        return self._problem(SAME_TOPIC, message, ("clauses", index, "use"))


def _words(text: str) -> list[str]:
    """The words of a text alone; addresses of links and marks of a list are none."""
    return re.findall(r"\w+", re.sub(r"\]\([^)\s]*\)", "]", text).lower())


def _short(value: object) -> str:
    words = in_words(value)
    return words if len(words) <= LONGEST_SHOWN else shown(words)
