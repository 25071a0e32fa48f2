"""Pictures reach the site as they are seen and with nothing else: held against what Chromium shows of the file before and after."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile
import zlib

import pytest
from sample_book import AS_OF, copy_book, pactbook

from pactbook.site.reading.pictures import bare

SECRET = b"canary-author-51.8985N"
DRAW = """
([kind, width, height]) => {
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const brush = canvas.getContext("2d");
  const colours = brush.createLinearGradient(0, 0, width, height);
  colours.addColorStop(0, "#b31d28"); colours.addColorStop(1, "#16323f");
  brush.fillStyle = colours; brush.fillRect(0, 0, width, height);
  brush.fillStyle = "white"; brush.fillRect(4, 4, width / 3, height / 4);
  return canvas.toDataURL(kind, 0.9).split(",")[1];
}
"""
READ = """
async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {width: image.naturalWidth, height: image.naturalHeight});
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0);
  return [image.naturalWidth, image.naturalHeight, ...brush.getImageData(0, 0, canvas.width, canvas.height).data];
}
"""


def exif(turned, order="<"):
    """What a camera writes: the way up, and who took the picture, with a smaller picture behind."""
    mark = b"II" if order == "<" else b"MM"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0) + struct.pack(f"{order}HHII", 0x013B, 2, len(SECRET), 38)
    return mark + struct.pack(f"{order}HIH", 42, 8, 2) + entries + struct.pack(f"{order}I", 0) + SECRET


def segment(kind, content):
    return struct.pack(">BBH", 0xFF, kind, len(content) + 2) + content


def jpeg(data, turned, order):
    """With Exif, the words of a photo agency, XMP, a comment, and a film behind the picture, as phones add one."""
    more = segment(0xE1, b"Exif\0\0" + exif(turned, order)) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>")
    more += segment(0xED, b"Photoshop 3.0\0" + SECRET) + segment(0xFE, SECRET) + segment(0xE2, b"MPF\0" + SECRET)
    return data[:2] + more + data[2:] + b"....ftypmp42" + SECRET


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(data, *_):
    more = chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)
    more += chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET)) + chunk(b"tIME", b"\x07\xea\1\1\1\1\1") + chunk(b"prVt", SECRET)
    return data[:33] + more + data[33:] + SECRET


def riff(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def webp(data, turned, order):
    """The simple form that Chromium writes, made into the one that holds more."""
    width, height = SIZE
    flags = bytes((0x08 | 0x04,)) + b"\0\0\0" + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    inner = data[12:] if data[12:16] != b"VP8X" else data[30:]
    parts = (
        riff(b"VP8X", flags) + inner + riff(b"EXIF", exif(turned, order)) + riff(b"XMP ", b"<x>" + SECRET + b"</x>") + riff(b"note", SECRET)
    )
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts + SECRET


def gif():
    """Two colours in two frames that loop, with a comment, a text and the data of a program."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 2, 1, 0x80, 0, 0) + b"\xb3\x1d\x28\x16\x32\x3f"
    said = bytes((len(SECRET),)) + SECRET + b"\0"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    frame = b"\x21\xf9\x04\x04\x0a\0\0\0" + b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 1, 0) + b"\x02\x02\x44\x0a\0"
    program = b"\x21\xff\x0bXMP DataXMP" + said
    return screen + loop + b"\x21\xfe" + said + program + frame + frame + b";" + SECRET


SIZE = (64, 32)
MAKERS = {"image/jpeg": jpeg, "image/png": png, "image/webp": webp}
TURNS = [(kind, turned, order) for kind in ("image/jpeg", "image/webp") for turned, order in ((1, "<"), (6, "<"), (3, ">"), (8, ">"))]


def address(kind, data):
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(("kind", "turned", "order"), [*TURNS, ("image/png", 1, "<")])
def test_a_picture_is_seen_as_before_and_says_nothing_else(page, kind, turned, order):
    drawn = base64.b64decode(page.evaluate(DRAW, [kind, *SIZE]))
    told = MAKERS[kind](drawn, turned, order)
    made = bare(told)
    assert SECRET in told
    assert SECRET not in made
    assert page.evaluate(READ, address(kind, made)) == page.evaluate(READ, address(kind, told))
    assert bare(made) == made


def test_a_picture_that_is_turned_stays_turned(page):
    drawn = base64.b64decode(page.evaluate(DRAW, ["image/jpeg", *SIZE]))
    width, height, *_ = page.evaluate(READ, address("image/jpeg", bare(jpeg(drawn, 6, ">"))))
    assert (width, height) == (32, 64)


def test_a_moving_picture_keeps_its_frames_and_its_loop(page):
    made = bare(gif())
    assert SECRET not in made
    assert made.count(b"\x21\xf9\x04") == 2
    assert b"NETSCAPE2.0\x03\x01\0\0\0" in made
    assert page.evaluate(READ, address("image/gif", made)) == page.evaluate(READ, address("image/gif", gif()))


@pytest.mark.parametrize("kind", ["image/jpeg", "image/png", "image/webp", "image/gif"])
def test_broken_files_are_read_to_an_end(page, kind):
    whole = gif() if kind == "image/gif" else MAKERS[kind](base64.b64decode(page.evaluate(DRAW, [kind, *SIZE])), 6, "<")
    chance = random.Random(5)  # noqa: S311 - the same cuts each time
    for _ in range(400):
        cut = bytearray(whole[: chance.randrange(8, len(whole))])
        for _ in range(chance.randrange(4)):
            cut[chance.randrange(8, len(cut)) if len(cut) > 8 else 7] = chance.randrange(256)
        assert len(bare(bytes(cut))) <= len(cut) + 40


def test_what_is_no_picture_gives_nothing():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("secret.txt", SECRET)
    assert bare(archive.getvalue()) == bare(b"<svg>") == bare(b"") == b""
    assert SECRET not in bare(b"GIF89a\1\0\1\0\0\0\0" + archive.getvalue())


def test_a_vendor_gets_the_picture_without_its_author(tmp_path, page):
    book = copy_book(tmp_path / "book")
    manual = book / "ops-manuals/brightline/customer-support"
    (manual / "images").mkdir()
    drawn = base64.b64decode(page.evaluate(DRAW, ["image/jpeg", *SIZE]))
    (manual / "images/screen.jpg").write_bytes(jpeg(drawn, 1, "<"))
    refunds = manual / "refunds.md"
    refunds.write_text(refunds.read_text(encoding="utf-8") + "\n![The refund screen](images/screen.jpg)\n", encoding="utf-8")
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"), "--audience", "brightline")
    assert done.returncode == 0, done.stdout + done.stderr
    (shown,) = book.rglob("site/**/screen.jpg")
    assert SECRET not in shown.read_bytes()
    assert page.evaluate(READ, address("image/jpeg", shown.read_bytes())) == page.evaluate(READ, address("image/jpeg", drawn))
