"""Pictures without what cameras and programs write into them: who took them, where, when, with what, and earlier versions in small.

A screenshot or photograph on a page reaches every vendor that reads it, with all that its file holds. So of each format only the parts are kept that
a browser needs to show the picture as it is shown now: the image itself, its colours, its size in print, how it moves, and which way up it is.
What can't be read ends the picture there, and what stands behind its end is left out.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from pactbook.load.images import image

if TYPE_CHECKING:
    from collections.abc import Iterator

_PNG_BEGIN = 8
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"hIST", b"pHYs"}
    | {b"acTL", b"fcTL", b"fdAT"}
)
_SCAN, _END, _EXIF, _JFIF, _ICC, _ADOBE = 0xDA, 0xD9, 0xE1, 0xE0, 0xE2, 0xEE
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
_JFIF_SIZE = 12  # without the small picture that may follow
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_BEGIN = 12
_NO_METADATA = 0xFF & ~0x0C  # of the first byte of VP8X, which says what the file holds
_GIF_SCREEN = 13
_GIF_IMAGE, _GIF_MORE, _GIF_CONTROL, _GIF_PROGRAM = 0x2C, 0x21, 0xF9, 0xFF
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_TURNED = range(2, 9)
_ORIENTATION = 0x0112


def bare(data: bytes) -> bytes:
    """The same picture with nothing in it but what is seen; for a file that is no picture of a known format, nothing at all."""
    makers = {"png": _png, "jpeg": _jpeg, "gif": _gif, "webp": _webp}
    kind = image(data).format
    return b"".join(makers[kind](data)) if kind else b""


def _png(data: bytes) -> Iterator[bytes]:
    """See https://www.w3.org/TR/png-3/#5DataRep: length, name, content and check sum of each chunk."""
    yield data[:_PNG_BEGIN]
    at = _PNG_BEGIN
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if name in _PNG_KEPT:
            yield data[at:end]
        if name == b"IEND":
            return
        at = end


def _jpeg(data: bytes) -> Iterator[bytes]:
    """See ITU-T T.81, annex B: a marker and, for most of them, a segment that begins with its size; compressed data after a start of scan."""
    yield data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - the sign that begins a marker
        kind = data[at + 1]
        if kind == 0xFF:  # noqa: PLR2004 - markers may be padded
            at += 1
            continue
        if kind == _END:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield from _segment(kind, data[at + 4 : end])
        at = end
        if kind == _SCAN:
            following = _AFTER_SCAN.search(data, end)
            at = following.end() - 2 if following else len(data)
            yield data[end:at]
    yield bytes((0xFF, _END))


def _segment(kind: int, content: bytes) -> Iterator[bytes]:
    """A segment as it is kept, if it is."""
    if kind == _EXIF:
        turned = _turned(content[6:]) if content.startswith(b"Exif\0\0") else b""
        kept = b"Exif\0\0" + turned if turned else b""
    elif kind == _JFIF:
        kept = content[:_JFIF_SIZE] + b"\0\0" if content.startswith(b"JFIF\0") else b""
    elif kind == _ICC:
        kept = content if content.startswith(b"ICC_PROFILE\0") else b""
    elif kind == _ADOBE:
        kept = content if content.startswith(b"Adobe") else b""
    else:
        kept = b"" if kind >= _JFIF else content  # the other application segments, and comments
    if kept:
        yield struct.pack(">BBH", 0xFF, kind, len(kept) + 2) + kept


def _turned(tiff: bytes) -> bytes:
    """Which way up the picture is and nothing else, as a directory of one entry (TIFF 6.0); empty where it stands upright."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 10:  # noqa: PLR2004 - the header and the number of entries
        return b""
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    count = struct.unpack_from(f"{order}H", tiff, first)[0] if first + 2 <= len(tiff) else 0
    for place in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, place)
        if tag == _ORIENTATION and value in _TURNED:
            return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    return b""


def _webp(data: bytes) -> Iterator[bytes]:
    """See RFC 9649, section 2: name, size and content of each chunk, at an even place."""
    kept = list(_webp_chunks(data))
    yield struct.pack("<4sI4s", b"RIFF", 4 + sum(map(len, kept)), b"WEBP")
    yield from kept


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at = _WEBP_BEGIN
    until = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= until:
        name, size = struct.unpack_from("<4sI", data, at)
        content = data[at + 8 : min(until, at + 8 + size)]
        if name == b"VP8X":
            turned = next((each for each in _exif_of_webp(data) if each), b"")
            flags = content[0] & _NO_METADATA | (0x08 if turned else 0) if content else 0
            yield _chunk(name, bytes((flags,)) + content[1:])
        elif name == b"EXIF":
            turned = _turned(content.removeprefix(b"Exif\0\0"))
            yield _chunk(name, turned) if turned else b""
        elif name in _WEBP_KEPT:
            yield _chunk(name, content)
        at += 8 + size + size % 2


def _exif_of_webp(data: bytes) -> Iterator[bytes]:
    at = _WEBP_BEGIN
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            yield _turned(data[at + 8 : at + 8 + size].removeprefix(b"Exif\0\0"))
        at += 8 + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2)


def _gif(data: bytes) -> Iterator[bytes]:
    """See the GIF89a specification: a screen with its colours, then images and extensions, each followed by blocks of up to 255 bytes."""
    at = _GIF_SCREEN + _colours(data, _GIF_SCREEN - 3)
    yield data[:at]
    while at + 1 < len(data) and data[at] in {_GIF_IMAGE, _GIF_MORE}:
        if data[at] == _GIF_IMAGE:
            inner = at + 10 + _colours(data, at + 9) + 1
            kept = True
        else:
            inner = at + 2
            looping = data[at + 1] == _GIF_PROGRAM and data[at + 3 : at + 14] in _GIF_LOOPS
            kept = data[at + 1] == _GIF_CONTROL or looping
        end = _after_blocks(data, inner)
        if kept:
            yield data[at:end]
        at = end
    yield b";" if len(data) > _GIF_SCREEN else b""


def _colours(data: bytes, at: int) -> int:
    """The size of the table of colours that the byte at a place tells of."""
    flags = data[at] if at < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1
