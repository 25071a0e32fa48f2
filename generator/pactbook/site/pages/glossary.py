"""Every defined term of every agreement, with its words and where it is defined."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.markup import blocks, link
from pactbook.site.page import Page, plain
from pactbook.site.views.parts import Piece, of_contracts
from pactbook.text.terms.definitions import BRACKET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pactbook.site.views.view import View
    from pactbook.text.terms.definitions import Definition

ORDER = 70
LONGEST = 600
"""Characters of a definition that are shown here; the agreement has the rest."""
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{[#.:][^}\n]*\}")
_END = re.compile(r"\n[ \t]*\n")
_OTHER = "Other"

Meanings = dict[str, list[str]]
"""The places that define a term, by the words with which they do."""


def pages(view: View) -> Iterator[Page]:
    """One page; agreements that define a term with the same words stand together."""
    letters: dict[str, list[str]] = defaultdict(list)
    terms = _terms(view)
    for term in sorted(terms, key=str.casefold):
        letters[_letter(term)].append(_entry(term, terms[term]))
    lead = "Terms with a capital letter have the meaning that the agreement gives them. The words stand here once for all agreements that share them."
    parts = [f"## {letter} {{#{_anchor(letter)}}}\n\n" + "\n\n".join(entries) for letter, entries in sorted(letters.items())]
    body = blocks("# Glossary", lead, _jump(sorted(letters)), *parts)
    yield Page(paths.GLOSSARY, "Glossary", body, "glossary", trusted=True, nav=("Glossary",), search_weight=0.6)


def pieces(view: View) -> Iterator[Piece]:
    """All at once; of manuals they say nothing."""
    yield Piece("glossary", of_contracts(view.book), pages)


def _terms(view: View) -> Mapping[str, Meanings]:
    terms: dict[str, Meanings] = defaultdict(lambda: defaultdict(list))
    for contract in view.book.contracts.values():
        shown = view.texts.of(contract)
        for definition in shown.definitions:
            place = f"{paths.contract(contract)}#{definition.anchor}"
            where = link(_name(view, contract.vendor, contract.terms.title), place, paths.GLOSSARY)
            terms[definition.term][_words(definition, shown.text)].append(where)
    return terms


def _name(view: View, vendor: str, title: str) -> str:
    return f"{view.book.vendor_name(vendor)}: {title}" if view.internal else title


def _words(definition: Definition, text: str) -> str:
    """A definition's paragraph without its links, which lead elsewhere from here; nothing for a term named inside a sentence."""
    if definition.form == BRACKET:
        return ""
    end = _END.search(text, definition.end)
    paragraph = text[definition.end : min(end.start() if end else len(text), definition.end + 2 * LONGEST)]
    rest = " ".join(_ATTRIBUTES.sub("", _LINK.sub(r"\1", paragraph)).replace("**", "").split()).lstrip("\"”’'»")
    words = f"{definition.term} {rest.strip()}"
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"


def _letter(term: str) -> str:
    first = term[:1].upper()
    return first if first.isascii() and first.isalpha() else _OTHER


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"


def _jump(letters: Sequence[str]) -> str:
    return " ".join(f"[{letter}](#{_anchor(letter)})" for letter in letters) + "\n{.pb-jump}" if letters else ""


def _entry(term: str, meanings: Meanings) -> str:
    """An entry of a definition list: the term, then one definition for each way in which agreements say it."""
    lines = [plain(term)]
    for words, places in meanings.items():
        said = "Defined in" if words else "Named in the running text of"
        lines += [*([f":   {plain(words)}", ""] if words else []), f"{'    ' if words else ':   '}{said} {'; '.join(places)}", ""]
    return "\n".join(lines).strip()
