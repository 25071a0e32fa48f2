"""What can be wrong: rules, problems with their place, and the one class of expected failures."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PactbookError(Exception):
    """An expected failure: its message says what is wrong and what to do, and the command ends with exit code 2."""


class Severity(StrEnum):
    """How much a problem weighs: only errors make a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file; line and column count from 1, the column in characters."""

    line: int = 1
    col: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: a code that never changes, why it matters and how it is mended in general."""

    code: str
    title: str
    reason: str
    fix: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place; `fix` replaces the rule's general advice where there is a better one."""

    path: str
    position: Position
    rule: Rule
    message: str
    fix: str = ""

    @property
    def advice(self) -> str:
        """What to do about it, in one line."""
        return self.fix or self.rule.fix

    @property
    def line(self) -> str:
        """The problem as `path:line:col: CODE message`."""
        return f"{self.path}:{self.position.line}:{self.position.col}: {self.rule.code} {self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetitions, by file and place."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.path, p.position.line, p.position.col, p.rule.code, p.message)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` when a known word is close to `word`, else nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""
