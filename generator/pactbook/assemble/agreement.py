"""The whole text of an agreement: title, parties, key terms, definitions, numbered sections, schedules.

The text is the same byte for byte whenever the same terms and clauses go in. That of a proposal in `draft/` is the one that would be
signed: its links lead where they will lead once the draft has taken its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from types import MappingProxyType
from typing import TYPE_CHECKING

from pactbook.assemble import own_text
from pactbook.assemble.draft import Draft
from pactbook.assemble.escape import inline
from pactbook.assemble.key_terms import key_terms
from pactbook.assemble.outline import Section, heading, spoken, spoken_in
from pactbook.assemble.references import Resolver
from pactbook.problems import Problem, did_you_mean, in_order
from pactbook.templates.words import in_words
from pactbook.text.sections.structure import read as read_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pactbook.model.book import Book, Contract
    from pactbook.model.parties import Party

    Words = Callable[[Contract], Mapping[str, str]]

NAMED_AT_MOST = 3
HINT = " (did you mean"  # may differ from contract to contract where the mistake is one


@dataclass(slots=True)
class Assembled:
    """The text of agreement.md, its sections by id, and what is wrong with it; `words` name every section, those of an own text too.

    `own` are problems of the contract, and of clauses whoever uses them; `depends` are problems at a place of a clause's file that
    come from this contract. Not `complete` is a text for which something could not be read; that is reported there.
    """

    contract: Contract
    text: str
    sections: Mapping[str, Section]
    words: Mapping[str, str]
    own: tuple[Problem, ...]
    depends: tuple[Problem, ...] = ()
    complete: bool = True

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong."""
        return together([self])


def assemble(book: Book, contract: Contract, words: Words | None = None) -> Assembled:
    """Assemble one contract; the text is complete only if there are no problems.

    `words` names the sections of another contract by id; without it the MSA is read here.
    """
    draft = Draft(contract)
    draft.problems += own_text.misplaced(contract)
    draft.add_clauses(book)
    own = own_text.text_of(contract)
    only_own = own is not None and all(use.text for use in contract.terms.clauses)
    front = [] if own is not None else key_terms(contract)
    draft.sections[:0] = front + ([] if only_own else draft.definitions_section(continued=own is not None))
    draft.add_schedules(own_text=own is not None)
    if own is not None and not draft.sections:
        return Assembled(contract, own, {}, own_text.Words(own), in_order(draft.problems))
    known, highest = own_text.words(own) if own is not None else ({}, 0)
    draft.number(highest, frozenset(known))
    by_id = {section.id: section for section in reversed(draft.sections)}
    named = {**known, **{section.id: spoken(section) for section in draft.sections}}
    resolver = Resolver(contract, named, lambda: _msa_words(book, contract, words), frozenset(draft.unreadable))
    blocks = [_opening(contract) if own is None else own.strip("\n"), *(_block(section, resolver) for section in draft.sections)]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    problems, depends = in_order([*draft.problems, *resolver.problems]), in_order([*draft.depends, *resolver.depends])
    return Assembled(contract, text, by_id, named, problems, depends, not (draft.unreadable or resolver.passed_over))


def together(assembled: Iterable[Assembled]) -> tuple[Problem, ...]:
    """The problems of several agreements, each once: one in a clause's file names the contracts that have it."""
    problems: list[Problem] = []
    contracts: dict[tuple[object, ...], tuple[Problem, list[str]]] = {}
    for each in assembled:
        problems += each.own
        for problem in each.depends:
            without_hint = problem.message.partition(HINT)[0]
            contracts.setdefault((problem.path, problem.position, problem.rule, without_hint), (problem, []))[1].append(each.contract.path)
    for problem, paths in contracts.values():
        shown = ", ".join(sorted(paths)[:NAMED_AT_MOST]) + (f" and {len(paths) - NAMED_AT_MOST} more" if len(paths) > NAMED_AT_MOST else "")
        problems.append(Problem(problem.path, problem.position, problem.rule, f"{problem.message} (in {shown})", problem.fix))
    return in_order(problems)


def _block(section: Section, resolver: Resolver) -> str:
    body = resolver.resolve(section)
    return f"{heading(section)}\n\n{body}" if body else heading(section)


def _opening(contract: Contract) -> str:
    terms = contract.terms
    sow = contract.sow
    title = f"# {inline(terms.title)}" + (f" ({inline(sow.sow_number)})" if sow else "")
    under = "This SOW is made under the master services agreement between the same parties (the **MSA**).\n\n" if sow else ""
    kind = "This statement of work (this **SOW**)" if sow else "This agreement"
    return (
        f"{title}\n\n{kind} is made between\n\n{_party(terms.parties.client, 'Client')}\n\nand\n\n"
        f"{_party(terms.parties.vendor, 'Vendor')}\n\n{under}It applies from {in_words(terms.term.effective_date)}."
    )


def _party(party: Party, role: str) -> str:
    identifiers = ", ".join(inline(identifier) for identifier in party.identifiers)
    notices = f"Notices: {inline(party.notices.role)}, {inline(party.notices.email)}"
    address = f"; {inline(party.notices.address)}" if party.notices.address else ""
    return f"**{inline(party.name)}** ({identifiers}), {inline(party.address)} (the **{role}**). {notices}{address}."


def _msa_words(book: Book, contract: Contract, words: Words | None) -> Mapping[str, str] | None:
    msa = book.msa(contract.vendor)
    if msa is None:
        return None
    return words(msa) if words else section_words(book, msa)


def section_words(book: Book, contract: Contract) -> Mapping[str, str]:
    """How a sentence names each section, by id: from the agreement if there is one, else as it would be assembled."""
    if contract.agreement is None:
        return assemble(book, contract).words
    return _words_in(_Named(contract.agreement))


class _Named:
    """A text that is known by its digest once it was read, so that what is kept of it does not keep the text."""

    __slots__ = ("_name", "text")

    def __init__(self, text: str) -> None:
        self.text, self._name = text, blake2b(text.encode("utf-8", "surrogatepass")).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and self._name == other._name

    def __hash__(self) -> int:
        return hash(self._name)


@lru_cache(maxsize=512)
def _words_in(agreement: _Named) -> Mapping[str, str]:
    """The same of a text; kept, since each part of a site asks for itself."""
    structure, agreement.text = read_structure(agreement.text), ""
    return MappingProxyType({section.id: spoken_in(structure, section) for section in structure.sections})


def missing_instrument(book: Book, wanted: str) -> str:
    """The message for a contract that does not exist."""
    return f"there is no contract '{wanted}'{did_you_mean(wanted, [*book.contracts, *book.proposals])}"
