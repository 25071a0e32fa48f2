"""Names of a vendor where another vendor reads.

Each vendor has a site of its own, made of its agreements, its manuals and the clauses in them; what people write there is free text, and nothing but
this rule keeps another vendor's name out of it. Only distinctive names count (`VendorNames`), and none that the reader knows from an agreement that it
has signed. A page that several vendors share may name none of them, for none may learn of the others.

A name within a longer word counts where a capital, a figure or a sign parts it off, and where it is run together with what companies add to one
(ZENITHCC, zenithgroup). Run together with anything else (ZENITHKA) it is passed over: no list tells that from a word of some language, and a false
alarm keeps a site from being made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.manuals.vendor_names import is_signed, vendor_names
from pactbook.model.book import AGREEMENT
from pactbook.problems import Position, Problem, Rule
from pactbook.text.letters import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.checks.subject import Subject
    from pactbook.manuals.vendor_names import VendorNames
    from pactbook.model.book import Contract
    from pactbook.model.clause import ClauseVersion
    from pactbook.model.document import Document
    from pactbook.model.manual import Manual

NAMED = Rule(
    "C064",
    "Another vendor's name",
    "A vendor must not learn from its site who else works for the client, still less on what terms.",
    "Take the name out. For the reader's own company write {{ vendor.name }}; where it has to stand, legal can waive it in what they sign.",
)
RULES = (NAMED,)


def check(subject: Subject) -> Iterator[Problem]:
    """Manuals with their outlines, clauses in use, and contracts that nobody has signed yet."""
    names = vendor_names(subject.book)
    for manual in subject.manuals:
        yield from _manual(names, manual)
    readers = _users(subject)
    for versions in subject.clauses.values():
        for clause in versions:
            yield from _clause(names, clause, readers.get(clause.name, ()))
    for contract in subject.contracts:
        if contract.is_proposal or not is_signed(contract):
            yield from _contract(names, contract)


def _users(subject: Subject) -> dict[str, tuple[str, ...]]:
    """The vendors that read each version of a clause."""
    found: dict[str, dict[str, None]] = {}
    for contract in (*subject.book.contracts.values(), *subject.book.proposals.values()):
        for use in contract.terms.clauses:
            found.setdefault(use.use, {})[contract.vendor] = None
    return {name: tuple(vendors) for name, vendors in found.items()}


def _manual(names: VendorNames, manual: Manual) -> Iterator[Problem]:
    for page in manual.pages:
        yield from _text(names, page.path, page.text, manual.audience, page.text_line)
        yield from _words(names, page.path, f"the file is called '{page.file}'", page.file, manual.audience)
    for image in manual.images:
        yield from _words(names, f"{manual.path}/{image}", f"the file is called '{image}'", image, manual.audience)
    shown = (("title",), ("summary",), ("owner",), ("pages",))
    yield from _values(names, f"{manual.path}/outline.yaml", manual.document, shown, manual.audience)


def _clause(names: VendorNames, clause: ClauseVersion, readers: Iterable[str]) -> Iterator[Problem]:
    """What vendors see of a clause: notes and fallback are for the client alone."""
    yield from _text(names, clause.path, clause.text, readers, clause.text_line)
    yield from _values(names, clause.path, clause.document, (("title",), ("changes",), ("definitions",), ("parameters",)), readers)


def _contract(names: VendorNames, contract: Contract) -> Iterator[Problem]:
    yield from _text(names, f"{contract.path}/{AGREEMENT}", contract.agreement or "", (contract.vendor,))
    shown = (
        ("title",),
        ("summary",),
        ("values",),
        ("definitions",),
        ("services",),
        ("services_description",),
        ("service_levels",),
        ("documents",),
    )
    yield from _values(names, f"{contract.path}/terms.yaml", contract.document, shown, (contract.vendor,))


def _text(names: VendorNames, path: str, text: str, readers: Iterable[str], first_line: int = 1) -> Iterator[Problem]:
    told: set[int] = set()
    for reader in readers:
        for offset, words, _ in names.found(text, reader):
            if offset not in told:
                told.add(offset)
                line, col = lines.read(text).position(offset)
                yield Problem(path, Position(line + first_line - 1, col), NAMED, _message(words, reader))


def _values(
    names: VendorNames, path: str, document: Document, shown: Iterable[tuple[str, ...]], readers: Iterable[str]
) -> Iterator[Problem]:
    """The texts of a YAML file that a page shows, below the keys `shown`."""
    for key in shown:
        for route, text in _texts(document.value.get(key[0]), key):
            for reader in readers:
                if found := next(names.found(text, reader), None):
                    yield Problem(path, document.at(*route), NAMED, _message(found[1], reader))
                    break


def _texts(value: object, route: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*route, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*route, place))


def _words(names: VendorNames, path: str, what: str, text: str, readers: Iterable[str]) -> Iterator[Problem]:
    for reader in readers:
        if found := next(names.found(text, reader), None):
            yield Problem(path, Position(), NAMED, f"{what}: {_message(found[1], reader)}")
            return


def _message(words: str, reader: str) -> str:
    return f"'{' '.join(words.split())}' is the name of another vendor than '{reader}', which reads this"
