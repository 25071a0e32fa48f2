"""Images of manuals: from the file in the repository to the reader's screen, and what is refused on the way."""

from __future__ import annotations

import struct
import zlib

import pytest
from sample_book import AS_OF, copy_book, pactbook

from pactbook.site.page import Asset, Page
from pactbook.site.plugin import run_mkdocs
from pactbook.site.stage import MANIFEST, StageError, read_stage, write_stage

MANUAL = "ops-manuals/brightline/customer-support"
SHOWN = "vendors/brightline/manuals/customer-support"


def png(width=64, height=32):
    """A picture of one colour."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\x16\x32\x3f" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def illustrated(tmp_path):
    """The sample book with images, of which the refunds page shows one."""
    book = copy_book(tmp_path / "book")
    images = book / MANUAL / "images"
    images.mkdir()
    for name in ("refund-screen.png", "not-on-any-page.png"):
        (images / name).write_bytes(png())
    page = book / MANUAL / "refunds.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![The refund screen](images/refund-screen.png)\n", encoding="utf-8")
    return book


def built(book):
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"), "--audience", "internal")
    return done.returncode, done.stdout + done.stderr


def test_an_image_of_a_page_shows_and_no_other_file_reaches_the_site(illustrated, page):
    assert built(illustrated)[0] == 0
    site = illustrated / "site" / "internal"
    assert [file.name for file in (site / "vendors").rglob("*.png")] == ["refund-screen.png"]
    page.goto(f"file://{site}/{SHOWN}/refunds.html")
    image = page.get_by_role("img", name="The refund screen")
    assert image.evaluate("image => [image.complete, image.naturalWidth, image.naturalHeight]") == [True, 64, 32]


def test_an_image_on_a_phone_is_no_wider_than_the_page(illustrated, page):
    (illustrated / MANUAL / "images" / "refund-screen.png").write_bytes(png(2000, 100))
    assert built(illustrated)[0] == 0
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"file://{illustrated}/site/internal/{SHOWN}/refunds.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><script>alert(1)</script>", "C030 'images/refund-screen.png' is named .png and holds no image"),
        (b"GIF89a" + bytes(20), "C030 'images/refund-screen.png' is named .png and holds GIF"),
        (png() + bytes(2 * 1024 * 1024), "C031 'images/refund-screen.png' has 2.0 MiB; 2 MiB are the most"),
    ],
)
def test_what_is_no_image_or_too_large_is_named(illustrated, content, message):
    (illustrated / MANUAL / "images" / "refund-screen.png").write_bytes(content)
    code, said = built(illustrated)
    assert code == 1
    assert f"{MANUAL}/images/refund-screen.png:1:1: {message}" in said
    assert not (illustrated / "site" / "internal").exists()


def test_a_symbolic_link_is_no_image(illustrated, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(png())
    image = illustrated / MANUAL / "images" / "refund-screen.png"
    image.unlink()
    image.symlink_to(secret)
    code, said = built(illustrated)
    assert code == 1
    assert f"{MANUAL}/images/refund-screen.png:1:1:" in said
    assert not list(illustrated.rglob("site/**/*.png"))


def test_an_image_without_a_description_is_a_warning(illustrated):
    page = illustrated / MANUAL / "refunds.md"
    page.write_text(page.read_text(encoding="utf-8").replace("![The refund screen]", "![]"), encoding="utf-8")
    done = pactbook(illustrated, "check")
    assert "C032 nothing says what the image 'images/refund-screen.png' shows" in done.stdout
    assert built(illustrated)[0] == 0


def test_the_stage_keeps_images_and_refuses_what_is_none(tmp_path):
    page = Page("a/index.md", "A", "# A\n\n![A](images/a.png)\n", "manual-page", assets=(Asset("a/images/a.png", "manual/images/a.png"),))
    assert write_stage([page], tmp_path / "stage", {"manual/images/a.png": png()}.__getitem__, sources=True) == 1
    assert read_stage(tmp_path / "stage") == [page]
    assert (tmp_path / "stage" / "a" / "images" / "a.png").read_bytes() == png()
    for path in ("../a.png", "a/a.svg", "a/a.html", "assets/a.png", "/a.png"):
        bad = Page("index.md", "A", "# A\n", "manual-page", assets=(Asset(path, "manual/images/a.png"),))
        with pytest.raises(StageError):
            write_stage([bad], tmp_path / f"stage-{abs(hash(path))}", lambda _path: png())


def test_a_page_with_an_image_and_nothing_to_read_from_is_refused(tmp_path):
    page = Page("index.md", "A", "# A\n", "manual-page", assets=(Asset("a.png", "manual/images/a.png"),))
    with pytest.raises(StageError, match="nothing says where to read it"):
        write_stage([page], tmp_path / "stage")


def test_a_stage_without_sources_shows_its_own_files(tmp_path, page):
    shown = Page("a.md", "A", "# A\n\n![](a.png)", "manual-page", source="manual/a.md", assets=(Asset("a.png", "manual/images/a.png"),))
    assert write_stage([shown], tmp_path / "stage", {"manual/images/a.png": png()}.__getitem__) == 1
    assert "manual/" not in (tmp_path / "stage" / MANIFEST).read_text(encoding="utf-8")
    (tmp_path / "docs").mkdir()
    options = {"docs_dir": str(tmp_path / "docs"), "site_dir": str(tmp_path / "site"), "site_name": "S", "theme": {"name": "material"}}
    assert run_mkdocs(options, {"stage": str(tmp_path / "stage")}) == []
    page.goto(f"file://{tmp_path}/site/a.html")
    assert page.locator("article img").evaluate("image => [image.complete, image.naturalWidth]") == [True, 64]
