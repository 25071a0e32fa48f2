"""Leaves out what is certain to come out as before: a text that showed what was signed shows it in every frame that does the same to it.

What style sheets do to an element is asked by its key: its tag and what they can tell it by, and the same of everything that it lies in. Neither
what stands beside it nor what comes before it decides (`styles.Judge.key`, `sheets.applies`). So a text of which everything was found right is
right again in every frame that has the same title and gives the element around the text the same key under the same style sheets. The frame
itself is read and judged each time.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pactbook.site.comparison import page as page_text
from pactbook.site.comparison.text import Reading, words_of
from pactbook.site.printed.parted import STAND_IN, note_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactbook.site.comparison.page import Printed
    from pactbook.site.comparison.styles import Judge, Verdict
    from pactbook.site.printed.parted import Parted


def stands(parts: Parted, signed: str | tuple[str, ...], judged: Callable[[Printed], Judge | str]) -> bool:
    """Whether the text of a page was found right in such a frame, and the frame is right by itself. `judged` gives the judge of its style sheets."""
    frame = _frame(parts) if parts.is_whole else None
    found = judged(frame) if frame else None
    if frame is None or found is None or isinstance(found, str) or found.faults:
        return False
    reading = Reading(frame, found, (frame.title, *((frame.body,) if isinstance(signed, str) else ())))
    right = not any(reading.problems()) and _verdict(parts, signed, frame) in found.right
    frame.let_go()
    return right


def learn(parts: Parted, signed: str | tuple[str, ...], page: Printed, found: Judge) -> None:
    """Remember of a page in which nothing was found wrong that its text was right in this frame, if the text is whole."""
    if _is_whole(page, parts):
        note_whole(parts.text)
        found.right.add(_verdict(parts, signed, page))


def _frame(parts: Parted) -> Printed | None:
    """The frame of a page as it was printed; None where more or less than the stand-in lies in the element for the text, or a tag is wrong."""
    frame = page_text.read(parts.frame)
    if isinstance(frame, str) or frame.faults or frame.body.children != [f"\n{STAND_IN}\n"]:
        return None
    return frame


def _is_whole(page: Printed, parts: Parted) -> bool:
    """Whether every element that begins in the text of a page lies in the element for it; the page was read without a fault."""
    return not page.faults and sum(1 for _ in page.body.elements()) - 1 == parts.begun


def _verdict(parts: Parted, signed: str | tuple[str, ...], page: Printed) -> Verdict:
    """What it rests on that a text is right, beside the style sheets and the rest of the frame; of a page that was judged."""
    told = hashlib.sha256(repr(signed).encode("utf-8", "surrogatepass")).digest()
    return parts.text, told, words_of(page.title), page.body.key
