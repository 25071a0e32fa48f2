"""What is kept between builds, rendered bodies and readings, under the digest of all that each depends on; what a job made lies in one file, a pack.

Who asks must hold the text itself, since the text is in the digest: no audience can come by a body whose text it does not have. A pack is never
changed, only written whole and thrown away; one that is damaged, cut off or of another version is as good as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

SUFFIX = ".pack"
_VERSION = 1
_OPEN = 8  # packs that a process holds open: what it asks for lies together
_SMALL = 25  # bodies; packs that hold no more
_FEW = 8  # small packs that may stand beside one another


class _Place(NamedTuple):
    pack: str
    offset: int
    length: int
    digest: str


@dataclass(slots=True)
class Packs:
    """Contents by digest in a folder; without a folder nothing is kept. To be entered for a job: at its end what was put in is written."""

    folder: Path | None
    _places: dict[str, _Place] = field(default_factory=dict)
    _packs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _open: dict[str, IO[bytes]] = field(default_factory=dict)
    _fresh: dict[str, bytes] = field(default_factory=dict)
    _seen: int = -1

    def __enter__(self) -> Self:
        """Begin a batch."""
        return self

    def __exit__(self, *_: object) -> None:
        """Keep what was put in, and let go of the files."""
        self.flush()
        self._close()

    def get(self, key: str) -> bytes | None:
        """The content under a key, None where there is none or it is not what was put there."""
        if self.folder is None:
            return None
        if key not in self._places:
            self._look(self.folder)
        place = self._places.get(key)
        if place is None:
            return self._fresh.get(key)
        content = self._read(place)
        if content is None or _sum(key, content) != place.digest:
            self._drop(place.pack)
            return self._fresh.get(key)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a content."""
        if self.folder is not None:
            self._fresh[key] = content

    def flush(self) -> None:
        """Write what was put in; in one step, so that nobody sees half of it. A full disk costs time, not the site."""
        fresh, self._fresh = self._fresh, {}
        if self.folder is not None and fresh:
            with contextlib.suppress(OSError):
                _write(self.folder, fresh)

    def keep_only(self, keys: Container[str]) -> None:
        """Forget everything else, halves that an interrupted build left included; many small packs become one."""
        if self.folder is None or not self.folder.is_dir():
            return
        self._look(self.folder)
        for entry in list(self.folder.iterdir()):
            if entry.name not in self._packs:
                _remove(entry)
        mixed = [name for name, inside in self._packs.items() if not inside or not all(key in keys for key in inside)]
        small = [name for name, inside in self._packs.items() if len(inside) <= _SMALL and name not in mixed]
        for name in [*mixed, *(small if len(small) + len(mixed) > _FEW else ())]:
            for key in self._packs.get(name, ()):
                if key in keys and (content := self.get(key)) is not None:
                    self.put(key, content)
            if sum(map(len, self._fresh.values())) > _MOST_AT_ONCE:
                self.flush()
            self._drop(name)
        self.flush()
        self._close()

    def _close(self) -> None:
        for file in self._open.values():
            file.close()
        self._open.clear()

    def _look(self, folder: Path) -> None:
        """Learn of packs that are new, and of those that are gone."""
        try:
            now = folder.stat().st_mtime_ns
            if now == self._seen:
                return
            names = {entry.name for entry in folder.iterdir() if entry.name.endswith(SUFFIX)}
        except OSError:
            return
        for name in self._packs.keys() - names:
            self._forget(name)
        for name in names - self._packs.keys():
            found = dict(_index(folder, name))
            self._packs[name] = tuple(found)
            self._places.update(found)
        self._seen = now

    def _drop(self, name: str) -> None:
        """Throw a pack away: what was damaged in one place is not to be trusted in another."""
        self._forget(name)
        if (file := self._open.pop(name, None)) is not None:
            file.close()
        _remove(Path(str(self.folder), name))

    def _forget(self, name: str) -> None:
        for key in self._packs.pop(name, ()):
            if (place := self._places.get(key)) and place.pack == name:
                del self._places[key]

    def _read(self, place: _Place) -> bytes | None:
        try:
            file = self._open.get(place.pack)
            if file is None:
                while len(self._open) >= _OPEN:
                    self._open.pop(next(iter(self._open))).close()
                file = self._open[place.pack] = open(f"{self.folder}/{place.pack}", "rb")  # noqa: SIM115, PTH123 - held open for the next
            file.seek(place.offset)
            return file.read(place.length)
        except OSError:
            return None


_MOST_AT_ONCE = 1 << 23  # bytes; of a large book, bodies that are put together are more than all else at the end


def _write(folder: Path, contents: dict[str, bytes]) -> None:
    if not folder.exists():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
    at, index = 0, {}
    for key, content in contents.items():
        index[key] = at, len(content), _sum(key, content)
        at += len(content)
    head = json.dumps([_VERSION, index], separators=(",", ":")).encode()
    name = secrets.token_hex(16)
    place = folder / name
    try:
        with place.open("wb") as file:
            file.writelines((head, b"\n", *contents.values()))
        place.rename(folder / f"{name}{SUFFIX}")
    except OSError:
        place.unlink(missing_ok=True)
        raise


def _index(folder: Path, name: str) -> Iterator[tuple[str, _Place]]:
    """Where what lies in a pack; nothing, where it cannot be read."""
    try:
        with (folder / name).open("rb") as file:
            head = file.readline()
            rest = os.fstat(file.fileno()).st_size - len(head)
        version, index = json.loads(head)
        if version == _VERSION:
            for key, (offset, length, digest) in index.items():
                if 0 <= offset <= offset + length <= rest:
                    yield key, _Place(name, len(head) + int(offset), int(length), str(digest))
    except (OSError, ValueError, TypeError, AttributeError):
        return


def _remove(place: Path) -> None:
    with contextlib.suppress(OSError):
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()


def _sum(key: str, content: bytes) -> str:
    """The key is in it, so that a body under another's key is refused."""
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest()
