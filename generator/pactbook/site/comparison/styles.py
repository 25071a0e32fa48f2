"""What the style sheets of a page do to an element: only what could hide, add, move, colour or cover text is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cssselect2.parser import AttributeSelector, IDSelector

from pactbook.site.comparison import colours, sheets
from pactbook.site.comparison.beside import keeps_its_place
from pactbook.site.comparison.harmless import harmless
from pactbook.site.comparison.index import Index
from pactbook.site.comparison.reviewed import reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.comparison.element import Attributes, Element
    from pactbook.site.comparison.sheets import Declaration, SheetRule

BESIDE = frozenset({"before", "after"})
_NO_TEXT = frozenset({"placeholder"})
"""Parts in which no text of a page stands; any other, such as what is selected or linked to, is the text."""


class Effect(NamedTuple):
    """A declaration that could change what is read, and the selector that brings it."""

    pseudo: str
    name: str
    value: str
    selector: str
    conditions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """For a message."""
        return f"{' '.join((*self.conditions, self.selector))} {{ {self.name}: {self.value} }}"


class _Hit(NamedTuple):
    declaration: Declaration
    rule: SheetRule
    certain: bool
    weight: tuple[bool, tuple[int, int, int], int]


Verdict = tuple[bytes, bytes, str, int]
"""Digests of a text as it was printed and as it was signed, the title above it, and the key of the element around it."""

_MOST = 8192
"""Of so many tags and elements a judge remembers what it found; a large book has more, but not alike ones."""


@dataclass(slots=True, eq=False)
class Judge:
    """All style sheets of a page together; elements that no rule could tell apart are asked about once."""

    rules: tuple[SheetRule, ...]
    faults: tuple[str, ...]
    _asked: dict[str, tuple[AttributeSelector, ...]]
    _ids: frozenset[str]
    _index: Index
    _told: dict[Attributes, tuple[object, ...]] = field(default_factory=dict)
    _keys: dict[tuple[object, ...], int] = field(default_factory=dict)
    _known: dict[tuple[int, bool], tuple[Effect, ...]] = field(default_factory=dict)  # by the key and whether it is of the text
    right: set[Verdict] = field(default_factory=set)
    """The texts in which everything was found right (`comparison.again`)."""

    def key(self, element: Element, above: int) -> int:
        """What the rules can tell an element by; `above` is the key of the one that it lies in."""
        written = element.written
        told = self._told.get(written)
        if told is None:
            if len(self._told) >= _MOST:
                self._told.clear()
            told = self._told[written] = self.tells(written)
        own = (above, element.tag, told, not element.children)
        return self._keys.setdefault(own, len(self._keys) + 1)

    def tells(self, written: Attributes) -> tuple[object, ...]:
        """What the rules can tell a tag by."""
        given = written.values
        told = tuple(
            (name, tuple(sheets.has_attribute(each, given) for each in self._asked[name])) for name in given if name in self._asked
        )
        return (written.classes, told, given.get("id") if given.get("id") in self._ids else "")

    def effects(self, element: Element, key: int, *, text: bool) -> tuple[Effect, ...]:
        """What could happen to the text in an element, or with `text` false: what could lay it over the text."""
        found = self._known.get((key, text))
        if found is None:
            harmful = _harmful if text else _leaves_its_place
            found = self._known[key, text] = tuple(
                Effect(pseudo, name, hit.declaration.value, hit.rule.words, hit.rule.conditions)
                for pseudo, name, hit in self._hits(element)
                if harmful(hit, pseudo, element.tag) and not reviewed(hit.rule, hit.declaration)
            )
        return found

    def _hits(self, element: Element) -> Iterator[tuple[str, str, _Hit]]:
        """Every declaration that could apply to the element and that no other certainly overrides."""
        hits: dict[tuple[str, str], list[_Hit]] = {}
        for rule in self._index.rules(element):
            answer = sheets.applies(rule.selector, element)
            if answer is False:
                continue
            for declaration in rule.declarations:
                weight = (declaration.important, rule.specificity, rule.order)
                hits.setdefault((rule.pseudo, declaration.name), []).append(
                    _Hit(declaration, rule, bool(answer) and not rule.conditions, weight)
                )
        for (pseudo, name), found in hits.items():
            yield from ((pseudo, name, hit) for hit in _lasting(found))


def _lasting(found: list[_Hit]) -> Iterator[_Hit]:
    """Those that no other certainly overrides."""
    strongest = max((hit.weight for hit in found if hit.certain), default=None)
    return (hit for hit in found if strongest is None or hit.weight >= strongest)


def _harmful(hit: _Hit, pseudo: str, tag: str) -> bool:
    if pseudo in BESIDE:
        return not keeps_its_place(hit.declaration, drawn=True)
    return not harmless(hit.declaration, "span" if pseudo else tag, hit.rule.conditions)


def _leaves_its_place(hit: _Hit, pseudo: str, tag: str) -> bool:  # noqa: ARG001 - stands where _harmful does
    return not keeps_its_place(hit.declaration)


@lru_cache(maxsize=16)
def judge(texts: tuple[str, ...]) -> Judge:
    """The judge of some style sheets, in the order in which a page names them."""
    rules: list[SheetRule] = []
    faults: list[str] = []
    for text in texts:
        sheet = sheets.read(text)
        rules += [rule._replace(order=len(rules) + place) for place, rule in enumerate(sheet.rules)]
        faults += sheet.faults
    kept = tuple(_that_matter(rules))
    faults += colours.faults(kept)
    return Judge(kept, tuple(faults), *_told_by(kept), Index(kept))


def _that_matter(rules: Iterable[SheetRule]) -> Iterator[SheetRule]:
    """Rules of parts that hold no text of a page are left out."""
    return (rule for rule in rules if rule.pseudo not in _NO_TEXT)


def _told_by(rules: Iterable[SheetRule]) -> tuple[dict[str, tuple[AttributeSelector, ...]], frozenset[str]]:
    """What the selectors ask of attributes, by attribute, and the ids that they name."""
    asked: dict[str, dict[str, AttributeSelector]] = {}
    ids = set()
    for rule in rules:
        for simple in sheets.simple_selectors(rule.selector):
            if isinstance(simple, AttributeSelector):
                asked.setdefault(simple.lower_name, {})[repr(simple)] = simple
            elif isinstance(simple, IDSelector):
                ids.add(simple.ident)
    return {name: tuple(each.values()) for name, each in asked.items()}, frozenset(ids)
