"""What changed about a paragraph beside its words: how deep it stands in a list, what kind of paragraph it is, under which item it hangs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.redline.blocks import HEADING, ITEM, ROW
from pactbook.redline.inline import REFERENCE, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactbook.redline.blocks import Block

SAID = 8
"""Words by which a paragraph is named."""
_NAMES = {HEADING: "a heading", ITEM: "an item of a list", ROW: "a row of a table"}


def shift(old: Block, new: Block) -> str:
    """In words, empty where nothing changed."""
    return "; ".join(_changes(old, new))


def _changes(old: Block, new: Block) -> Iterator[str]:
    if old.kind != new.kind:
        yield from (f"no longer {_NAMES[old.kind]}" for _ in [0] if old.kind in _NAMES)
        yield from (f"now {_NAMES[new.kind]}" for _ in [0] if new.kind in _NAMES)
    elif old.kind == HEADING and old.level != new.level:
        yield f"heading {_levels(new.level - old.level)} {'lower' if new.level > old.level else 'higher'}"
    yield from _list(old, new)
    if old.quoted != new.quoted:
        yield (
            "now in a quotation"
            if not old.quoted
            else "no longer in a quotation"
            if not new.quoted
            else "quotation within a quotation changed"
        )


def _list(old: Block, new: Block) -> Iterator[str]:
    """An item that became something else, and went out of its list with that, did no more."""
    was, now = (each.depth - (each.kind == ITEM) for each in (old, new))
    if old.kind == new.kind:
        was, now = old.depth, new.depth
    if old.kind == ITEM == new.kind or (was and now) or was == now:
        yield from (each for each in [deeper(was, now)] if each)
    else:
        yield "moved into the list item above it" if now else "moved out of the list item above it"


def deeper(was: int, now: int) -> str:
    """In words how much deeper something stands in lists than before, empty where it does not."""
    return f"moved {'out' if now < was else 'in'} {_levels(now - was)}" if was != now else ""


def _levels(count: int) -> str:
    words = {1: "one level", 2: "two levels", 3: "three levels"}
    return words.get(abs(count), f"{abs(count)} levels")


def hangs(was: Block | None, now: Block | None) -> str:
    """In words what something hangs under that hung under something else."""
    if now:
        return f"now under “{_begin(now)}”"
    return f"no longer under “{_begin(was)}”" if was else ""


def _begin(block: Block) -> str:
    words = unescaped(REFERENCE.sub(r"\1", block.words.removeprefix("- "))).split()
    return " ".join(words[:SAID]).rstrip(":,;") + ("…" if len(words) > SAID else "")
