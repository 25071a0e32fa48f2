"""Which commands there are, read from the files that hold them; none is imported but the one that runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from pactbook.cli import commands
from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping

    from pactbook.cli.context import Context

# The order of the daily work; a command that is not named here follows, by name.
ORDER = (
    *("init", "new", "status", "check", "assemble", "build", "serve"),
    *("adopt", "sign", "request", "add-signature", "verify", "audit", "redline"),
)


class Command(Protocol):
    """What the file of a command holds."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the command's options."""

    def run(self, context: Context) -> int:
        """Do the command and return its exit code."""


def files() -> Mapping[str, Path]:
    """The commands by name, in the order in which they are listed, each with its file."""
    folder = Path(commands.__path__[0])
    found = {path.stem.replace("_", "-"): path for path in folder.glob("*.py") if not path.stem.startswith("_")}
    return dict(sorted(found.items(), key=lambda item: (ORDER.index(item[0]) if item[0] in ORDER else len(ORDER), item[0])))


def help_line(path: Path) -> str:
    """The `HELP` of a command's file, from its syntax alone."""
    import ast  # only the list of commands needs it

    for node in ast.parse(path.read_bytes()).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(target, ast.Name) and target.id == "HELP" for target in targets):
            return str(ast.literal_eval(cast("ast.Assign", node).value))
    return ""


def load(name: str) -> Command:
    """The command of that name; raises PactbookError, with the nearest name, where there is none."""
    known = files()
    if name not in known:
        from pactbook.problems import did_you_mean

        message = f"there is no command {name!r}{did_you_mean(name, known)}. `pactbook --help` lists them."
        raise PactbookError(message)
    return cast("Command", import_module(f"{commands.__name__}.{known[name].stem}"))
