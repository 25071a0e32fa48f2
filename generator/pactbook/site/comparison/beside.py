"""Which declarations keep an element beside a text from lying over it: the frame of the page, and what is drawn before and after an element.

No signed words stand there, so anything may be hidden or coloured; but nothing may leave its place, and nothing may grow without being on
record (`reviewed`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.site.comparison.harmless import one_of
from pactbook.site.comparison.lengths import number, pixels

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.site.comparison.sheets import Declaration

_LARGEST, _THICKEST = 60.0, 32.0
"""How many pixels a size may have without being on record, and what stands around it on each side: the elements of the frame lie in one another."""
_HIGHEST, _GROWING = 3, 1.3
_OVER_LINES = 8.0  # what is drawn within a line may reach so far over the lines beside it
_LOOKS_NAMES = """
color fill stroke background-color background-image background-repeat background-position background-size background border-color
border-style border-top-color border-bottom-color border-left-color border-right-color border-collapse text-align text-align-last
text-overflow text-transform text-decoration text-decoration-color text-decoration-line text-wrap list-style-type list-style-position
font-weight font-style font-family font-feature-settings font-variant-numeric font-variant-ligatures cursor caret-color accent-color
transition transition-duration transition-delay transition-timing-function transition-property user-select -webkit-user-select
touch-action pointer-events -webkit-font-smoothing -moz-osx-font-smoothing color-scheme print-color-adjust -webkit-print-color-adjust
color-adjust -webkit-tap-highlight-color box-sizing box-decoration-break -webkit-box-decoration-break scrollbar-width scrollbar-color
scrollbar-gutter resize appearance text-rendering word-break word-wrap overflow-wrap hyphens white-space break-after break-before
break-inside page-break-inside orphans widows outline-color outline-style scroll-snap-align scroll-snap-type scroll-behavior
scroll-margin-top overscroll-behavior backface-visibility align-items align-self align-content justify-content justify-items justify-self
place-items flex-direction flex-wrap flex-flow flex-grow flex-shrink order table-layout object-fit will-change tab-size quotes
mask-image mask-size mask-position mask-repeat -webkit-mask-image -webkit-mask-size -webkit-mask-position -webkit-mask-repeat mask
-webkit-mask clip-path clip direction visibility display
"""
_LOOKS = frozenset(_LOOKS_NAMES.split())
_SIZES = frozenset(
    """
width height min-width min-height max-width max-height block-size inline-size padding padding-top padding-right padding-bottom
padding-left padding-inline padding-block margin margin-top margin-right margin-bottom margin-left margin-inline margin-block border
border-top border-right border-bottom border-left border-width border-top-width border-left-width border-bottom-width
border-right-width border-radius border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius
border-spacing gap column-gap row-gap grid-gap flex flex-basis grid-template-columns grid-template-rows font-size line-height font
letter-spacing word-spacing text-indent outline outline-offset box-shadow text-shadow vertical-align text-underline-offset
text-decoration-thickness
""".split()  # noqa: SIM905 - read like a list in a style sheet
)
_OVER = frozenset({"box-shadow", "text-shadow", "vertical-align", "gap", "row-gap", "grid-gap", "min-height"})
_NUMBERS = re.compile(r"(?<![\w#.-])[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?[a-z%]*")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")
_COLOUR_BY_NAME = re.compile(r"var\(--(?:md|pb)-[\w-]*(?:color|rule|edge|brass|paper|mark|ground|ink)(?:--[\w]+)?\)")
_EMPTY = one_of('""|\'\'|none|normal|""/""')
_JUDGES: dict[str, Callable[[str], bool]] = {
    "position": one_of("static|relative"),
    "z-index": one_of("0|auto"),
    "opacity": one_of("0"),
    "overflow": one_of("hidden|auto|scroll|clip"),
    "overflow-x": one_of("hidden|auto|scroll|clip"),
    "overflow-y": one_of("hidden|auto|scroll|clip"),
    "animation": one_of("none"),
    "float": one_of("none"),
    "filter": one_of("none"),
    "list-style": one_of("none|disc"),
    "contain": one_of("none|style|layout|paint|content"),
    "content-visibility": one_of("auto|visible|hidden"),
    "content": one_of("\"\"|''|none|normal"),
}


def keeps_its_place(declaration: Declaration, *, drawn: bool = False) -> bool:
    """Whether it can't lay an element over the text; `drawn` is for ::before and ::after in the text, which stand within its lines.

    Where an element stands that left its place (top, transform) is always a matter of record: on a phone the way out of sight is a nought.
    """
    name, value = declaration.name, declaration.value.lower()
    if name in _LOOKS or name.startswith("--"):
        return not (drawn and name == "direction")
    if name in _SIZES:
        return _small(name, value, _limit(name, drawn=drawn))
    judge = _JUDGES.get(name)
    return judge is not None and judge(value)


def _limit(name: str, *, drawn: bool) -> float:
    around = name.startswith(("padding", "border", "outline", "margin")) or name in _OVER
    return _OVER_LINES if drawn and around and not name.startswith("margin") else _THICKEST if around else _LARGEST


def _small(name: str, value: str, most: float) -> bool:
    """Whether no size in a value is larger, or negative, or hangs on something that is not known here."""
    plain = _COLOUR_BY_NAME.sub("", _COLOUR.sub("", value))
    return "(" not in plain and all(_sane(name, each, most) for each in _NUMBERS.findall(plain))


def _sane(name: str, each: str, most: float) -> bool:
    length, share, bare = pixels(each), number(each, "%"), number(each)
    if name in {"line-height", "flex"} and bare is not None:
        return 0 <= bare <= _HIGHEST
    if name == "font-size" and (each.endswith(("em", "%")) and not each.endswith("rem")):
        return (share if share is not None else 100 * float(each.removesuffix("em"))) <= 100 * _GROWING
    if length is not None:
        return 0 <= length <= most or (name in {"letter-spacing", "text-indent"} and -2 <= length < 0)  # noqa: PLR2004
    return share is not None and 0 <= share <= (100 if name in {"max-width", "border-radius"} else 0)
