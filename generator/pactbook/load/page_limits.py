"""How much work a page of a manual may make.

Whoever makes a page of markdown looks from a bracket to the one that closes it, or to the paragraph's end, and goes through a paragraph again for
each sign in it: one page that nobody would write could hold up the building of every site.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pactbook.text.letters.lines import fences

LONGEST = 200_000
"""Characters of a page; some 35,000 words."""
LONGEST_PARAGRAPH = 20_000
"""Characters of a paragraph, a row of a table or an item of a list; some ten sheets."""
MOST = 2_000_000
"""Characters that may be looked at for the brackets of one page; a second's work for the slowest of those who read it."""
DEEPEST = 25
"""Lists, notes and quotations one inside the other."""
_DEEP = re.compile(rf"^(?:(?: {{4}}|\t){{{DEEPEST}}}[ \t]*(?:[-*+]|\d+\.|!!!|>)[ \t]|(?:>[ \t]?){{{DEEPEST}}}>)", re.MULTILINE)
_SIGN = re.compile(r"\\.|\[|\]\(|\]|\(|\)", re.DOTALL)
_GAP = re.compile(r"\n[ \t]*\n")
_RULE = re.compile(r"[^\n]*\n[ \t]*\|?[ \t]*:?-[-:| \t]*(?:\n|\Z)")
_ROW = re.compile(r"\n")
_ITEMS = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")
_ITEM = re.compile(r"\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t])")


def long_paragraph(text: str) -> tuple[int, int] | None:
    """Offset and length of the first paragraph that is too long; code is none."""
    if len(text) <= LONGEST_PARAGRAPH:
        return None
    code = fences(text)
    found = ((start, end - start) for start, end in _units(text) if end - start > LONGEST_PARAGRAPH)
    return next((each for each in found if not any(begin < sum(each) and each[0] < until for begin, until in code)), None)


def too_deep(text: str) -> int | None:
    """The offset of the first line that stands in too many lists, notes or quotations; a line of code stands in none."""
    found = _DEEP.search(text)
    code = fences(text) if found else ()
    while found and any(begin <= found.start() < until for begin, until in code):
        found = _DEEP.search(text, found.end())
    return found.start() if found else None


def tangle(text: str) -> int | None:
    """The offset of the paragraph with most of the brackets that nothing closes; None for a page that is easily read."""
    if text.count("[") * len(text) <= MOST:  # no page can make more work than this
        return None
    costs = [(_cost(text, start, end), start) for start, end in _units(text)]
    if sum(cost for cost, _ in costs) <= MOST:
        return None
    return max(costs, key=lambda each: each[0])[1]


def _units(text: str) -> list[tuple[int, int]]:
    """The parts of a text over whose ends no link reaches: paragraphs, rows of tables, items of lists."""
    bounds = [0, *(gap.end() for gap in _GAP.finditer(text)), len(text)]
    units = []
    for start, end in pairwise(bounds):
        inner = _ROW if _RULE.match(text, start, end) else _ITEM if _ITEMS.match(text, start, end) else None
        cuts = [start, *(cut.end() for cut in inner.finditer(text, start, end)), end] if inner else [start, end]
        units += [(one, other) for one, other in pairwise(cuts) if one < other]
    return units


def _cost(text: str, start: int, end: int) -> int:
    """The characters between each bracket and the one that closes it, or the end; of round ones only those of a link's address count."""
    total, words, round_ = 0, list[int](), list[tuple[int, bool]]()
    for sign in _SIGN.finditer(text, start, end):
        at, kind = sign.start(), sign[0]
        if kind == "[":
            words.append(at)
        elif kind[0] == "]" and words:
            total += at - words.pop()
        if kind == "](" or (kind == "(" and round_):
            round_.append((at, kind == "]("))
        elif kind == ")" and round_:
            begun, leads = round_.pop()
            total += at - begun if leads else 0
    return total + sum(end - at for at in words) + sum(end - at for at, leads in round_ if leads)
