"""The values of the contract that a manual's pages refer to, restate or contradict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pactbook.templates.expressions import scan
from pactbook.values import known
from pactbook.values.restated import Restated, Restatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.model.book import Book, Contract
    from pactbook.model.manual import Manual
    from pactbook.values.known import Known

_LEVEL_LINK = re.compile(r"\]\(sow:#service-levels\.([\w-]+)\)")


@dataclass
class ManualValues:
    """What binds one manual: the SOW that it works under, then the MSA."""

    book: Book
    manual: Manual

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """The contracts by the name that expressions call them, `sow` and `msa`; what is missing is left out."""
        name = self.manual.outline.contract
        own = self.book.contracts.get(name) or self.book.proposals.get(name)
        frame = self.book.msa(self.manual.vendor)
        found = {"sow": own} if own and not own.is_msa else {}
        return {**found, **({"msa": frame} if frame else {})}

    @cached_property
    def _restated(self) -> Restated:
        sides = {word: side for contract in self.contracts.values() for word, side in known.sides(contract).items()}
        held: dict[object, Known] = {}
        for contract in self.contracts.values():  # the SOW first: where both hold a value, the SOW's is the one that binds
            for value in known.of_contract(contract):
                held.setdefault(value.route, value)
        return Restated(list(held.values()), sides)

    def contract(self, value: Known) -> Contract:
        """The contract that holds a value."""
        return self.contracts[value.expression.partition(".")[0]]

    def restated(self, text: str, read: str) -> Iterator[Restatement]:
        """The values that a page restates; `read` is its text as a reader sees it, with code and markup blanked."""
        named = [(found.start, ".".join(found.expression.names)) for found in scan(text) if found.expression]
        linked = [(found.start(), f"@{found[1].replace('-', '_')}") for found in _LEVEL_LINK.finditer(text)]
        return self._restated.within(read, sorted(named + linked))
