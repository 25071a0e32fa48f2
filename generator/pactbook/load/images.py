"""What an image of a manual is, told from its first bytes and never from its name."""

from __future__ import annotations

from pactbook.model.manual import Image

_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF87a", "gif"), (b"GIF89a", "gif"))
_RIFF, _WEBP = b"RIFF", b"WEBP"


def image(data: bytes) -> Image:
    """The size and the format of an image's bytes; the format is empty where a browser would see no image."""
    if data.startswith(_RIFF) and data[8:12] == _WEBP:
        return Image(len(data), "webp")
    return Image(len(data), next((name for beginning, name in _BEGINNINGS if data.startswith(beginning)), ""))
