"""Whether a site has to be built again: what went into it, and what came out, as two digests beside the sites."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import pactbook

if TYPE_CHECKING:
    from pathlib import Path

    from pactbook.site.build import SiteSettings

FOLDER = ".pactbook"
_MAKERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2")


def of_stage(stage: Path, settings: SiteSettings) -> str:
    """The digest of everything that decides how a site looks: its stage, its settings, and the programs that print it."""
    found = hashlib.sha256(json.dumps([dataclasses.asdict(settings), _versions()], sort_keys=True).encode())
    return _add_files(found, stage)


def is_current(out: Path, stage_digest: str) -> bool:
    """Whether the site in `out` was made from such a stage and has not been touched since."""
    try:
        noted = json.loads(_note(out).read_text(encoding="utf-8"))
        return bool(noted["stage"] == stage_digest and noted["site"] == _add_files(hashlib.sha256(), out))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember(out: Path, stage_digest: str) -> None:
    """Note what the site in `out` was made from."""
    note = _note(out)
    note.parent.mkdir(parents=True, exist_ok=True)
    fresh = note.with_suffix(".new")
    fresh.write_text(json.dumps({"stage": stage_digest, "site": _add_files(hashlib.sha256(), out)}), encoding="utf-8")
    fresh.replace(note)


def _note(out: Path) -> Path:
    return out.parent / FOLDER / f"{out.name}.json"


def _add_files(found: hashlib._Hash, folder: Path) -> str:
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_file():
            continue
        data = file.read_bytes()
        found.update(f"{file.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        found.update(data)
    return found.hexdigest()


@cache
def _versions() -> list[str]:
    return [pactbook.__version__, _engine(), *(f"{name} {version(name)}" for name in _MAKERS)]


def _engine() -> str:
    """The site's own code, so that a checkout that is worked on needs no new version number to be built again."""
    from pathlib import Path as Place

    return _add_files(hashlib.sha256(), Place(__file__).parent / "theme")
