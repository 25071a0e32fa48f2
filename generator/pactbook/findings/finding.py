"""A problem as it is told: with the name of its place, its fingerprint, and why it is not counted, where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pactbook.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pactbook.problems import Position, Problem

LAYERS = ("msa", "sow", "draft", "clause", "manual-outline", "manual", "any")
GUARDS = frozenset({"C001", "C002"})
"""Rules on a book that hold what people sign to its terms."""
OWN = range(900, 920)
"""The numbers of the rules on settings, waivers and the baseline themselves."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: `by` is `waiver` or `baseline`; a waiver has a reason, an end, and a place of its own."""

    by: str
    reason: str = ""
    until: date | None = None
    path: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem; `place` is the nearest section, heading or route of keys, `changed` whether a proposal touched its line."""

    problem: Problem
    place: str = ""
    fingerprint: str = ""
    suppressed: Suppression | None = None
    changed: bool = False

    @property
    def severity(self) -> Severity:
        """How much it weighs here: the book's settings are in it already."""
        return self.problem.rule.severity

    @property
    def counts(self) -> bool:
        """Whether neither a waiver nor the baseline takes it out."""
        return self.suppressed is None

    def by(self, suppression: Suppression) -> Finding:
        """The same finding, not counted."""
        return replace(self, suppressed=suppression)


def as_findings(problems: Iterable[Problem | Finding]) -> list[Finding]:
    """Problems as findings, without a waiver or a named place; what is a finding already stays as it is."""
    return [each if isinstance(each, Finding) else Finding(each) for each in problems]


def layers_of(path: str) -> tuple[str, ...]:
    """The layers whose settings a file follows, the nearest first; a draft follows those of what it is to become."""
    top, _, rest = path.partition("/")
    if top == "contracts":
        name = rest.split("/")[1] if rest.count("/") > 1 else ""
        kind = ("msa",) if name == "msa" else ("sow",) if name.startswith("sow-") else ()
        return ("draft", *kind) if kind and rest.split("/")[2] == "draft" else kind
    if top == "clauses":
        return ("clause",)
    if top == "ops-manuals":
        return ("manual-outline",) if path.endswith("/outline.yaml") else ("manual",)
    return ()


def may_be_changed(code: str) -> bool:
    """Whether a book may weigh or waive a rule: those on contracts and manuals, none that guards reading or signing."""
    return code[:1] in {"C", "M"} and code not in GUARDS and not is_own(code)


def is_own(code: str) -> bool:
    """Whether a rule is about settings, waivers or the baseline."""
    return code[:1] == "C" and code[1:].isdecimal() and int(code[1:]) in OWN


def counted(found: Iterable[Finding]) -> list[Finding]:
    """The findings that neither a waiver nor the baseline takes out."""
    return [finding for finding in found if finding.counts]


def fails(found: Iterable[Finding]) -> bool:
    """Whether a command ends with 1."""
    return any(finding.counts and finding.severity is Severity.ERROR for finding in found)
