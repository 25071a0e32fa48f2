"""The texts of agreements as pages show them, each read once for all pages that speak of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from pactbook.assemble.agreement import assemble
from pactbook.site.engine.makers import makers
from pactbook.site.engine.packs import Packs
from pactbook.text.sections import structure
from pactbook.text.shown.marks import first_definitions
from pactbook.text.shown.page import to_markdown
from pactbook.text.terms import definitions
from pactbook.text.terms.definitions import Definition

if TYPE_CHECKING:
    from pactbook.model.book import Book, Contract


@dataclass(frozen=True, slots=True)
class AgreementText:
    """The text of an agreement, the markdown that shows it, and the definitions that its page has an anchor for."""

    text: str
    markdown: str
    definitions: tuple[Definition, ...]


@dataclass(slots=True)
class AgreementTexts:
    """The texts of one book; those that are no more than drafts are put together once."""

    book: Book
    _drafts: dict[str, str] = field(default_factory=dict)

    def of(self, contract: Contract) -> AgreementText:
        """A contract's text: agreement.md, or what it would be where there is none yet."""
        if contract.agreement is not None:
            return read_text(contract.agreement)
        if contract.path not in self._drafts:
            self._drafts[contract.path] = assemble(self.book, contract).text
        return read_text(self._drafts[contract.path])


_memory = Packs(None)
_asked: set[str] = set()


def keep_in(packs: Packs) -> None:
    """Look for texts that were read before in these packs, and keep there what is read."""
    global _memory  # noqa: PLW0603 - one book is read in a process
    _memory = packs
    _asked.clear()


def asked() -> frozenset[str]:
    """The names in the packs of the texts that were asked for since."""
    return frozenset(_asked)


@lru_cache(maxsize=64)
def read_text(text: str) -> AgreementText:
    """The text of an agreement with the markdown that shows it; kept for a while, since several pages show the same text."""
    key = hashlib.sha256(f"{makers()}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
    _asked.add(key)
    with _memory:
        kept = _memory.get(key)
    if kept:
        entry = json.loads(kept)
        found = (Definition(*fields)._replace(aliases=tuple(fields[1])) for fields in entry["definitions"])
        return AgreementText(text, entry["markdown"], tuple(found))
    made = _read(text)
    entry = {"markdown": made.markdown, "definitions": made.definitions}
    with _memory:
        _memory.put(key, json.dumps(entry, ensure_ascii=False).encode())
    return made


def _read(text: str) -> AgreementText:
    read = structure.read(text)
    found = definitions.read(text, read)
    markdown = to_markdown(text, read, found)
    anchored = tuple(each for each in first_definitions(found) if f"#{each.anchor}" in markdown)
    return AgreementText(text, markdown, anchored)
