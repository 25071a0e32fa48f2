"""`pactbook-check`: stops a commit whose contracts, clauses or manuals hold mistakes, as `pactbook check` finds them.

It reads what git is about to commit, not the files on disk.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = "usage: pactbook-check [--root DIR]     DIR is the folder that holds contracts/, where it is not the repository's own"
CANNOT_RUN = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Print every finding; 0 where none of them is an error."""
    from pactbook.cli.findings import tell
    from pactbook.cli.reading import everything, tree
    from pactbook.collector import put_off
    from pactbook_hooks.words import root_of

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        root = root_of(sys.argv[1:] if argv is None else argv, USAGE)
        with put_off():
            judged = everything(root, tree(root, staged=True), named=False)
        return tell(judged.findings)
    except PactbookError as error:
        sys.stderr.write(f"pactbook: nothing was committed, since it can't be checked: {error}\n")
        return CANNOT_RUN


if __name__ == "__main__":
    sys.exit(main())
