"""Leaves out what is certain to come out as before: a text that showed what was signed shows it in every frame that does the same to it.

What style sheets do to an element is asked by its key: its tag and what they can tell it by, and the same of everything that it lies in. Neither
what stands beside it nor what comes before it decides (`styles.Judge.key`, `sheets.applies`). So a text of which everything was found right is
right again in every frame that has the same title and gives the element around the text the same key under the same style sheets. The frame
itself is read and judged each time.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pactbook.site.printed.parted import STAND_IN, note_whole

if TYPE_CHECKING:
    from pactbook.site.comparison.styles import Verdict
    from pactbook.site.comparison.walk import Seen
    from pactbook.site.printed.parted import Parted


def stands(parts: Parted, signed: str | tuple[str, ...], frame: Seen | None) -> bool:
    """Whether the text of a page was found right in such a frame; `frame` is what that shows if nothing is wrong on it."""
    return frame is not None and frame.body == (f"\n{STAND_IN}\n",) and _verdict(parts, signed, frame) in frame.judge.right


def learn(parts: Parted, signed: str | tuple[str, ...], page: Seen) -> None:
    """Remember of a page that showed what was signed that its text was right in this frame, if every element in the text lies in that for it."""
    if page.begun == parts.begun:
        note_whole(parts.text)
        page.judge.right.add(_verdict(parts, signed, page))


def _verdict(parts: Parted, signed: str | tuple[str, ...], page: Seen) -> Verdict:
    """What it rests on that a text is right, beside the style sheets and the rest of the frame."""
    told = hashlib.sha256(repr(signed).encode("utf-8", "surrogatepass")).digest()
    return parts.text, told, page.words[0], page.key
