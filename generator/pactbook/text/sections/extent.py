"""How far a heading reaches: its words, the title on the line below, and where its body starts."""

from typing import NamedTuple

from pactbook.text.letters.lines import Lines
from pactbook.text.sections.labels import Label
from pactbook.text.sections.titles import weigh

LONGEST_LINE = 110  # of a title on a line of its own
_FARTHEST = 40  # lines, blank ones and page furniture among them, between a number and its title


class Found(NamedTuple):
    """A number that heads a section, with the extent of its heading."""

    start: int
    label_end: int
    end: int  # of the heading
    body: int
    kind: str
    number: str
    title: str
    level: int
    run_in: bool
    id: str = ""


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A heading's extent widened so that it cuts no word: to the left over bold, to the right over stops and quotes."""
    while start and text[start - 1] in "*_":
        start -= 1
    while end < len(text) and not text[end].isspace() and text[end] != "<":
        end += 1
    return start, end


def clean(words: str) -> str:
    """A title without what stands around it: spaces, closing stops, bold, brackets of a placeholder kept."""
    return " ".join(words.split()).strip("*_ ").rstrip(".:").strip("*_ ")


def opens(rest: str) -> bool:
    """Whether words can start a sentence or a heading."""
    head = rest.lstrip("*_ ")[:1]
    return head.isupper() or (head in "\"“‘'[(<§" and not rest.startswith("()"))


def at_gap(text: str, offset: int) -> bool:
    """Whether at least three spaces stand before a character."""
    return text[max(0, offset - 3) : offset].isspace()


def alone(lines: Lines, label: Label) -> bool:
    """Whether nothing stands behind a label on its line."""
    return not lines.text[label.end : lines.end(label.end)].strip(" \t.:*_")


def below(lines: Lines, offset: int) -> tuple[int, int] | None:
    """Where the title stands on a line below a label that stands alone: start and end offset."""
    start = lines.end(offset) + 1
    for _ in range(_FARTHEST):
        end = lines.end(start) if start < len(lines.text) else -1
        if end < 0:
            return None
        row = lines.text[start:end].strip()
        if row and not lines.is_furniture(row):
            indent = len(lines.text[start:end]) - len(lines.text[start:end].lstrip())
            fits = len(row) <= LONGEST_LINE and not row.endswith((".", ";", ",")) and weigh(row)
            return (start + indent, start + indent + len(row)) if fits else None
        start = end + 1
    return None
