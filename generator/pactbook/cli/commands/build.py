"""`pactbook build`: makes the site."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pactbook.cli.findings import report
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from pactbook.cli.context import Context

HELP = "make the site of the book: plain files in site/internal/ that open from a folder"


def add_arguments(parser: ArgumentParser) -> None:
    """The folder, and the day."""
    parser.add_argument("--out", metavar="DIR", help="the folder of the sites (default: site/ in the book)")
    parser.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="the day from which key dates count (default: today)")


def run(context: Context) -> int:
    """Build the client's own site; the last good one stays in place when anything is wrong."""
    from pactbook.site.build import SiteError, build
    from pactbook.site.settings import read_settings
    from pactbook.site.source import BookProblemsError, read_book
    from pactbook.site.view import INTERNAL

    start = time.monotonic()
    out = (Path(context.args.out) if context.args.out else context.root / "site") / INTERNAL
    try:
        source = read_book(context.root, context.args.as_of, os.environ.get("PACTBOOK_ROOT_DIGEST"))
        pages = source.pages(INTERNAL)
        settings = read_settings(context.root, INTERNAL, source.book.client_name())
        count = build(pages, out, settings, source.read)
    except BookProblemsError as error:
        report(error.problems)
        print("no site was made; the last good one, if there was one, is still in place")
        return 1
    except SiteError as error:
        raise PactbookError(str(error)) from error
    print(f"{_shown(out)}: {count} pages in {time.monotonic() - start:.1f} s")
    print(f"open {_shown(out / 'index.html')} in a browser, or run 'pactbook serve'")
    if source.problems:
        print("\nThe book does not verify. The pages concerned say so:")
        return report(source.problems)
    return 0


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
