"""Code blocks, footnotes, links and headings that hold more than the site shows of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pactbook.assemble.fences import fences
from pactbook.checks.writing import Writing
from pactbook.problems import Position, Problem, Rule, Severity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.checks.subject import Subject
    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import ManualPage

OPTIONS = Rule(
    "C306",
    "Options of a code block",
    "The site shows the block as it is, without title, numbers or marked lines.",
    "Leave nothing but the language, if anything, after the signs that open the block.",
    Severity.HINT,
)
DIAGRAM = Rule(
    "C307",
    "Diagram that is written as code",
    "The site draws nothing: readers see the code.",
    "Save the diagram as a picture in images/ and show that, or say it in a list.",
    Severity.WARNING,
)
FOOTNOTE = Rule(
    "C310",
    "Footnote without its other half",
    "A sign without a note leads nowhere; a note without a sign has nothing that it belongs to.",
    "Write the sign [^1] in the text and the note as a line '[^1]: …', each note once.",
    Severity.WARNING,
)
HOVER = Rule(
    "C311",
    "Title of a link",
    "The site leaves it out: on a phone, on paper and read aloud it would be lost.",
    "Say it in the sentence.",
    Severity.HINT,
)
IN_HEADING = Rule(
    "C312",
    "Picture or footnote in a heading",
    "In the list of contents it is missing, and the heading reads differently there.",
    "Put it into the text under the heading.",
    Severity.WARNING,
)
RULES = (OPTIONS, DIAGRAM, FOOTNOTE, HOVER, IN_HEADING)
_DIAGRAMS = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "flowchart", "d2", "math", "vega-lite"})
_INFO = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(?P<info>.*?)[ \t]*")
_DEFINED = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\n]+)\]:", re.MULTILINE)
_USED = re.compile(r"(?<!\\)\[\^(?P<name>[^\]\s]+)\]")


def check(subject: Subject) -> Iterator[Problem]:
    """Every page of every manual."""
    for manual in subject.manuals:
        for page in manual.pages:
            reading, writing = subject.linker.read(page), Writing.of_page(manual, page)
            yield from _blocks(page)
            yield from _footnotes(writing, reading)
            yield from _links(writing, reading)
            yield from _headings(page)


def _blocks(page: ManualPage) -> Iterator[Problem]:
    lines = page.text.split("\n") if "```" in page.text or "~~~" in page.text else []
    for first, _, _ in fences(lines):
        found = _INFO.fullmatch(lines[first])
        info = found["info"] if found else ""
        language = info.strip("{}. ").split(" ")[0].lower()
        where = Position(page.text_line + first, lines[first].index(info) + 1)
        if language in _DIAGRAMS:
            yield Problem(page.path, where, DIAGRAM, f"the site shows '{language}' as code")
        elif info.startswith("{") or " " in info:
            yield Problem(page.path, where, OPTIONS, f"the site drops the options {shown(info)}")


def _footnotes(page: Writing, reading: Reading) -> Iterator[Problem]:
    if "[^" not in page.text:
        return
    notes = [found for found in _DEFINED.finditer(page.text) if not reading.in_code(found.start())]
    starts = {found.end() - 1 for found in notes}
    signs = [found for found in _USED.finditer(page.text) if found.end() not in starts and not reading.in_code(found.start())]
    times, used = Counter(found["name"] for found in notes), {found["name"] for found in signs}
    for found in signs:
        if found["name"] not in times:
            yield _footnote(page, found, f"no line '[^{found['name']}]: …' has the note to this sign")
    seen = set()
    for found in notes:
        if found["name"] in seen:
            yield _footnote(page, found, f"the note '{found['name']}' stands twice; the site shows one of them")
        elif found["name"] not in used:
            yield _footnote(page, found, f"nothing in the text has the sign [^{found['name']}] of this note")
        seen.add(found["name"])


def _footnote(page: Writing, found: re.Match[str], message: str) -> Problem:
    return Problem(page.path, page.position(found.start("name") - 2), FOOTNOTE, message)


def _links(page: Writing, reading: Reading) -> Iterator[Problem]:
    for link, closing in (*((link, ")") for link in reading.links), *((link, "") for link in reading.defined)):
        title = page.text[link.until : link.end].strip(" \n>").removesuffix(closing).strip() if link.until else ""
        if title[:1] in {'"', "'", "("} and len(title) > 1:
            yield Problem(page.path, page.position(link.start), HOVER, f"the site leaves out the title {shown(title[1:-1])}")


def _headings(page: ManualPage) -> Iterator[Problem]:
    for number, line in enumerate(page.text.split("\n")):
        found = re.search(r"!\[|\[\^", line) if line.startswith("#") else None
        if found:
            what = "a picture" if found[0] == "![" else "the sign of a footnote"
            yield Problem(page.path, Position(page.text_line + number, found.start() + 1), IN_HEADING, f"the heading holds {what}")
