"""The lines of a text: where each one starts, and which of them are page furniture."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# Carriage return, vertical tab, form feed, the spaces that do not break.
_SPACES = dict.fromkeys((0x0B, 0x0C, 0x0D, 0xA0, 0x2007, 0x202F), " ")
_REPEATED = 3  # a short line that stands this often is a running header or footer
_SHORT = 240
# A number or letter at the start of a line as programs write it that make markdown of Word files: "2.1\\. ", "\\(a\\) ", "3\\) ".
_ESCAPED_LABEL = re.compile(
    r"(?m)^[ \t]*\**(?=[^ \n]{0,12}\\)(?:\\?\((?:\d{1,3}|[a-zA-Z]{1,5})\\?\)|\d{1,3}(?:\\?\.\d{1,3}){0,5}\\?[.)]|[a-zA-Z]\\?[.)])(?=[ \t*])"
)
_ODD_SPACES = tuple(map(chr, _SPACES))

# A page number alone ("12", "- 12 -", "ii"), "Page 3 of 10", or two numbers of which a filing's page break is made.
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–(]?\s*(?:\d{1,3}(?:\s+\d{1,3})?|[ivx]{1,5})\s*[-–)]?(?:\s+of\s+\d{1,3})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text by its lines; offsets count characters from 0, lines and columns from 1."""

    text: str
    starts: tuple[int, ...]
    furniture: frozenset[str]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of a character."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def end(self, offset: int) -> int:
        """The offset of the end of the line in which a character stands, its line break not counted."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def start(self, offset: int) -> int:
        """The offset at which the line of a character starts."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def before(self, offset: int) -> str:
        """The line above that of a character, without its outer spaces; '' at the top."""
        start = self.start(offset)
        return self.text[self.start(start - 1) : start].strip() if start else ""

    def is_furniture(self, line: str) -> bool:
        """Whether a stripped line belongs to the page, not to the text: a page number, a running header or footer."""
        return line in self.furniture or bool(PAGE_NUMBER.fullmatch(line))


def even(text: str) -> str:
    """The text with every kind of space as a plain one and labels without backslashes, each other character at its old place."""
    text = text.translate(_SPACES) if any(map(text.__contains__, _ODD_SPACES)) else text
    return _ESCAPED_LABEL.sub(_unescaped, text) if "\\" in text else text


def _unescaped(match: re.Match[str]) -> str:
    plain = match.group().replace("\\", "")
    return plain + " " * (len(match.group()) - len(plain))


def lower(text: str) -> str:
    """The text in lower case, each character at its old place."""
    found = text.lower()
    return found if len(found) == len(text) else "".join(each.lower()[:1] for each in text)


@lru_cache(maxsize=32)  # a text and its sections are asked for one after another
def read(text: str) -> Lines:
    """Split a text into its lines."""
    text = even(text)
    rows = text.split("\n")
    starts = accumulate((len(row) + 1 for row in rows[:-1]), initial=0)
    return Lines(text, tuple(starts), frozenset(_repeated(rows)))


def _repeated(rows: list[str]) -> Iterator[str]:
    """The short lines that stand often; a heading may stand three times too (contents, running header, text), so a label alone is none."""
    for row, times in Counter(map(str.strip, rows)).items():
        if times < _REPEATED or not row or _LABEL.match(row) or not any(map(str.isalpha, row)):
            continue
        if sum(len(each) < _SHORT and each.strip() == row for each in rows) >= _REPEATED:
            yield row


def fences(text: str) -> list[tuple[int, int]]:
    """The spans of fenced code; a fence that is never closed is none."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        if opened is None:
            opened = match
        elif match["sign"] == opened["sign"] and not match["words"].strip():
            found.append((opened.start(), match.end()))
            opened = None
    return found


_FENCE = re.compile(r"^(?P<sign>```|~~~)(?P<words>[^\n]*)$", re.MULTILINE)
# The start of a heading that carries a number or letter of its own.
_LABEL = re.compile(
    r"(?:#|\d|(?:article|section|exhibit|schedule|annex|appendix|attachment)\s+\w|[\[(*-]|recitals?\b|definitions?\b)", re.IGNORECASE
)
