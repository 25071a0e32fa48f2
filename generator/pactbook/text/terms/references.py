"""References from one place of a contract to another, and whether they lead anywhere."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from pactbook.text.letters import beginnings, lines
from pactbook.text.sections import contents, numbering
from pactbook.text.sections.structure import Section, Structure
from pactbook.text.terms.outside import Where, judge

_MARGIN = 3  # what may stand above the filing's own name for the text: a page number
_STATUTE = 100  # "Section 401(k)": a whole number that no contract reaches

_FILED = re.compile(r"1(?:3[DEG]|4[ACDFN])(?:-\d{1,2})?")  # "Schedule 13D": what shareholders file


class Reference(NamedTuple):
    """One reference. `kind` is section, article, clause, paragraph, part, exhibit, schedule, annex, appendix or attachment.

    `resolved` is an index into `Structure.sections`. `external` says that it leads into a law or another document;
    a reference that is neither external nor resolved leads nowhere. `start` and `end` are offsets.
    """

    raw: str
    kind: str
    number: str
    title: str
    line: int
    col: int
    resolved: int | None
    external: bool
    start: int
    end: int
    linked: bool


# Spaces and at most a line break: a reference never reaches over a blank line.
_GAP = r"(?:[ \t]|\n(?![ \t]*\n))"
_SUB = r"(?:[ ]?\((?:[A-Za-z]{1,2}|[ivxIVX]{1,5}|\d{1,3})\))*"
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,4}})*(?:[A-Z](?![\w]))?(?:\.[a-z](?![\w]))?{_SUB}|[IVXLC][IVXLC1l]*(?![\w]){_SUB})"
_LETTERED = r"(?:\(?[a-zA-Z0-9]{1,4}\)(?:[ ]?\([a-z0-9]{1,4}\))*)"
_ATTACHED = r"(?:\d{1,3}(?:\.\d{1,3})*(?:[A-Z](?![\w]))?(?:\([a-z]{1,5}\))?(?:\.[a-z](?=\.|\b))?|[IVX]+(?![\w'’])|[A-Z](?:-?\d{1,2})?(?![\w'’.]\w|[\w'’]))"
# A further number: "and 4", ", 6.2 or 7", "through 9", with the kind repeated or not
_MORE = rf"{_GAP}*(?:,{_GAP}*(?:and|or)?|and/or|and|or|through|to|&|–|-){_GAP}*(?:(?:Sections?|Articles?|Clauses?){_GAP}+)?"

_REFERENCE = re.compile(
    rf"""(?<![\w-])(?:
        (?P<word>(?:Sub)?[Ss]ections?|SECTIONS?|Sec\.|§§?|Articles?|ARTICLES?|articles?(?=\s+[\dIVX])|(?:Sub-?)?[Cc]lauses?|CLAUSES?|(?:Sub)?[Pp]aragraphs?|subsections?|subparagraphs?)
        {_GAP}*(?P<numbers>{_NUMBER}(?:{_MORE}{_NUMBER})*|{_LETTERED}(?:{_MORE}{_LETTERED})*)
      | (?P<ex>Exhibits?|EXHIBITS?|exhibits?|Schedules?|SCHEDULES?|schedules?(?=\s+\d)|Annex(?:es)?|ANNEX|Appendix|APPENDIX|Appendices|Attachments?|ATTACHMENTS?|Addendum)
        {_GAP}+(?P<labels>{_ATTACHED}(?:(?:{_GAP}*(?:,|,?{_GAP}*and|,?{_GAP}*or|&){_GAP}*){_ATTACHED})*)
    )(?![\w])""",
    re.VERBOSE,
)
# What every reference begins with, in small letters, and what may stand before it.
_KEYWORDS = ("section", "sec.", "§", "article", "clause", "paragraph", "exhibit", "schedule", "annex", "appendi", "attachment", "addendum")
_BEFORE = ("sub-", "sub")
_APART = (" ", "\n", "(")
_ONE = re.compile(rf"{_NUMBER}|{_LETTERED}")
_KIND = re.compile(r"Sections?|Articles?|Clauses?")  # named anew between two numbers: "Section 5.2 and Article IX"
_ONE_LABEL = re.compile(_ATTACHED)
# A title in brackets behind a number: (Confidentiality), ("Effect of Termination")
_TITLE = re.compile(r"\s?\([\"“]?([A-Z][^()\n]{2,90}?)[.,]?[\"”]?\)")
_TITLE_EXCLUDED = re.compile(r"(?:The|A|An|As|If|In|Including|Other|See|Such|Which|With|EU|EC|EEC)\b")
# A link of our own markdown: [section 9.2 (Cure period)](#cure.period)
_LINK = re.compile(r"\[([^\[\]\n]*)\]\(#([^()\s]+)\)(?!\{[^}\n]*\.pb-term)")


class _Index:
    """The sections by id, by kind and number, and by number alone."""

    def __init__(self, structure: Structure) -> None:
        self.by_id: dict[str, int] = {}
        self.by_kind: dict[tuple[str, str], int] = {}
        self.main: dict[str, int] = {}
        self.within: dict[tuple[int, str], int] = {}
        self.attachment: list[int | None] = []
        self.highest = 0
        for index, section in enumerate(structure.sections):
            self._add(index, section, after=0 < structure.added <= section.begin)

    def _add(self, index: int, section: Section, *, after: bool) -> None:
        """`after`: the section is one of the library's behind an own text, whose exhibits hold it no more."""
        key = numbering.key(section.number)
        attached = section.kind in numbering.ATTACHED
        holder = index if attached else (self.attachment[-1] if self.attachment and not after else None)
        self.attachment.append(holder)
        self.by_id.setdefault(section.id, index)
        if attached or section.kind in ("article", "part"):
            self.by_kind.setdefault((section.kind, _same(key)), index)
        elif key and holder is None:
            self.main.setdefault(key, index)
        elif key and holder is not None:
            self.within.setdefault((holder, key), index)
        if key and holder is None:
            self.highest = max(self.highest, *numbering.path(key)[:1], 0)

    def find(self, kind: str, number: str, holder: int | None) -> int | None:
        """The section of that kind and number; `holder` is the attachment to look into first."""
        key = _without_parts(number)
        if kind in numbering.ATTACHED:
            return next(
                (self.by_kind[kind, _same(form)] for form in (key, numbering.key(number)) if (kind, _same(form)) in self.by_kind), None
            )
        if holder is not None and (holder, key) in self.within:
            return self.within[holder, key]
        article = self.by_kind.get(("article", _same(key)))
        if kind == "article" and article is not None:
            return article
        found = self._plain(key)
        return article if found is None else found

    def inside(self, kind: str, number: str, holder: int) -> int | None:
        """The section of that number within an attachment, and nowhere else."""
        key = numbering.key(re.sub(r"\s*\(.*|\.[a-z]$", "", number))
        return self.find(kind, number, None) if kind in numbering.ATTACHED else self.within.get((holder, key))

    def _plain(self, key: str) -> int | None:
        found = self.main.get(key)
        return self._evened.get(_zeros(key)) if found is None and "." in key else found

    @cached_property
    def _evened(self) -> dict[str, int]:
        """The first section for each number without the zeros before its parts."""
        found: dict[str, int] = {}
        for key, index in self.main.items():
            found.setdefault(_zeros(key), index)
        return found


@lru_cache(maxsize=10_000)
def _without_parts(number: str) -> str:
    """The number of a section without those of its paragraphs, in the form in which it is compared."""
    return numbering.key(re.sub(r"\s*\(.*|\.[a-z]$", "", number))


@lru_cache(maxsize=10_000)
def _same(key: str) -> str:
    """Article numbers, Roman or not, in one form; letters stay as they are."""
    return (
        str(numbering.value(key)) if len(key) > 1 and numbering.value(key) else str(numbering.roman(key)) if key in ("i", "v", "x") else key
    )


@lru_cache(maxsize=10_000)
def _zeros(key: str) -> str:
    """`2.01` as `2.1`."""
    return ".".join(part.lstrip("0") or "0" for part in key.split("."))


def read(text: str, structure: Structure) -> tuple[Reference, ...]:
    """Find the references of a text, links of our own markdown among them."""
    text, index = lines.even(text), _Index(structure)
    links = list(_LINK.finditer(text)) if "](#" in text else []
    found = [_linked(match, structure, index) for match in links]
    taken = tuple(match.span() for match in links)
    labels = {section.begin: section.label_end for section in structure.sections}
    for match in _matches(text):
        if contents.inside(match.start(), taken) or contents.inside(match.start(), structure.contents):
            continue
        if _is_label(match, structure, labels):
            continue
        found.extend(_each(match, structure, index))
    return tuple(sorted(found, key=lambda one: one.start))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every match of the pattern of references; looked for at the few places where one of its words stands, which is much cheaper."""
    small = text.lower()
    if len(small) != len(text):  # a letter whose small form has two characters: places would be off
        yield from _REFERENCE.finditer(text)
        return
    starts = sorted(place for word in _KEYWORDS for place in beginnings.places(small, word))
    yield from beginnings.matches(
        _REFERENCE, text, (start if small[start - 1 : start] in _APART else _start(small, start) for start in starts)
    )


def _start(small: str, start: int) -> int:
    """Where "subsection" begins that has a word in it."""
    return start - len(next((word for word in _BEFORE if small.endswith(word, 0, start)), ""))


def _is_label(match: re.Match[str], structure: Structure, labels: dict[int, int]) -> bool:
    """Whether the match is the number of a section itself, or a line of its own that names the filing."""
    if match.start() in labels:
        return True
    at = structure.at(match.start())
    if at is not None:
        section = structure.sections[at]
        return section.begin <= match.start() < section.label_end
    if match["ex"] and len(structure.lines.text[: match.start()].strip()) <= _MARGIN:
        return True
    line = structure.lines.start(match.start()), structure.lines.end(match.start())
    return match.group().strip() == structure.lines.text[line[0] : line[1]].strip()


def _linked(match: re.Match[str], structure: Structure, index: _Index) -> Reference:
    words = match.group(1)
    inner = _REFERENCE.match(words[:1].upper() + words[1:])
    kind, number, title = "section", "", ""
    if inner:
        kind = numbering.kind_of(inner["word"] or inner["ex"])
        number = inner["numbers"] or inner["labels"]
        named = _TITLE.match(words, inner.end())
        title = named.group(1) if named else ""
    line, col = structure.lines.position(match.start())
    return Reference(
        match.group(),
        kind,
        number,
        title,
        line,
        col,
        index.by_id.get(match.group(2)),
        external=False,
        start=match.start(),
        end=match.end(),
        linked=True,
    )


def _each(match: re.Match[str], structure: Structure, index: _Index) -> Iterator[Reference]:
    """One reference for each number of a match: "Sections 4 and 5(b)" makes two."""
    word, group, one = ("word", "numbers", _ONE) if match["word"] else ("ex", "labels", _ONE_LABEL)
    kind, text = numbering.kind_of(match[word]), structure.lines.text
    numbers = list(one.finditer(text, match.start(group), match.end(group)))
    past = match.start(group)
    title = _title_after(text, match.end())
    where, named = judge(text, match.start(), title.end() if title else match.end())
    for position, number in enumerate(numbers):
        start = match.start() if position == 0 else number.start()
        if named_anew := _KIND.search(text, past, start):
            kind, start = numbering.kind_of(named_anew.group()), named_anew.start()
        past = number.end()
        here = title if position == len(numbers) - 1 else None
        end = here.end() if here else number.end()
        resolved, external = _resolve(kind, number.group(), (where, named), structure.at(start), index)
        line, col = structure.lines.position(start)
        name = here.group(1).strip().rstrip(".") if here else ""
        yield Reference(text[start:end], kind, number.group(), name, line, col, resolved, external, start, end, linked=False)


def _title_after(text: str, end: int) -> re.Match[str] | None:
    match = _TITLE.match(text, end)
    return match if match and not _TITLE_EXCLUDED.match(match.group(1)) else None


def _resolve(kind: str, number: str, place: tuple[Where, str], at: int | None, index: _Index) -> tuple[int | None, bool]:
    """The section that a number leads to, and whether it leads out of the text."""
    where, named = place
    if where is Where.OUTSIDE:
        return None, True
    if not number[0].isdigit() and not numbering.roman(re.sub(r"\(.*", "", number) or "-") and kind not in numbering.ATTACHED:
        return at, False  # "paragraph (b)": a place in the section where it stands
    holder = index.attachment[at] if at is not None else None
    if where is Where.ATTACHMENT:
        attachment, label = named.split(" ", 1)
        holder = index.find(attachment, label, None)
        return (index.inside(kind, number, holder) if holder is not None else None), False
    if where is Where.HERE and kind not in numbering.ATTACHED:
        found = index.find(kind, number, None)
        if found is not None:
            return found, False
    found = index.find(kind, number, holder)
    leading = numbering.path(number)[:1]
    beyond = kind not in numbering.ATTACHED and bool(leading) and leading[0] >= _STATUTE > index.highest
    filed = kind == "schedule" and bool(_FILED.fullmatch(number))
    return found, found is None and (beyond or filed)
