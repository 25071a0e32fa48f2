"""Rendered bodies kept between builds: one file each, under the digest of everything that it depends on.

Who asks must hold the text itself, since the text is in the digest: no audience can come by a body whose text it does not have. A file that is
damaged, cut off or of another version is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_DIGEST = 64  # signs in front of the content


class Store:
    """Files by digest in a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """The content under a key, None where there is none or it is not what was put there."""
        if self._folder is None:
            return None
        try:
            data = self._place(self._folder, key).read_bytes()
        except OSError:
            return None
        noted, content = data[:_DIGEST], data[_DIGEST:]
        return content if _sum(key, content) == noted else None

    def put(self, key: str, content: bytes) -> None:
        """Keep a content; in one step, so that nobody sees half of it. A full disk costs time, not the site."""
        if self._folder is None:
            return
        place = self._place(self._folder, key)
        fresh = place.with_name(f"{place.name}.{os.getpid()}")
        try:
            if not place.parent.exists():
                self._folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                place.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_sum(key, content) + content)
            fresh.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)

    def keep_only(self, keys: Container[str]) -> None:
        """Forget everything else, halves that an interrupted build left included."""
        if self._folder is None:
            return
        for shelf in _inside(self._folder):
            for entry in _inside(Path(shelf.path)):
                if shelf.name + entry.name not in keys:
                    with contextlib.suppress(OSError):
                        Path(entry.path).unlink()

    @staticmethod
    def _place(folder: Path, key: str) -> Path:
        return folder / key[:2] / key[2:]


def _inside(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _sum(key: str, content: bytes) -> bytes:
    """The key is in it, so that a file under another's name is refused."""
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest().encode()
