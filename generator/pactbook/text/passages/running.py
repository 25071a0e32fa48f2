"""Which characters of a text stand in running text: not in headings, contents, page furniture or quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactbook.text.sections import contents

if TYPE_CHECKING:
    from pactbook.text.sections.structure import Structure

_LONGEST_QUOTE = 240
_QUOTES = re.compile(r"[\"“”]")
_OPENS = re.compile(r"(?:^|[.!?:;)\"“]|\n[ \t]*\n|[-*•#|]|\d)[\s\"“*_(]*$")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Running:
    """The running text of an agreement or a page."""

    structure: Structure

    def holds(self, offset: int) -> bool:
        """Whether a character stands in running text."""
        found = self.section(offset)
        if found is not None and offset < self.structure.sections[found].heading_end:
            return False
        if contents.inside(offset, self.structure.contents):
            return False
        return not self.structure.lines.is_furniture(self.line(offset).strip())

    def section(self, offset: int) -> int | None:
        """The index of the section in which a character stands."""
        return self.structure.at(offset)

    def names(self, start: int) -> bool:
        """Whether a word has a capital though no sentence starts with it: it is a name or a defined term. Capitals throughout are none."""
        text = self.structure.lines.text
        first = text[start : start + 2]
        return first[:1].isupper() and not first.isupper() and not _OPENS.search(text, max(0, start - 12), start)

    def line(self, offset: int) -> str:
        """The line in which a character stands."""
        rows = self.structure.lines
        return rows.text[rows.start(offset) : rows.end(offset)]

    def quoted(self, start: int, end: int) -> bool:
        """Whether the characters between two offsets stand in quotation marks, within one paragraph."""
        text = self.structure.lines.text
        opened = [sign.start() for sign in _QUOTES.finditer(text, max(0, start - _LONGEST_QUOTE), start)]
        if not opened or not _QUOTES.search(text, end, end + _LONGEST_QUOTE):
            return False
        # A quotation mark opens where a space or bracket stands before it, and closes behind a letter or stop.
        last = opened[-1]
        opens = text[last] == "“" or (text[last] == '"' and (last == 0 or text[last - 1] in " \n\t(["))
        return opens and not _PARAGRAPH.search(text, last, start)
