"""What a site was made of and what came out, kept beside the sites, so that the next build takes over what would come out the same.

Files are known again by size and times as the file system has them; where those differ (the folder was copied), by their content. What does not
match is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pactbook.site.engine import references
from pactbook.site.engine.batch import Printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

VERSION = 4
_Stat = tuple[int, int, int, int]


@dataclass(slots=True)
class Record:
    """The last good build of a site: `key` of its frame, its pages in order, and its other files with their digests.

    `parts` are the key and the pages of each part that has a key, `navs` the places in the navigation of pages that have one.
    """

    key: str = ""
    pages: Mapping[str, Printed] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    parts: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    navs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stats: dict[str, _Stat] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Every file of the site with its digest."""
        found = dict(self.others)
        for page in self.pages.values():
            found.update(page.files)
        return found


def read(place: Path) -> Record:
    """The record in a file; an empty one where there is none or it cannot be read."""
    entry = _read(place)
    if entry is None:
        return Record()
    pages = {path: _printed(fields) for path, fields in entry["pages"].items()}
    parts = {name: (key, paths) for name, (key, paths) in entry["parts"].items()}
    navs = {path: tuple(nav) for path, nav in entry["navs"].items()}
    return Record(entry["key"], pages, entry["others"], parts, navs, _noted(_read(_stamp(place))))


def _printed(fields: list[Any]) -> Printed:
    key, body, files, span, references = fields
    return Printed(key, body, files, (span[0], span[1]), references)


def write(place: Path, record: Record) -> None:
    """Note what a site was made of; `stamp` adds how its files stand on the disk."""
    _write(place, _pieces(record))


def _pieces(record: Record) -> Iterator[str]:
    """The note piece by piece, for that of a large site takes more room than the site's pages in memory."""
    yield f'{{"version":{VERSION},"pages":{{'
    comma = ""
    for path, page in record.pages.items():
        yield f"{comma}{_json(path)}:{_json(page)}"
        comma = ","
    yield "}"
    for name in ("key", "others", "parts", "navs"):
        yield f",{_json(name)}:{_json(getattr(record, name))}"
    yield "}"


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def stamp(place: Path, out: Path, pages: int, inputs: str) -> None:
    """Beside the record in `place`: the site now stands in `out`, has so many pages, and is made of these inputs."""
    _write(_stamp(place), (_json({"version": VERSION, "inputs": inputs, "pages": pages, "stats": stats(out)}),))


def _write(place: Path, pieces: Iterable[str]) -> None:
    """Write a file in one step, with the digest of its content in front."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_name(f"{place.name}.new")
    digest = hashlib.sha256()
    with fresh.open("wb") as file:
        file.write(b"0" * (2 * digest.digest_size) + b"\n")
        for piece in pieces:
            content = piece.encode()
            digest.update(content)
            file.write(content)
        file.seek(0)
        file.write(digest.hexdigest().encode())
    fresh.replace(place)


def _read(place: Path) -> Any:
    """What was written into a file; None where there is none, or it is cut off or of another version."""
    try:
        noted, _, content = place.read_bytes().partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != noted:
            return None
        entry = json.loads(content)
    except (OSError, ValueError):
        return None
    return entry if isinstance(entry, dict) and entry.get("version") == VERSION else None


def _noted(entry: dict[str, Any] | None) -> dict[str, _Stat]:
    return {name: tuple(stat) for name, stat in entry["stats"].items()} if entry else {}


def _stamp(place: Path) -> Path:
    return place.with_suffix(".stamp")


def standing(place: Path, inputs: str, out: Path) -> int | None:
    """How many pages the site in `out` has, where it is made of these very inputs and nobody has touched a file of it since; else None."""
    entry = _read(_stamp(place))
    if entry is None or entry["inputs"] != inputs:
        return None
    return int(entry["pages"]) if _noted(entry) == stats(out) else None


def stats(out: Path) -> dict[str, _Stat]:
    """Every entry of a folder that is no folder: size, time of the last change of content and of anything, and number."""
    found: dict[str, _Stat] = {}
    waiting = [str(out)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                        continue
                    stat = entry.stat(follow_symlinks=False)
                    name = entry.path[len(str(out)) + 1 :].replace(os.sep, "/")
                    found[name] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
        except OSError:
            continue
    return found


def untouched(record: Record, out: Path) -> tuple[frozenset[str], bool]:
    """The files of the site in `out` that are what the last build wrote, and whether that is all there is."""
    wanted, there = record.files(), stats(out)
    same = {name for name, digest in wanted.items() if name in there and _is(out / name, there[name], record.stats.get(name), digest)}
    return frozenset(same), len(same) == len(wanted) == len(there)


def _is(file: Path, stat: _Stat, noted: _Stat | None, digest: str) -> bool:
    if stat == noted:
        return True
    try:
        return not file.is_symlink() and hashlib.sha256(file.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def bodies(place: Path) -> set[str]:
    """The bodies that the site of this record is made of."""
    return {page.body for page in read(place).pages.values()}


def faults(pages: Mapping[str, Printed], places: frozenset[str]) -> list[str]:
    """One line for each link of a page that leads nowhere."""

    @lru_cache(maxsize=256)  # pages lead to others of their manual and to a few agreements
    def anchors(path: str) -> frozenset[str]:
        return frozenset(references.unpacked(pages[path].references).ids)

    found = []
    for path, page in pages.items():
        for url, target, anchor in references.unpacked(page.references).links:
            if target not in places:
                found.append(f"{path}: contains a link '{url}', but the target is not found among the pages of this site.")
            elif anchor and target in pages and anchor not in anchors(target):
                where = "there is no such anchor on this page" if target == path else f"the page '{target}' has no anchor '#{anchor}'"
                found.append(f"{path}: contains a link '{url}', but {where}.")
    return found
