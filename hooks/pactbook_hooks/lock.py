"""`pactbook-lock`: stops a commit that changes what people have signed, unless the change is signed.

It is advice to the person who commits: git lets everybody skip a hook. The gate is what holds (docs/gate.md).
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pactbook.problems import PactbookError, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

USAGE = "usage: pactbook-lock [--root DIR]     DIR is the folder that holds contracts/, where it is not the repository's own"
REFUSED = 1
CANNOT_RUN = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Judge what git is about to commit; 0 lets it through."""
    from pactbook_hooks.words import root_of

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        root = root_of(sys.argv[1:] if argv is None else argv, USAGE)
        return judge(root)
    except PactbookError as error:
        sys.stderr.write(f"pactbook: nothing was committed, since it can't be judged: {error}\n")
        return CANNOT_RUN


def judge(root: Path) -> int:
    """Print the refusal, if there is a reason for one."""
    from pactbook.lock.verifying.verify_staged import verify_staged

    staged = verify_staged(root)
    if all(problem.rule.severity is not Severity.ERROR for problem in staged.problems):
        return 0
    from pactbook.lock.telling.refusal import screen

    sys.stdout.write(f"{screen(root, staged)}\n")
    return REFUSED


if __name__ == "__main__":
    sys.exit(main())
