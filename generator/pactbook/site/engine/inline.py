"""Python-Markdown's inline patterns, asked only where the sign stands without which they cannot match. The output is the same, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import markdown  # type: ignore[import-untyped]
from markdown import inlinepatterns
from markdown.treeprocessors import InlineProcessor  # type: ignore[import-untyped]
from markdown.util import AtomicString  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from markdown import Markdown

VERIFIED = frozenset({"3.11.3"})
"""The versions of Python-Markdown whose private method is the one that stands below; with any other, its own runs."""

SIGNS = {
    inlinepatterns.BACKTICK_RE: ("`", "\\"),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),
    inlinepatterns.IMAGE_LINK_RE: ("![",),
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    r"\*|_": ("*", "_"),
    r"\[\^([^\]]*)\]": ("[^",),  # of a footnote
    r"(:[+\-\w]+:)": (":",),  # of an emoji
}
"""What a text must hold for a pattern to match, by the pattern's own expression, so that another pattern of the same name is not taken for it."""


def signs(pattern: Any) -> tuple[str, ...]:
    """The signs of which a text must hold one for the pattern to match; none where nothing is known."""
    return SIGNS.get(pattern.pattern, ())


class Sifting(InlineProcessor):  # type: ignore[misc]
    """See the module."""

    def prepare(self) -> None:
        """Look at the patterns once they are all there."""
        self._signs = [signs(pattern) for pattern in self.inlinePatterns]
        known = "|".join(re.escape(sign) for sign in sorted({sign for each in self._signs for sign in each}))
        self._any = re.compile(known) if all(self._signs) else None

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  Python-Markdown's names
        if isinstance(data, AtomicString) or (self._any and not self._any.search(data)):
            return data
        apply = self._InlineProcessor__applyPattern
        for index in range(patternIndex, len(self._signs)):
            wanted = self._signs[index]
            if wanted and not any(sign in data for sign in wanted):
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = apply(self.inlinePatterns[index], data, index, start)
        return data


def sift(md: Markdown) -> None:
    """Put the quicker processor in the place of Python-Markdown's own, where it is known to do the same."""
    if markdown.__version__ in VERIFIED and type(md.treeprocessors["inline"]) is InlineProcessor:
        quick = Sifting(md)
        md.treeprocessors.register(quick, "inline", 20)
        quick.prepare()
