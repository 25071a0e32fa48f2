"""What stands before a command's own options, and how a command is found and given its arguments."""

from __future__ import annotations

import argparse

from pactbook import __version__
from pactbook.cli import catalogue
from pactbook.cli.context import Context


def run_command(words: list[str]) -> int:
    """Read the words, and run the command they name."""
    parser = frame()
    given = parser.parse_args(words)
    if given.command is None:
        parser.print_help()
        return 0
    command = catalogue.load(given.command)
    own = argparse.ArgumentParser(prog=f"pactbook {given.command}", description=command.HELP, allow_abbrev=False)
    own.add_argument("--root", metavar="DIR", default=given.root, help="the folder of the book (default: found upwards from here)")
    command.add_arguments(own)
    args = own.parse_args(given.rest)
    return command.run(Context(args, root=args.root))


class Frame(argparse.ArgumentParser):
    """A parser whose help ends with the list of commands; the list is read only when somebody asks for it."""

    def format_help(self) -> str:
        """The usual help, then the commands."""
        return f"{super().format_help()}\n{overview()}\n"


def frame() -> argparse.ArgumentParser:
    """The parser of what stands before a command's own options."""
    parser = Frame(
        prog="pactbook",
        usage="pactbook [--root DIR] COMMAND [OPTION ...]",
        description="Outsourcing contracts as a book that proves itself.",
        allow_abbrev=False,
    )
    parser.add_argument("--root", metavar="DIR", help="the folder of the book (default: found upwards from here)")
    parser.add_argument("--version", action="version", version=f"pactbook {__version__}")
    parser.add_argument("command", nargs="?", help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    return parser


def overview() -> str:
    """The commands with one line each, and where to read on."""
    known = catalogue.files()
    width = max((len(name) for name in known), default=0)
    lines = [f"  {name:<{width}}  {catalogue.help_line(path)}" for name, path in known.items()]
    return "\n".join(["commands:", *lines, "", "`pactbook COMMAND --help` explains one of them."])
