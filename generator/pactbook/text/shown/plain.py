"""The page of a plain text: headings and paragraphs made from it, everything else shown as it is."""

import re
from collections import deque
from collections.abc import Iterator

from pactbook.text.letters import escaping
from pactbook.text.sections import blocks, contents, numbering
from pactbook.text.sections.blocks import Block, Depths
from pactbook.text.sections.structure import Section, Structure
from pactbook.text.shown.marks import Mark, Marks

_SHORT_LINE = 60
_SPACES = re.compile(r"\s+")


def page(text: str, structure: Structure, marks: Marks) -> str:
    """The whole text as markdown."""
    first = structure.sections[0].begin if structure.sections else len(text)
    parts = list(_body((0, first), structure, marks))
    for section in structure.sections:
        parts.extend(_section(section, structure, marks))
    return "\n\n".join(parts) + "\n"


def _section(section: Section, structure: Structure, marks: Marks) -> Iterator[str]:
    if not _has_heading(section):
        yield from _body((section.begin, section.stop), structure, marks, anchor=section.id)
        return
    words = _collapse(escaping.inline(structure.lines.text[section.begin : section.heading_end]))
    yield f"{'#' * section.level} {words} {{#{section.id}}}"
    yield from _body((section.heading_end, section.stop), structure, marks)


def _has_heading(section: Section) -> bool:
    return bool(section.title) or section.kind in numbering.ATTACHED or section.kind in ("article", "part")


def _body(span: tuple[int, int], structure: Structure, marks: Marks, anchor: str = "") -> Iterator[str]:
    """The paragraphs between two offsets; the first carries the anchor of a section without a title."""
    text, depths = structure.lines.text, Depths()
    for block in blocks.cut(text, *span, depths):
        own = [] if contents.inside(block.start, structure.contents) else marks.between(block.start, block.end)
        words = _paragraph(text, block, own)
        if not words:
            continue
        attributes = _attributes(text, block, structure)
        if anchor:
            attributes = [f"#{anchor}"]
            depths.open.clear()
        yield f"{words}\n{{: {' '.join(attributes)} }}" if attributes else words
        anchor = ""


def _attributes(text: str, block: Block, structure: Structure) -> list[str]:
    """The classes of a paragraph: its depth, or that it belongs to the page that it was taken from."""
    if block.depth:
        return [f".pb-sub{block.depth}"]
    return [".pb-furniture"] if structure.lines.is_furniture(text[block.start : block.end]) else []


def _paragraph(text: str, block: Block, marks: list[Mark]) -> str:
    """One paragraph; lines that are all short (an address, a signature) stay lines."""
    lines = text[block.start : block.end].split("\n")
    if len(lines) > 1 and all(len(line.strip()) < _SHORT_LINE for line in lines):
        return _short_lines(text, block, marks)
    return escaping.at_start(_collapse(_marked(text, block.start, block.end, marks)))


def _short_lines(text: str, block: Block, marks: list[Mark]) -> str:
    rows: list[str] = []
    ahead, start = deque(marks), block.start
    while start < block.end:
        found = text.find("\n", start, block.end)
        end = block.end if found < 0 else found
        own = []
        while ahead and ahead[0].start < end:
            mark = ahead.popleft()
            if start <= mark.start and mark.end <= end:
                own.append(mark)
        row = escaping.at_start(_collapse(_marked(text, start, end, own)))
        if row:
            rows.append(row)
        start = end + 1
    return "  \n".join(rows)


def _marked(text: str, start: int, end: int, marks: list[Mark]) -> str:
    pieces: list[str] = []
    for mark in marks:
        pieces += (escaping.inline(text[start : mark.start]), mark.before, escaping.inline(text[mark.start : mark.end]), mark.after)
        start = mark.end
    pieces.append(escaping.inline(text[start:end]))
    return "".join(pieces)


def _collapse(words: str) -> str:
    return _SPACES.sub(" ", words).strip()
