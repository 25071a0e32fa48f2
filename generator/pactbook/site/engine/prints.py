"""What became of the pages of a large site, in a file until the site is put together: nobody but the last step looks at all of it.

The file lies on the bench of one build, which this machine's own user made a moment ago, and is gone with it.
"""

from __future__ import annotations

import marshal
import os
import weakref
from collections.abc import Iterator, Mapping, MutableMapping
from typing import IO, TYPE_CHECKING, Any

from pactbook.site.engine.batch import MANY, Printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LENGTH = 1 << 24  # of what is known of a page, at most


class Prints(MutableMapping[str, Printed]):
    """The pages by path in a file: written by one process, then read by another, which is told the file's name and what lies where."""

    def __init__(self, file: str) -> None:
        """The file is made when the first page is put in; one that is already there is somebody else's."""
        self._file = file
        self._spans: dict[str, int] = {}  # place and length in one number, for there are many
        self._open: IO[bytes] | None = None
        self._length = 0

    def __reduce__(self) -> tuple[Callable[..., Prints], tuple[Any, ...]]:
        """For another process."""
        self.close()
        return _again, (self._file, self._spans)

    def __setitem__(self, path: str, page: Printed) -> None:
        """Write a page at the end of the file."""
        file = self._open or self._begin("w+b")
        data = marshal.dumps(tuple(page))
        file.seek(0, os.SEEK_END)
        file.write(data)
        self._spans[path] = self._length * _LENGTH + len(data)
        self._length += len(data)

    def __getitem__(self, path: str) -> Printed:
        """Read a page."""
        at, length = divmod(self._spans[path], _LENGTH)
        file = self._open or self._begin("rb")
        file.seek(at)
        return Printed(*marshal.loads(file.read(length)))  # noqa: S302 - see the module

    def __delitem__(self, path: str) -> None:
        """Forget a page."""
        del self._spans[path]

    def __iter__(self) -> Iterator[str]:
        """The paths in the order in which they were put in."""
        return iter(self._spans)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._spans)

    def sorted(self, order: Sequence[str]) -> Prints:
        """The same pages in another order, read from the same file."""
        self.close()
        return _again(self._file, {path: self._spans[path] for path in order if path in self._spans})

    def _begin(self, mode: str) -> IO[bytes]:
        file: IO[bytes] = open(self._file, mode)  # noqa: SIM115, PTH123 - closed by `close`, or with the last who asks
        self._open = file
        weakref.finalize(self, file.close)
        return file

    def close(self) -> None:
        """Let go of the file, which stays where it is; no page is put in any more."""
        if self._open is not None:
            self._open.close()
            self._open = None


def room(pages: dict[str, Printed], most: int, file: Path) -> MutableMapping[str, Printed]:
    """These pages with room for others, in a file where they will be many."""
    if most < MANY:
        return pages
    prints = Prints(str(file))
    prints.update(pages)
    return prints


def in_order(pages: Mapping[str, Printed], order: Sequence[str]) -> Mapping[str, Printed]:
    """Those of these pages that there are."""
    return pages.sorted(order) if isinstance(pages, Prints) else {path: pages[path] for path in order if path in pages}


def like(pages: Mapping[str, Printed], file: str) -> MutableMapping[str, Printed]:
    """Room for as many pages again: in a file where these lie in one."""
    return Prints(file) if isinstance(pages, Prints) else {}


def _again(file: str, spans: dict[str, int]) -> Prints:
    prints = Prints(file)
    prints._spans = spans  # noqa: SLF001 - its own
    return prints
