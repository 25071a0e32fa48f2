"""Sections that are written as a nested markdown list: the number of an item is made from its place in the list."""

import re

from pactbook.text.sections.extent import Found
from pactbook.text.sections.titles import weigh

_FEWEST = 2  # titled items at the outer level that make the list a list of sections
_TITLE_LEVEL = 2
_SET_OFF = ("**", "__", "<")  # one of them sets off a title

# An item: its indent, its number, then a title set off by bold or by an HTML element.
_ITEM = re.compile(
    r"^(?P<indent>[ ]*)(?P<number>\d{1,3})\.[ ]+(?P<open>(?:<[a-z]+\b[^<>\n]*>|\*\*|__)+)(?P<title>[^<*\n]{1,110}?)(?P<close>(?:\*\*|__|</[a-z]+>)+)",
    re.MULTILINE,
)
_ANY_ITEM = re.compile(r"^(?P<indent>[ ]*)(?P<number>\d{1,3})\.[ ]+(?=\S)", re.MULTILINE)


def read(text: str) -> list[Found]:
    """The titled items of a nested list of sections, with composed numbers such as `3.2`; [] if the text has no such list."""
    if not any(sign in text for sign in _SET_OFF):
        return []
    titled = {match.start(): match for match in _ITEM.finditer(text) if weigh(match["title"])}
    if sum(not match["indent"] for match in titled.values()) < _FEWEST:
        return []
    found: list[Found] = []
    stack: list[tuple[int, str]] = []
    for match in _ANY_ITEM.finditer(text):
        indent = len(match["indent"])
        while stack and stack[-1][0] >= indent:
            stack.pop()
        stack.append((indent, match["number"]))
        title = titled.get(match.start())
        if title:
            number = ".".join(part for _, part in stack)
            found.append(_found(text, title, number, _TITLE_LEVEL + len(stack) - 1))
    return found


def _found(text: str, match: re.Match[str], number: str, level: int) -> Found:
    start = match.start("number")
    line_end = text.find("\n", match.end())
    rest = text[match.end() : line_end if line_end >= 0 else len(text)]
    title = " ".join(match["title"].split()).rstrip(".:")
    return Found(start, match.start("open"), match.end(), match.end(), "item", number, title, level, bool(rest.strip()))
