"""Where sites may be written: never over somebody's files, and never where files came with a proposal instead of from this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.load.layout import ROOTS
from pactbook.problems import PactbookError, shown
from pactbook.trees.plumbing import git

if TYPE_CHECKING:
    from pathlib import Path

_OURS = "assets/pactbook/site.css"


def refuse_place(root: Path, out: Path) -> None:
    """Raise PactbookError for a folder of sites that holds the book, lies in one of its folders or in a site, or has files in it that git knows.

    A committed page could hold what no text of the book says, and would be taken for one that was built here. A site that lies in a vendor's would
    be put on the web with it.
    """
    place, book = out.resolve(), root.resolve()
    taken = next((book / name for name in (*ROOTS, ".git") if place == book / name or book / name in place.parents), None)
    if taken or place == book or place in book.parents:
        where = f"{taken.name}/" if taken else "the book"
        message = f"{shown(str(out))} can't take the sites: {where} would be overwritten. Name another folder with --out."
        raise PactbookError(message)
    if place.exists() and not place.is_dir():
        message = f"{shown(str(out))} is a file; name a folder for the sites with --out"
        raise PactbookError(message)
    site = next((folder for folder in (place, *place.parents) if (folder / _OURS).is_file()), None)
    if site:
        inner = f"{shown(str(out))} is a site" if site == place else f"{shown(str(out))} lies in {shown(str(site))}, which is a site"
        message = f"{inner}: whoever may read it could read every site in it. Name another folder with --out, or delete the site first."
        raise PactbookError(message)
    top = next((folder for folder in (place, *place.parents) if (folder / ".git").exists()), None)
    known = git(top, "ls-files", "-z", "--", place.relative_to(top).as_posix()).split(b"\0")[0] if top else b""
    if top and known:
        where = place.relative_to(top).as_posix()
        message = (
            f"{shown(known.decode(errors='replace'))} is committed, and {shown(where)} is where the sites go: its pages would be taken for "
            f"what was built here. Take them out with 'git rm -r --cached {where}', or name another folder with --out."
        )
        raise PactbookError(message)


def refuse_foreign(folder: Path, *, known: bool = False) -> None:
    """Raise PactbookError unless `folder` is missing, empty, or a site that pactbook built (`known`: it has the record of it)."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        what = "a symbolic link" if folder.is_symlink() else "a file"
        message = f"{shown(str(folder))} is {what}, and a site would go there: move it away, or name another folder with --out"
        raise PactbookError(message)
    if known or not folder.exists() or (folder / _OURS).is_file() or not any(folder.iterdir()):
        return
    message = f"{shown(str(folder))} holds files that are no site of pactbook's, and would be overwritten: move them away, or name another folder with --out"
    raise PactbookError(message)
