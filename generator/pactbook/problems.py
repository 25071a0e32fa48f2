"""What can be wrong: rules, problems with their place, and the one class of expected failures."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self


LONGEST_SHOWN = 60
_LONGEST_WORD = 80


class PactbookError(Exception):
    """An expected failure: its message says what is wrong and what to do, and the command ends with exit code 2."""


class UnfitError(ValueError):
    """Values of one part that do not fit together; `key` names the one to look at."""

    def __init__(self, message: str, key: str = "") -> None:
        """Keep the key beside the message."""
        super().__init__(message)
        self.key = key


class Severity(StrEnum):
    """How much a problem weighs: only errors make a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Position(NamedTuple):
    """A place in a file; line and column count from 1, the column in characters."""

    line: int = 1
    col: int = 1


class Rule(NamedTuple):
    """A kind of problem: a code that never changes, why it matters and how it is mended in general."""

    code: str
    title: str
    reason: str
    fix: str
    severity: Severity = Severity.ERROR


class _Parts(NamedTuple):
    path: str
    position: Position
    rule: Rule
    message: str
    fix: str


class Problem(_Parts):
    """One thing that is wrong at one place; `fix` replaces the rule's general advice where there is a better one."""

    __slots__ = ()

    def __new__(cls, path: str, position: Position, rule: Rule, message: str, fix: str = "") -> Self:
        """Keep every problem on one line that a terminal can show, whatever stands in the names and values that it quotes."""
        return super().__new__(cls, printable(path), position, rule, printable(message), printable(fix))

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
    return tuple(sorted(unique, key=lambda p: (p.path, p.position, p.rule.code, p.message)))


def printable(text: str) -> str:
    """The text with everything that is invisible, moves other text or is no character written out as an escape."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape", "surrogatepass").decode() for each in text)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 file`, `2 files`; `many` where the plural has another form."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def shown(text: str) -> str:
    """The text in quotes as a message shows it: on one line, and cut where it is long."""
    text = printable(text)
    return f"'{text}'" if len(text) <= LONGEST_SHOWN else f"'{text[: LONGEST_SHOWN - 1]}…'"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` when a known word is close to `word`, else nothing."""
    if len(word) > _LONGEST_WORD:
        return ""
    from difflib import get_close_matches  # seldom needed

    close = get_close_matches(word, [each for each in known if each != word], n=1, cutoff=0.6)
    return f" (did you mean {shown(close[0])}?)" if close else ""
