"""The page of a text that is markdown already: small edits, everything else left as it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pactbook.text import escaping
from pactbook.text.marks import Mark, Marks
from pactbook.text.structure import Section, Structure

# What must not be touched: fenced and inline code, links and images, addresses, attribute lists, HTML, headings.
_PROTECTED = re.compile(
    r"^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`+[^`\n]*`+|!?\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*|<[^<>\n]*>|https?://\S+|\{[:#.][^}\n]*\}|^#{1,6}[^\n]*",
    re.MULTILINE | re.DOTALL,
)
_NESTED = 4  # spaces that put a line inside a list item
_BREAK = re.compile(r"\n[ \t]*\n")
_ANGLE = re.compile(r"<(?=[A-Za-z])(?!https?:|mailto:|[\w.+-]+@)")
# A lettered paragraph on a line of its own within a list.
_LETTERED = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>\([a-z]{1,4}\)|[a-z]{1,4}[.)])[ ]+(?=\S)[^\n]*", re.MULTILINE)


class Guard:
    """The stretches of a markdown text that must stay as they are."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _PROTECTED.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def free(self, start: int, end: int) -> bool:
        """Whether nothing between two offsets is protected."""
        at = bisect_right(self._starts, end - 1) - 1
        return at < 0 or self._ends[at] <= start


def page(text: str, structure: Structure, marks: Marks, guard: Guard) -> str:
    """The text with anchors and links; ids, dropped HTML and headings only where it was written elsewhere."""
    edits = [edit for mark in _all_marks(text, marks) if guard.free(mark.start, mark.end) for edit in _inserted(mark)]
    if structure.form != "assembled":
        edits = _brought_in(text, structure, edits)
    return _apply(text, edits)


def _all_marks(text: str, marks: Marks) -> Iterator[Mark]:
    start = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from marks.between(start, end)
        start = match.end() if match else end


Edit = tuple[int, int, str]


def _inserted(mark: Mark) -> Iterator[Edit]:
    yield mark.start, mark.start, mark.before
    yield mark.end, mark.end, mark.after


def _brought_in(text: str, structure: Structure, edits: list[Edit]) -> list[Edit]:
    headings = [edit for section in structure.sections for edit in _heading(text, section)]
    fences = Guard(text)
    others = [*_tags(text), *_letters(text, fences)]
    own = [edit for edit in headings if edit[1] > edit[0]]
    inside = [
        edit for edit in [*edits, *others] if not any((start < edit[1] and edit[0] < end) or start < edit[0] < end for start, end, _ in own)
    ]
    return [*headings, *inside]


def _heading(text: str, section: Section) -> Iterator[Edit]:
    """The edits that give a section its id."""
    if section.kind == "item":
        words = escaping.drop_tags(text[section.label_end : section.heading_end]).strip("*_ ")
        yield section.label_end, section.heading_end, f"**{words}**{{#{section.id}}}"
    elif text[section.begin] == "#":
        head = text[section.begin : section.heading_end]
        if not head.rstrip().endswith("}") or f"#{section.id}" not in head:
            yield section.heading_end, section.heading_end, f" {{#{section.id}}}"
    elif section.title or section.kind in ("article", "part"):
        yield from _made_heading(text, section)
    elif text[section.begin] in "*_":  # bold already: **1.2** "Term" means
        close = section.label_end + 2
        if text[section.label_end : close] in ("**", "__"):
            yield close, close, f"{{#{section.id}}}"
    else:
        words = text[section.begin : section.label_end]
        yield section.begin, section.label_end, f"**{escaping.inline(words)}**{{#{section.id}}}"


def _made_heading(text: str, section: Section) -> Iterator[Edit]:
    """A numbered line, bold or not, made into a heading; text behind the title becomes a paragraph."""
    start = text.rfind("\n", 0, section.begin) + 1
    if text[start : section.begin].strip(" \t*_"):
        start = section.begin
    source, end = text[start : section.heading_end], section.heading_end
    bold = "__" if "__" in source else "**"
    rest = ""
    if source.count(bold) % 2:
        closed = text.startswith(bold, end)
        end, rest = (end + len(bold), "") if closed else (end, bold)
    words = " ".join(escaping.drop_tags(source).replace("**", "").replace("__", "").split())
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    yield start, end, f"\n\n{'#' * section.level} {words} {{#{section.id}}}\n\n{rest}"


def _tags(text: str) -> Iterator[Edit]:
    """HTML tags dropped; other angle brackets kept as text."""
    if "<" not in text:
        return
    spans = []
    for match in escaping.TAG.finditer(text):
        spans.append(match.span())
        yield match.start(), match.end(), escaping.drop_tags(match.group())
    for match in _ANGLE.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            yield match.start(), match.end(), "&lt;"


def _letters(text: str, guard: Guard) -> Iterator[Edit]:
    """Lettered lines, which markdown would run together, as paragraphs of their own."""
    for match in _LETTERED.finditer(text):
        above = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        stuck = match.start() > 0 and bool(text[above : match.start()].strip())
        following = text[match.end() + 1 : (text.find("\n", match.end() + 1) + 1 or len(text) + 1) - 1].strip()
        ends = not following or bool(_LETTERED.match(text, match.end() + 1))
        if guard.free(match.start(), match.start() + 1):
            indent = match["indent"] if stuck or len(match["indent"]) >= _NESTED else ""
            if stuck:
                yield match.start(), match.start(), "\n"
            if ends or stuck:
                yield match.end(), match.end(), f"\n{indent}{{: .pb-sub1 }}" + ("\n" if following else "")


def _apply(text: str, edits: list[Edit]) -> str:
    pieces: list[str] = []
    past = 0
    for start, end, words in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < past:
            continue
        pieces += (text[past:start], words)
        past = end
    pieces.append(text[past:])
    return "".join(pieces)
