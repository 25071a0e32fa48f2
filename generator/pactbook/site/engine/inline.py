"""Python-Markdown's inline patterns, asked only where the sign stands without which they cannot match. The output is the same, byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import markdown
from markdown import inlinepatterns
from markdown.inlinepatterns import HtmlInlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from pactbook.site.engine.blocks import sift_blocks
from pactbook.site.engine.tree import shorten

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
}
"""What a text must hold for a pattern to match, by the pattern's own expression, so that another pattern of the same name is not taken for it."""


def signs(pattern: Any) -> tuple[str, ...]:
    """The signs of which a text must hold one for the pattern to match; none where nothing is known."""
    return SIGNS.get(pattern.pattern, ())


_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([A-Za-z0-9_./#~:=%+?@$,;-]+)\)")
"""A link as nearly all are; whatever an address of these signs holds, no pattern reads it before that of links does."""

_ENTITY = re.compile(inlinepatterns.ENTITY_RE)
_PLAIN = frozenset({inlinepatterns.LINK_RE, inlinepatterns.ENTITY_RE})
_PLAIN_TYPES = {LinkInlineProcessor, HtmlInlineProcessor}


class Sifting(InlineProcessor):
    """See the module."""

    def prepare(self) -> None:
        """Look at the patterns once they are all there."""
        self._signs = [signs(pattern) for pattern in self.inlinePatterns]
        known = "|".join(re.escape(sign) for sign in sorted({sign for each in self._signs for sign in each}))
        self._any = re.compile(known) if all(self._signs) else None
        plain = {type(one) for one in self.inlinePatterns if one.pattern in _PLAIN and not one.ANCESTOR_EXCLUDES}
        others = "|".join(re.escape(sign) for sign in sorted({sign for each in self._signs for sign in each}) if sign != "&")
        self._more = re.compile(others) if self._any and plain >= _PLAIN_TYPES else None

    def run(self, tree: ET.Element, ancestors: list[str] | None = None) -> ET.Element:
        """Python-Markdown's own walk, past every text that holds no sign."""
        if self._any is None or ancestors is not None:
            return super().run(tree, ancestors)  # type: ignore[no-any-return]
        self.stashed_nodes: dict[str, ET.Element | str] = {}
        self.parent_map: dict[ET.Element, ET.Element] = {}
        waiting = [(tree, [tree.tag.lower()])]
        for element, parents in waiting:  # grows while it is gone through
            self.ancestors = parents
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            inserted = []
            for child in element:
                if child.text and self._holds_sign(child.text):
                    inserted.append((child, self._text(child, waiting)))
                if child.tail and self._holds_sign(child.tail):
                    self._tail(element, child)
                if len(child):
                    waiting.append((child, self.ancestors[:]))
            for child, nodes in inserted:
                for place, node in enumerate(nodes):
                    child.insert(place, node)
        return tree

    def _holds_sign(self, text: str) -> bool:
        return not isinstance(text, AtomicString) and self._any is not None and self._any.search(text) is not None

    def _text(self, child: ET.Element, waiting: list[tuple[ET.Element, list[str]]]) -> list[ET.Element]:
        """What stands in the text of an element, to be put into it."""
        text = child.text or ""
        if (nodes := self._links(child, text)) is not None:
            return nodes
        self.ancestors.append(child.tag.lower())
        child.text = None
        found = self._InlineProcessor__processPlaceholders(self._InlineProcessor__handleInline(text), child)
        waiting += found
        self.ancestors.pop()
        return [node for node, _ in found]

    def _links(self, child: ET.Element, text: str) -> list[ET.Element] | None:
        """The links of a text that holds plain links and references to characters and nothing else; None where it holds more."""
        if self._more is None:
            return None
        parts = _LINK.split(text)
        for place in range(0, len(parts), 3):
            if self._more.search(parts[place]) or (place and self._more.search(parts[place - 2])):
                return None
        child.text = self._stashed(parts[0]) or None
        nodes = []
        for label, address, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            node = ET.Element("a", {"href": address})
            node.text, node.tail = self._stashed(label), self._stashed(after) or None
            nodes.append(node)
        return nodes

    def _stashed(self, text: str) -> str:
        """A text whose references to characters are put aside, as every other HTML is."""
        return _ENTITY.sub(lambda found: str(self.md.htmlStash.store(found[0])), text) if "&" in text else text

    def _tail(self, element: ET.Element, child: ET.Element) -> None:
        """Put what stands in the text after an element behind it."""
        tail, holder = self._InlineProcessor__handleInline(child.tail or ""), ET.Element("d")
        child.tail = None
        found = self._InlineProcessor__processPlaceholders(tail, holder, isText=False)
        if holder.tail:
            child.tail = holder.tail
        place = list(element).index(child) + 1
        for node, _ in reversed(found):
            element.insert(place, node)

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
        sift_blocks(md)
        shorten(md)
