"""Deciding which of the numbers in a text head a section, by the order in which they come."""

from dataclasses import dataclass, field

from pactbook.text.letters.lines import Lines
from pactbook.text.sections import numbering
from pactbook.text.sections.extent import LONGEST_LINE, Found, alone, at_gap, below, clean, opens, whole_words
from pactbook.text.sections.labels import Label, Place
from pactbook.text.sections.titles import Weight

_FARTHEST_JUMP = 3  # numbers that may be missing between two sections: pages get lost
_NO_LIST = (-1, -1)
_MARGIN = 300  # characters that may stand above the name of a filing
_HIGHEST = 200  # no contract has more chapters; a higher number is a year or an amount


@dataclass(slots=True)
class Outline:
    """The sections found so far. `take` is called with the numbers of the text in order."""

    lines: Lines
    found: list[Found] = field(default_factory=list)
    _attached: bool = False
    _articles: bool = False
    _chapter: int = 0
    _suffix: str = ""
    _letter: int = 0
    _top: int = 2  # the level of a chapter
    _decimals: dict[tuple[int, ...], int] = field(default_factory=dict)
    _untitled: list[Found] = field(default_factory=list)
    _list: tuple[int, int] = _NO_LIST  # the last number and the indent of a list of untitled paragraphs

    def adopt(self, heading: Found) -> None:
        """Add a markdown heading to the sections: it needs no proof."""
        self.found.append(heading)
        if heading.kind in numbering.ATTACHED:
            self._attached = True
            self._enter(0, "")
        elif heading.number and numbering.path(heading.number):
            self._enter(numbering.path(heading.number)[0], "")
            self._top = heading.level

    def take(self, label: Label) -> None:
        """Add the label to the sections, if it is one."""
        if label.kind in numbering.ATTACHED:
            self._attachment(label)
        elif label.kind == "recitals":
            if not self._chapter and not self._attached and not any(one.kind == "recitals" for one in self.found):
                self._add(label, 2, label.end)
        elif label.kind in ("article", "part"):
            self._article(label)
        elif label.kind == "decimal" or (label.kind in ("section", "clause") and len(numbering.path(label.number)) > 1):
            self._decimal(label)
        elif label.kind in ("integer", "section", "clause"):
            self._integer(label)
        elif label.kind == "roman":
            self._roman(label)
        elif label.kind == "letter":
            self._lettered(label)

    # ---- one kind each -------------------------------------------------------------------------------------------
    def _attachment(self, label: Label) -> None:
        if label.place is Place.WITHIN and not at_gap(self.lines.text, label.start):
            return
        title, end = label.title, label.end
        rest = self.lines.text[end : self.lines.end(end)].strip()
        if rest and not title and not opens(rest):
            return
        if title and (title.weight is Weight.PLAIN or self._is_filing_label(label)):
            return
        if not rest and self._is_filing_label(label):
            return
        if rest and not title and (label.place is not Place.PARAGRAPH or len(rest) > LONGEST_LINE):
            return
        self._attached, self._articles, self._list = True, False, _NO_LIST
        self._enter(0, "")
        self._letter = 0
        self._add(label, 2, end)

    def _article(self, label: Label) -> None:
        number = numbering.value(label.number)
        under = below(self.lines, label.end)
        if not number or not (label.title or (alone(self.lines, label) and under)) or (label.place is Place.WITHIN and not label.title):
            return
        if not self._attached and not self._chapter < number <= self._chapter + _FARTHEST_JUMP:
            return
        self._articles = True
        self._enter(number, "")
        self._add(label, 2, label.end)

    def _decimal(self, label: Label) -> None:
        path = numbering.path(label.number)
        if len(path) == 1:  # "3.0" heads a chapter
            self._integer(label)
            return
        if not self._fits(path, label) or not (label.title or self._opens_paragraph(label)):
            return
        if path[0] != self._chapter:
            self._enter(path[0], label.suffix)
        self._decimals[path[:-1]] = path[-1]
        self._list = _NO_LIST
        self._add(label, min(6, len(path) - 1 + self._top + self._attached), label.end)

    def _fits(self, path: tuple[int, ...], label: Label) -> bool:
        """Whether a decimal number may stand here: in the open chapter or in one soon after it, behind its neighbours."""
        if not self._chapter <= path[0] <= self._chapter + _FARTHEST_JUMP or path[0] > _HIGHEST:
            return False
        last = self._decimals.get(path[:-1], 0) if path[0] == self._chapter else 0
        ahead = path[-1] - last
        titled = label.title is not None and label.title.weight > Weight.PLAIN
        if label.place is Place.PARAGRAPH:
            return titled or ahead >= 0  # a number that comes again is a slip of the author
        return 0 < ahead <= _FARTHEST_JUMP and (titled or label.place is Place.LINE)

    def _integer(self, label: Label) -> None:
        number = (numbering.path(label.number) or (numbering.value(label.number),))[0]
        if not 0 < number <= _HIGHEST:
            return
        if not self._continues(number, label):
            if not label.title or label.title.weight < Weight.CAPITALS:
                self._list = (number, label.indent)
            return
        if self._in_list(number, label) or not self._may_head(label, number):
            return
        if self._articles and not self._attached:
            level = 3
        else:
            level = 3 if self._attached else 2
            self._enter(number, label.suffix)
        if self._articles and not self._attached:
            self._decimals[()] = number
        self._list = _NO_LIST
        self._add(label, level + bool(self._letter), label.end)

    def _continues(self, number: int, label: Label) -> bool:
        """Whether the number is the next at its place."""
        if self._articles and not self._attached:
            last = self._decimals.get((), 0)
            no_decimals = all(not key for key in self._decimals)
            return no_decimals and (number == last + 1 or number == 1) and label.title is not None
        if label.kind in ("section", "clause") and label.title and label.title.weight > Weight.PLAIN and label.place is Place.PARAGRAPH:
            return number > self._chapter or (number == self._chapter and "(" in label.number)
        if label.suffix != self._suffix and self._attached:
            return number == 1 and label.title is not None
        if number == 1 and label.title and self._only_untitled():
            self._forget_untitled()
            return True
        if self._attached and label.title and label.title.weight is Weight.CAPITALS and label.place is Place.PARAGRAPH and number > 1:
            return True  # order forms are numbered carelessly
        jump = _FARTHEST_JUMP if label.title and label.title.weight > Weight.PLAIN else 1
        return self._chapter < number <= self._chapter + jump or (number == 1 and self._fresh_letter())

    def _may_head(self, label: Label, number: int) -> bool:
        if label.title:
            return label.title.weight > Weight.PLAIN or label.place is Place.PARAGRAPH
        if label.number.isdigit() and self.lines.text[label.end - 1] not in ".)":
            return False
        chapters = [one for one in self.found if one.kind in ("integer", "section", "clause")]
        if self._attached:  # an untitled paragraph among titled ones
            return bool(chapters) and number > 1 and chapters[-1].title != "" and self._opens_paragraph(label) and self._has_title()
        before = all(one in self._untitled for one in chapters)
        return before and self._opens_paragraph(label)

    def _roman(self, label: Label) -> None:
        number = numbering.roman(label.number)
        title = label.title
        if self._attached or not title or title.run_in or title.weight is Weight.PLAIN or label.place is Place.WITHIN:
            return
        if number == self._chapter + 1 and (self._articles or not self._chapter):
            self._articles = True
            self._enter(number, "")
            self._add(label, 2, label.end)

    def _lettered(self, label: Label) -> None:
        """`A. TRAINING`: only in an attachment, only on a line of its own."""
        title, number = label.title, ord(label.number) - ord("A") + 1
        if not self._attached or (self._chapter and not self._letter) or not title or title.run_in or label.place is Place.WITHIN:
            return
        if title.weight > Weight.PLAIN and number == self._letter + 1:
            self._letter = number
            self._enter(0, "")
            self._add(label, 3, label.end)

    # ---- what the text around says -----------------------------------------------------------------------------------
    def _opens_paragraph(self, label: Label) -> bool:
        """Whether an untitled number starts a paragraph that starts as a sentence does."""
        rest = self.lines.text[label.end : label.end + 40].lstrip(" \t")
        return label.place is not Place.WITHIN and bool(rest) and opens(rest)

    def _in_list(self, number: int, label: Label) -> bool:
        last, indent = self._list
        strong = label.title is not None and label.title.weight > Weight.PLAIN
        return number == last + 1 and abs(indent - label.indent) <= 1 and not strong

    def _only_untitled(self) -> bool:
        return bool(self._untitled) and self._chapter == len(self._untitled) and not self._decimals

    def _forget_untitled(self) -> None:
        """What looked like sections without titles was the list of the parties or the like."""
        self.found = [one for one in self.found if one not in self._untitled]
        self._untitled = []

    def _fresh_letter(self) -> bool:
        return bool(self._letter) and self.found[-1].kind == "letter"

    def _has_title(self) -> bool:
        return any(one.title for one in reversed(self.found) if one.kind not in numbering.ATTACHED)

    def _is_filing_label(self, label: Label) -> bool:
        """`Exhibit 10.6` at the very top: the filing's name for the whole, not a part of it."""
        above = self.lines.text[: label.start]
        if self.found or len(above) > _MARGIN:
            return False
        under = below(self.lines, label.end) or (0, 0)
        return not above.strip() or "AGREEMENT" in self.lines.text[under[0] : under[1]].upper()

    # ---- state -------------------------------------------------------------------------------------------------------
    def _enter(self, chapter: int, suffix: str) -> None:
        self._chapter, self._suffix = chapter, suffix
        self._decimals = {}

    def _add(self, label: Label, level: int, end: int) -> None:
        title, run_in, body, words = label.title, False, end, ""
        if title:
            end, body, run_in = title.end, title.body, title.run_in
            words = self.lines.text[title.start : title.end]
        elif label.kind in numbering.ATTACHED or label.kind in ("article", "part"):
            under = below(self.lines, label.end)
            if under and alone(self.lines, label):
                words = self.lines.text[under[0] : under[1]]
                if not self.lines.text[label.end : under[0]].strip():
                    end = body = under[1]
        if label.kind == "recitals":
            words = self.lines.text[label.start : label.end]
        run_in = run_in or (not words and label.kind not in numbering.ATTACHED)
        number = label.number + label.suffix
        start, end = whole_words(self.lines.text, label.start, end)
        body = max(body, end)
        one = Found(start, label.end, end, body, label.kind, number, clean(words), min(6, level), run_in)
        self.found.append(one)
        if label.kind == "integer" and not words:
            self._untitled.append(one)
