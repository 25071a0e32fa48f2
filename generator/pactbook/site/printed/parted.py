"""A printed page in two: the text in its middle, and the frame around it.

The text of an agreement or a clause stands on the sites of many who read it, the same letter by letter, each time in another frame. What was found
of such a text in one frame holds in every frame in which it lies in the same way; so whoever looks at printed pages may look at a text once and
at every frame. `comparison.again` finds out which texts are whole: every element that begins in them ends in them, none is a script, a style or a
command to browsers. Of no other text may a look be left out.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

STAND_IN = "…"
"""Stands in the frame where the text was; not nothing, since an empty element is another one to style sheets."""

_BEGIN, _END, _FOOT = '<div class="pb-body">\n', "\n</div>\n", "</article>"
_COMMANDS = re.compile(r"<(?:script|style|meta|title|textarea|link|base)\b", re.IGNORECASE)
_MOST = 65_536

_whole: set[bytes] = set()


class Parted(NamedTuple):
    """The frame of a page, with `STAND_IN` in the place of its text; the digest of the text, and how many elements begin in it."""

    frame: str
    text: bytes
    begun: int

    @property
    def is_whole(self) -> bool:
        """Whether the text is known to be whole."""
        return self.text in _whole


@lru_cache(maxsize=1)
def parted(html: str) -> Parted | None:
    """The two parts of a page that has a text in its middle and nothing in it that may concern the frame."""
    begin = html.find(_BEGIN)
    end = html.rfind(_END, begin, html.rfind(_FOOT))
    if begin < 0 or end < begin + len(_BEGIN):
        return None
    begin += len(_BEGIN)
    text = html[begin:end]
    if _COMMANDS.search(text):
        return None
    told = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return Parted(f"{html[:begin]}{STAND_IN}{html[end:]}", told, text.count("<") - text.count("</"))


def note_whole(text: bytes) -> None:
    """Say of a text, by its digest, that it is whole."""
    if len(_whole) >= _MOST:
        _whole.clear()
    _whole.add(text)
