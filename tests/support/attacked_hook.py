"""A pre-commit hook as git runs it: notes the names that pre-commit would pass on and what pactbook finds; refuses what pactbook refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def names() -> list[str]:
    """The staged files as pre-commit hands them to a hook: nothing that was deleted, nothing that is a link or a submodule."""
    words = ("diff", "--staged", "--name-only", "--no-ext-diff", "-z", "--diff-filter=ACMRTUXB")
    listed = subprocess.run(["git", *words], capture_output=True, check=True).stdout
    found = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    return [name for name in found if Path(name).is_file() and not Path(name).is_symlink()]


def main() -> int:
    """Judge the index that git names."""
    from pactbook.lock.verifying.verify_staged import verify_staged
    from pactbook.problems import PactbookError, Severity

    problems, stop = [], ""
    try:
        found = [problem for problem in verify_staged(Path.cwd()).problems if problem.rule.severity is Severity.ERROR]
        problems = [(problem.rule.code, problem.path, problem.message, problem.advice) for problem in found]
    except PactbookError as error:
        stop = str(error)
    folder = subprocess.run(["git", "rev-parse", "--git-common-dir"], capture_output=True, text=True, check=True).stdout.strip()
    with (Path(folder) / "judged").open("a", encoding="utf-8") as log:
        log.write(json.dumps({"names": names(), "problems": problems, "stop": stop}) + "\n")
    return int(bool(problems or stop))


if __name__ == "__main__":
    sys.exit(main())
