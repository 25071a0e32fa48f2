"""Findings for people at a terminal: `path:line:col: CODE message`, the remedy, and a summary."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pactbook.findings.finding import counted
from pactbook.findings.formats.telling import counts, listed, number
from pactbook.problems import Severity, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling

MOST_ALIKE = 8
"""As many of one rule are shown of a file; the rest is counted, where that saves more than a line."""


def render(found: Sequence[Finding], telling: Telling) -> str:
    """The findings that are to be shown, with what is not counted said at the end."""
    shown = [each for each in found if each.counts or _asked_for(each, telling)]
    lines: list[str] = []
    for heading, part in _parts(shown, telling):
        lines += [heading, ""] if heading else []
        lines += shortened(part, telling)
        lines += [""] if heading else []
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join([*lines, *([""] if lines else []), *summary(found, telling)]) + "\n"


def _asked_for(finding: Finding, telling: Telling) -> bool:
    by = finding.suppressed.by if finding.suppressed else ""
    return telling.everything or (by == "waiver" and telling.waived)


def _parts(shown: Sequence[Finding], telling: Telling) -> Iterator[tuple[str, list[Finding]]]:
    """All at once, or what stands on changed lines first."""
    if not telling.base:
        yield "", list(shown)
        return
    for heading, changed in ((f"On lines that differ from {telling.base}:", True), ("Elsewhere in what they touch:", False)):
        part = [each for each in shown if each.changed is changed]
        if part:
            yield heading, part


def shortened(found: Iterable[Finding], telling: Telling) -> Iterator[str]:
    """The lines of findings; of many of one rule in one file the first, and how many more there are."""
    found = list(found)
    alike = Counter(_kind(each) for each in found)
    seen: Counter[tuple[str, str, bool]] = Counter()
    for finding in found:
        kind = _kind(finding)
        seen[kind] += 1
        if telling.everything or alike[kind] <= MOST_ALIKE + 1 or seen[kind] <= MOST_ALIKE:
            yield from _lines(finding)
        elif seen[kind] == alike[kind]:
            yield f"{finding.problem.path}: {finding.problem.rule.code} and {alike[kind] - MOST_ALIKE} more like it; --all shows them"


def _kind(finding: Finding) -> tuple[str, str, bool]:
    return finding.problem.path, finding.problem.rule.code, finding.counts


def _lines(finding: Finding) -> Iterator[str]:
    weight = "" if finding.severity is Severity.ERROR else f" [{finding.severity}]"
    yield f"{finding.problem.line}{weight}"
    why = finding.suppressed
    if why is None:
        yield f"    {finding.problem.advice}"
    elif why.by == "waiver":
        yield f"    Waived until {why.until} ({why.path}:{why.position.line if why.position else 1}): {printable(why.reason)}"
    else:
        yield "    Not counted: it stands in the baseline."


def summary(found: Sequence[Finding], telling: Telling) -> Iterator[str]:
    """The count, what it means, and beside it what does not count."""
    of = counts(found)
    words = [number(of[each], str(each)) for each in Severity if of[each]]
    if words:
        yield f"{listed(words)} in {number(len({each.problem.path for each in counted(found)}), 'file')}{_meaning(of)}"
    else:
        yield telling.done
    aside = [f"{of['waiver']} waived" if of["waiver"] else "", f"{of['baseline']} in the baseline" if of["baseline"] else ""]
    if any(aside):
        option = "--all" if of["baseline"] else "--waived"
        yield f"not counted: {listed(list(filter(None, aside)))} ({option} shows them)"
    yield from telling.notes


def _meaning(of: Mapping[str, int]) -> str:
    """What has to be done, where not all has."""
    if not of[Severity.WARNING] + of[Severity.HINT]:
        return ""
    if not of[Severity.ERROR]:
        return "; nothing has to be mended"
    return f"; {'the error has' if of[Severity.ERROR] == 1 else 'the errors have'} to be mended, the rest is advice"
