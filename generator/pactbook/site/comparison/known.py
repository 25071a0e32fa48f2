"""What of a style sheet every browser knows, and what a sheet of paper may be made of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2

from pactbook.site.comparison.lengths import within

if TYPE_CHECKING:
    from collections.abc import Iterator

SOMEWHERE = "@only-where-every-selector-of-the-list-is-known"
"""A condition: a browser that does not know one selector of a list drops the rule with all the others."""
_KNOWN = frozenset(
    """
active after any-link before checked dir disabled empty enabled first-child first-letter first-line first-of-type focus focus-visible
focus-within has hover invalid is lang last-child last-of-type link marker not nth-child nth-last-child nth-last-of-type nth-of-type
only-child only-of-type placeholder placeholder-shown root selection target valid visited where
""".split()  # noqa: SIM905 - read like a list in a style sheet
)
_ASKED = re.compile(r"::?(-?[\w-]+)")
_QUOTED = re.compile(r"\[[^\]]*\]")

_SIZES = frozenset({"a4", "letter", "a4 portrait", "letter portrait"})
_IN_MARGINS = frozenset({"color", "font", "content"})
_COLOUR = re.compile(r"#[0-9a-f]{3,6}|currentcolor")
_SMALL = re.compile(r"(?:[6-9]|1[0-2])pt (?:sans-)?serif")


def known(words: str) -> bool:
    """Whether every browser knows what a selector asks."""
    plain = _QUOTED.sub("", words)
    return "|" not in plain and all(each in _KNOWN for each in _ASKED.findall(plain.lower()))


def sheet_of_paper(node: Any) -> Iterator[str]:
    """What is wrong with an @page rule: a sheet too small for the text, margins that leave none, or more than a line of small letters in them."""
    for each in tinycss2.parse_blocks_contents(node.content or (), skip_comments=True, skip_whitespace=True):
        if each.type == "declaration":
            value = tinycss2.serialize(each.value).strip().lower()
            if not (value in _SIZES if each.lower_name == "size" else each.lower_name == "margin" and within(value, 0, 130, parts=4)):
                yield f"@page {{ {each.lower_name}: {value} }} can't be judged; write it otherwise"
        elif each.type == "at-rule" and each.lower_at_keyword.startswith(("top-", "bottom-")):
            inside = tinycss2.parse_blocks_contents(each.content or (), skip_comments=True, skip_whitespace=True)
            yield from (f"@{each.lower_at_keyword} on paper can't be judged; write it otherwise" for one in inside if not _in_margin(one))
        else:
            yield "what stands in @page can't be judged; write it otherwise"


def _in_margin(node: Any) -> bool:
    if node.type != "declaration" or node.lower_name not in _IN_MARGINS:
        return False
    value = tinycss2.serialize(node.value).strip()
    if node.lower_name == "content":
        return all(
            each.type in {"string", "whitespace"} or (each.type == "function" and each.lower_name == "counter") for each in node.value
        )
    return bool((_COLOUR if node.lower_name == "color" else _SMALL).fullmatch(value.lower()))
