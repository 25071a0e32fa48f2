"""Looks at the files of a built site: those that are no pages, and what may not lie there."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.site import look

if TYPE_CHECKING:
    from collections.abc import Iterator

ABSOLUTE = r"""\s*(?:[a-z][a-z0-9+.-]*:)?//"""
"""The beginning of an address on another host."""

_STYLE_AWAY = re.compile(rf"""(?:url\(\s*["']?|@import\s*(?:url\()?\s*["']?){ABSOLUTE}""", re.IGNORECASE)


def inspect_files(folder: Path) -> list[str]:
    """The same for everything but the pages, which `pactbook.site.finish` looks at one by one."""
    problems: list[str] = []
    for name, is_link in sorted(_everything(folder)):
        if is_link:
            problems.append(f"{name}: is a symbolic link; a site holds files only")
        elif name.endswith(".css") and (found := _STYLE_AWAY.search((folder / name).read_text(encoding="utf-8"))):
            problems.append(f"{name}: loads {found.group()!r} from another host")
    problems += unlike_the_theme(folder)
    if not (folder / "404.html").is_file():
        problems.append("404.html: is missing")
    return problems


def _everything(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every file, and every link wherever it leads: its name, and whether it is a link."""
    waiting = [(str(folder), "")]
    while waiting:
        place, above = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = above + entry.name
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{name}/"))
                else:
                    yield name, entry.is_symlink()


@lru_cache(maxsize=64)
def sheet_of_theme(place: str) -> str | None:
    """A style sheet of the theme by its place on the site; `unlike_the_theme` sees to it that the site has the same."""
    material = find_spec("material")
    folders = [look.theme_folder(), *(Path(each, "templates") for each in (material.submodule_search_locations or () if material else ()))]
    return next((text for folder in folders if (text := text_of(folder / place)) is not None), None)


def text_of(file: Path) -> str | None:
    """The text of a file, None where there is none."""
    return file.read_text(encoding="utf-8") if file.is_file() else None


def unlike_the_theme(out: Path) -> Iterator[str]:
    """A line for each style sheet of a built site that is not the theme's own."""
    for file in sorted(out.rglob("*.css")):
        place = file.relative_to(out).as_posix()
        if file.read_text(encoding="utf-8") != sheet_of_theme(place):
            yield f"{place}: is not the theme's own style sheet, so nobody knows what the pages look like"
