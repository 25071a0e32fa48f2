"""What other pages have to know of a page: where its links lead, and which anchors it has; packed, for a large site has a million of them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import NamedTuple


class References(NamedTuple):
    """`links` of a page into its site: as written, the path that they lead to, and the anchor; `ids` are its own anchors."""

    links: list[tuple[str, str, str]]
    ids: list[str]

    def packed(self) -> str:
        """As a short text."""
        return base64.b64encode(zlib.compress(json.dumps(self, separators=(",", ":")).encode(), 1)).decode()


def unpacked(packed: str) -> References:
    """The references that `packed` made a text of."""
    links, ids = json.loads(zlib.decompress(base64.b64decode(packed)))
    return References([(url, target, anchor) for url, target, anchor in links], ids)
