"""The markdown that the site shows for a contract's text: the same words, with ids, anchors and links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pactbook.text.sections.structure import Structure
from pactbook.text.shown import marked, plain
from pactbook.text.shown.marks import Mark, Marks, first_definitions, references_of, terms_of, without_overlap
from pactbook.text.terms import references
from pactbook.text.terms.definitions import Definition

# The end of bold around a quoted or bare term: **Term**, **"Term"**
_BOLD_END = re.compile(r"[\"”'’]?(?:\*\*|__)(?!\{)")


def to_markdown(text: str, structure: Structure, definitions: Sequence[Definition]) -> str:
    """Make the page of a text. Its visible words are those of the text, in their order.

    An assembled agreement gets anchors at its definitions and links from its terms, nothing else. A text that was written elsewhere
    gets ids at its headings too, links from references that resolve, and no HTML; plain text becomes headings and paragraphs. Sections of
    the library that follow such a text are treated as those of an assembled agreement.
    """
    chosen = first_definitions(definitions)
    terms = terms_of(text, chosen)
    links = (link for link in references_of(structure, references.read(text, structure)) if link.start < structure.added)
    marks = Marks(without_overlap([*_anchors(text, chosen), *links], structure), terms)
    own = replace(structure, sections=tuple(one for one in structure.sections if one.begin < structure.added))
    markup = marked.guard(text, 0 if structure.form == "markdown" else structure.added)
    terms.safe = markup.free
    made = ""
    if structure.form == "plain":
        made = plain.page(structure.lines.text[: structure.added], own, marks)
    elif structure.form == "markdown":
        made = marked.own(text[: structure.added], own, marks, markup)
    return (
        made.rstrip("\n") + "\n\n" * bool(made) + marked.added(text, structure.added, marks, markup)
        if structure.added < len(text)
        else made
    )


def _anchors(text: str, definitions: Iterable[Definition]) -> Iterator[Mark]:
    """The term in bold with its anchor; where it is bold already, the anchor alone."""
    for one in definitions:
        bold = _BOLD_END.match(text, one.end)
        opened = text[max(0, one.start - 3) : one.start].rstrip("\"“'‘").endswith(("**", "__"))
        if bold and opened:
            yield Mark(bold.end(), bold.end(), "", f"{{#{one.anchor}}}")
        elif not opened:
            yield Mark(one.start, one.end, "**", f"**{{#{one.anchor}}}")
