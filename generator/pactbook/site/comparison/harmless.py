"""Which declarations leave a text as it is: every letter on the screen, in its place, readable. Whatever is not known here is not harmless."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pactbook.site.comparison.lengths import edged, number, pixels, quick, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.site.comparison.sheets import Declaration

INLINE = frozenset({"a", "abbr", "code", "em", "span", "strong", "sub", "sup"})
"""Elements that stand within a line of a text."""
BLOCKS = frozenset(
    "blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td th thead tr ul".split()  # noqa: SIM905 - read like a sentence
)
"""Elements that make blocks of it."""
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
COLOURS = INKS | GROUNDS
_FONTS = frozenset({"--md-text-font", "--md-code-font", "--md-text-font-family", "--md-code-font-family", "--pb-display"})
# Faces that draw every letter as itself; fonts of signs and symbols (Wingdings, Symbol) do not.
_FACES = frozenset(
    """segoe ui variable text|segoe ui|-apple-system|blinkmacsystemfont|noto sans|roboto|helvetica neue|helvetica|liberation sans|arial
|cascadia mono|consolas|sf mono|sfmono-regular|menlo|liberation mono|dejavu sans mono|roboto mono|courier new|iowan old style
|palatino linotype|palatino|book antiqua|noto serif|liberation serif|georgia|times new roman|serif|sans-serif|monospace|system-ui|_""".replace(
        "\n", ""
    ).split("|")
)
_FACE_BY_NAME = re.compile(r"var\((--[\w-]+)(?:, ?_)?\)")
_NAMED = re.compile(r"var\((--[\w-]+)\)")
_SHADE = re.compile(r"linear-gradient\(var\((--[\w-]+)\), ?var\(\1\)\) no-repeat")
_INDENTED = re.compile(r"calc\((?:\.\d+rem \+ )?var\(--pb-deep\) ?\* ?[12]?\.?\d+rem\)")
_RIM = re.compile(r"0 0 0 (\S+) (?:var\(--[\w-]+\)|#[0-9a-f]{3,8})")
_DEPTHS = frozenset({"0", "1", "2", "3"})
_PAPER = ("@media print",)

# Whatever stands behind these, no letter is hidden, moved or made another.
_ANY_NAMES = """
border-style border-color border-top-color border-bottom-color border-left-color border-right-color border-collapse box-sizing
font-variant-ligatures outline-color outline-style scroll-margin-top scroll-margin-inline-start
scroll-snap-align orphans widows break-after break-before break-inside page-break-inside hyphens overflow-wrap word-break word-wrap
text-decoration-color user-select -webkit-user-select touch-action pointer-events -webkit-font-smoothing -moz-osx-font-smoothing
print-color-adjust -webkit-print-color-adjust color-adjust -webkit-tap-highlight-color box-decoration-break
-webkit-box-decoration-break scrollbar-width scrollbar-color scrollbar-gutter resize appearance text-rendering transition-timing-function
"""
_ANY = frozenset(_ANY_NAMES.split())
# What comes down from the text around, where it was judged.
_INHERITED = frozenset(
    "color font font-family font-size font-weight font-style font-feature-settings line-height letter-spacing text-align cursor".split()  # noqa: SIM905
)
_DISPLAY = {
    **dict.fromkeys(INLINE, "inline|inline-block"),
    **dict.fromkeys(BLOCKS | {"html", "body", "main", "article", "header"}, "block|flow-root"),
    "code": "inline|block",
    "li": "list-item",
    "br": "inline",
    "table": "table|block|inline-block",
    "thead": "table-header-group",
    "tbody": "table-row-group",
    "tr": "table-row",
    "td": "table-cell",
    "th": "table-cell",
}


def harmless(declaration: Declaration, tag: str, conditions: tuple[str, ...] = ()) -> bool:
    """Whether a declaration leaves the text of an element with that tag as it is; `conditions` are those of @media around it."""
    name, value = declaration.name, declaration.value.lower()
    if name in _ANY or (value == "inherit" and name in _INHERITED):
        return True
    if name == "color" and value == "#000":
        return conditions == _PAPER
    if (name, tag) in _BY_TAG:
        return _BY_TAG[name, tag](value)
    if name.startswith("--"):
        return name not in COLOURS and _property(name, value)
    judge = (_INLINE_JUDGES.get(name) if tag in INLINE else None) or _JUDGES.get(name)
    return judge is not None and judge(value)


def _property(name: str, value: str) -> bool:
    """A property of the theme's own on which the look of a text hangs."""
    if name in _FONTS:
        return _faces(value)
    size = pixels(value) or 0
    if name == "--pb-hang":
        return 0 <= size <= 64  # noqa: PLR2004 - beside the text on screens that have room for so much
    if name == "--pb-measure":
        return 400 <= size <= 1200  # noqa: PLR2004 - room for a line that can be read
    return name != "--pb-deep" or value in _DEPTHS


def _faces(value: str) -> bool:
    names = (" ".join(each.split()).strip("\"'") for each in _FACE_BY_NAME.sub("serif", value).split(","))
    known = all(each in _FONTS for each in _FACE_BY_NAME.findall(value))
    return known and all(each in _FACES for each in names)


def one_of(words: str) -> Callable[[str], bool]:
    """Judges a value by a list of words with bars between them."""
    allowed = frozenset(words.split("|"))
    return lambda value: value in allowed


def _span(least: float, most: float, words: str = "", share: float = 0, parts: int = 1) -> Callable[[str], bool]:
    return lambda value: value in words.split("|") or within(value, least, most, share=share, parts=parts)


def _edge(most: float) -> Callable[[str], bool]:
    return lambda value: edged(value, most)


def _ink(value: str) -> bool:
    found = _NAMED.fullmatch(value)
    return value == "currentcolor" or bool(found and found[1] in INKS)


def _ground(value: str) -> bool:
    found = _NAMED.fullmatch(value)
    return value in {"transparent", "#fff0"} or bool(found and found[1] in GROUNDS)


def _grounds(value: str) -> bool:
    found = _SHADE.fullmatch(value)
    return value in {"none", "0 0"} or _ground(value) or bool(found and found[1] in GROUNDS)


def _margin(value: str) -> bool:
    return within(_INDENTED.sub("0", value), 0, 130, share=10, words="auto", parts=4)


def _padding(value: str) -> bool:
    return within(_INDENTED.sub("0", value).replace("var(--pb-hang)", "0"), 0, 130, share=10, parts=4)


def _tall(value: str) -> bool:
    """A height of lines: as a number, or in em."""
    found = number(value.removesuffix("em") if not value.endswith("rem") else "")
    return value == "normal" or (found is not None and 1 <= found <= 3)  # noqa: PLR2004


def _shadow(value: str) -> bool:
    """A narrow rim around the element, or none."""
    found = _RIM.fullmatch(value)
    return value == "none" or bool(found and within(found[1], 0, 6))


def _underlined(value: str) -> bool:
    return value in {"none", "underline", "underline dotted", "initial"}


def _bold(value: str) -> bool:
    weight = number(value)
    return value in {"normal", "bold", "bolder", "initial"} or (weight is not None and 300 <= weight <= 900)  # noqa: PLR2004


def _opaque(value: str) -> bool:
    found = number(value)
    return found is not None and found >= 0.7  # noqa: PLR2004


_EDGES = ("border", "border-top", "border-right", "border-bottom", "border-left", "border-width", "border-top-width", "border-left-width")
_CORNERS = ("", "-top-left", "-top-right", "-bottom-left", "-bottom-right")
_SIDES = ("", "-top", "-right", "-bottom", "-left")
_INLINE_JUDGES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys((f"padding{side}" for side in _SIDES), _span(0, 6, parts=4)),
    **dict.fromkeys(_EDGES, _edge(2)),
}
"""Within a line what stands around an element lies over the lines above and below."""
_JUDGES: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys((f"padding{side}" for side in _SIDES), _padding),
    **dict.fromkeys((f"margin{side}" for side in _SIDES), _margin),
    **dict.fromkeys(_EDGES, lambda value: edged(value, 8) or within(value, 0, 8, parts=4)),
    **dict.fromkeys((f"border{corner}-radius" for corner in _CORNERS), _span(0, 8)),
    **dict.fromkeys(("top", "right", "bottom", "left"), _span(0, 0, "auto")),
    **dict.fromkeys(("transform", "translate", "rotate", "float", "filter", "backdrop-filter", "clip-path", "mask"), one_of("none")),
    **dict.fromkeys(("color", "-webkit-text-fill-color"), _ink),
    "background": _grounds,
    "background-color": _ground,
    **dict.fromkeys(("overflow", "overflow-x", "overflow-y"), one_of("visible|auto")),
    **dict.fromkeys(("letter-spacing", "word-spacing"), _span(-0.6, 3, "normal")),
    **dict.fromkeys(("gap", "column-gap", "row-gap", "grid-gap", "border-spacing"), _span(0, 40, parts=2)),
    **dict.fromkeys(("text-size-adjust", "-webkit-text-size-adjust", "-moz-text-size-adjust"), one_of("none|100%|auto")),
    **dict.fromkeys(("transition", "transition-duration", "transition-delay"), quick),
    **dict.fromkeys(("text-decoration", "text-decoration-line"), _underlined),
    "order": one_of("0"),
    "flex-wrap": one_of("nowrap|wrap"),
    "animation": one_of("none"),
    "box-shadow": _shadow,
    "clip": one_of("auto"),
    "contain": one_of("none|style"),
    "content": one_of("normal"),
    "content-visibility": one_of("visible|auto"),
    "cursor": one_of("auto|default|pointer|text|help"),
    "direction": one_of("ltr"),
    "font": one_of("inherit"),
    "font-family": _faces,
    "font-feature-settings": one_of('normal|"kern"|"kern","liga"|"kern", "liga"'),
    "font-size": _span(9, 48),
    "font-style": one_of("normal|italic|initial"),
    "font-variant": one_of("normal"),
    "font-variant-numeric": one_of("normal|tabular-nums"),
    "font-weight": _bold,
    "height": one_of("auto"),
    "line-height": _tall,
    "max-height": one_of("none"),
    "max-width": _span(240, 1e6, "none|100%|var(--pb-measure)"),
    "min-height": _span(0, 300),
    "min-width": _span(0, 180, "auto|100%", share=100),
    "opacity": _opaque,
    "outline": lambda value: edged(value, 3),
    "outline-offset": _span(0, 4),
    "position": one_of("static|relative"),
    "quotes": one_of("none|auto"),
    "scale": one_of("none|1"),
    "table-layout": one_of("auto"),
    "text-align": one_of("left|right|center|start|end|justify|initial"),
    "text-decoration-thickness": _span(0, 2, "auto|from-font"),
    "text-indent": _span(0, 0),
    "text-overflow": one_of("clip"),
    "text-transform": one_of("none"),
    "text-underline-offset": _span(0, 4, "auto"),
    "text-wrap": one_of("wrap|balance|pretty"),
    "vertical-align": one_of("baseline|top|middle|bottom|text-top|text-bottom|initial"),
    "visibility": one_of("visible"),
    "white-space": one_of("normal|pre-wrap|pre-line|break-spaces"),
    "width": one_of("auto|100%|fit-content"),
}
_BY_TAG: dict[tuple[str, str], Callable[[str], bool]] = {
    **{("display", tag): one_of(words) for tag, words in _DISPLAY.items()},
    **dict.fromkeys((("list-style", "ol"), ("list-style-type", "ol")), one_of("decimal")),
    **dict.fromkeys((("list-style", "ul"), ("list-style-type", "ul")), one_of("disc|circle|square")),
    ("font-size", "html"): lambda value: value.endswith("%") and within(value, 100, 0, share=200),
}
