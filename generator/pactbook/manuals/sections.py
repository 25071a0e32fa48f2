"""The section under a heading: where it ends, and whether it says anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.text.passages.substance import ELSEWHERE, lacking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.manuals.reading import Heading

HIGHEST = 2  # the level of the headings that an outline asks for
_INTO_THE_CONTRACT = re.compile(r"\]\((?:sow|msa):")
_LINK = re.compile(r"\]\(|\]\[")
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,}).*\n((?:.*\n)*?)[ \t]*\1", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SEVERAL = 2
_FEW = 5


def body(text: str, headings: Sequence[Heading], index: int) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    heading = headings[index]
    following = next((each for each in headings[index + 1 :] if each.level <= heading.level), None)
    return text[heading.span[3] : following.span[0] if following else len(text)]


def direct(text: str, headings: Sequence[Heading], index: int) -> str:
    """What stands between a heading and the very next one."""
    return text[headings[index].span[3] : headings[index + 1].span[0] if index + 1 < len(headings) else len(text)]


def lack(passage: str) -> str:
    """What a passage of a page lacks, in words that follow "the section"; '' where it has substance.

    A list of links is a table of contents, a link into the contract says where the matter is settled, and a ready-made text in a code block is content
    too. A picture alone is none: nobody can search it, and who cannot see it learns nothing.
    """
    found = lacking(passage)
    if not found or any(len(_WORD.findall(code[2])) >= _FEW for code in _FENCED.finditer(passage)):
        return ""
    if found == ELSEWHERE and (_INTO_THE_CONTRACT.search(passage) or len(_LINK.findall(passage)) >= _SEVERAL):
        return ""
    return found
