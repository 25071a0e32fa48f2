"""The places of agreements that links can lead to; worked out once for each contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble.agreement import section_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.model.book import Book, Contract


@dataclass(slots=True)
class Targets:
    """Memory of `section_words` for one book."""

    book: Book
    _words: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, contract: Contract) -> Mapping[str, str]:
        """How a sentence names each section of a contract, by the section's id."""
        if contract.path not in self._words:
            self._words[contract.path] = section_words(self.book, contract)
        return self._words[contract.path]
