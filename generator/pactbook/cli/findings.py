"""Prints problems and counts them; the one place that does."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from pactbook.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence


def printable(text: str) -> str:
    """A text in which nothing can steer a terminal or turn the reading direction: such characters by their code."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return "".join(sign if sign == "\n" or unicodedata.category(sign) not in hidden else f"\\u{ord(sign):04x}" for sign in text)


def report(problems: Sequence[Problem], done: str = "nothing to report") -> int:
    """Print each problem with its remedy and the count; the exit code: 1 if there is an error, else 0."""
    for problem in problems:
        note = "" if problem.rule.severity is Severity.ERROR else f" [{problem.rule.severity}]"
        print(printable(f"{problem.line}{note}\n    {problem.advice}"))
    counts = Counter(problem.rule.severity for problem in problems)
    if not problems:
        print(done)
    else:
        words = [f"{counts[each]} {each}{'' if counts[each] == 1 else 's'}" for each in Severity if counts[each]]
        print(f"\n{', '.join(words)} in {_files(problems)}")
    return 1 if counts[Severity.ERROR] else 0


def _files(problems: Sequence[Problem]) -> str:
    number = len({problem.path for problem in problems})
    return f"{number} file{'' if number == 1 else 's'}"
