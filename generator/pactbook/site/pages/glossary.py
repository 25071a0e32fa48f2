"""Every defined term of every agreement, with its words and where it is defined."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from pactbook.site import paths
from pactbook.site.markup import blocks, link
from pactbook.site.page import Page, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.site.view import View
    from pactbook.text.definitions import Definition

ORDER = 70
INLINE = "inline-bracket"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def pages(view: View) -> Iterator[Page]:
    """One page; agreements that define a term with the same words stand together."""
    terms: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for contract in view.book.contracts.values():
        for definition in view.texts.of(contract).definitions:
            place = f"{paths.contract(contract)}#{definition.anchor}"
            where = link(_name(view, contract.vendor, contract.terms.title), place, paths.GLOSSARY)
            terms[definition.term][_words(definition)].append(where)
    parts = [_entry(term, terms[term]) for term in sorted(terms, key=str.casefold)]
    lead = "Terms with a capital letter have the meaning that the agreement gives them. The words stand here once for all agreements that share them."
    yield Page(paths.GLOSSARY, "Glossary", blocks("# Glossary", lead, *parts), "glossary", trusted=True, nav=("Glossary",), search_weight=0.6)


def _name(view: View, vendor: str, title: str) -> str:
    return f"{view.book.vendor_name(vendor)}: {title}" if view.internal else title


def _words(definition: Definition) -> str:
    """A definition's words without its links, which lead elsewhere from here; nothing for a term named inside a sentence."""
    if definition.form == INLINE:
        return ""
    words = " ".join(_LINK.sub(r"\1", definition.text).replace("**", "").split()).strip("\"“”‘’' ")
    return words if words.endswith((".", ";", ":")) else f"{words.rpartition(' ')[0] or words} …"


def _entry(term: str, meanings: dict[str, list[str]]) -> str:
    lines = [f"## {plain(term)}"]
    for words, places in meanings.items():
        said = "Defined in" if words else "Named in the running text of"
        lines += [*([plain(words)] if words else []), f"{said} {'; '.join(places)}"]
    return "\n\n".join(lines)
