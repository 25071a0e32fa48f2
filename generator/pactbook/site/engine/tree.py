"""What Python-Markdown does with a page once it is a tree, by shorter ways to the same bytes: most elements have nothing to escape, mend or look up."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor, nest_toc_tokens, remove_fnrefs, render_inner_html, strip_tags, unescape, unique
from markdown.preprocessors import NormalizeWhitespace
from markdown.serializers import HTML_EMPTY, _escape_attrib_html, _escape_cdata, to_xhtml_string
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from markdown import Markdown

_ID_OR_CLASS = re.compile(r"([#.])([A-Za-z0-9._:-]+)")
_RAW = frozenset({"script", "style"})


class Spaces(NormalizeWhitespace):
    """Looks for lines of spaces only where there may be one, and keeps the text for what asks later whether a sign is in it at all."""

    source = ""

    def run(self, lines: list[str]) -> list[str]:
        """The lines without what Markdown does not tell apart."""
        self.source = source = "\n".join(lines)
        if STX in source or ETX in source or "\r" in source or "\t" in source or " \n" in source or source[-1:] == " ":
            found: list[str] = super().run(lines)
            self.source = "\n".join(found)
            return found
        return f"{source}\n\n".split("\n")


def _source(md: Markdown) -> str:
    return str(md.preprocessors["normalize_whitespace"].source)


def serialized(element: ET.Element) -> str:
    """An element as XHTML."""
    written: list[str] = []
    waiting: list[Any] = [element]
    while waiting:
        each = waiting.pop()
        if each.__class__ is str:
            written.append(each)
            continue
        tag = each.tag
        if tag.__class__ is not str or tag in _RAW:
            return str(to_xhtml_string(element))
        begin = tag if not each.attrib else f"{tag}{_attributes(each)}"
        tail = each.tail
        tail = _text(tail) if tail else ""
        if tag in HTML_EMPTY:
            written.append(f"<{begin} />{tail}")
            continue
        text = each.text
        text = _text(text) if text else ""
        if len(each):
            written.append(f"<{begin}>{text}")
            waiting.append(f"</{tag}>{tail}")
            waiting.extend(reversed(each))
        else:
            written.append(f"<{begin}>{text}</{tag}>{tail}")
    return "".join(written)


def _text(text: str) -> str:
    return str(_escape_cdata(text)) if "&" in text or "<" in text or ">" in text else text


def _attributes(element: ET.Element) -> str:
    given: list[tuple[str, str | None]] = sorted(element.attrib.items())
    return "".join([f" {name}" if value is None else f' {name}="{_escape_attrib_html(value)}"' for name, value in given])


class Prettify(PrettifyTreeprocessor):
    """Asks less often what is a block and what is blank."""

    def _prettifyETree(self, elem: ET.Element) -> None:  # noqa: N802  Python-Markdown's name
        is_block = self.md.is_block_level
        if is_block(elem.tag) and elem.tag not in {"code", "pre"}:
            if len(elem) and is_block(elem[0].tag) and (not elem.text or not elem.text.strip()):
                elem.text = "\n"
            for each in elem:
                if is_block(each.tag):
                    self._prettifyETree(each)
        if not elem.tail or not elem.tail.strip():
            elem.tail = "\n"


class Unescape(UnescapeTreeprocessor):
    """Has nothing to do in a text without a sign that escapes."""

    def run(self, root: ET.Element) -> None:
        """Change the tree in place."""
        if "\\" in _source(self.md):
            super().run(root)


class _Some(list[Any]):
    """Some elements of a tree, to be gone through as if they were the tree."""

    def iter(self) -> Iterable[Any]:
        return self


class AttributeLists(AttrListTreeprocessor):
    """Looks only at elements in or behind whose text a brace stands, and at what holds them."""

    def run(self, doc: ET.Element) -> None:
        """Change the tree in place."""
        if "{" not in _source(self.md):
            return
        wanted: set[ET.Element] = set()
        for element in doc.iter():
            if element.text and "{" in element.text:
                wanted.add(element)
            for child in element:
                if child.tail and "{" in child.tail:
                    wanted.update((element, child))
        super().run(_Some(element for element in doc.iter() if element in wanted))

    def assign_attrs(self, elem: ET.Element, attrs_string: str, *, strict: bool = False) -> str:
        """One id or one class, as nearly all of them are, needs no scanner."""
        only = _ID_OR_CLASS.fullmatch(attrs_string)
        if only is None:
            return str(super().assign_attrs(elem, attrs_string, strict=strict))
        name = "id" if only[1] == "#" else "class"
        before = elem.get(name) if name == "class" else None
        elem.set(name, f"{before} {only[2]}" if before else only[2])
        return ""


class Contents(TocTreeprocessor):
    """Notes the headings; a list of them is made only for a page that has the mark where it is to stand."""

    def run(self, doc: ET.Element) -> None:
        """Change the tree in place."""
        elements: list[Any] = list(doc.iter())
        headings = [each for each in elements if isinstance(each.tag, str) and each.tag[:1] in "hH" and self.header_rgx.match(each.tag)]
        source = _source(self.md)
        if self.use_anchors or "TOC" in source or any("data-toc-label" in each.attrib for each in headings):
            super().run(doc)
            return
        ids = {each.attrib["id"] for each in elements if "id" in each.attrib}
        counters: dict[str, int] = {}
        found = []
        for each in headings:
            self.set_level(each)
            inner, name = self._words(each)
            if "id" not in each.attrib:
                each.attrib["id"] = unique(self.slugify(html.unescape(name), self.sep), ids, counters)
            level, identifier = int(each.tag[-1]), each.attrib["id"]
            if self.toc_top <= level <= self.toc_bottom:
                found.append({"level": level, "id": unescape(identifier), "name": name, "html": inner, "data-toc-label": ""})
            if self.use_permalinks not in {False, None}:
                self.add_permalink(each, identifier)
        self.md.toc_tokens, self.md.toc = nest_toc_tokens(found), ""

    def _words(self, heading: ET.Element) -> tuple[str, str]:
        """What stands in a heading: as HTML, and as text with entities."""
        text = heading.text or ""
        if len(heading) or "&" in text or "<" in text or ">" in text or STX in text or not text:
            inner = render_inner_html(remove_fnrefs(heading), self.md)
            return inner, strip_tags(inner)
        return text.strip(), " ".join(text.split())


def shorten(md: Markdown) -> None:
    """Put these in the place of Python-Markdown's own, each where nothing else stands there already."""
    if type(md.preprocessors["normalize_whitespace"]) is not NormalizeWhitespace:
        return
    md.preprocessors.register(Spaces(md), "normalize_whitespace", 30)
    md.is_block_level = lru_cache(maxsize=256)(md.is_block_level)
    if md.serializer is to_xhtml_string:
        md.serializer = serialized
    for name, known, quick in _INSTEAD:
        if name in md.treeprocessors and type(md.treeprocessors[name]) is known:
            made: Any = object.__new__(quick)
            made.__dict__.update(md.treeprocessors[name].__dict__)
            md.treeprocessors._data[name] = made  # noqa: SLF001 - to register it again would change the order


_INSTEAD: tuple[tuple[str, type[Any], type[Any]], ...] = (
    ("prettify", PrettifyTreeprocessor, Prettify),
    ("attr_list", AttrListTreeprocessor, AttributeLists),
    ("toc", TocTreeprocessor, Contents),
    ("unescape", UnescapeTreeprocessor, Unescape),
)
