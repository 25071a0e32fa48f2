"""Whether the colours of text stand out from the grounds that it stands on, in light and in dark, whatever a style sheet calls them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tinycss2.color3 import parse_color

from pactbook.site.comparison import sheets
from pactbook.site.comparison.element import Attributes, Element
from pactbook.site.comparison.harmless import GROUNDS, INKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactbook.site.comparison.sheets import SheetRule

SCHEMES = ("default", "slate")
LEAST = 3.0
"""The least contrast (WCAG 2.2, 1.4.3, for large text); the theme keeps to more."""
MEDIA = ("screen", "print")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_DEEPEST, _MOST = 8, 64
_UNREADABLE = (0.46, 0.46, 0.46)  # the middle grey, from which nothing stands out
_PAPER = (1.0, 1.0, 1.0)
_IN_PRINT = re.compile(r"@media (?:only )?print")
_ON_SCREEN = re.compile(r"@media (?:only )?screen(?: and [^,]*)?")


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    weight: tuple[bool, bool, tuple[int, int, int], int]
    certain: bool


def faults(rules: Iterable[SheetRule]) -> Iterator[str]:
    """A line for each colour of text that does not stand out, on a screen or on paper."""
    kept = [rule for rule in rules if not rule.pseudo and any(each.name.startswith("--") for each in rule.declarations)]
    for scheme in SCHEMES:
        for medium in MEDIA:
            yield from _faint(_values(kept, scheme, medium), scheme, medium)


def _faint(values: dict[str, list[_Value]], scheme: str, medium: str) -> Iterator[str]:
    inks = {name: _colours(name, values) for name in sorted(INKS & values.keys())}
    grounds = {name: _colours(name, values) for name in sorted(GROUNDS & values.keys())}
    if medium == "print":  # browsers print no grounds
        grounds["the paper"] = {_PAPER}
    for ink, inky in inks.items():
        for ground, grounded in grounds.items():
            if not all(_contrast(one, other) >= LEAST for one in inky for other in grounded):
                yield f"text in {ink} can't be told from {ground} with the colours '{scheme}' of the style sheets ({medium})"


def _values(rules: Iterable[SheetRule], scheme: str, medium: str) -> dict[str, list[_Value]]:
    """What each property may have as its value in a scheme, the one that wins and all that might."""
    attributes = {"data-md-color-scheme": scheme, "data-md-color-primary": "custom", "data-md-color-accent": "custom", "dir": "ltr"}
    document = Element("#document", Attributes(()), None)
    html = Element("html", Attributes(()), document)
    body = Element("body", Attributes(attributes.items()), html)
    html.children, body.children = [body], ["x"]
    other = _ON_SCREEN if medium == "print" else _IN_PRINT
    own = _IN_PRINT if medium == "print" else _ON_SCREEN
    found: dict[str, list[_Value]] = {}
    for rule in rules:
        if any(other.fullmatch(each) for each in rule.conditions):
            continue
        always = all(own.fullmatch(each) and " and " not in each for each in rule.conditions)
        for element in (html, body):
            hit = sheets.applies(rule.selector, element)
            for each in rule.declarations if hit is not False else ():
                if each.name.startswith("--"):
                    weight = (element is body, each.important, rule.specificity, rule.order)
                    found.setdefault(each.name, []).append(_Value(each.value, weight, bool(hit) and always))
    return {name: _lasting(values) for name, values in found.items()}


def _lasting(values: list[_Value]) -> list[_Value]:
    strongest = max((each.weight for each in values if each.certain), default=None)
    return [each for each in values if strongest is None or each.weight >= strongest]


def _colours(name: str, values: dict[str, list[_Value]]) -> set[tuple[float, float, float]]:
    """Each colour that a property may have."""
    return {_parsed(text) for value in values[name] for text in _resolved(value.text, values)}


def _resolved(text: str, values: dict[str, list[_Value]]) -> set[str]:
    """A value with every property in it replaced by each of its own; too many are as bad as one that nobody can read."""
    texts = {text}
    for _ in range(_DEEPEST):
        named = {each: found for each in texts if (found := _VARIABLE.search(each))}
        if not named:
            return texts
        if len(texts) > _MOST:
            return {"?"}
        texts -= named.keys()
        for each, found in named.items():
            texts |= {each.replace(found[0], value.text) for value in values.get(found[1], ())} or {"?"}
    return {"?"}


def _parsed(text: str) -> tuple[float, float, float]:
    colour = parse_color(text)
    if colour is None or colour == "currentColor" or colour.alpha < 1:
        return _UNREADABLE
    return (colour.red, colour.green, colour.blue)


def _contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The contrast of two colours (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    """The brightness of a colour (WCAG 2.2, "relative luminance")."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)  # noqa: PLR2004
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
