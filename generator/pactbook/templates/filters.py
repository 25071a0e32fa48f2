"""The filters that a template may use: each takes a value and gives text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.templates.words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable


def items(value: object) -> str:
    """A list as words: `a, b and c`."""
    if not isinstance(value, tuple | list):
        return in_words(value)
    texts = [in_words(each) for each in value]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}" if texts else ""


def lower(value: object) -> str:
    """The text in small letters."""
    return in_words(value).lower()


def upper(value: object) -> str:
    """The text in capital letters."""
    return in_words(value).upper()


FILTERS: dict[str, Callable[[object], str]] = {"items": items, "lower": lower, "upper": upper}
