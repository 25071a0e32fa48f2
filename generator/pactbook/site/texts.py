"""The texts of agreements as pages show them, each read once for all pages that speak of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.assemble.agreement import assemble
from pactbook.text import definitions, structure
from pactbook.text.marks import first_definitions
from pactbook.text.page import to_markdown

if TYPE_CHECKING:
    from pactbook.model.book import Book, Contract
    from pactbook.text.definitions import Definition


@dataclass(frozen=True, slots=True)
class AgreementText:
    """The text of an agreement, the markdown that shows it, and the definitions that its page has an anchor for."""

    text: str
    markdown: str
    definitions: tuple[Definition, ...]


@dataclass(slots=True)
class AgreementTexts:
    """Memory of the texts of one book."""

    book: Book
    _read: dict[str, AgreementText] = field(default_factory=dict)

    def of(self, contract: Contract) -> AgreementText:
        """A contract's text: agreement.md, or what it would be where there is none yet."""
        if contract.path not in self._read:
            text = contract.agreement if contract.agreement is not None else assemble(self.book, contract).text
            self._read[contract.path] = read_text(text)
        return self._read[contract.path]


@lru_cache(maxsize=256)
def read_text(text: str) -> AgreementText:
    """The text of an agreement with the markdown that shows it; kept, since several audiences read the same text."""
    read = structure.read(text)
    found = definitions.read(text, read)
    markdown = to_markdown(text, read, found)
    anchored = tuple(each for each in first_definitions(found) if f"#{each.anchor}" in markdown)
    return AgreementText(text, markdown, anchored)
