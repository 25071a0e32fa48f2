"""What the theme does to its own frame, and to tables and numbers in a text, though it could hide or cover text: on record.

The record is a style sheet of its own, `reviewed.css`, that no page uses. A declaration is left alone where the record has the very
same selector, conditions, property and value. Whoever changes the frame and finds a site refused looks at it in a browser, on a phone, on a
screen and on paper, and then puts the declaration there.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pactbook.site.comparison import sheets

if TYPE_CHECKING:
    from pactbook.site.comparison.sheets import Declaration, SheetRule

FILE = "reviewed.css"


def reviewed(rule: SheetRule, declaration: Declaration) -> bool:
    """Whether somebody has looked at this declaration of this rule."""
    return _line(rule, declaration) in _record()


@lru_cache(maxsize=1)
def _record() -> frozenset[tuple[object, ...]]:
    text = (resources.files("pactbook.site.comparison") / FILE).read_text(encoding="utf-8")
    return frozenset(_line(rule, each) for rule in sheets.read(text).rules for each in rule.declarations)


def _line(rule: SheetRule, declaration: Declaration) -> tuple[object, ...]:
    return _plain(rule.words), tuple(map(_plain, rule.conditions)), declaration.name, _plain(declaration.value), declaration.important


def _plain(text: str) -> str:
    return " ".join(text.split())
