"""Texts that were brought in as they are: what they hold already, and where they may stand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.outline import spoken_in
from pactbook.problems import Problem
from pactbook.text.sections.numbering import value
from pactbook.text.sections.structure import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Contract
    from pactbook.text.sections.structure import Structure

NUMBERED = frozenset({"integer", "article", "section"})


def text_of(contract: Contract) -> str | None:
    """The contract's own texts one after another, a single one word for word; None where it has none."""
    texts = [contract.own_texts.get(use.text, "") for use in contract.terms.clauses if use.text]
    if len(texts) < 2:  # noqa: PLR2004 - one text, or none
        return texts[0] if texts else None
    return "\n\n".join(text.strip("\n") for text in texts) + "\n"


def words(text: str) -> tuple[Mapping[str, str], int]:
    """How a sentence names each section of an own text, by id, and the highest number of a section on its top level."""
    structure = read(text)
    return {section.id: spoken_in(structure, section) for section in structure.sections}, _highest(structure)


class Words(Mapping[str, str]):
    """The same words of a text, which is read when somebody asks for one."""

    def __init__(self, text: str) -> None:
        """Of an own text that is the whole agreement."""
        self._text = text

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return words(self._text)[0]

    def __getitem__(self, key: str) -> str:
        """How a sentence names the section of that id."""
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        """The ids of the sections."""
        return iter(self._words)

    def __len__(self) -> int:
        """The number of sections."""
        return len(self._words)


def _highest(structure: Structure) -> int:
    numbered = [section for section in structure.sections if section.kind in NUMBERED and value(section.number)]
    top = min((section.level for section in numbered), default=0)
    return max((value(section.number) for section in numbered if section.level == top), default=0)


def misplaced(contract: Contract) -> Iterator[Problem]:
    """Own texts that do not come first, or that are given what only a clause takes."""
    path, clause_before = f"{contract.path}/terms.yaml", ""
    for index, use in enumerate(contract.terms.clauses):
        clause_before = clause_before or use.use
        if not use.text:
            continue
        if clause_before:
            message = f"'{use.text}' stands after {clause_before}, though its own numbers come first"
            yield Problem(path, contract.document.at("clauses", index, "text"), rules.OWN_TEXT, message)
        for key, given in (("with", use.with_), ("id", use.id), ("title", use.title)):
            if given:
                message = f"'{key}' does nothing for the own text '{use.text}'"
                yield Problem(path, contract.document.key("clauses", index, key), rules.OWN_TEXT, message)
    if all(use.text for use in contract.terms.clauses):
        for term in contract.terms.definitions:
            message = f"'{term}' is defined here, and the agreement is the own text alone"
            yield Problem(path, contract.document.key("definitions", term), rules.UNSEEN, message)
