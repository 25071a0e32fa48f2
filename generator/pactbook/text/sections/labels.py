"""Finding everything in a text that could be the number of a section."""

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from pactbook.text.letters import beginnings
from pactbook.text.letters.lines import Lines
from pactbook.text.sections import numbering
from pactbook.text.sections.titles import Title
from pactbook.text.sections.titles import find as find_title


class Place(IntEnum):
    """Where a number stands; the surer, the higher."""

    WITHIN = 0  # in the middle of a line
    LINE = 1  # at the start of a line, in the middle of a paragraph
    PARAGRAPH = 2


class Label(NamedTuple):
    """A number that may head a section. `kind` is `integer`, `decimal`, `roman`, `letter`, `recitals` or a kind of numbering.KINDS."""

    start: int
    end: int
    kind: str
    number: str
    suffix: str
    place: Place
    indent: int
    title: Title | None


_NUMBER = r"\d+(?:\.\d+)*(?:\([A-Za-z0-9]{1,4}\))*"
_WORDS = r"ARTICLE|Article|SECTION|Section|Sec\.|CLAUSE|Clause|PART|Part|§"
_ATTACHED = r"EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|Appendix|ATTACHMENT|Attachment|ADDENDUM|Addendum"

# A word and a number, a bare number with or without a stop, a Roman numeral or a letter with a stop, or the heading of the recitals.
_LABEL = rf"""(?:
    (?P<word>{_WORDS})[ \t]*(?P<wnum>{_NUMBER}|[IVXLC][IVXLC1l]*)
  | (?P<ex>{_ATTACHED})[ \t]+(?P<xnum>\d+(?:\.\d+)*(?:\([a-z]+\))?[A-Z]?|[IVX]+|[A-Z](?:-?\d+)?)
  | (?P<dec>\d{{1,3}}(?:\.\d{{1,3}})+)(?P<dsuf>[A-Z]?)[.)]?
  | (?P<int>\d{{1,3}})(?P<isuf>[A-Z]?)(?:[.)]|(?=[ \t]{{1,4}}[A-Z]))
  | (?P<rom>[IVX]+)\.
  | (?P<let>[A-Z])\.
  | (?P<rec>RECITALS?|Recitals?|WITNESSETH|W[ ]I[ ]T[ ]N[ ]E[ ]S[ ]S[ ]E[ ]T[ ]H|WHEREAS|BACKGROUND|Background|PREAMBLE|Preamble)(?=[:.]?(?:\*\*)?[ \t]*(?:$|[ \t]{{3}}))
)(?=[\s:.–—*-]|$)"""

# At the start of a line: spaces, bold.
_AT_LINE = re.compile(rf"^(?P<indent>[ \t]*)(?:\*\*|__)?(?P<label>{_LABEL})", re.VERBOSE | re.MULTILINE)
# In a line: behind the end of a sentence or behind a gap. Only what has its own word or a stop, to keep the search cheap; and it is looked for
# only where its first sign stands.
_MAY_BEGIN = re.compile(r"[ARSCPEWB§\d](?<=[ \t].)(?:(?<=[ \t]{3}.)|(?<=[.;:)\]”\"][ \t].)|(?<=[.;:)\]”\"][ \t]{2}.))")
_IN_LINE = re.compile(rf"(?P<label>{_LABEL})", re.VERBOSE)
# A line that ends so goes on with a number that it refers to, or in mid-sentence.
_OPEN_END = re.compile(
    r"(?:\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|and|or|to|through|of|under|in|with|by|the|least)|[,(§])$",
    re.IGNORECASE,
)


def at_lines(lines: Lines) -> Iterator[Label]:
    """Every number that stands at the start of a line."""
    for match in _AT_LINE.finditer(lines.text):
        above = lines.before(match.start())
        paragraph = not above or lines.is_furniture(above)
        if not paragraph and _OPEN_END.search(above):
            continue
        place = Place.PARAGRAPH if paragraph else Place.LINE
        yield _label(match, lines, place, len(match["indent"].expandtabs(4)))


def within(lines: Lines) -> Iterator[Label]:
    """Every number that stands in a line, behind the end of a sentence or behind a gap, and has a title."""
    for match in beginnings.matches(_IN_LINE, lines.text, (begins.start() for begins in _MAY_BEGIN.finditer(lines.text))):
        label = _label(match, lines, Place.WITHIN, 0)
        alone = label.kind in numbering.ATTACHED and not lines.text[label.end : lines.end(label.end)].strip()
        stopped = label.kind != "integer" or lines.text[label.end - 1] in ".)"
        if (label.title and stopped) or alone or label.kind == "recitals":
            yield label


def _label(match: re.Match[str], lines: Lines, place: Place, indent: int) -> Label:
    kind, number, suffix = _kind(match)
    end = match.end("label")
    title = None if kind == "recitals" else find_title(lines.text, end, lines.end(end))
    return Label(match.start("label"), end, kind, number, suffix, place, indent, title)


def _kind(match: re.Match[str]) -> tuple[str, str, str]:
    """The kind, the number as written and the letter behind it (`L` of `13L.`)."""
    if word := match["word"]:
        return numbering.kind_of(word), match["wnum"], ""
    if word := match["ex"]:
        return numbering.kind_of(word), match["xnum"], ""
    for group, kind, letter in (("dec", "decimal", "dsuf"), ("int", "integer", "isuf"), ("rom", "roman", ""), ("let", "letter", "")):
        if match[group]:
            return kind, match[group], match[letter] if letter else ""
    return "recitals", "", ""
