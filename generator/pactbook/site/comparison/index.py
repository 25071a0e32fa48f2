"""Finds the rules of style sheets that could apply to an element, so that not every rule is asked about every element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cssselect2 import parser

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactbook.site.comparison.element import Element
    from pactbook.site.comparison.sheets import SheetRule


class Index:
    """Rules by an id, a class, a tag or an attribute without which they never apply; those that ask for none of these stand under nothing."""

    def __init__(self, rules: Iterable[SheetRule]) -> None:
        """Sort the rules."""
        self._by: dict[tuple[str, str], list[tuple[int, SheetRule]]] = {}
        for place, rule in enumerate(rules):
            self._by.setdefault(_needed(rule.selector), []).append((place, rule))

    def rules(self, element: Element) -> list[SheetRule]:
        """All rules that could apply to an element, in their order."""
        asked = [("", ""), ("tag", element.tag), ("id", element.attributes.get("id", ""))]
        asked += [("class", each) for each in element.classes]
        asked += [("attribute", each) for each in element.attributes]
        found = [each for under in asked for each in self._by.get(under, ())]
        found.sort(key=lambda each: each[0])
        return [rule for _, rule in found]


def _needed(tree: Any) -> tuple[str, str]:
    """What an element must have for a selector to hit it: the rarest thing that the last part of the selector asks for outside of brackets."""
    while isinstance(tree, parser.CombinedSelector):
        tree = tree.right
    simple = tree.simple_selectors if isinstance(tree, parser.CompoundSelector) else [tree]
    for kind, name, of in (
        (parser.IDSelector, "id", "ident"),
        (parser.ClassSelector, "class", "class_name"),
        (parser.LocalNameSelector, "tag", "lower_local_name"),
        (parser.AttributeSelector, "attribute", "lower_name"),
    ):
        for each in simple:
            if isinstance(each, kind):
                return name, str(getattr(each, of))
    if any(isinstance(each, parser.PseudoClassSelector) and each.name == "root" for each in simple):
        return "tag", "html"
    return "", ""
