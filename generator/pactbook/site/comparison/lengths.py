"""Lengths in style sheets, taken roughly: only whether one is sane for a text counts, not the pixel."""

from __future__ import annotations

import re

# Roughly how many pixels each unit stands for on these pages; Material makes a rem of at least 20.
_PIXELS = {"px": 1.0, "em": 16.0, "rem": 20.0, "pt": 1.34, "mm": 3.78, "cm": 37.8, "in": 96.0, "ex": 8.0, "ch": 8.0}
_NUMBER = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)([a-z%]*)")
_COLOUR = re.compile(r"#[0-9a-f]{3,8}")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_STYLES = frozenset({"none", "hidden", "solid", "dotted", "dashed", "double"})


def number(text: str, unit: str = "") -> float | None:
    """A number with exactly that unit, or None where the text is something else."""
    found = _NUMBER.fullmatch(text)
    return float(found[1]) if found and found[2] == unit else None


def pixels(part: str) -> float | None:
    """Roughly how long it is in pixels; None for what is no plain length, or hangs on the size of something else."""
    found = _NUMBER.fullmatch(part)
    if not found:
        return None
    if not found[2]:
        return 0.0 if float(found[1]) == 0 else None
    return float(found[1]) * _PIXELS[found[2]] if found[2] in _PIXELS else None


def within(value: str, least: float, most: float, *, share: float = 0, words: str = "", parts: int = 1) -> bool:  # noqa: PLR0913
    """Whether each part of a value, of which there may be so many, is a length in pixels between two, a percentage up to `share` or a word.

    A value with too many parts is one that browsers drop, and with it whatever it seems to override.
    """
    found = value.split()
    return 1 <= len(found) <= parts and all(part in words.split("|") or _between(part, least, most, share) for part in found)


def _between(part: str, least: float, most: float, share: float) -> bool:
    length, percent = pixels(part), number(part, "%")
    return (length is not None and least <= length <= most) or (percent is not None and max(0, least) <= percent <= share)


def edged(value: str, most: float) -> bool:
    """Whether it is a border or an outline no wider than so many pixels: at most one width, one style and one colour by whatever name.

    A width of its own must stand there wherever a variable does, since the variable could be the width.
    """
    parts = value.split()
    widths = [each for each in map(pixels, parts) if each is not None]
    styles = [each for each in parts if each in _STYLES]
    variables = [each for each in parts if _VARIABLE.fullmatch(each)]
    colours = [*variables, *(each for each in parts if _COLOUR.fullmatch(each) or each in {"currentcolor", "transparent"})]
    whole = bool(parts) and len(parts) == len(widths) + len(styles) + len(colours)
    return (
        whole
        and len(variables) <= len(widths) <= 1
        and len(styles) <= 1
        and len(colours) <= 1
        and all(0 <= each <= most for each in widths)
    )


def quick(value: str) -> bool:
    """Whether nothing in a transition takes longer than a second."""
    times = re.findall(r"(?<![\w.])([-+]?[\d.]+(?:e[-+]?\d+)?)(m?s)\b", value)
    return "var(" not in value and all(float(each) * (0.001 if unit == "ms" else 1) <= 1 for each, unit in times)
