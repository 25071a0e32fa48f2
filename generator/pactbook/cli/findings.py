"""Prints findings and tells by the exit code whether any of them is an error; the one place that does."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling
    from pactbook.problems import Problem


def printable(text: str) -> str:
    """A text in which nothing can steer a terminal or turn the reading direction: such characters by their code."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return "".join(sign if sign == "\n" or unicodedata.category(sign) not in hidden else f"\\u{ord(sign):04x}" for sign in text)


def add_format(parser: ArgumentParser, *, more: Sequence[str] = ()) -> None:
    """The option `--format`."""
    names = ("text", "json", "github", "gitlab", "sarif", "markdown", *more)
    parser.add_argument("--format", choices=names, default="text", metavar="FORM", help=f"how findings are told: {', '.join(names)}")


def tell(problems: Iterable[Problem | Finding], name: str = "text", telling: Telling | None = None) -> int:
    """Print findings in one form; the exit code: 1 if an error counts, else 0."""
    from pactbook.findings.finding import as_findings, fails
    from pactbook.findings.formats import render

    found = as_findings(problems)
    print(render(found, name, telling), end="")
    return int(fails(found))


def report(problems: Sequence[Problem], done: str = "nothing to report") -> int:
    """Print each problem with its remedy and the count; the exit code: 1 if there is an error, else 0."""
    if not problems:  # a commit waits for this: nothing more is imported
        print(done)
        return 0
    from pactbook.findings.formats.telling import Telling

    return tell(problems, telling=Telling(done=done))
