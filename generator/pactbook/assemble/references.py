"""Resolves the empty links of an agreement to the words that name their target: `[section 9.2 (Cure period)](#cure.period)`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.outline import ReferenceFound, Section, references, spoken
from pactbook.problems import Problem, did_you_mean
from pactbook.templates.fill import place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(slots=True)
class Resolver:
    """Resolves references of one agreement; `msa_words` gives the MSA's sections by id when first needed."""

    contract_path: str
    sections: Mapping[str, Section]
    msa_words: Callable[[], Mapping[str, str]]
    problems: list[Problem] = field(default_factory=list)
    _msa: Mapping[str, str] | None = None

    def resolve(self, section: Section) -> str:
        """The section's text with every reference resolved."""
        text, pieces, at = section.body, [], 0
        for found in references(text):
            pieces += [text[at : found.start], self._words(found, section)]
            at = found.end
        return "".join((*pieces, text[at:]))

    def _words(self, found: ReferenceFound, section: Section) -> str:
        if found.into_msa:
            return self._into_msa(found, section)
        own = section.id.partition(".")[0]
        target = self.sections.get(f"{own}.{found.target}") or self.sections.get(found.target)
        if target is None:
            near = [*self.sections, *(key.partition(".")[2] for key in self.sections if key.startswith(f"{own}."))]
            self._nothing(found, section, f"there is no section '{found.target}'{did_you_mean(found.target, near)}")
            return section.body[found.start : found.end]
        return f"[{spoken(target)}](#{target.id})"

    def _into_msa(self, found: ReferenceFound, section: Section) -> str:
        if self._msa is None:
            self._msa = self.msa_words()
        words = self._msa.get(found.target)
        if words is None:
            self._nothing(found, section, f"the MSA has no section '{found.target}'{did_you_mean(found.target, self._msa)}")
            return section.body[found.start : found.end]
        return f"[{words} of the MSA](../msa/agreement.md#{found.target})"

    def _nothing(self, found: ReferenceFound, section: Section, message: str) -> None:
        path, line = section.origin
        where = place(section.body, found.start, line)
        if not path:
            path, where = f"{self.contract_path}/terms.yaml", where.__class__()
        if section.clause:
            message += f" (in {self.contract_path})"
        self.problems.append(Problem(path, where, rules.NO_TARGET, message))
