"""`pactbook [--root DIR] COMMAND ...`: finds the command, runs it and turns whatever happens into an exit code.

Exit codes: 0 clean, 1 findings, 2 cannot run (usage, configuration, git), 3 a defect of pactbook, with a log.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pactbook import __version__
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CANNOT_RUN = 2
DEFECT = 3
INTERRUPTED = 130
READER_GONE = 141
STAGED = ["verify", "--staged"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without the letter shows its code and goes on
    return guarded(lambda: dispatch(words), words)


def dispatch(words: list[str]) -> int:
    """Read the words, and run the command they name."""
    if words[-2:] == STAGED and (len(words) == len(STAGED) or _only_root(words[: -len(STAGED)])):
        from pactbook.cli.staged import run  # a hook waits for nothing else to be imported

        return run(words[1] if len(words) > len(STAGED) else None)
    from pactbook.cli.frame import run_command

    return run_command(words)


def _only_root(words: list[str]) -> bool:
    return len(words) == 2 and words[0] == "--root" and not words[1].startswith("-")  # noqa: PLR2004 - the option and its value


def guarded(work: Callable[[], int], words: list[str]) -> int:
    """Do the work, and turn each way in which it can fail into a message and an exit code."""
    try:
        code = work()
        sys.stdout.flush()
    except PactbookError as error:
        return tell(str(error), CANNOT_RUN)
    except KeyboardInterrupt:
        return tell("stopped", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more while it ends
        return READER_GONE
    except Exception as error:
        if isinstance(error, FileNotFoundError) and error.filename == "git":
            return tell("git is not installed, or not on the PATH. Install it, then try again.", CANNOT_RUN)
        return tell(f"this is a defect of pactbook, not of your files: {error!r}. Please report it with {record(words)}", DEFECT)
    return code


def tell(message: str, code: int) -> int:
    """Print one message to the person at the terminal and return the exit code that goes with it."""
    print(f"pactbook: {message}", file=sys.stderr)
    return code


def record(words: list[str]) -> str:
    """Write what is known of the defect at hand into a log file and return its path."""
    import platform
    import tempfile
    import traceback

    head = f"pactbook {__version__}, Python {platform.python_version()}, {platform.platform()}\ncommand line: {words}\n\n"
    with tempfile.NamedTemporaryFile("w", prefix="pactbook-defect-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(head + traceback.format_exc())
    return log.name
