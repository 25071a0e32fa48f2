"""The sections of a contract's text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pactbook.text.letters import lines
from pactbook.text.letters.lines import Lines
from pactbook.text.sections import contents, labels, listing, numbering
from pactbook.text.sections.extent import Found, whole_words
from pactbook.text.sections.outline import Outline

if TYPE_CHECKING:
    from pactbook.text.sections.labels import Label

_DEEPEST = 6
Outlined = tuple[tuple[int, int, str, int | None], ...]


class Section(NamedTuple):
    """One section. Lines and columns count from 1, offsets (`begin`, `label_end`, `heading_end`, `body`, `stop`) from 0.

    `number` and `title` are as written; `kind` is `heading` for a markdown heading without a number, else `article`, `section`,
    `exhibit`, `recitals` and so on. `start` and `end` are the first and last line of the section's own text, which ends
    where the next section, of whatever level, starts. `parent` is an index into `Structure.sections`.
    `run_in` says that text follows the title (or the number, where there is no title) on the same line.
    """

    id: str
    kind: str
    number: str
    title: str
    level: int
    line: int
    col: int
    start: int
    end: int
    parent: int | None
    run_in: bool
    begin: int
    label_end: int
    heading_end: int
    body: int
    stop: int


@dataclass(frozen=True, slots=True)
class Structure:
    """The sections of a text in their order, its tables of contents (start and end offsets), and how it is written.

    `form` is `assembled` (every heading is a markdown heading with an id), `markdown` or `plain`. From the offset `added` on, sections of
    the library follow, assembled whatever the form: 0 in an assembled text, the text's length where none follow.
    """

    sections: tuple[Section, ...]
    contents: tuple[tuple[int, int], ...]
    form: str
    lines: Lines
    added: int
    _begins: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Know where the sections begin, which is asked for all the time."""
        object.__setattr__(self, "_begins", tuple(section.begin for section in self.sections))

    @property
    def outline(self) -> "Outlined":
        """For each section the line and column of its begin, its id and the index of the section around it: a small part of what is known."""
        return tuple((each.line, each.col, each.id, each.parent) for each in self.sections)

    def at(self, offset: int) -> int | None:
        """The index of the section in which a character stands, None before the first."""
        after = bisect_right(self._begins, offset)
        return after - 1 if after else None


# A markdown heading: one to six number signs and a space (the space may be missing before a number or "Annex 1"); an id in braces may close it.
_HEADING = re.compile(
    r"^(?P<marks>\#{1,6})(?:[ \t]+|(?<=\#\#)(?=\d|(?i:article|section|clause|part|exhibit|schedule|annex|appendix|attachment|addendum)[ ]+(?:\d|[A-Z]\b|[IVX]+\b)))(?P<words>[^\n]*)$",
    re.MULTILINE,
)
_ID = re.compile(r"\{:?[ ]*\#(?P<id>[^\s{}]+)[^{}\n]*\}\Z")
# The number at the start of a heading's words, with its own word or without.
_NUMBERED = re.compile(
    r"(?:(?P<word>article|section|clause|part|exhibit|schedule|annex|appendix|attachment|addendum)[ ]+)?"
    r"(?P<number>\d+(?:\.\d+)*[A-Z]?|(?<=[ ])[A-Z](?:-?\d+)?|(?<=[ ])[IVXLC]+|[IVX]+(?=\.))(?:[.):]|(?=[\s–—-]|$))[\s.:–—-]*",
    re.IGNORECASE,
)
# What only markdown has: bold, a table's rule, an id in braces, an underlined code fence, each with a sign of it that is found at once; and a link.
_MARKDOWN = {
    "**": re.compile(r"(?<![*\w])\*\*[^\s*\]][^*\n]*\*\*(?!\*)"),
    "|": re.compile(r"^\|?[ ]*:?-{3,}:?[ ]*\|", re.MULTILINE),
    "{#": re.compile(r"\{#[^{}\s]+\}"),
    "```": re.compile(r"^```", re.MULTILINE),
}
_LINK = re.compile(r"\]\([^)\s]*+(?P<end>\))?")  # read on to where an address ends, closed or not, so that a row of "](" is read once


@lru_cache(maxsize=32)  # checks, references and pages ask for the same agreements one after another
def read(text: str) -> Structure:
    """Find the sections of a text, whatever its numbering."""
    rows = lines.read(text)
    text = rows.text
    headings = list(_headings(text))
    added = _added(text, headings)
    before = [heading for heading in headings if heading.start < added]
    own = rows if added == len(text) else lines.read(text[:added])
    form = "markdown" if before or _is_markdown(text, added) else "plain"
    spans = contents.find(own)
    found = _numbered(own, spans, [heading for heading in before if not contents.inside(heading.start, spans)])
    library = headings[len(before) :]
    if library and found == before[:1] and (before or not text[:added].strip()):  # nothing but a title and the parties stand before it
        return Structure(_sections(rows, headings), (), "assembled", rows, 0)
    found = found or _capitals(own)
    return Structure(_sections(rows, [*found, *library]), spans, form, rows, added)


def _is_markdown(text: str, end: int) -> bool:
    """Whether a text has, before an offset, what only markdown has."""
    marked = any(sign in text and pattern.search(text, 0, end) for sign, pattern in _MARKDOWN.items())
    return marked or any(link["end"] for link in _LINK.finditer(text, 0, end))


def _added(text: str, headings: list[Found]) -> int:
    """Where the sections of the library begin: with the first of the last headings that all have an id."""
    added = len(text)
    for heading in reversed(headings):
        if not heading.id:
            break
        added = heading.start
    return added


def _headings(text: str) -> Iterator[Found]:
    """The markdown headings of a text."""
    if "#" not in text:
        return
    fences = lines.fences(text)
    for match in _HEADING.finditer(text):
        if any(start <= match.start() < end for start, end in fences):
            continue
        words = match["words"].strip()
        named = _ID.search(words, max(0, words.rfind("{")))
        words = words[: named.start() if named else None].strip().rstrip("#").strip()
        number = _NUMBERED.match(words)
        kind = numbering.kind_of(number["word"]) if number and number["word"] else "integer" if number else "heading"
        title = words[number.end() :] if number else words
        start = match.start("words")
        label_end = start + (number.end() if number else 0)
        level = len(match["marks"])
        number_text = number["number"] if number else ""
        yield Found(
            match.start(),
            label_end,
            match.end(),
            match.end(),
            kind,
            number_text,
            title.strip("* "),
            level,
            run_in=False,
            id=named["id"] if named else "",
        )


def _numbered(rows: Lines, spans: tuple[tuple[int, int], ...], headings: list[Found]) -> list[Found]:
    """The headings and the numbered sections of a text that was written elsewhere, merged."""
    outline = Outline(rows)
    events: list[tuple[int, int, Label | Found]] = [(heading.start, 0, heading) for heading in headings]
    items = listing.read(rows.text)
    events += [(item.start, 0, item) for item in items]
    deep = any(len(numbering.path(heading.number)) > 1 for heading in headings)
    if not items and not deep:
        chapters = any(heading.number for heading in headings)
        found = [(label.start, 1, label) for label in labels.at_lines(rows)] + [(label.start, 2, label) for label in labels.within(rows)]
        events += [one for one in found if not chapters or _below_chapters(one[2])]
    past = -1
    for start, _, event in sorted(events, key=lambda one: one[:2]):
        if start < past or contents.inside(start, spans):
            continue
        if isinstance(event, Found):
            outline.adopt(event)
        else:
            outline.take(event)
        if outline.found:
            past = max(past, outline.found[-1].end)
    return outline.found


def _below_chapters(label: "Label") -> bool:
    """Whether a label numbers a paragraph of a chapter that has a markdown heading: `1.1`, or `§ 1.1` where a paragraph opens."""
    return label.kind == "decimal" or (label.kind == "section" and "." in label.number and label.place is labels.Place.PARAGRAPH)


def _capitals(rows: Lines) -> list[Found]:
    """Where nothing is numbered: the short lines in capitals that stand between blank lines."""
    found = []
    for match in re.finditer(r"(?m)(?:^|(?<=\n\n))[ \t]*([A-Z][A-Z0-9 ,;&'’/()-]{3,80})[.:]?[ \t]*(?=\n\s*\n|\Z)", rows.text):
        words = match.group(1).strip()
        if not rows.is_furniture(words):
            start, end = whole_words(rows.text, match.start(1), match.start(1) + len(words))
            found.append(Found(start, start, end, end, "heading", "", words, 2, run_in=False))
    return found


def _sections(rows: Lines, found: list[Found]) -> tuple[Section, ...]:
    sections: list[Section] = []
    stack: list[int] = []
    taken: dict[str, int] = {}
    attachment = ""
    for index, one in enumerate(found):
        while stack and sections[stack[-1]].level >= one.level:
            stack.pop()
        if one.kind in numbering.ATTACHED:
            attachment = f"{one.kind}-{numbering.slug(one.number)}"
        unique = _unique(one.id or _name(one, attachment), taken)
        stop = found[index + 1].start if index + 1 < len(found) else len(rows.text)
        line, col = rows.position(one.start)
        start, end = rows.position(min(one.body, len(rows.text)))[0], _last_line(rows, one.body, stop)
        parent = stack[-1] if stack else None
        extent = (one.start, one.label_end, one.end, one.body, stop)
        level = min(_DEEPEST, one.level)
        sections.append(
            Section(unique, one.kind, one.number, one.title, level, line, col, start, max(start, end), parent, one.run_in, *extent)
        )
        stack.append(index)
    return tuple(sections)


def _last_line(rows: Lines, body: int, stop: int) -> int:
    text = rows.text[body:stop]
    return rows.position(body + max(0, len(text.rstrip()) - 1))[0]


def _name(one: Found, attachment: str) -> str:
    """An id made from a section's number, or from its words where it has none."""
    number = numbering.slug(one.number)
    if one.kind in numbering.ATTACHED:
        return f"{one.kind}-{number}"
    if one.kind in ("recitals", "heading") or not number:
        return "recitals" if one.kind == "recitals" else numbering.slug(one.title).replace(".", "-") or "section"
    prefix = f"{attachment}-s" if attachment else "s"
    return f"{prefix}-{one.kind}-{number}" if one.kind in ("article", "part") else f"{prefix}-{number}"


def _unique(name: str, taken: dict[str, int]) -> str:
    count = taken.get(name, 0) + 1
    taken[name] = count
    if count == 1:
        return name
    return _unique(f"{name}-{count}", taken)
