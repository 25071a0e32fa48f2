"""The whole text of an agreement: title, parties, key terms, definitions, numbered sections, schedules.

The text is the same byte for byte whenever the same terms and clauses go in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.assemble import rules
from pactbook.assemble.clause_text import Written, scope, write_clause
from pactbook.assemble.key_terms import key_terms
from pactbook.assemble.outline import Numbering, Section, heading, spoken, spoken_in
from pactbook.assemble.references import Resolver
from pactbook.assemble.schedules import schedules
from pactbook.assemble.schedules.schedule import plain
from pactbook.problems import Problem, did_you_mean, in_order
from pactbook.templates.fill import fill
from pactbook.templates.words import in_words
from pactbook.text.structure import read as read_structure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactbook.model.book import Book, Contract
    from pactbook.model.parties import Party

CONTINUED = "Definitions for the sections that follow"


@dataclass(slots=True)
class Assembled:
    """The text of agreement.md, its sections by id, and everything that is wrong with it."""

    text: str
    sections: Mapping[str, Section]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Draft:
    contract: Contract
    sections: list[Section] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    defined_by: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def assemble(book: Book, contract: Contract) -> Assembled:
    """Assemble one contract; the text is complete only if there are no problems."""
    draft = _Draft(contract)
    own = [contract.own_texts.get(use.text, "") for use in contract.terms.clauses if use.text]
    _clauses(draft, book)
    _own_definitions(draft)
    opening = "\n\n".join(text.strip("\n") for text in own) if own else _opening(contract)
    _front(draft, has_own_text=bool(own))
    _schedules(draft, own_text=bool(own))
    by_id = _number(draft, _highest(own))
    resolver = Resolver(contract.path, by_id, lambda: _msa_words(book, contract))
    blocks = [opening, *(_block(section, resolver) for section in draft.sections)]
    text = "\n\n".join(block for block in blocks if block) + "\n"
    return Assembled(text, by_id, in_order([*draft.problems, *resolver.problems]))


def _clauses(draft: _Draft, book: Book) -> None:
    for index, use in enumerate(draft.contract.terms.clauses):
        clause = book.clause(use.use) if use.use else None
        if clause is None:
            continue
        written = write_clause(use, index, clause, draft.contract)
        draft.problems += written.problems
        draft.sections += written.sections
        _define(draft, written, clause.name, index)


def _define(draft: _Draft, written: Written, source: str, index: int) -> None:
    path = f"{draft.contract.path}/terms.yaml"
    for term, words in written.definitions.items():
        if draft.definitions.setdefault(term, words) != words:
            message = f"'{term}' is defined by {source} and in other words by {draft.defined_by[term]}"
            where = draft.contract.document.at("clauses", index)
            draft.problems.append(Problem(path, where, rules.DEFINED_TWICE, message))
        draft.defined_by.setdefault(term, source)


def _own_definitions(draft: _Draft) -> None:
    path, document = f"{draft.contract.path}/terms.yaml", draft.contract.document
    for term, words in draft.contract.terms.definitions.items():
        where = document.at("definitions", term)
        filled, wrong = fill(" ".join(words.split()), scope(draft.contract), path, where.line)
        draft.problems += [Problem(path, where, each.rule, each.message) for each in wrong]
        if draft.definitions.setdefault(term, filled) != filled:
            message = f"'{term}' is defined here and in other words by {draft.defined_by[term]}"
            draft.problems.append(Problem(path, where, rules.DEFINED_TWICE, message))


def _front(draft: _Draft, *, has_own_text: bool) -> None:
    front = [] if has_own_text else key_terms(draft.contract.terms)
    if draft.definitions:
        lines = [f"**{term}** means {_sentence(words)}" for term, words in sorted(draft.definitions.items(), key=lambda d: d[0].casefold())]
        front.append(Section("definitions", CONTINUED if has_own_text else "Definitions", 1, "\n\n".join(lines)))
    for section in front:
        section.origin = (f"{draft.contract.path}/terms.yaml", 1)
    draft.sections[:0] = front


def _sentence(words: str) -> str:
    return words if words.endswith((".", ";", ":")) else f"{words}."


def _schedules(draft: _Draft, *, own_text: bool) -> None:
    sow = draft.contract.sow
    if sow is None:
        return
    for schedule in schedules(sow, own_text=own_text):
        draft.sections.append(Section(schedule.id, schedule.title, 1, schedule.body, schedule=True))
        draft.sections += [
            Section(f"{schedule.id}.{part.id}", part.title, 2, part.body, schedule=True) for part in schedule.parts
        ]


def _highest(own: list[str]) -> int:
    highest = 0
    for text in own:
        for section in read_structure(text).sections:
            whole = section.number.rstrip(".")
            if whole.isdigit():
                highest = max(highest, int(whole))
    return highest


def _number(draft: _Draft, start: int) -> dict[str, Section]:
    numbering = Numbering([start, 0, 0])
    by_id: dict[str, Section] = {}
    for section in draft.sections:
        numbering.give(section)
        if section.id in by_id:
            where = draft.contract.document.at("clauses")
            message = f"two sections have the id '{section.id}'"
            draft.problems.append(Problem(f"{draft.contract.path}/terms.yaml", where, rules.TWICE, message))
        by_id.setdefault(section.id, section)
    return by_id


def _block(section: Section, resolver: Resolver) -> str:
    body = resolver.resolve(section)
    return f"{heading(section)}\n\n{body}" if body else heading(section)


def _opening(contract: Contract) -> str:
    terms = contract.terms
    sow = contract.sow
    title = f"# {plain(terms.title)}" + (f" ({plain(sow.sow_number)})" if sow else "")
    under = "This SOW is made under the master services agreement between the same parties (the **MSA**).\n\n" if sow else ""
    kind = "This statement of work (this **SOW**)" if sow else "This agreement"
    return (
        f"{title}\n\n{kind} is made between\n\n{_party(terms.parties.client, 'Client')}\n\nand\n\n"
        f"{_party(terms.parties.vendor, 'Vendor')}\n\n{under}It applies from {in_words(terms.term.effective_date)}."
    )


def _party(party: Party, role: str) -> str:
    identifiers = ", ".join(plain(identifier) for identifier in party.identifiers)
    notices = f"Notices: {plain(party.notices.role)}, {plain(party.notices.email)}"
    address = f"; {plain(party.notices.address)}" if party.notices.address else ""
    return f"**{plain(party.name)}** ({identifiers}), {plain(party.address)} (the **{role}**). {notices}{address}."


def _msa_words(book: Book, contract: Contract) -> Mapping[str, str]:
    msa = book.msa(contract.vendor)
    return section_words(book, msa) if msa else {}


def section_words(book: Book, contract: Contract) -> Mapping[str, str]:
    """How a sentence names each section, by id: from the agreement if there is one, else as it would be assembled."""
    if contract.agreement is None:
        return {section.id: spoken(section) for section in assemble(book, contract).sections.values()}
    structure = read_structure(contract.agreement)
    return {section.id: spoken_in(structure, section) for section in structure.sections}


def missing_instrument(book: Book, wanted: str) -> str:
    """The message for a contract that does not exist."""
    return f"there is no contract '{wanted}'{did_you_mean(wanted, [*book.contracts, *book.proposals])}"
