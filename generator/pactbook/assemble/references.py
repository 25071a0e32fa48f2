"""Resolves the empty links of an agreement to the words that name their target: `[section 9.2 (Cure period)](#cure.period)`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.outline import ReferenceFound, Section, references
from pactbook.problems import Position, Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pactbook.model.book import Contract


@dataclass(slots=True)
class Resolver:
    """Resolves references of one agreement.

    `words` name the agreement's sections by id; `msa_words` gives those of the MSA when first needed, None where it can't be read, which is
    reported with the MSA. Sections whose id begins with one of `unreadable` are passed over: what is wrong with their clause is reported there.
    `passed_over` says whether there was such a reference. Problems in a clause's file depend on the contract and are kept apart, in `depends`.
    """

    contract: Contract
    words: Mapping[str, str]
    msa_words: Callable[[], Mapping[str, str] | None]
    unreadable: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    depends: list[Problem] = field(default_factory=list)
    passed_over: bool = False
    _msa: Mapping[str, str] | None = None
    _asked: bool = False

    def resolve(self, section: Section) -> str:
        """The section's text with every reference resolved."""
        text, pieces, at = section.body, [], 0
        for found in references(text):
            pieces += [text[at : found.start], self._words(found, section)]
            at = found.end
        return "".join((*pieces, text[at:]))

    def _words(self, found: ReferenceFound, section: Section) -> str:
        result = self._into_msa(found) if found.into_msa else self._inside(found, section)
        if result[0]:
            return _capital(result[0]) if _begins_sentence(section.body[: found.start]) else result[0]
        if result[1]:
            self._report(found, section, result[1])
        else:
            self.passed_over = True
        return section.body[found.start : found.end]

    def _inside(self, found: ReferenceFound, section: Section) -> tuple[str, str]:
        own = section.id.partition(".")[0]
        for target in (f"{own}.{found.target}", found.target):
            if target in self.words:
                return f"[{self.words[target]}](#{target})", ""
        if found.target.partition(".")[0] in self.unreadable:
            return "", ""
        near = [*self.words, *(key.partition(".")[2] for key in self.words if key.startswith(f"{own}."))]
        return "", f"there is no section '{found.target}'{did_you_mean(found.target, near)}"

    def _into_msa(self, found: ReferenceFound) -> tuple[str, str]:
        if self.contract.is_msa:
            return "", f"'msa:#{found.target}' stands in the MSA itself: leave out 'msa:'"
        if not self._asked:
            self._asked, self._msa = True, self.msa_words()
        if self._msa is None:
            return "", ""
        if found.target not in self._msa:
            return "", f"the MSA has no section '{found.target}'{did_you_mean(found.target, self._msa)}"
        return f"[{self._msa[found.target]} of the MSA](../msa/agreement.md#{found.target})", ""

    def _report(self, found: ReferenceFound, section: Section, message: str) -> None:
        literal = section.body[found.start : found.end]
        source = section.source(found.start)
        terms = f"{self.contract.path}/terms.yaml"
        if source is None or not source.exact:
            places = self._in_terms(literal)
            for where in places:
                self.problems.append(Problem(terms, where, rules.NO_TARGET, message))
            if places:
                return
        path, where = (source.path, source.position) if source else (terms, self.contract.document.at("clauses"))
        (self.problems if path == terms else self.depends).append(Problem(path, where, rules.NO_TARGET, message))

    def _in_terms(self, literal: str) -> list[Position]:
        """Every value of terms.yaml in which a reference is written."""
        found: list[Position] = []

        def look(value: object, *route: str | int) -> None:
            if isinstance(value, dict):
                for key, each in value.items():
                    look(each, *route, key)
            elif isinstance(value, list):
                for index, each in enumerate(value):
                    look(each, *route, index)
            elif isinstance(value, str) and literal in value:
                found.append(self.contract.document.at(*route))

        look(self.contract.document.value)
        return found


def _begins_sentence(before: str) -> bool:
    """Whether what follows stands at the beginning of a paragraph or after a full stop."""
    return not before.strip() or before.endswith(("\n\n", ". ", ".\n"))


def _capital(link: str) -> str:
    """A link whose words begin with a capital letter."""
    return f"[{link[1:2].upper()}{link[2:]}"
