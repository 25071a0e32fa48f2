"""One text that people read, an agreement, a clause or a page of a manual, as rules on words see it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pactbook.checks import clause_words
from pactbook.problems import Position
from pactbook.text.letters import lines
from pactbook.text.passages import readable, sentences
from pactbook.text.passages.running import Running
from pactbook.text.sections import structure
from pactbook.text.terms import definitions, references

if TYPE_CHECKING:
    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.manual import Manual, ManualPage
    from pactbook.text.letters.lines import Lines
    from pactbook.text.passages.sentences import Sentences
    from pactbook.text.sections.structure import Outlined, Structure
    from pactbook.text.terms.definitions import Definition
    from pactbook.text.terms.references import Reference


@dataclass
class Writing:
    """A text with its place: `text` begins on line `first_line` of the file `path`; all offsets count its characters from 0."""

    path: str
    text: str
    first_line: int = 1
    contract: Contract | None = None
    manual: Manual | None = None
    page: ManualPage | None = None

    @classmethod
    def of_contract(cls, contract: Contract) -> Self:
        """The agreement of a contract that has one."""
        return cls(f"{contract.path}/agreement.md", contract.agreement or "", contract=contract)

    @classmethod
    def of_page(cls, manual: Manual, page: ManualPage) -> Self:
        """A page of a manual."""
        return cls(page.path, page.text, page.text_line, manual=manual, page=page)

    @classmethod
    def of_clause(cls, version: ClauseVersion) -> Self:
        """A version of a clause, with stand-ins for the values that a contract gives."""
        return cls(version.path, clause_words.filled(version), version.text_line)

    @property
    def layer(self) -> str:
        """`msa`, `sow`, `manual`, or `clause` for a text of the library."""
        if self.contract is None:
            return "manual" if self.manual else "clause"
        return "msa" if self.contract.is_msa else "sow"

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return lines.read(self.text)

    @cached_property
    def words(self) -> str:
        """The text as a reader sees it, every character at its old place: code, addresses, ids and markup are blanks."""
        return readable.blanked(self.text)

    @cached_property
    def structure(self) -> Structure:
        """The sections of an agreement."""
        return structure.read(self.text)

    @cached_property
    def outline(self) -> Outlined:
        """Where each section of an agreement begins; known here when another process has read the structure."""
        return self.structure.outline

    @cached_property
    def running(self) -> Running:
        """Which characters stand in running text."""
        return Running(self.structure)

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of the words."""
        return sentences.read(self.words)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """The terms that an agreement defines."""
        return definitions.read(self.text, self.structure)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The references that an agreement makes to its own sections and to others."""
        return references.read(self.text, self.structure)

    def assembled_part(self, offset: int) -> str:
        """The id of the chapter or schedule of the assembled agreement in which a character stands, '' in a text that was brought in."""
        index = self.structure.at(offset) if offset >= self.structure.added else None
        return "" if index is None else self.structure.sections[index].id.partition(".")[0]

    def position(self, offset: int) -> Position:
        """The place of a character in the file."""
        line, col = self.lines.position(offset)
        return Position(line + self.first_line - 1, col)
