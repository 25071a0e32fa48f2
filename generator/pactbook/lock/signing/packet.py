"""The packet for a signer without git: a folder and a zip of it, outside the book's locked folders."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from pactbook.lock.policies.policy import FILES, STATEMENT
from pactbook.lock.signing import instructions
from pactbook.problems import PactbookError
from pactbook.redline.page import facts, page
from pactbook.trees import placing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pactbook.lock.signing.comparison import Comparison
    from pactbook.lock.signing.request import Request

REDLINE = "redline.html"
_UNIX = 3  # as what system a zip says it was made on; left alone, it is the one that it was made on
_OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier moment; the same content gives the same bytes


def folder_name(request: Request) -> str:
    """How a packet's folder is called."""
    statement = request.plan.statement
    return f"packet-{statement.instrument.removeprefix('contracts/').replace('/', '-')}-v{statement.version}"


def contents(request: Request) -> dict[str, bytes]:
    """The files of a packet, by path within it."""
    made = request.plan
    found = {STATEMENT: made.raw, **{f"{FILES}{path}": data for path, data in made.files.items()}}
    found[REDLINE] = redline_page(request.comparison).encode()
    found["README.txt"] = instructions.as_text(request).encode()
    found["README.html"] = instructions.as_page(request).encode()
    return dict(sorted(found.items()))


def redline_page(found: Comparison) -> str:
    """A comparison as one page of HTML."""
    rows = (("Instrument", found.instrument), ("From", found.old.label), ("To", found.new.label))
    return page(f"Redline: {found.instrument}", facts(rows), found.files)


def refuse_taken(place: Path, request: Request) -> None:
    """A folder that holds something else is not written into; raises PactbookError."""
    if not place.exists():
        return
    statement = place / STATEMENT
    same = statement.is_file() and statement.read_bytes() == request.plan.raw
    if not place.is_dir() or (any(place.iterdir()) and not same):
        message = f"{place} holds something else already. Move it away, or name another folder with --out."
        raise PactbookError(message)


def write(place: Path, files: Mapping[str, bytes]) -> Path:
    """Write the packet and the zip of it, which is returned; what else lies in the folder stays there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    archive = place.with_name(f"{place.name}.zip")
    with placing.workshop(place.parent) as bench:
        for name, data in files.items():
            placing.put(bench / "packet" / name, data)
        if place.exists():
            for name in files:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                placing.move(bench / "packet" / name, place / name)
        else:
            placing.move(bench / "packet", place)
        placing.put(bench / "zip", zipped(place.name, files))
        placing.move(bench / "zip", archive)
    return archive


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """The bytes of the zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(f"{folder}/{name}", _OLDEST)
            info.create_system = _UNIX
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()
