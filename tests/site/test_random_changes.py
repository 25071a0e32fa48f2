"""A site that was built over another is, byte for byte, the one that a first build makes: after changes drawn at random, and damage to what stands."""

from __future__ import annotations

import random
import re

import pytest
from test_incremental import CLAUSE, SHARED, assemble, built, files_of, with_zenith
from two_vendors import png

import books

STEPS = 14
MANUALS = ("ops-manuals/acme/support", "ops-manuals/zenith/support", SHARED)
WORDS = (
    "\nMore **words** for agents.\n",
    "\nSee [](sow:#service-levels).\n",
    "\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    '\n!!! note "Mind"\n    Ask first.\n',
    "\n## Added heading\n\nText below.\n",
    "\n<b onclick=x>raw</b> & &amp;\n",
)


class Changes:
    """Draws changes of a book and of the sites that were made of it; each method that has no underscore is a kind of change."""

    def __init__(self, book, out, seed):
        self._book, self._out, self._draw = book, out, random.Random(seed)  # noqa: S311 - the same changes each time

    def _any(self):
        kinds = [name for name in dir(self) if not name.startswith("_")]
        name = self._draw.choice(kinds)
        getattr(self, name)()
        return name

    def _pages(self, pattern="*.md"):
        return sorted(page for manual in MANUALS for page in (self._book.root / manual).glob(pattern))

    def page_changes(self):
        page, words = self._draw.choice(self._pages()), self._draw.choice(WORDS)
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace(words, "") if words in text else text + words, encoding="utf-8")

    def page_comes(self):
        place = f"{self._draw.choice(MANUALS)}/more-{self._draw.randrange(3)}.md"
        self._book.write(place, f"# More {self._draw.randrange(99)}\n\nSee [the start](index.md).\n")

    def page_goes(self):
        for page in self._pages("more-*.md")[:1]:
            page.unlink()

    def page_moves(self):
        for page in self._pages("more-*.md")[:1]:
            page.rename(self._book.root / self._draw.choice(MANUALS) / page.name)

    def picture(self):
        manual = self._book.root / self._draw.choice(MANUALS)
        (manual / "images").mkdir(exist_ok=True)
        (manual / "images" / "screen.png").write_bytes(png(f"seen {self._draw.randrange(9)}"))
        text = (manual / "index.md").read_text(encoding="utf-8")
        if "screen.png" not in text:
            (manual / "index.md").write_text(f"{text}\n![The screen](images/screen.png)\n", encoding="utf-8")

    def readers_of_a_manual(self):
        self._outline("audience: .*", f"audience: {self._draw.choice(['[acme]', '[acme, zenith]'])}")

    def title_of_a_manual(self):
        self._outline("title: .*", f"title: Shared manual {self._draw.randrange(99)}")

    def _outline(self, old, new):
        outline = self._book.root / SHARED / "outline.yaml"
        outline.write_text(re.sub(old, new, outline.read_text(encoding="utf-8"), count=1), encoding="utf-8")

    def price(self):
        terms = self._book.root / books.SOW
        terms.write_text(
            re.sub(r"GBP 4\.\d\d", f"GBP 4.{self._draw.randrange(10, 99)}", terms.read_text(encoding="utf-8")), encoding="utf-8"
        )

    def clause(self):
        self._book.append(CLAUSE, f"\nOne more duty of the Vendor, number {self._draw.randrange(99)}.\n")

    def name_of_the_site(self):
        self._book.write("mkdocs.yml", f"site_name: Contracts {self._draw.randrange(9)}\n")

    def nothing(self):
        """Nothing changes."""

    def file_of_a_site_goes(self):
        self._of_a_site().unlink()

    def file_of_a_site_is_another(self):
        file = self._of_a_site()
        file.write_bytes(file.read_bytes() + b"x")

    def memory_is_damaged(self):
        file = self._draw.choice(sorted(path for path in (self._out / ".pactbook").rglob("*") if path.is_file() and path.stat().st_size))
        file.write_bytes(file.read_bytes()[: self._draw.randrange(file.stat().st_size)])

    def _of_a_site(self):
        return self._out / self._draw.choice(sorted(files_of(self._out)))


@pytest.mark.parametrize("seed", [5, 2_026])
def test_a_site_built_over_another_is_the_one_that_a_first_build_makes(tmp_path, seed):
    book, out = with_zenith(tmp_path / "book"), tmp_path / "sites"
    assemble(book)
    built(book, out)
    changes, made = Changes(book, out, seed), []
    for step in range(STEPS):
        made.append(changes._any())
        assemble(book)
        built(book, out)
        built(book, tmp_path / f"first-{step}")
        assert files_of(out) == files_of(tmp_path / f"first-{step}"), made
    assert len(set(made)) > STEPS / 3
