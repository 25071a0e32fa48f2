"""Workflow commands of GitHub Actions, which become marks at the lines of a proposal.

Escapes as the runner undoes them: percent signs and line ends everywhere, colons and commas in properties as well
(github.com/actions/toolkit, packages/core/src/command.ts). GitHub shows few of a kind, so errors and changed lines come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactbook.findings.finding import counted
from pactbook.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactbook.findings.finding import Finding
    from pactbook.findings.formats.telling import Telling

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_ORDER = list(Severity)


def render(found: Sequence[Finding], telling: Telling) -> str:
    """One command a finding that counts, and a notice for each note."""
    first = sorted(counted(found), key=lambda each: (_ORDER.index(each.severity), not each.changed))
    lines = [_command(each, telling.prefix) for each in first]
    lines += [f"::notice title=pactbook {_property(telling.tool)}::{_data(note)}" for note in telling.notes]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, prefix: str) -> str:
    problem = finding.problem
    properties = {
        "file": f"{prefix}{problem.path}",
        "line": str(problem.position.line),
        "col": str(problem.position.col),
        "title": f"{problem.rule.code} {problem.rule.title}",
    }
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    told = _data(f"{problem.message}\n{problem.advice}")
    return f"::{COMMANDS[finding.severity]} {given}::{told}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
