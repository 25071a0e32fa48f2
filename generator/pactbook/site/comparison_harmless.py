"""Which declarations leave a text as it is: every letter on the screen, in its place, readable. Whatever is not known here is not harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.site.comparison_sheets import Declaration

INKS = frozenset(
    [
        "--md-typeset-color",
        "--md-default-fg-color",
        "--md-default-fg-color--light",
        "--md-typeset-a-color",
        "--md-accent-fg-color",
        "--md-code-fg-color",
        "--pb-brass",
    ]
)
"""The colours in which text of an agreement may stand."""
GROUNDS = frozenset(["--md-default-bg-color", "--md-code-bg-color", "--pb-paper", "--pb-mark"])
"""The colours on which it may stand."""
WATCHED = INKS | GROUNDS | {"--pb-hang", "--pb-deep", "--pb-measure"}
"""Custom properties on which the look of an agreement's text hangs."""

_ANY_NAMES = (
    "border-style border-color border-top-color border-radius border-bottom-color border-collapse box-sizing text-align "
    "font-weight font-style font-family font-feature-settings font-variant-numeric font-variant-ligatures cursor outline "
    "outline-color outline-style outline-offset transition transition-duration transition-delay transition-timing-function "
    "scroll-margin-top scroll-margin-inline-start scroll-snap-align orphans widows break-after break-before break-inside "
    "page-break-inside table-layout text-wrap hyphens overflow-wrap word-break word-wrap text-underline-offset "
    "text-decoration-thickness text-decoration-color align-items align-self justify-content flex flex-grow flex-shrink "
    "flex-basis flex-wrap user-select -webkit-user-select touch-action pointer-events -webkit-font-smoothing "
    "-moz-osx-font-smoothing color-scheme print-color-adjust -webkit-print-color-adjust color-adjust "
    "-webkit-tap-highlight-color box-decoration-break -webkit-box-decoration-break white-space box-shadow scrollbar-width "
    "scrollbar-color scrollbar-gutter -webkit-text-size-adjust -moz-text-size-adjust text-size-adjust resize appearance "
    "text-rendering"
)
_ANY = frozenset(_ANY_NAMES.split())
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|r?em|pt|mm|cm|in|%|ex|ch|vw|vh|)(?=\s|$|/)")
# What a size must have at the least to be read, and what a box must have at the least to hold a word.
_READABLE = {"px": 6, "em": 0.6, "rem": 0.35, "pt": 5, "%": 60, "mm": 1.7, "": 1e9}
_ROOMY = {"px": 40, "em": 4, "rem": 1.5, "pt": 40, "%": 30, "mm": 12, "ch": 6, "": 1e9}
_MODERATE_NAMES = (
    "padding padding-top padding-right padding-bottom padding-left border border-top border-right border-bottom border-left "
    "border-width border-top-width border-left-width border-right-width border-spacing vertical-align gap column-gap "
    "row-gap grid-gap min-width min-height block-size"
)
_MODERATE = frozenset(_MODERATE_NAMES.split())
_FAR = {"px": 200, "em": 8, "rem": 12, "pt": 150, "mm": 40, "%": 100, "": 3}
"""Farther than this nothing may be pushed."""
# Negative margins with which the theme hangs numbers beside the text, and spreads wide tables.
_HANGING = frozenset({"calc(-1 * var(--pb-hang))", "calc(-1*var(--pb-hang))", "-.275em", "-1.9rem", "-13mm"})
_INDENTED = re.compile(r"calc\((?:\.\d+rem \+ )?var\(--pb-deep\) ?\* ?[12]?\.?\d+rem\)")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_SHADE = re.compile(r"linear-gradient\(var\((--[\w-]+)\), ?var\(\1\)\) no-repeat")
_OPAQUE = 0.7
_TIGHTEST, _CLOSEST, _WIDEST = 1.0, -0.03, 0.3


def harmless(declaration: Declaration, conditions: tuple[str, ...] = ()) -> bool:
    """Whether a declaration leaves the text of the element that it applies to as it is; `conditions` are those of @media around it."""
    name, value = declaration.name, declaration.value.lower()
    if name in _ANY or value in {"inherit", "unset"}:
        return True
    if name in _MODERATE:
        return _moderate(value)
    if name == "color" and value == "#000":
        return any("print" in each for each in conditions)  # black on paper
    if name.startswith("--"):
        return name not in WATCHED or (name == "--pb-deep" and value in {"0", "1", "2", "3"})
    judge = _JUDGES.get(name)
    return judge is not None and judge(value)


def harmless_beside(declaration: Declaration) -> bool:
    """The same for what a style sheet draws before or after an element, which holds no text and may be of any size and colour."""
    name, value = declaration.name, declaration.value.lower()
    if name == "content":
        return value in {'""', "''", "none", "normal"}
    if name in _COVERING:
        return harmless(declaration)
    return not name.startswith(("animation", "counter")) and name != "all"


def covers(declaration: Declaration) -> bool:
    """Whether it can lay an element over others."""
    return declaration.name in _COVERING and not harmless(declaration)


def _one_of(words: str) -> Callable[[str], bool]:
    allowed = frozenset(words.split("|"))
    return lambda value: value in allowed


def _sizes(least: dict[str, float]) -> Callable[[str], bool]:
    def judge(value: str) -> bool:
        found = _LENGTH.match(value)
        return bool(found) and float(found[1]) >= least.get(found[2], 1e9)  # type: ignore[index]

    return judge


_readable, _roomy = _sizes(_READABLE), _sizes(_ROOMY)


def _wide(value: str) -> bool:
    return (
        value in {"auto", "none", "max-content", "fit-content", "min-content", "100%"}
        or value in {"var(--pb-measure)", "var(--pb-hang)"}
        or _roomy(value)
    )


def _moderate(value: str) -> bool:
    """Lengths that push nothing far; each part is a length, a colour by its name or number, or a word."""
    parts = _VARIABLE.sub("x", value).split()
    return all(_near(part) if any(map(str.isdigit, part)) and not part.startswith("#") else "(" not in part for part in parts)


def _near(part: str) -> bool:
    found = _LENGTH.fullmatch(part)
    return bool(found and abs(float(found[1])) <= _FAR.get(found[2], 0))


def _margin(value: str) -> bool:
    rest = value
    for each in _HANGING:
        rest = rest.replace(each, " 0 ")
    rest = _INDENTED.sub(" 0 ", rest)
    return all(
        part == "auto" or ((found := _LENGTH.fullmatch(part)) and 0 <= float(found[1]) <= _FAR.get(found[2], 0)) for part in rest.split()
    )


def _ink(value: str) -> bool:
    found = _VARIABLE.fullmatch(value)
    return value == "currentcolor" or bool(found and found[1] in INKS)


def _ground(value: str) -> bool:
    found = _VARIABLE.fullmatch(value) or _SHADE.fullmatch(value)
    return value in {"none", "transparent", "0 0", "#fff0"} or bool(found and found[1] in GROUNDS)


def _number(least: float) -> Callable[[str], bool]:
    def judge(value: str) -> bool:
        try:
            return float(value) >= least
        except ValueError:
            return False

    return judge


def _tall(value: str) -> bool:
    """A height of lines: as a number, or in em."""
    return value == "normal" or _number(_TIGHTEST)(value.removesuffix("em") if not value.endswith("rem") else "")


def _spaced(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    return value == "normal" or bool(found and _CLOSEST <= float(found[1]) <= _WIDEST)


def _underlined(value: str) -> bool:
    return not {"line-through", "overline", "blink"} & set(value.split()) and "(" not in value


def _nought(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    return value in {"auto", "none"} or bool(found and float(found[1]) == 0)


_COVERING_NAMES = (
    "position transform translate scale rotate margin margin-top margin-right margin-bottom margin-left margin-block "
    "margin-inline top right bottom left inset inset-block inset-inline z-index float"
)
_COVERING = frozenset(_COVERING_NAMES.split())
_BOX = (
    "block|inline|inline-block|list-item|flow-root|flex|inline-flex|table|table-row|table-cell|table-row-group|table-header-group|contents"
)
_JUDGES: dict[str, Callable[[str], bool]] = {
    "display": _one_of(_BOX),
    "visibility": _one_of("visible"),
    "opacity": _number(_OPAQUE),
    "font-size": lambda value: value in {"smaller", "larger", "medium"} or _readable(value),
    "font": _one_of("inherit"),
    "line-height": _tall,
    "letter-spacing": _spaced,
    "word-spacing": _spaced,
    "text-indent": _nought,
    "text-transform": _one_of("none"),
    "text-decoration": _underlined,
    "text-decoration-line": _underlined,
    "text-overflow": _one_of("clip"),
    "font-variant": _one_of("normal"),
    "color": _ink,
    "background": _ground,
    "background-color": _ground,
    "position": _one_of("static|relative"),
    "transform": _one_of("none"),
    "translate": _one_of("none"),
    "scale": _one_of("none|1"),
    "rotate": _one_of("none"),
    "float": _one_of("none"),
    "filter": _one_of("none"),
    "backdrop-filter": _one_of("none"),
    "clip": _one_of("auto"),
    "clip-path": _one_of("none"),
    "mask": _one_of("none"),
    "content": _one_of("normal"),
    "content-visibility": _one_of("visible|auto"),
    "contain": _one_of("none|style"),
    "overflow": _one_of("visible|auto|scroll"),
    "overflow-x": _one_of("visible|auto|scroll"),
    "overflow-y": _one_of("visible|auto|scroll"),
    "width": _wide,
    "max-width": _wide,
    "height": _one_of("auto|100%"),
    "max-height": _one_of("none"),
    "top": _nought,
    "right": _nought,
    "bottom": _nought,
    "left": _nought,
    "order": _one_of("0"),
    "direction": _one_of("ltr"),
    "flex-direction": _one_of("row|column"),
    "flex-flow": _one_of("row|column|row wrap"),
    "list-style": _one_of("disc|circle|square|decimal"),
    "list-style-type": _one_of("disc|circle|square|decimal"),
    "animation": _one_of("none"),
    "margin": _margin,
    "margin-top": _margin,
    "margin-right": _margin,
    "margin-bottom": _margin,
    "margin-left": _margin,
    "quotes": _one_of("none|auto"),
}
