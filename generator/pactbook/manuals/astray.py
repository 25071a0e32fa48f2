"""Where the words of a heading that a page lacks stand all the same: as another heading, or where no heading counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.manuals import regions
from pactbook.manuals.lookalikes import difference, skeleton
from pactbook.manuals.plain import without_markup

if TYPE_CHECKING:
    from pactbook.manuals.reading import Reading
    from pactbook.model.manual import ManualPage

_PLACES = {
    regions.FENCE: "in a code block",
    regions.CODE: "in a code block (four spaces make one)",
    regions.LIST: "inside a list",
    regions.QUOTE: "inside a quotation",
    regions.NOTE: "inside a note",
    regions.FOOTNOTE: "inside a footnote",
}
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--|-->")
_AROUND = re.compile(r"^[\s>*+#|:-]+|[\s*_|#]+$|\{[:#.][^{}]*\}")
_BOLD = re.compile(r"\s*(\*\*|__).+\1:?\s*")


def found_astray(title: str, page: ManualPage, reading: Reading) -> tuple[int, str] | None:
    """The line on which a heading's words stand, and why they are not that heading."""
    for heading in reading.headings:
        if heading.title != title and (how := difference(heading.title, title)):
            return heading.line, f"the heading on this line looks like it and {how}"
    wanted = skeleton(title)
    for number, (line, region) in enumerate(zip(page.text.split("\n"), reading.regions, strict=True)):
        if (
            len(line) < len(title)
            or skeleton(without_markup(_AROUND.sub(" ", _TAG.sub(" ", _COMMENT.sub(" ", _number_less(line)))))) != wanted
        ):
            continue
        return page.text_line + number, f"its words stand {_why(line, region)}, where they are no heading"
    return None


def _number_less(line: str) -> str:
    return re.sub(r"^\s*\d+[.)]\s+", "", line)


def _why(line: str, region: str) -> str:
    stripped = line.strip()
    if region in _PLACES:
        return _PLACES[region]
    if "<!--" in line or "-->" in line:
        return "in a comment"
    if _TAG.search(line):
        return "in HTML"
    if stripped.startswith("|"):
        return "in a table"
    if stripped.startswith("#"):
        return _why_no_heading(stripped)
    return "in bold" if _BOLD.fullmatch(line) else "in a line of text"


def _why_no_heading(line: str) -> str:
    if re.match(r"#{7}", line):
        return "after too many '#'"
    return "before more than one pair of braces" if re.match(r"#{1,6}\s", line) else "after '#' without a space"
