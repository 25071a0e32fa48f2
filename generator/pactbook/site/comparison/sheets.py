"""Style sheets as rules, and which of them could ever apply to an element.

Read with tinycss2, selectors with cssselect2. What a page looks like while somebody points, presses or prints is part of what a reader
sees, so a question has three answers: a rule applies, it never does, or it does sometimes (None): under the pointer, in some places among
its siblings, on some screens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import tinycss2
from cssselect2 import parser

from pactbook.site.comparison.known import SOMEWHERE, known, sheet_of_paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pactbook.site.comparison.element import Element

_DESCEND = frozenset({"media", "supports"})
_NOTHING_SHOWN = frozenset({"charset", "keyframes"})  # only used by a property that is judged
# Parts that a browser draws itself; no text of a page stands in them.
_DRAWN_BY_BROWSERS = (
    "-webkit-scrollbar",
    "-webkit-details-marker",
    "-webkit-search",
    "-ms-clear",
    "-ms-reveal",
    "-moz-focus-inner",
    "backdrop",
)
_CLOSED_PARTS = ("details-content",)


class Declaration(NamedTuple):
    """A property with its value as text."""

    name: str
    value: str
    important: bool


class SheetRule(NamedTuple):
    """One selector with its declarations; `order` counts through all sheets, `conditions` are those of @media and @supports."""

    selector: Any
    words: str
    pseudo: str
    specificity: tuple[int, int, int]
    order: int
    conditions: tuple[str, ...]
    declarations: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rules of a style sheet, and what in it can't be judged."""

    rules: tuple[SheetRule, ...]
    faults: tuple[str, ...]


@lru_cache(maxsize=64)
def read(text: str) -> Sheet:
    """Read a style sheet."""
    faults: list[str] = []
    rules: list[SheetRule] = []
    for selectors, declared, conditions in _blocks(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), (), faults):
        held = conditions if all(map(known, selectors)) else (*conditions, SOMEWHERE)
        for words in selectors:
            rules += _rule(words, declared, held, len(rules), faults)
    return Sheet(tuple(rules), tuple(faults))


def _blocks(
    nodes: Iterable[Any], conditions: tuple[str, ...], faults: list[str]
) -> Iterator[tuple[list[str], tuple[Declaration, ...], tuple[str, ...]]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield _selectors(node.prelude), _declarations(node.content, faults), conditions
        elif node.type == "at-rule" and node.lower_at_keyword in _DESCEND:
            inside = tinycss2.parse_rule_list(node.content or (), skip_comments=True, skip_whitespace=True)
            words = f"@{node.lower_at_keyword} {tinycss2.serialize(node.prelude).strip()}"
            yield from _blocks(inside, (*conditions, words), faults)
        elif node.type == "at-rule" and node.lower_at_keyword == "page":
            faults += (f"line {node.source_line} of a style sheet: {each}" for each in sheet_of_paper(node))
        elif node.type != "at-rule" or node.lower_at_keyword.removeprefix("-webkit-") not in _NOTHING_SHOWN:
            what = f"@{node.at_keyword}" if node.type == "at-rule" else "a rule"
            faults.append(f"line {node.source_line} of a style sheet: {what} can't be judged; write it without")


def _selectors(prelude: Iterable[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _declarations(content: Iterable[Any], faults: list[str]) -> tuple[Declaration, ...]:
    found = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            found.append(
                Declaration(
                    node.name if node.name.startswith("--") else node.lower_name, tinycss2.serialize(node.value).strip(), node.important
                )
            )
        else:
            faults.append(f"line {node.source_line} of a style sheet: what stands there is no plain declaration and can't be judged")
    return tuple(found)


def _rule(words: str, declared: tuple[Declaration, ...], conditions: tuple[str, ...], order: int, faults: list[str]) -> list[SheetRule]:
    pseudo = words.rpartition("::")[2].lower() if "::" in words else ""
    if pseudo.startswith(_DRAWN_BY_BROWSERS):
        return []
    readable = words.rpartition("::")[0] or "*" if pseudo.startswith(_CLOSED_PARTS) else words
    try:
        (selector,) = parser.parse(readable)
    except (parser.SelectorError, ValueError):
        faults.append(f"the selector '{words}' of a style sheet can't be judged; write it otherwise")
        return []
    return [SheetRule(selector.parsed_tree, words, selector.pseudo_element or "", selector.specificity, order, conditions, declared)]


def applies(tree: Any, element: Element) -> bool | None:
    """Whether a selector hits an element: yes, no, or sometimes."""
    if isinstance(tree, parser.CombinedSelector):
        here = applies(tree.right, element)
        return _both(here, _above(tree, element)) if here is not False else False
    if isinstance(tree, parser.CompoundSelector):
        result: bool | None = True
        for simple in tree.simple_selectors:
            result = _both(result, _simple(simple, element))
            if result is False:
                return False
        return result
    return _simple(tree, element)


def _above(tree: Any, element: Element) -> bool | None:
    if tree.combinator in {"+", "~"}:
        # Some sibling before it; what that one lies in is asked of the element itself.
        left = tree.left
        inside = _above(left, element) if isinstance(left, parser.CombinedSelector) else True
        return None if inside is not False else False
    if tree.combinator == ">":
        return applies(tree.left, element.parent) if element.parent and element.parent.parent is not None else False
    best: bool | None = False
    for above in element.up:
        if above.parent is None:
            break
        best = _either(best, applies(tree.left, above))
        if best:
            return True
    return best


def _simple(simple: Any, element: Element) -> bool | None:
    judge = _PARTS.get(type(simple))
    return judge(simple, element) if judge else None  # :has(), :nth-child() and whatever else there is


def _tag(simple: Any, element: Element) -> bool | None:
    return bool(element.tag == simple.lower_local_name)


def _class(simple: Any, element: Element) -> bool | None:
    return simple.class_name in element.classes


def _id(simple: Any, element: Element) -> bool | None:
    return bool(element.attributes.get("id") == simple.ident)


def _attribute(simple: Any, element: Element) -> bool | None:
    return has_attribute(simple, element.attributes)


def _not(simple: Any, element: Element) -> bool | None:
    hit = _any(simple, element)
    return None if hit is None else not hit


def _pseudo(simple: Any, element: Element) -> bool | None:
    name = simple.name
    if name == "root":
        return element.tag == "html"
    if name in {"first-line", "first-letter", "before", "after"}:
        return True
    if name == "empty":
        return False if element.children else None
    return None


def _any(simple: Any, element: Element) -> bool | None:
    best: bool | None = False
    for each in simple.selector_list:
        best = _either(best, applies(getattr(each, "parsed_tree", each), element))
    return best


def simple_selectors(tree: Any) -> Iterator[Any]:
    """Every part of a selector that asks one thing of an element, those in brackets too."""
    if isinstance(tree, parser.CombinedSelector):
        yield from simple_selectors(tree.left)
        yield from simple_selectors(tree.right)
        return
    for each in getattr(tree, "simple_selectors", None) or getattr(tree, "selector_list", None) or ():
        yield from simple_selectors(getattr(each, "parsed_tree", each))
    if not hasattr(tree, "simple_selectors"):
        yield tree


def has_attribute(simple: Any, attributes: Mapping[str, str]) -> bool:
    """Whether an attribute is as a selector asks."""
    if simple.lower_name not in attributes:
        return False
    given, wanted = attributes[simple.lower_name], simple.value
    if simple.operator is None:
        return True
    if simple.case_sensitive is False or simple.lower_name in {"type", "dir", "align"}:
        given, wanted = given.lower(), wanted.lower()
    tests = {
        "=": given == wanted,
        "~=": wanted in given.split(),
        "|=": given == wanted or given.startswith(f"{wanted}-"),
        "^=": bool(wanted) and given.startswith(wanted),
        "$=": bool(wanted) and given.endswith(wanted),
        "*=": bool(wanted) and wanted in given,
    }
    return bool(tests[simple.operator])


def _both(*answers: bool | None) -> bool | None:
    """All of them: no where one is no."""
    if False in answers:
        return False
    return None if None in answers else True


def _either(*answers: bool | None) -> bool | None:
    """Any of them: yes where one is yes."""
    if True in answers:
        return True
    return None if None in answers else False


_PARTS: dict[type[Any], Callable[[Any, Element], bool | None]] = {
    parser.LocalNameSelector: _tag,
    parser.ClassSelector: _class,
    parser.IDSelector: _id,
    parser.AttributeSelector: _attribute,
    parser.PseudoClassSelector: _pseudo,
    parser.NegationSelector: _not,
    parser.MatchesAnySelector: _any,
    parser.SpecificityAdjustmentSelector: _any,
}
