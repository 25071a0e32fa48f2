"""Python-Markdown for text that anybody may edit: nothing in it can run, load, cover, hide or redirect.

HTML is shown as text. After Python-Markdown has built its tree, every element, attribute, class, id and address is held
against a short list, and what is not on it is dropped. The list works on the tree and not on the text, so a new way
to write a link does not open a new hole. `Numbers` and `Tables` arrange the same tree for reading and serve generated pages too.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from pactbook.assemble.fences import fences
from pactbook.manuals.addresses import decoded, is_followed
from pactbook.manuals.habits import KINDS
from pactbook.text.letters import ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown import Markdown

CLASSES = KINDS | frozenset(
    {"admonition", "admonition-title", "footnote", "footnote-ref", "footnote-backref", "pb-term", "pb-sub1", "pb-sub2", "pb-sub3"}
)
TAGS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}, "li": {"value"}}
"""Attributes that an element may keep beside `id` and `class`."""
ATTRIBUTES_ASKED = frozenset({"a", "img"})
"""Elements that are nothing without an attribute."""

_NOTE_ID = re.compile(r"(?:fn|fnref\d*):(?!.*__)[\w.-]+")
_TASK = re.compile(r"\[([ xX])\]\s+")
_BOXES = {" ": ("☐", "To do"), "x": ("☑", "Done")}


def slugify(text: str, _separator: str) -> str:
    """An id from the words of a heading, one that no script or style of the theme can take for its own."""
    return ids.made(text, apart=True)


def safe_id(value: str) -> str | None:
    """The id itself if it may stand on a page."""
    return value if _NOTE_ID.fullmatch(value) or ids.is_safe(value) else None


@lru_cache(maxsize=16_384)
def safe_address(value: str, *, image: bool = False) -> str | None:
    """`value` as a browser would read it, ready to be printed, or None where it must not be followed.

    Pages, anchors, http, https and mailto are let through; images only from the site itself.
    """
    text = str(UnescapeTreeprocessor().unescape(value)).replace(AMP_SUBSTITUTE, "&")
    address = None if STX in text or ETX in text else decoded(text)
    return address.replace("&", "&amp;") if address is not None and is_followed(address, image=image) else None


class Allowlist(Treeprocessor):
    """Keeps what is on the lists of this module and drops the rest."""

    def run(self, root: ET.Element) -> None:
        """Clean the tree in place; `root` itself is Python-Markdown's own wrapper."""
        for element in root.iter():
            if element is not root:
                self._clean(element)

    def _clean(self, element: ET.Element) -> None:
        tag = element.tag
        if not element.attrib and tag in TAGS and tag not in ATTRIBUTES_ASKED:
            return
        given = dict(element.attrib)
        element.attrib.clear()
        if tag not in TAGS:
            element.tag = "span"
            return
        classes = [name for name in given.get("class", "").split() if name in CLASSES]
        if "admonition" in classes and not KINDS.intersection(classes):
            classes.append("note")
        if classes:
            element.set("class", " ".join(classes))
        if identifier := safe_id(given.get("id", "")):
            element.set("id", identifier)
        for name in ATTRIBUTES.get(tag, ()):
            if name in given:
                self._keep(element, name, given[name])
        if (tag == "a" and "href" not in element.attrib) or (tag == "img" and "src" not in element.attrib):
            _refuse(element)

    @staticmethod
    def _keep(element: ET.Element, name: str, value: str) -> None:
        if name in {"href", "src"}:
            address = safe_address(value, image=name == "src")
            if address is not None:
                element.set(name, _spelled(address))
                if name == "href" and address.startswith("http"):
                    element.set("rel", "noopener noreferrer")
                    element.set("class", f"{element.get('class', '')} pb-away".strip())
        elif (
            name == "alt"
            or (name == "align" and value in {"left", "center", "right"})
            or (name in {"start", "value"} and value.isdecimal())
        ):
            element.set(name, value)


def _spelled(address: str) -> str:
    """The address of a place on this site with the place's id as the page has it, which MkDocs looks for letter by letter."""
    page, mark, anchor = address.partition("#")
    named = ids.meant(anchor)
    return address if ":" in page or named == anchor or not ids.is_safe(named) else f"{page}{mark}{named}"


def _refuse(element: ET.Element) -> None:
    """Turn a link or an image that leads where it must not into its words."""
    words = element.get("alt")
    element.attrib.clear()
    element.tag = "span"
    if words:
        element.text = words


class Tasks(Treeprocessor):
    """`- [ ]` as a box that shows, prints and is read aloud; nothing can be ticked on a published page."""

    def run(self, root: ET.Element) -> None:
        """Change list items in place."""
        for item in root.iter("li"):
            holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
            if found := _TASK.match((holder.text or "").lstrip()):
                sign, meaning = _BOXES[found.group(1).lower()]
                box = ET.Element("span", {"class": "pb-box", "role": "img", "aria-label": meaning})
                box.text, box.tail = sign, (holder.text or "").lstrip()[found.end() :]
                holder.text = None
                holder.insert(0, box)
                item.set("class", "pb-task")


class PlainFences(FencedBlockPreprocessor):
    """Code blocks go past the tree, so their braces are dropped where they are read."""

    def handle_attrs(self, attrs: Iterable[tuple[str, str]]) -> tuple[str, list[str], dict[str, Any]]:  # noqa: ARG002
        """No id, no classes, no options."""
        return "", [], {}


class Fences(Preprocessor):
    """Code blocks as `pactbook.manuals.reading` finds them, also in a list; one that nothing closes goes on to the end of the page."""

    def run(self, lines: list[str]) -> list[str]:
        """Put each block aside, with an empty line around the mark that stays."""
        kept, at = [], 0
        for first, after, closed in fences(lines):
            indent = len(lines[first]) - len(lines[first].lstrip(" "))
            code = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[first + 1 : after - closed]]
            mark = self.md.htmlStash.store(
                "<pre><code>" + html.escape("".join(f"{line}\n" for line in code), quote=False) + "</code></pre>"
            )
            kept += [*lines[at:first], "", " " * indent + mark, ""]
            at = after
        return [*kept, *lines[at:]]


class Headings(HashHeaderProcessor):
    """Headings as `pactbook.manuals.reading` finds them: signs, a space, words."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>(?!#+[ ]*(?:\n|$))\S[^\n]*?)(?:[ ]+#+)?[ ]*(?:\n|$)")


class TopHeadings(Treeprocessor):
    """What was made a heading inside a list, a quote, a note or a footnote is a line in bold: no outline counts it, no link leads to it."""

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            for child in element if element is not root else ():
                if child.tag in HEADINGS:
                    strong = ET.Element("strong")
                    strong.text, strong[:] = child.text, list(child)
                    tail = child.tail
                    child.clear()
                    child.tag, child.tail = "p", tail
                    child.append(strong)


class SafeExtension(Extension):
    """Everything above, for one page of the repository's own text; `manual` for a page of a manual, whose headings an outline asks for."""

    def __init__(self, *, manual: bool = False) -> None:
        super().__init__()
        self.manual = manual

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Python-Markdown's name
        """Take HTML out of the grammar and put the allow-list after the last step that writes attributes."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(Fences(md) if self.manual else PlainFences(md, {"lang_prefix": "language-"}), "fenced_code_block", 25)
        if self.manual:
            md.parser.blockprocessors.deregister("setextheader")
            md.parser.blockprocessors.register(Headings(md.parser), "hashheader", 70)
            md.treeprocessors.register(TopHeadings(md), "pactbook_headings", 7.5)
        md.treeprocessors.register(AttrListTreeprocessor(md), "attr_list", 8)
        md.treeprocessors.register(Allowlist(md), "pactbook_allowlist", 7)
        if self.manual:
            md.treeprocessors.register(Tasks(md), "pactbook_tasks", 6)
