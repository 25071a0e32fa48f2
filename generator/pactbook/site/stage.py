"""The stage: a folder that holds the pages of one audience and nothing else.

Plain markdown, one file per page, and one manifest with everything that is not text; any site generator can take
over from here. The folder must be empty or missing, so that nothing of an earlier audience can remain in it. It may be handed over as it is:
no file of the repository is named in it, which for a manual that several vendors share would name the one in whose folder it lies. Only the
client's own stage is told them (`sources`), for the links by which a change is suggested.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, get_args

from pactbook.problems import PactbookError
from pactbook.site import page as model
from pactbook.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

MANIFEST = "pactbook-stage.json"
SCHEMA = 1
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
DOWNLOADS = (".ics", ".xml", ".zip")
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_METAS = {kind.__name__: kind for kind in get_args(model.Meta)}


class StageError(PactbookError):
    """A stage cannot be written or read; the message says why and what to do."""


def no_files(path: str) -> bytes:
    """For pages without images: there is nothing to read from."""
    msg = f"a page shows {path}, and nothing says where to read it"
    raise StageError(msg)


def write_stage(pages: Iterable[Page], folder: Path, read: Callable[[str], bytes] = no_files, *, sources: bool = False) -> int:
    """Write `pages` into the empty `folder`, and the images that they show, whose bytes `read` gives by path of the repository.

    `sources` writes down from which file each page and image comes; never for a vendor. Returns how many pages there were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        msg = f"{folder} is not empty: name an empty or new folder, so that nothing old is published"
        raise StageError(msg)
    entries: list[dict[str, Any]] = []
    assets: dict[str, str] = {}
    for page in checked(pages):
        assets.update({asset.path: asset.source for asset in page.assets})
        for download in page.downloads:
            _write(folder / download.path, download.content)
        _write(folder / page.path, page.markdown.encode())
        entries.append(_entry(page if sources else _bare(page)))
    for path, source in assets.items():
        _write(folder / path, read(source))
    manifest = {"schema": SCHEMA, "pages": entries}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return len(entries)


def checked(pages: Iterable[Page], seen: set[str] | None = None) -> Iterator[Page]:
    """The pages, once it is sure that each has a path of its own that may stand on a site, and so have the files that it brings; raises StageError.

    `seen` are the paths of pages that came before, and takes in these.
    """
    seen = set() if seen is None else seen
    for page in pages:
        check_path(page.path)
        for download in page.downloads:
            check_path(download.path, DOWNLOADS)
        for asset in page.assets:
            check_path(asset.path, IMAGES)
        if page.path in seen:
            msg = f"two pages have the path {page.path}: give one of them another name"
            raise StageError(msg)
        seen.add(page.path)
        yield page


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def check_path(path: str, endings: tuple[str, ...] = (".md",)) -> None:
    """Refuse a path that could leave the folder or clash with what the site itself brings."""
    parts = PurePosixPath(path).parts
    if path != "/".join(parts) or not path.endswith(endings) or not all(_NAME.fullmatch(part) for part in parts):
        msg = f"{path!r} is no path of the site: lower-case letters, digits, '-', '_' and '.', ending in {' or '.join(endings)}"
        raise StageError(msg)
    if parts[0] in {"assets", "search"}:
        msg = f"{path!r}: the folders 'assets' and 'search' belong to the site itself; choose another name"
        raise StageError(msg)


def _bare(page: Page) -> Page:
    """The page without a word about the repository; an image is the stage's own file."""
    return dataclasses.replace(page, source=None, assets=tuple(model.Asset(asset.path, asset.path) for asset in page.assets))


def _entry(page: Page) -> dict[str, Any]:
    entry = dataclasses.asdict(dataclasses.replace(page, downloads=(), unnamed=None))
    del entry["markdown"], entry["unnamed"]
    entry["downloads"] = [download.path for download in page.downloads]
    if page.meta is not None:
        entry["meta"] = {"type": type(page.meta).__name__, **entry["meta"]}
    return entry


def read_stage(folder: Path) -> list[Page]:
    """The pages that `write_stage` wrote, in their order; a file that the manifest does not name is not read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{folder} is no stage: {error}"
        raise StageError(msg) from error
    if manifest.get("schema") != SCHEMA:
        msg = f"{folder}: this stage was written by another version of pactbook; write it again"
        raise StageError(msg)
    return [_page(entry, folder) for entry in manifest["pages"]]


def _page(entry: dict[str, Any], folder: Path) -> Page:
    check_path(entry["path"])
    meta = entry.get("meta")
    siblings = entry.get("siblings")
    return Page(
        **{
            **entry,
            "markdown": (folder / entry["path"]).read_text(encoding="utf-8"),
            "meta": _meta(dict(meta)) if meta else None,
            "nav": tuple(entry["nav"]) if entry["nav"] else None,
            "crumbs": _links(entry["crumbs"]),
            "siblings": model.Siblings(siblings["title"], _links(siblings["links"])) if siblings else None,
            "locked": model.Link(**entry["locked"]) if entry["locked"] else None,
            "signed_parts": tuple(entry["signed_parts"]),
            "bars": tuple(entry["bars"]),
            "assets": tuple(model.Asset(**asset) for asset in entry["assets"]),
            "downloads": tuple(model.Download(path, _download(folder, path)) for path in entry["downloads"]),
        }
    )


def _download(folder: Path, path: str) -> bytes:
    check_path(path, DOWNLOADS)
    return (folder / path).read_bytes()


def _links(entries: Iterable[dict[str, str]]) -> tuple[model.Link, ...]:
    return tuple(model.Link(**entry) for entry in entries)


def _use(entry: dict[str, Any]) -> model.Use:
    agreement, version = _links((entry["agreement"], entry["version"]))
    return model.Use(agreement, version, tuple(entry["values"]), entry["vendor"])


def _meta(entry: dict[str, Any]) -> model.Meta:
    kind = _METAS[entry.pop("type")]
    for name in ("facts", "proof"):
        if name in entry:
            entry[name] = tuple(model.Fact(**fact) for fact in entry[name])
    for name in ("defines", "covers"):
        if name in entry:
            entry[name] = tuple(entry[name])
    if "uses" in entry:
        entry["uses"] = tuple(_use(use) for use in entry["uses"])
    if entry.get("basis"):
        entry["basis"] = model.Link(**entry["basis"])
    made: model.Meta = kind(**entry)
    return made
