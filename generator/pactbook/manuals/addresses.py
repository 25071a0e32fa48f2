"""Addresses that a page may lead to."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]*;)")
_SCHEME = re.compile(r"([^/?#]*?):")
_UNSEEN = re.compile("[\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
_DEEPEST = 5


def decoded(value: str) -> str | None:
    """What an address says after HTML's character references are read; None if it never settles."""
    text = value.strip(" ")
    for _ in range(_DEEPEST):
        again = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
        if again == text:
            return text.strip()
        text = again
    return None


def is_followed(address: str, *, image: bool = False) -> bool:
    """Whether a browser may follow an address that is decoded: pages, anchors, http, https and mailto; images only from the site itself."""
    if "\\" in address or address.startswith("/") or _UNSEEN.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    scheme = _SCHEME.match(address)
    if scheme and (image or scheme.group(1).lower() not in SCHEMES):
        return False
    return not (scheme and parts.scheme != "mailto" and not parts.netloc)
