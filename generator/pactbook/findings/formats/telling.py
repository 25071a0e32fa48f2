"""What a form of findings is told beside them, and the words that several forms share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactbook.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pactbook.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Telling:
    """How findings are told.

    `tool` is the command that found them, `done` its words where there is nothing. `prefix` is the way from the top of the repository
    to the book, with a slash at its end, for programs that count paths from there. `titles` are the names of contracts, clauses and manuals by folder, `notes`
    sentences that stand at the end. `waived`: show what a waiver takes out; `everything`: what the baseline takes out too, and shorten nothing.
    `base` is the name of the branch against which a proposal was checked.
    """

    tool: str = "check"
    done: str = "nothing to report"
    prefix: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    waived: bool = False
    everything: bool = False
    base: str = ""


def counts(found: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, and how many a waiver or the baseline takes out."""
    of = Counter(str(finding.severity) if finding.suppressed is None else finding.suppressed.by for finding in found)
    return {name: of[name] for name in (*Severity, "waiver", "baseline")}


def number(count: int, word: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1] if words else "")))
