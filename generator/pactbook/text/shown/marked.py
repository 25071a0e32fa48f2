"""The page of a text that is markdown already: small edits, everything else left as it is."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pactbook.text.letters import escaping
from pactbook.text.letters.lines import fences
from pactbook.text.sections.structure import Section, Structure
from pactbook.text.shown.marks import Mark, Marks

# What must not be touched: fenced and inline code, links and images, addresses, attribute lists, HTML, headings.
_PROTECTED = re.compile(
    r"(?<!`)`++[^`\n]*+`+|!?\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*|<[^<>\n]*>|https?://\S+|\{[:#.][^{}\n]*\}|^#{1,6}[^\n]*",
    re.MULTILINE,
)
_NESTED = 4  # spaces that put a line inside a list item
_BREAK = re.compile(r"\n[ \t]*\n")
# A tag, or what looks like the start of one.
_ANGLE = re.compile(rf"(?P<tag>{escaping.TAG.pattern})|<(?=[A-Za-z])(?!https?:|mailto:|[\w.+-]+@)", re.IGNORECASE | re.DOTALL)
# A lettered paragraph on a line of its own within a list.
_LETTERED = re.compile(r"^(?P<indent>[ \t]*)(?P<marker>\([a-z]{1,4}\)|[a-z]{1,4}[.)])[ ]+(?=\S)[^\n]*", re.MULTILINE)


Edit = tuple[int, int, str]


class Spans:
    """Stretches of a text, for asking whether something touches one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def free(self, start: int, end: int) -> bool:
        """Whether the characters between two offsets, or the place if they are equal, touch no stretch."""
        at = bisect_right(self._starts, max(start, end - 1)) - 1
        return at < 0 or self._ends[at] <= start or (start == end == self._starts[at])


def guard(text: str, start: int = 0) -> Spans:
    """The stretches of a markdown text, from an offset on, that must stay as they are."""
    fenced = [span for span in fences(text) if span[0] >= start]
    return Spans([*fenced, *(match.span() for match in _PROTECTED.finditer(text, start))])


def own(text: str, structure: Structure, marks: Marks, guarded: Spans) -> str:
    """A text that was written elsewhere, with anchors and links, ids for its sections, and no HTML."""
    return _apply(text, _brought_in(text, structure, _marking(text, 0, marks, guarded), guarded))


def added(text: str, start: int, marks: Marks, guarded: Spans) -> str:
    """The assembled part of a text, which is all of it where `start` is 0, with anchors and links."""
    return _apply(text, _marking(text, start, marks, guarded), start)


def _marking(text: str, start: int, marks: Marks, guarded: Spans) -> list[Edit]:
    return [edit for mark in _all_marks(text, start, marks) if guarded.free(mark.start, mark.end) for edit in _inserted(mark)]


def _all_marks(text: str, start: int, marks: Marks) -> Iterator[Mark]:
    for match in [*_BREAK.finditer(text, start), None]:
        end = match.start() if match else len(text)
        yield from marks.between(start, end)
        start = match.end() if match else end


def _inserted(mark: Mark) -> Iterator[Edit]:
    yield mark.start, mark.start, mark.before
    yield mark.end, mark.end, mark.after


def _brought_in(text: str, structure: Structure, edits: list[Edit], guarded: Spans) -> list[Edit]:
    headings = [edit for section in structure.sections for edit in _heading(text, section)]
    rewritten = Spans((start, end) for start, end, _ in headings if end > start)
    others = [*edits, *_tags(text), *_letters(text, guarded)]
    return [*headings, *(edit for edit in others if rewritten.free(edit[0], edit[1]))]


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
    """HTML tags dropped; other angle brackets, addresses apart, kept as text."""
    for match in _ANGLE.finditer(text) if "<" in text else ():
        yield match.start(), match.end(), escaping.drop_tags(match.group()) if match["tag"] else "&lt;"


def _letters(text: str, guarded: Spans) -> Iterator[Edit]:
    """Lettered lines, which markdown would run together, as paragraphs of their own."""
    for match in _LETTERED.finditer(text):
        above = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        stuck = match.start() > 0 and bool(text[above : match.start()].strip())
        following = text[match.end() + 1 : (text.find("\n", match.end() + 1) + 1 or len(text) + 1) - 1].strip()
        ends = not following or bool(_LETTERED.match(text, match.end() + 1))
        if guarded.free(match.start(), match.start() + 1):
            indent = match["indent"] if stuck or len(match["indent"]) >= _NESTED else ""
            if stuck:
                yield match.start(), match.start(), "\n"
            if ends or stuck:
                yield match.end(), match.end(), f"\n{indent}{{: .pb-sub1 }}" + ("\n" if following else "")


def _apply(text: str, edits: list[Edit], past: int = 0) -> str:
    pieces: list[str] = []
    for start, end, words in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        if start < past:
            continue
        pieces += (text[past:start], words)
        past = end
    pieces.append(text[past:])
    return "".join(pieces)
