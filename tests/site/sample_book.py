"""The project's own sample book in a folder of its own, the commands run on it, and what a reader finds in the pages that they made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = "2026-03-14"
MACHINERY = ("mkdocs.yml", ".gitattributes", ".pre-commit-config.yaml", ".github", "ci", "pactbook.yaml")
ENTRY_POINT = "[mkdocs.plugins]\npactbook = pactbook.site.plugin:PactbookPlugin\n"


def copy_book(folder: Path) -> Path:
    """The sample's contracts, clauses and manuals, and the files that its machinery signs."""
    folder.mkdir()
    for part in ("contracts", "clauses", "ops-manuals"):
        shutil.copytree(ROOT / part, folder / part)
    for name in MACHINERY:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    (folder / "docs").mkdir()
    return folder


def environment(scratch: Path) -> dict[str, str]:
    """An environment in which MkDocs finds the plugin as if the project were installed."""
    about = scratch / "pactbook-0.dist-info"
    about.mkdir(exist_ok=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: pactbook\nVersion: 0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(ENTRY_POINT, encoding="utf-8")
    paths = os.pathsep.join([str(ROOT / "generator"), str(ROOT / "hooks"), str(scratch)])
    return {**os.environ, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def pactbook(book: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a book."""
    command = [sys.executable, "-m", "pactbook", "--root", str(book), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def words(text: str) -> str:
    """A text as a reader takes it: every run of spaces is one."""
    return " ".join(text.replace("\u00a0", " ").split())


class Anchors(HTMLParser):
    """The ids of a page, and everything that it links to or shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(str(given["id"]))
        top = tag == "a" and given.get("href") == "#" and "md-top" in str(given.get("class"))
        self.links += [str(given[name]) for name in ("href", "src") if given.get(name) is not None and not top]
