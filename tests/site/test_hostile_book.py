"""Hostile words in the files of a book: titles, summaries, descriptions and notes of a draft, an outline, a page's first lines and its name."""

from __future__ import annotations

import shutil

import pytest
from hostile_pages import EVIL_WORDS
from sample_book import AS_OF, copy_book, pactbook

DRAFT = "contracts/brightline/sow-back-office"
OUTLINE = "ops-manuals/brightline/back-office"
EVIL = EVIL_WORDS.replace("'", "''")


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """The site of a book whose open files say everything with hostile words."""
    book = copy_book(tmp_path_factory.mktemp("evil") / "book")
    shutil.rmtree(book / DRAFT / "signoffs")
    shutil.rmtree(book / OUTLINE / "signoffs")
    terms = book / DRAFT / "terms.yaml"
    lines = terms.read_text(encoding="utf-8").splitlines()
    start = lines.index("summary: >-")
    after = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith(" "))
    terms.write_text("\n".join([*lines[:start], f"summary: '{EVIL}'", *lines[after:]]) + "\n", encoding="utf-8")
    replace(terms, "title: Statement of work for back-office services", f"title: 'Statement of work {EVIL}'")
    replace(terms, "title: Order correction", f"title: 'Order correction {EVIL}'")
    outline = book / OUTLINE / "outline.yaml"
    replace(outline, "title: Back office manual", f"title: 'Back office manual {EVIL}'")
    replace(outline, "owner: Vendor site manager", f"owner: 'Vendor site manager {EVIL}'")
    page = book / OUTLINE / "escalation.md"
    replace(page, "# Escalation\n", f"# Escalation\n\nThe end of the page. {EVIL_WORDS.replace('{{ 7*7 }}', '')}\n")
    assembled = pactbook(book, "assemble", DRAFT)
    assert assembled.returncode == 0, assembled.stdout + assembled.stderr
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"), "--audience", "internal")
    return book / "site" / "internal", done


def test_the_words_stay_words_on_every_page_that_prints_them(evil, page):
    site, done = evil
    assert site.is_dir(), done.stdout + done.stderr
    pages = [file for file in sorted(site.rglob("*.html")) if "window.pwned" in file.read_text(encoding="utf-8")]
    assert len(pages) > 10
    said, left = [], []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("http*://**", lambda route: (left.append(route.request.url), route.abort()))
    for file in pages:
        text = file.read_text(encoding="utf-8")
        assert "<script>window" not in text, file
        assert "<img src=x" not in text, file
    for file in pages[:: len(pages) // 10]:
        page.goto(file.as_uri(), wait_until="load")
        assert page.evaluate("window.pwned") is None, file
        assert page.url == file.as_uri()
    assert said == []
    assert left == []


def test_no_link_of_the_disk_and_no_path_upwards_brings_a_file_into_a_site(tmp_path):
    book = copy_book(tmp_path / "book")
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nCANARY\n", encoding="utf-8")
    manual = book / OUTLINE
    (manual / "linked.md").symlink_to(secret)
    (manual / "folder").symlink_to(tmp_path)
    with (manual / "escalation.md").open("a", encoding="utf-8") as page:
        page.write(
            '\n--8<-- "../../../../secret.md"\n\n![s](../../../../secret.md)\n\n[s](../../../../secret.md)\n\n!include ../../../../secret.md\n'
        )
    done = pactbook(book, "build", "--as-of", AS_OF, "--out", str(book / "site"))
    assert done.returncode == 1
    said = done.stdout + done.stderr
    for name in ("linked.md", "folder", "escalation.md"):
        assert f"{OUTLINE}/{name}:" in said, name
    assert not list((book).glob("site/**/*.html"))
    assert "CANARY" not in said
